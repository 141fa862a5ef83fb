// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

/// @title Spark Points: prepaid render credit
/// @notice 1 Spark (18 decimals) pays one base render. Credit is bought or given, spent on renders, and never traded.
/// @dev The ERC-20 views and `Transfer` events let wallets show balances; the ERC-20 moves between users revert.
/// `balanceOf` and `totalSupply` sum both classes.
interface ISparkPoints is IERC20Metadata {
    /// @notice Purchased credit is a liability of the treasury; promotional credit is paid from its own budget.
    enum SparkClass {
        Purchased,
        Promotional
    }

    /// @notice Why credit was minted. `Sale` and `Fiat` mint purchased credit, every other reason promotional credit.
    enum MintReason {
        Sale,
        Fiat,
        DailyBoost,
        Quest,
        Referral,
        Grant
    }

    /// @notice `amount` of `class` was minted to `owner` for `reason` by `minter`.
    event SparkMinted(
        address indexed owner,
        address indexed minter,
        SparkClass class,
        MintReason reason,
        uint256 amount,
        uint256 balance
    );
    /// @notice A platform contract took `amount` of `class` from `owner` into its own balance.
    event SparkTaken(
        address indexed owner,
        address indexed platform,
        SparkClass class,
        uint256 amount,
        uint256 balance
    );
    /// @notice A platform contract gave `amount` of `class` from its own balance back to `owner`.
    event SparkReturned(
        address indexed owner,
        address indexed platform,
        SparkClass class,
        uint256 amount,
        uint256 balance
    );
    /// @notice A platform contract burned `amount` of `class` that was spent; `supply` is what is left of the class.
    event SparkSpent(address indexed platform, SparkClass class, uint256 amount, uint256 supply);
    /// @notice The refilling bucket of `minter` for `class` was set.
    event MintLimitSet(
        address indexed minter,
        SparkClass class,
        uint208 oldCapacity,
        uint208 newCapacity,
        uint48 oldWindow,
        uint48 newWindow
    );

    /// @notice Spark does not move between users.
    error SparkPointsNotTransferable();
    /// @notice Nothing may be minted to the zero address.
    error SparkPointsInvalidOwner(address owner);
    /// @notice The reason belongs to the other class.
    error SparkPointsReasonMismatch(SparkClass class, MintReason reason);
    /// @notice `owner` holds less of `class` than is needed.
    error SparkPointsInsufficientBalance(address owner, SparkClass class, uint256 balance, uint256 needed);
    /// @notice `minter` has used up its bucket of `class`.
    error SparkPointsMintLimited(address minter, SparkClass class, uint256 available, uint256 needed);

    /// @notice Mints credit within the caller's bucket of that class. Emits {SparkMinted}. Role: Spark minter.
    /// @dev A purchased mint must leave the treasury solvent, see {ITreasury-requireSolvent}.
    /// @param amount In units of 1e-18 Spark.
    function mint(address owner, uint256 amount, SparkClass class, MintReason reason) external;

    /// @notice Takes credit from `owner` into the calling platform contract. Emits {SparkTaken}. Role: platform.
    /// @dev Warning: no allowance is asked for; the platform role is for contracts whose code moves only the caller's own.
    function moveFrom(address owner, uint256 amount, SparkClass class) external;

    /// @notice Gives credit of the calling platform contract back to `owner`. Emits {SparkReturned}. Role: platform.
    function moveTo(address owner, uint256 amount, SparkClass class) external;

    /// @notice Burns spent credit of the calling platform contract. Emits {SparkSpent}. Role: platform.
    function burn(uint256 amount, SparkClass class) external;

    /// @notice Sets how much of `class` a minter may mint: `capacity` at once, refilled linearly over `window` seconds.
    /// Emits {MintLimitSet}. Role: admin.
    function setMintLimit(address minter, SparkClass class, uint208 capacity, uint48 window) external;

    /// @notice Balance of one class, in units of 1e-18 Spark.
    function classBalanceOf(address owner, SparkClass class) external view returns (uint256);

    /// @notice Supply of one class, in units of 1e-18 Spark.
    function classSupply(SparkClass class) external view returns (uint256);

    /// @notice What `minter` may mint of `class` right now.
    function mintable(address minter, SparkClass class) external view returns (uint256);

    /// @notice The bucket of `minter` for `class`.
    function mintLimit(
        address minter,
        SparkClass class
    ) external view returns (uint208 capacity, uint48 window);
}
