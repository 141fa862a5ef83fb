// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title The treasury
/// @notice Receives the take, keeps the ledger's pool filled so that spent Spark pays workers, and refuses to owe more
/// renders than it can pay for.
interface ITreasury {
    /// @notice What the treasury holds and what that is worth at prices which are safe for it: USDC at no more than a
    /// dollar, SOGNI at the lower price, and nothing for what has no price at the moment.
    /// @param usdc In units of 1e-6.
    /// @param eth In wei.
    /// @param sogni In wei; held here and in the ledger's pool.
    /// @param usdcUsdE18 Worth of the USDC in 1e-18 dollars.
    /// @param ethUsdE18 Worth of the ether in 1e-18 dollars.
    /// @param sogniUsdE18 Worth of the SOGNI in 1e-18 dollars.
    struct Reserves {
        uint256 usdc;
        uint256 eth;
        uint256 sogni;
        uint256 usdcUsdE18;
        uint256 ethUsdE18;
        uint256 sogniUsdE18;
    }

    /// @notice Assets against liabilities, in 1e-18 dollars.
    /// @param assetsUsdE18 Worth of all {Reserves}.
    /// @param requiredUsdE18 110 % of what paying workers and models for all purchased Spark costs.
    struct Solvency {
        uint256 assetsUsdE18;
        uint256 requiredUsdE18;
    }

    /// @notice `units` of SOGNI went into the ledger's pool, towards `target`.
    event PoolRefilled(uint64 units, uint64 target);
    /// @notice `units` of SOGNI came back from the ledger's pool.
    event PoolTrimmed(uint64 units, uint64 target);
    /// @notice `amount` of `token` left the treasury; the zero address is ether.
    event Withdrawn(address indexed token, address indexed to, uint256 amount);
    /// @notice `spender` sent `amount` of `token` to `to`, within its bucket; the zero address is ether.
    event Spent(address indexed spender, address indexed token, address indexed to, uint256 amount);
    /// @notice The refilling bucket of `spender` for `token` was set; the zero address is ether.
    event SpendLimitSet(
        address indexed spender,
        address indexed token,
        uint208 oldCapacity,
        uint208 newCapacity,
        uint48 oldWindow,
        uint48 newWindow
    );
    /// @notice Ether came in.
    event EtherReceived(address indexed from, uint256 amount);

    /// @notice The assets would not cover 110 % of the purchased Spark.
    error TreasuryInsolvent(uint256 assetsUsdE18, uint256 requiredUsdE18);
    /// @notice `spender` has used up its bucket of `token`.
    error TreasurySpendLimited(address spender, address token, uint256 available, uint256 needed);
    /// @notice The pool would fall below its target.
    error TreasuryPoolBelowTarget(uint64 left, uint64 target);

    /// @notice Fills the ledger's pool to 110 % of purchased Spark at the current rate, as far as the SOGNI lasts; by
    /// anyone. Emits {PoolRefilled} where anything moved.
    /// @return units Moved, in units of 1e9 wei.
    function refillPool() external returns (uint64 units);

    /// @notice Takes what the pool holds above its target back. Emits {PoolTrimmed}. Role: admin.
    function trimPool(uint64 units) external;

    /// @notice Sends tokens out, or ether for the zero address; the treasury must be solvent after. Emits {Withdrawn}.
    /// Role: admin.
    function withdraw(IERC20 token, address to, uint256 amount) external;

    /// @notice Sends tokens out, or ether for the zero address, within the caller's bucket of that token; the treasury must
    /// be solvent after. Emits {Spent}. Role: treasurer.
    function spend(address token, address to, uint256 amount) external;

    /// @notice As {spend}, to the caller itself, which is called back by {ITreasurySpender-onSpend} to turn the money into
    /// something else; the treasury must be solvent with what has come back by then. Emits {Spent}. Role: treasurer.
    function spendOn(
        address token,
        uint256 amount,
        bytes calldata data
    ) external returns (bytes memory result);

    /// @notice Sets how much of `token` a spender may send out: `capacity` at once, refilled linearly over `window` seconds.
    /// Emits {SpendLimitSet}. Role: admin.
    function setSpendLimit(address spender, address token, uint208 capacity, uint48 window) external;

    /// @notice What `spender` may send out of `token` right now; the zero address is ether.
    function spendable(address spender, address token) external view returns (uint256);

    /// @notice The bucket of `spender` for `token`.
    function spendLimit(
        address spender,
        address token
    ) external view returns (uint208 capacity, uint48 window);

    /// @notice What the treasury holds, and its worth.
    function reserves() external view returns (Reserves memory);

    /// @notice What the pool should hold, in units of 1e9 wei.
    function poolTarget() external view returns (uint64);

    /// @notice Assets and requirement at the current price.
    function solvency() external view returns (Solvency memory);

    /// @notice Reverts with {TreasuryInsolvent} where assets fall short of the requirement.
    function requireSolvent() external view;
}
