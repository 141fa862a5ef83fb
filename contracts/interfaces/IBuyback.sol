// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title The buyback
/// @notice Buys SOGNI from the market's pool with the treasury's USDC or ether. Anyone may call; how much, in what and at
/// what price follows from the chain alone. The treasury gives the money by `spendOn`, within the buyback's bucket there, and must be solvent with what was bought.
/// @dev That net emission is at most zero cannot be proved from what is on chain yet: governance opens the buyback, and
/// says on what grounds.
interface IBuyback {
    /// @notice Bounds of buying.
    /// @param chunk Most SOGNI to be bought at once, in wei.
    /// @param dailyUsdE18 Most to be spent in any 24 hours, in 1e-18 dollars.
    /// @param monthlyUsdE18 Most to be spent in any 30 days, in 1e-18 dollars.
    struct Limits {
        uint128 chunk;
        uint128 dailyUsdE18;
        uint128 monthlyUsdE18;
    }

    /// @notice What a call would do.
    /// @param token USDC, or the zero address for ether.
    /// @param amount To be spent, in units of that token.
    /// @param usdE18 Its worth; USDC counts as a dollar, whatever it trades at.
    /// @param minSogni Least SOGNI to be received, in wei: 99 % of what the 30-minute price gives.
    struct Purchase {
        address token;
        uint256 amount;
        uint256 usdE18;
        uint256 minSogni;
    }

    /// @notice `spent` of `token` bought `sogni`, which went `to` the stream of rewards or the treasury.
    event BoughtBack(
        address indexed caller,
        address indexed token,
        address indexed to,
        uint256 spent,
        uint256 usdE18,
        uint256 sogni
    );
    /// @notice Governance found that net emission is at most zero, for the reason given.
    event BuybackOpened(string reason);
    /// @notice The buyback was closed, for the reason given.
    event BuybackShut(string reason);
    /// @notice Bounds of buying were set.
    event LimitsSet(Limits oldLimits, Limits newLimits);
    /// @notice What is bought vests into rewards over 30 days from now on, or goes to the treasury's inventory.
    event DestinationSet(bool toRewards);

    /// @notice The buyback is closed.
    error BuybackClosed();
    /// @notice The last purchase is less than 30 minutes old.
    error BuybackTooSoon(uint256 nextAt);
    /// @notice The market's price is not one to buy at, by the oracle's verdict.
    error BuybackNoMarket(uint8 verdict);
    /// @notice The pool's present price is too far from a mean price.
    error BuybackSpotOff(uint256 spotE18, uint256 meanE18, uint256 maxBps);
    /// @notice The treasury, the caps or the pool leave nothing to buy with.
    error BuybackNothingToSpend();
    /// @notice The pools gave less than the least.
    error BuybackTooLittle(uint256 sogni, uint256 minSogni);
    /// @notice A pool took another amount than it was given.
    error BuybackPartlyFilled(uint256 taken, uint256 given);
    /// @notice The caller is not the pool that is being traded with.
    error BuybackNotThePool(address caller);
    /// @notice Money comes from the treasury only.
    error BuybackNotTheTreasury(address caller);

    /// @notice Buys one chunk; by anyone, at most every 30 minutes. Emits {BoughtBack}.
    /// @return sogni Bought, in wei.
    function buyback() external returns (uint256 sogni);

    /// @notice Opens the buyback, on the grounds given. Emits {BuybackOpened}. Role: dao.
    function open(string calldata reason) external;

    /// @notice Closes it. Emits {BuybackShut}. Role: guardian.
    function shut(string calldata reason) external;

    /// @notice Sets the bounds of buying. Emits {LimitsSet}. Role: admin.
    function setLimits(Limits calldata newLimits) external;

    /// @notice Sends what is bought to the stream of rewards, or to the treasury to refill its inventory. Emits
    /// {DestinationSet}. Role: dao.
    function setDestination(bool toRewards) external;

    /// @notice What {buyback} would do now. Reverts where the market does not allow it.
    function nextPurchase() external view returns (Purchase memory);

    /// @notice Whether it is open, when the next purchase may be made, and what the caps leave, in 1e-18 dollars.
    function state()
        external
        view
        returns (bool isOpen, uint48 nextAt, uint256 leftTodayE18, uint256 leftThisMonthE18);

    /// @notice The bounds of buying.
    function limits() external view returns (Limits memory);

    /// @notice Where what is bought goes: the stream of rewards, or the treasury.
    function destination() external view returns (address);
}
