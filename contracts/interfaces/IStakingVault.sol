// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IERC5805} from "@openzeppelin/contracts/interfaces/IERC5805.sol";

/// @title The staking vault
/// @notice Holds staked SOGNI. Active stake votes, bonds workers and seats jurors; stake that cools down for 7 days keeps
/// its discounts and can still be slashed; then it can be withdrawn.
/// @dev ERC-5805 with a timestamp clock: a governor reads {getPastVotes} and {getPastTotalSupply}, which are active stake
/// plus the votes of staked LP tokens, these capped at 30 % of all votes at every moment. The first stake of an account
/// that delegated to nobody delegates to itself. `DelegateVotesChanged` speaks of SOGNI votes, {LpVotesChanged} of LP votes.
/// All amounts are in wei of SOGNI.
interface IStakingVault is IERC5805 {
    /// @notice Everything an account has here.
    /// @param active Staked: votes, bonds, seats.
    /// @param cooling Asked back, not withdrawn: discounts and tier only, and slashable.
    /// @param bonded Part of `active` that is allotted to workers; at most `active`.
    /// @param locked Part of `active` that disputes and seats hold; at most `active`, may overlap `bonded`.
    /// @param lpUnits Fair SOGNI side of staked LP tokens: votes, discounts and tier.
    /// @param lpCooling The same for LP tokens that cool down: discounts and tier.
    struct Position {
        uint256 active;
        uint256 cooling;
        uint256 bonded;
        uint256 locked;
        uint256 lpUnits;
        uint256 lpCooling;
    }

    /// @notice One request to unstake.
    /// @param amount What is left of it.
    /// @param readyAt Unix time from which it can be withdrawn.
    struct CoolingRequest {
        uint208 amount;
        uint48 readyAt;
    }

    /// @notice Stake that an owner allotted to a worker.
    /// @param pledged What the owner allotted.
    /// @param amount What it counts for: less than `pledged` only where a slash left the owner with less active stake than
    /// it had pledged in all; then every bond counts for its part of what is left.
    /// @param since Unix time at which `pledged` was last zero and rose.
    struct Bond {
        uint256 pledged;
        uint256 amount;
        uint48 since;
    }

    /// @notice `payer` staked `amount` for `account`, whose active stake is now `active`.
    event Staked(address indexed account, address indexed payer, uint256 amount, uint256 active);
    /// @notice `amount` stopped being active and can be withdrawn from `readyAt`.
    event UnstakeRequested(
        address indexed account,
        uint256 amount,
        uint48 readyAt,
        uint256 active,
        uint256 cooling
    );
    /// @notice `amount` became active again; it came from the newest requests.
    event Restaked(address indexed account, uint256 amount, uint256 active, uint256 cooling);
    /// @notice The `requests` oldest requests were paid out.
    event StakeWithdrawn(address indexed account, uint256 amount, uint256 requests, uint256 cooling);
    /// @notice `owner` allotted `amount` to a worker; `pledged` is the bond now, `pledgedInAll` over all its workers.
    event StakeBonded(
        bytes32 indexed workerId,
        address indexed owner,
        uint256 amount,
        uint256 pledged,
        uint256 pledgedInAll
    );
    /// @notice `owner` took `amount` back from a worker; it stays active stake.
    event StakeUnbonded(
        bytes32 indexed workerId,
        address indexed owner,
        uint256 amount,
        uint256 pledged,
        uint256 pledgedInAll
    );
    /// @notice `locker` locked `amount` for its case `lockId`; `lock` is that lock now.
    event StakeLocked(
        address indexed account,
        address indexed locker,
        bytes32 indexed lockId,
        uint256 amount,
        uint256 lock
    );
    /// @notice `locker` released `amount` of its lock.
    event StakeUnlocked(
        address indexed account,
        address indexed locker,
        bytes32 indexed lockId,
        uint256 amount,
        uint256 lock
    );
    /// @notice Stake was taken: `fromActive` and, from the newest requests, `fromCooling`; all of it went to `to`.
    event StakeSlashed(
        address indexed account,
        address indexed locker,
        bytes32 indexed lockId,
        address to,
        uint256 fromActive,
        uint256 fromCooling,
        uint256 lock
    );
    /// @notice The LP units of an account changed.
    event LpUnitsSet(address indexed account, uint256 oldUnits, uint256 newUnits, uint256 newCooling);
    /// @notice The LP units delegated to `delegatee` changed, before the cap.
    event LpVotesChanged(address indexed delegatee, uint256 oldUnits, uint256 newUnits);

    /// @notice Nothing to do with an amount of zero.
    error StakingVaultZeroAmount();
    /// @notice `free` is what is neither locked nor bonded.
    error StakingVaultInsufficientStake(address account, uint256 free, uint256 needed);
    /// @notice Less than that cools down.
    error StakingVaultInsufficientCooling(address account, uint256 cooling, uint256 needed);
    /// @notice The account has as many requests as it may have: withdraw or restake first.
    error StakingVaultTooManyRequests(address account, uint256 limit);
    /// @notice No request can be withdrawn before `readyAt`; zero where there is none.
    error StakingVaultNothingReady(address account, uint48 readyAt);
    /// @notice The owner pledged less than that to the worker.
    error StakingVaultInsufficientBond(bytes32 workerId, address owner, uint256 pledged, uint256 needed);
    /// @notice The caller's lock is smaller.
    error StakingVaultInsufficientLock(address account, bytes32 lockId, uint256 lock, uint256 needed);
    /// @notice The zero address stakes nothing.
    error StakingVaultInvalidAccount(address account);

