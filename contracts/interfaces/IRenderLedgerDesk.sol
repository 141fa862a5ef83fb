// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {
    Accept,
    Cancel,
    Currency,
    DailyKey,
    Global,
    Line,
    Model,
    PendingClaims,
    Receipt,
    Session,
    Ticket,
    Worker
} from "../types/LedgerTypes.sol";

/// @title Desk of the render ledger
/// @notice Everything but settlement: sessions, no-shows, exits, pool, pushes, views.
interface IRenderLedgerDesk {
    // Sessions

    /// @notice Funds `key` as a session of the caller. Emits SessionOpened.
    /// @dev Pulls exactly `amount`: SOGNI by allowance, Spark by the ledger's platform role. Reverts when paused.
    /// @param key Render key; it signs tickets, tabs and cancels, and is used for one session only.
    /// @param currency What the session holds, for its whole life.
    /// @param amount Units to deposit.
    /// @param expiry Unix time after which anyone may start the closing.
    /// @param keySignature 64 bytes by `key` over Open(owner, expiry).
    function openSession(
        address key,
        Currency currency,
        uint64 amount,
        uint40 expiry,
        bytes calldata keySignature
    ) external;

    /// @notice Adds `amount` units to an open session of the caller. Emits SessionToppedUp.
    function topUp(address key, uint64 amount) external;

    /// @notice Asks `amount` units back; a later request replaces it. Emits WithdrawalRequested.
    /// @dev Owner only. The money stays collectable by workers until it is paid, 48 h later at the earliest.
    function requestWithdrawal(address key, uint64 amount) external;

    /// @notice Starts the end of a session: all of it is asked back. Emits WithdrawalRequested.
    /// @dev Owner or the key itself.
    function closeSession(address key) external;

    /// @notice Starts the end of an expired session, by anyone. Emits WithdrawalRequested.
    function poke(address key) external;

    /// @notice Pays min(requested, balance) to the owner, by anyone, after 48 h. Emits SessionWithdrawn.
    function withdraw(address key) external;

    // No-shows

    /// @notice Uses up the number of an accepted share that was never settled, after `redeemBy`. Emits NoShowReported.
    /// @dev Anyone. The operator's jobs and failures rise by one, except for a promotional session.
    /// @param ticket The promise.
    /// @param signature 64 bytes by the session's key over the ticket; it names the session.
    /// @param share Index of the share.
    /// @param acceptedAt `at` of the operator's Accept.
    /// @param acceptSignature 64 bytes by the operator over the Accept.
    function reportNoShow(
        Ticket calldata ticket,
        bytes calldata signature,
        uint16 share,
        uint40 acceptedAt,
        bytes calldata acceptSignature
    ) external;

    // Exits

    /// @notice Moves what the operator accrued into the holdback: 72 h Fast, 7 days Relaxed. Emits ClaimRequested.
    /// @dev The operator, its worker's owner or its payout address.
    function requestClaim(address operator) external;

    /// @notice Pays every unlocked exit to the operator's payout address, by anyone. Emits Claimed.
    function claim(address operator) external;

    /// @notice Pays the model's royalty to its token-bound account, by anyone. Emits RoyaltyClaimed.
    function claimRoyalty(uint32 model) external;

    /// @notice Pays the take to the treasury, by anyone. Emits TreasuryClaimed.
    function claimTreasury() external;

    /// @notice Burns the Spark that sessions spent, by anyone. Emits SparkBurned.
    function flushBurn() external;

    // Pool

    /// @notice Adds `units` of the caller's SOGNI to the pool that pays workers of Spark sessions. Emits PoolFunded.
    function fundPool(uint64 units) external;

    /// @notice Takes the pricing contract's rate over, by anyone, if the pool covers it. Emits SparkRateSet.
    function pushSparkRate() external;

    /// @notice Returns `units` of the pool to the treasury, above what outstanding Spark needs. Emits PoolDefunded.
    /// @dev Restricted to the treasury.
    function defundPool(uint64 units) external;

    // Pushes by the registries

    /// @notice Opens the row of an operator key. Emits OperatorSet. Restricted to the worker registry.
    function registerOperator(address operator, bool fast, uint16 takeBps) external;

    /// @notice Sets the take of an operator. Emits OperatorSet. Restricted to the worker registry.
    function setTakeBps(address operator, uint16 takeBps) external;

    /// @notice Stops or resumes settlement to an operator. Emits OperatorSet. Restricted to the worker registry.
    function setJailed(address operator, bool jailed) external;

    /// @notice Retires a key: it settles for 48 h more (rounded up to the hour). Emits OperatorSet. Restricted to
    /// the worker registry.
    function retireOperator(address operator) external;

    /// @notice Sets a model's royalty and whether it may be ordered. Emits ModelSet. Restricted to the model registry.
    function setModel(uint32 id, uint16 royaltyBps, bool listed) external;

    /// @notice Sets a session's discount, at most 2,000 bps. Emits DiscountSet. Restricted to the benefits role.
    function setDiscount(address session, uint16 discountBps) external;

    // Guardian

    /// @notice Stops deposits; settlement, withdrawals and claims go on. Role: pauseDesk.
    function pause() external;

    /// @notice Resumes deposits. Role: resumer.
    function unpause() external;

    // Views

    /// @notice The session of a render key.
    function session(address key) external view returns (Session memory);

    /// @notice The row of an operator key.
    function worker(address operator) external view returns (Worker memory);

    /// @notice The row of a model.
    function model(uint32 id) external view returns (Model memory);

    /// @notice The ledger's own books.
    function global() external view returns (Global memory);

    /// @notice The waiting exits of an operator key.
    function pendingClaims(address operator) external view returns (PendingClaims memory);

    /// @notice Whether number `seq` of a session is used.
    function isUsed(address key, uint32 seq) external view returns (bool);

    /// @notice EIP-712 domain separator.
    function domainSeparator() external view returns (bytes32);

    /// @notice EIP-712 digest of Open.
    function hashOpen(address owner, uint40 expiry) external view returns (bytes32);

    /// @notice EIP-712 digest of a Ticket.
    function hashTicket(Ticket calldata ticket) external view returns (bytes32);

    /// @notice EIP-712 digest of an Accept.
    function hashAccept(Accept calldata accept) external view returns (bytes32);

    /// @notice EIP-712 digest of a Receipt.
    function hashReceipt(Receipt calldata receipt) external view returns (bytes32);

    /// @notice EIP-712 digest of a Cancel.
    function hashCancel(Cancel calldata cancel) external view returns (bytes32);

    /// @notice EIP-712 digest of a Tab; one rating byte per line.
    function hashTab(Line[] calldata lines, bytes calldata ratings) external view returns (bytes32);

    /// @notice EIP-712 digest of a Report.
    function hashReport(
        Line[] calldata lines,
        bytes32 receiptsRoot,
        uint32 time
    ) external view returns (bytes32);

    /// @notice EIP-712 digest of a DailyKey.
    function hashDailyKey(DailyKey calldata dailyKey) external view returns (bytes32);
}
