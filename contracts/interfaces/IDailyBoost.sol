// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title The daily boost
/// @notice Promotional Spark once a day (UTC), more with a tier and with a Genesis pass. What a week can give is the
/// issuer's budget, however many accounts there are.
/// @dev An attester vouches that a person came, not a script: free Spark for every fresh address would be gone in a minute.
/// EIP-712: Boost(address account,uint32 day,uint48 deadline).
interface IDailyBoost {
    /// @notice What a day gives, in 1e-18 Spark.
    /// @param base For everybody.
    /// @param perTier More for each tier.
    /// @param genesis More with a Genesis pass.
    struct Amounts {
        uint80 base;
        uint80 perTier;
        uint80 genesis;
    }

    /// @notice `account` got its boost of `day`, the `streak`th day in a row.
    event BoostClaimed(address indexed account, uint32 indexed day, uint256 amount, uint32 streak);
    /// @notice What a day gives was set.
    event BoostSet(Amounts oldAmounts, Amounts newAmounts);
    /// @notice The collection whose holders get more was set; zero for none.
    event GenesisSet(address oldCollection, address newCollection);

    /// @notice The account has had its boost of the day.
    error DailyBoostClaimed(address account, uint32 day);
    /// @notice A day gives nothing, or more than 10 Spark together.
    error DailyBoostOutOfRange(uint256 least, uint256 most);

    /// @notice Gives `account` its boost of today, by anyone who has the attester's word. Emits {BoostClaimed}.
    function claim(
        address account,
        uint48 deadline,
        bytes calldata signature
    ) external returns (uint256 amount);

    /// @notice Sets what a day gives. Emits {BoostSet}. Role: rewards manager.
    function setAmounts(Amounts calldata newAmounts) external;

    /// @notice Sets the collection whose holders get more. Emits {GenesisSet}. Role: admin.
    function setGenesis(address newCollection) external;

    /// @notice What `account` would get today.
    function amountOf(address account) external view returns (uint256);

    /// @notice Last day that `account` got its boost of, and how many in a row that was.
    function lastClaim(address account) external view returns (uint32 day, uint32 streak);

    /// @notice What a day gives.
    function amounts() external view returns (Amounts memory);

    /// @notice Days since 1970.
    function today() external view returns (uint32);
}