    /* STAKE */

    /// @notice Stakes the caller's SOGNI for itself. Emits {Staked}. Can be paused.
    function stake(uint256 amount) external;

    /// @notice Stakes the caller's SOGNI for `account`, which alone can take it out. Emits {Staked}. Can be paused.
    function stakeFor(address account, uint256 amount) external;

    /// @notice As {stake}, with an EIP-2612 permit of the caller for `amount`. A permit that somebody else has submitted
    /// already does no harm.
    function stakeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Starts the cooldown of free active stake. Votes are gone at once. Emits {UnstakeRequested}.
    /// @dev At most {MAX_REQUESTS} at a time.
    function requestUnstake(uint256 amount) external returns (uint48 readyAt);

    /// @notice Makes cooling stake active again, newest requests first. Emits {Restaked}.
    /// @dev A later request cools down for the whole time again.
    function restake(uint256 amount) external;

    /// @notice Pays out every request of the caller that is ready. Emits {StakeWithdrawn}. Can never be paused.
    function withdraw() external returns (uint256 amount);

    /* BONDS */

    /// @notice Allots free active stake of the caller to a worker; it keeps its votes. Emits {StakeBonded}.
    /// @dev Only the bond of the worker's owner counts. A bond does not follow a licence to its buyer: it stays with the
    /// seller, slashable as any stake until it is unbonded, cooled down and withdrawn.
    function bond(bytes32 workerId, uint256 amount) external;

    /// @notice Takes allotted stake back; it is active stake again and leaves through {requestUnstake}. Emits
    /// {StakeUnbonded}.
    /// @dev The worker stops being bonded at once; the 7 days of the cooldown outlast every holdback of what it served.
    function unbond(bytes32 workerId, uint256 amount) external;

    /* DISPUTES */

    /// @notice Locks active stake for a case of the caller, so that it cannot be unstaked. Emits {StakeLocked}. Role:
    /// slasher.
    /// @dev Lock ids of different callers do not mix.
    function lock(address account, bytes32 lockId, uint256 amount) external;

    /// @notice Releases a lock of the caller. Emits {StakeUnlocked}. Role: slasher.
    function unlock(address account, bytes32 lockId, uint256 amount) external;

    /// @notice Takes stake: what the caller locked for the case, then other active stake, then the newest requests. Emits
    /// {StakeSlashed}. Role: slasher.
    /// @param to Where the rule of the caller sends it.
    /// @return taken At most `amount`, less where the account has less.
    function slash(
        address account,
        bytes32 lockId,
        uint256 amount,
        address to
    ) external returns (uint256 taken);

    /* LP VOTES */

    /// @notice Sets what the staked LP tokens of an account stand for. Emits {LpUnitsSet}. Role: LP staking.
    function setLpUnits(address account, uint256 units, uint256 coolingUnits) external;

    /* PAUSE */

    /// @notice Stops staking in; everything else goes on. Role: pauseDesk.
    function pause() external;

    /// @notice Lets stake in again. Role: resumer.
    function unpause() external;

    /* VIEWS */

    /// @notice The token that is staked.
    function sogni() external view returns (address);

    /// @notice Seconds between a request and its withdrawal: 7 days.
    function COOLDOWN() external view returns (uint48);

    /// @notice How many requests may cool down at a time: 16.
    function MAX_REQUESTS() external view returns (uint256);

    /// @notice Largest part of all votes that LP tokens may have, in basis points: 3,000.
    function LP_CAP_BPS() external view returns (uint256);

    /// @notice Everything an account has.
    function positionOf(address account) external view returns (Position memory);

    /// @notice Active stake of an account.
    function activeOf(address account) external view returns (uint256);

    /// @notice Stake of an account that cools down.
    function coolingOf(address account) external view returns (uint256);

    /// @notice What discounts, priority and tiers count: active + cooling + LP units, staked and cooling.
    function benefitOf(address account) external view returns (uint256);

    /// @notice Active stake that disputes and seats hold.
    function lockedOf(address account) external view returns (uint256);

    /// @notice Active stake that is allotted to workers.
    function bondedOf(address account) external view returns (uint256);

    /// @notice Active stake that can be unstaked or bonded: active - max(locked, bonded).
    function freeOf(address account) external view returns (uint256);

    /// @notice Requests of an account, oldest first.
    function requestsOf(address account) external view returns (CoolingRequest[] memory);

    /// @notice The bond of `owner` for a worker.
    function bondOf(bytes32 workerId, address owner) external view returns (Bond memory);

    /// @notice What `locker` locked of an account for a case.
    function lockOf(address account, address locker, bytes32 lockId) external view returns (uint256);

    /// @notice All active stake.
    function totalActive() external view returns (uint256);

    /// @notice All stake that cools down.
    function totalCooling() external view returns (uint256);

    /// @notice LP units delegated to `delegatee`, before the cap.
    function lpVotesOf(address delegatee) external view returns (uint256);

    /// @notice All LP units, before the cap.
    function totalLpUnits() external view returns (uint256);

    /// @notice Own active stake of an account at a past moment, whoever it delegated to: the weight of a juror.
    function getPastBalanceOf(address account, uint256 timepoint) external view returns (uint256);

    /// @notice Whom an account delegated to at a past moment.
    function getPastDelegate(address account, uint256 timepoint) external view returns (address);

    /// @notice All active stake at a past moment, without LP votes: the sum of {getPastBalanceOf}.
    function getPastTotalActive(uint256 timepoint) external view returns (uint256);
}
