// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Staking of liquidity
/// @notice Holds whitelisted LP tokens of SOGNI pairs and tells the staking vault what they stand for: the fair SOGNI side,
/// at an averaged price, less a haircut of 10 %. That votes and counts for discounts and tiers; it bonds no worker, seats
/// no juror and is never slashed.
/// @dev The fair side is `sqrt(k / price)`: swaps move reserves along a constant `k`, so no trade moves the units. A pool
/// has one rate for all, moved at most 10 % a week; what an account holds is counted at the rate of its last {sync}.
interface ILpStaking {
    /// @notice A pool as it stands.
    /// @param oracle Says how many quote tokens a SOGNI costs, with 18 decimals.
    /// @param quoteScale Factor that gives the quote token 18 decimals.
    /// @param sogniFirst Whether SOGNI is the pair's token 0.
    /// @param listed Whether it can be staked in.
    /// @param rate Units for 1e18 of the LP token.
    /// @param rebasedAt Unix time of the last change of the rate.
    struct Pool {
        address oracle;
        uint64 quoteScale;
        bool sogniFirst;
        bool listed;
        uint128 rate;
        uint48 rebasedAt;
    }

    /// @notice What an account holds in a pool.
    /// @param staked LP tokens that count.
    /// @param cooling LP tokens asked back: discounts and tier only.
    /// @param units What `staked` counted for at the last sync.
    /// @param coolingUnits What `cooling` counted for at the last sync.
    struct Holding {
        uint128 staked;
        uint128 cooling;
        uint128 units;
        uint128 coolingUnits;
    }

    /// @notice A pool can be staked in, at `rate`.
    event PoolListed(address indexed pool, address indexed oracle, uint128 rate);
    /// @notice A pool can no longer be staked in; what is in goes on.
    event PoolUnlisted(address indexed pool);
    /// @notice The fair rate of a day was seen to be `rate`, before the haircut; the lowest of a day is kept.
    event RateObserved(address indexed pool, uint48 day, uint128 rate);
    /// @notice The rate of a pool moved.
    event PoolRebased(address indexed pool, uint128 oldRate, uint128 newRate);
    /// @notice `amount` LP tokens came in; `staked` is the account's now.
    event LpStaked(address indexed account, address indexed pool, uint256 amount, uint256 staked);
    /// @notice `amount` LP tokens can be withdrawn from `readyAt`.
    event LpUnstakeRequested(address indexed account, address indexed pool, uint256 amount, uint48 readyAt);
    /// @notice The `requests` oldest requests of the account in the pool were paid out.
    event LpWithdrawn(address indexed account, address indexed pool, uint256 amount, uint256 requests);
    /// @notice What an account holds in a pool now counts for that.
    event LpSynced(address indexed account, address indexed pool, uint256 units, uint256 coolingUnits);

    /// @notice Nothing to do with an amount of zero.
    error LpStakingZeroAmount();
    /// @notice The pool is not on the list.
    error LpStakingNotListed(address pool);
    /// @notice The pool is on the list already.
    error LpStakingListed(address pool);
    /// @notice Neither side of the pair is SOGNI.
    error LpStakingNotSogniPair(address pool);
    /// @notice The quote token has more than 18 decimals.
    error LpStakingDecimals(address token, uint8 decimals);
    /// @notice The pool is empty or too thin to be given a rate.
    error LpStakingNoRate(address pool);
    /// @notice The token took a part of the transfer, or gave more.
    error LpStakingInexactTransfer(address pool, uint256 received, uint256 amount);
    /// @notice The account has less staked in the pool.
    error LpStakingInsufficientStake(address account, address pool, uint256 staked, uint256 needed);
    /// @notice The account has as many requests in the pool as it may have.
    error LpStakingTooManyRequests(address account, address pool, uint256 limit);
    /// @notice No request can be withdrawn before `readyAt`; zero where there is none.
    error LpStakingNothingReady(address account, address pool, uint48 readyAt);
    /// @notice The rate moves once a week.
    error LpStakingTooEarly(address pool, uint48 rebasableAt);

    /// @notice Lists a pool, at its rate of now. Emits {PoolListed}. Role: DAO.
    /// @param oracle Says how many quote tokens a SOGNI costs, with 18 decimals, averaged so that nobody can move it in a
    /// block: the network's price oracle where the quote is a dollar.
    function listPool(address pool, address oracle) external;

    /// @notice Takes a pool off the list. Emits {PoolUnlisted}. Role: DAO.
    function unlistPool(address pool) external;

    /// @notice Stakes LP tokens of the caller. Emits {LpStaked}, {LpSynced}. Can be paused.
    function stake(address pool, uint256 amount) external;

    /// @notice Starts the cooldown of staked LP tokens; their votes are gone at once. Emits {LpUnstakeRequested}.
    function requestUnstake(address pool, uint256 amount) external returns (uint48 readyAt);

    /// @notice Pays out every request of the caller in a pool that is ready. Emits {LpWithdrawn}. Can never be paused.
    function withdraw(address pool) external returns (uint256 amount);

    /// @notice Notes the fair rate of the pool; by anyone. Emits {RateObserved}.
    function observe(address pool) external;

    /// @notice Moves the rate of a pool towards 90 % of the lowest fair rate seen in 30 days, by at most 10 %; once a week,
    /// by anyone. Emits {RateObserved}, {PoolRebased}.
    function rebase(address pool) external;

    /// @notice Counts what an account holds in a pool at the pool's rate; by anyone. Emits {LpSynced}.
    function sync(address account, address pool) external;

    /// @notice Stops LP tokens coming in; everything else goes on. Role: pauseDesk.
    function pause() external;

    /// @notice Lets LP tokens in again. Role: resumer.
    function unpause() external;

    /// @notice A pool as it stands.
    function poolOf(address pool) external view returns (Pool memory);

    /// @notice What an account holds in a pool.
    function holdingOf(address account, address pool) external view returns (Holding memory);

    /// @notice Units for 1e18 of the LP token at this moment, before the haircut.
    function fairRate(address pool) external view returns (uint256);

    /// @notice Lowest fair rate observed in the last 30 days; the largest number where none was.
    function lowestRate(address pool) external view returns (uint256);
}
