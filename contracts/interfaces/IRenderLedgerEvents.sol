// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {Currency} from "../types/LedgerTypes.sol";

/// @title Events of the render ledger
/// @notice Enough to rebuild every row. All amounts are ledger units: 1e9 wei of SOGNI, 1e-6 Spark.
interface IRenderLedgerEvents {
    /// @notice `owner` funded render key `key`.
    event SessionOpened(
        address indexed key,
        address indexed owner,
        Currency currency,
        uint64 amount,
        uint40 expiry
    );
    /// @notice The session received `amount` more.
    event SessionToppedUp(address indexed key, uint64 amount, uint64 balance);
    /// @notice `amount` (type(uint64).max: all) can be paid back from `unlockAt`.
    event WithdrawalRequested(address indexed key, uint64 amount, uint40 unlockAt, bool closing);
    /// @notice `amount` went back to the owner, the request is gone.
    event SessionWithdrawn(
        address indexed key,
        address indexed owner,
        uint64 amount,
        uint64 balance,
        bool closed
    );

    /// @notice First event of a batch: what follows, until the next one, belongs to it.
    /// @param sparkRate SOGNI units per Spark that the batch used.
    /// @param models The batch's model ids, 4 bytes each.
    /// @param operators The batch's operator keys, 20 bytes each.
    event BatchSettled(uint64 sparkRate, bytes models, bytes operators);
    /// @notice The lines of one session, applied unless a `LineSkipped` of the same batch names their number.
    /// @param seq0 Number that the jobs' offsets count from.
    /// @param jobs Jobs (uint16 seqOffset, uint16 modelIndex, uint8 count, uint8 shares), each followed by its shares
    /// (uint16 workerIndex, uint16 images, uint32 steps, uint32 baseMs, uint48 amount, uint8 rating).
    event SessionSettled(address indexed key, uint32 seq0, bytes jobs);
    /// @notice The line at `seq` changed nothing; `reason` is a SkipReason. May precede its session's `SessionSettled`.
    event LineSkipped(address indexed key, uint32 seq, uint8 reason);
    /// @notice The worker signed its lines of this batch together with the root over its receipt hashes.
    event WorkerReported(address indexed operator, bytes32 receiptsRoot);
    /// @notice Promotional work was done; the epoch budget pays for it.
    event PromoServed(address indexed operator, uint32 baseMs);
    /// @notice An accepted share was never delivered; its number is used up.
    event NoShowReported(address indexed key, uint32 seq, address indexed operator, bytes32 ticketHash);

    /// @notice Accrued pay started its holdback in `bucket` (0 or 1).
    event ClaimRequested(address indexed operator, uint64 amount, uint8 bucket, uint40 unlockAt);
    /// @notice Every bucket unlocked at this block was paid.
    event Claimed(address indexed operator, address indexed to, uint64 amount);
    /// @notice The model's royalty was paid to its token-bound account.
    event RoyaltyClaimed(uint32 indexed model, address indexed account, uint64 amount);
    /// @notice The take was paid to the treasury.
    event TreasuryClaimed(uint64 amount);

    /// @notice SOGNI was added to the pool that pays for Spark.
    event PoolFunded(address indexed by, uint64 amount, uint64 pool);
    /// @notice The treasury took back what the pool does not need.
    event PoolDefunded(uint64 amount, uint64 pool);
    /// @notice SOGNI units per Spark changed.
    event SparkRateSet(uint64 oldRate, uint64 newRate);
    /// @notice Spent Spark left the supply.
    event SparkBurned(uint64 purchased, uint64 promotional);

    /// @notice The operator's settings, in full. flags: 1 registered, 2 fast, 4 jailed.
    event OperatorSet(address indexed operator, bool fast, uint16 takeBps, uint8 flags, uint40 retireAt);
    /// @notice The model's settings, in full.
    event ModelSet(uint32 indexed model, uint16 royaltyBps, bool listed);
    /// @notice The session's discount.
    event DiscountSet(address indexed session, uint16 discountBps);
}
