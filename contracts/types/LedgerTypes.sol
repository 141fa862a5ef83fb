// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @notice What a session is funded with. The order is part of the packed session slot.
enum Currency {
    Sogni,
    Spark,
    Promo
}

/// @notice Life of a session. A render key is used for one session only, so that its numbers never start again.
enum SessionState {
    None,
    Open,
    Closing,
    Closed
}

/// @notice Why a line moved no money and left its number free.
enum SkipReason {
    None,
    Poor,
    Closed,
    Used,
    Expired,
    Operator,
    Model,
    ShortPool
}

/// @notice What is to be rendered: the part of a Ticket that the ledger needs as one hash only.
/// @param jobId Random id chosen by the client.
/// @param paramsCommit Commitment to the prompt and all parameters.
struct Order {
    bytes32 jobId;
    bytes32 paramsCommit;
}

/// @notice Promise of a user before work: enough, with the worker's receipt, to be paid.
/// @param seq Number of share 0; share k owns number seq + k.
/// @param model Id in the model registry.
/// @param unitPrice Session-currency units for one image at full steps.
/// @param unitMs Base render milliseconds of one image at full steps.
/// @param stepsPerImage Steps of one image.
/// @param deliverBy Unix time by which the last receipt must be complete.
/// @param redeemBy Unix time until which the ticket can be redeemed.
/// @param shares shares[k] = operator << 16 | images.
struct Ticket {
    Order order;
    uint32 seq;
    uint32 model;
    uint40 unitPrice;
    uint32 unitMs;
    uint16 stepsPerImage;
    uint32 deliverBy;
    uint32 redeemBy;
    uint256[] shares;
}

/// @notice A worker's word that it took a share. `ticket` is the ticket's EIP-712 digest, here and below.
struct Accept {
    bytes32 ticket;
    uint16 share;
    uint40 at;
}

/// @notice What was made and how: the part of a Receipt that the ledger needs as one hash only.
/// @param paramsCommit That of the ticket's Order; the ticket's digest binds the receipt to it as well.
/// @param classId Determinism class of the engine.
/// @param resultRoot Merkle root over the images.
/// @param traceRoot Merkle root over the latents of every step.
/// @param elapsedMs Wall time, for the speed score only.
struct Work {
    bytes32 paramsCommit;
    bytes32 classId;
    bytes32 resultRoot;
    bytes32 traceRoot;
    uint32 elapsedMs;
}

/// @notice A worker's cumulative statement of what it made for a share.
struct Receipt {
    bytes32 ticket;
    uint16 share;
    Work work;
    uint16 images;
    uint32 steps;
    uint40 completedAt;
    bool last;
}

/// @notice A user's order to stop a share after `maxSteps` steps.
struct Cancel {
    bytes32 ticket;
    uint16 share;
    uint32 maxSteps;
}

/// @notice What both parties sign after work: numbers seq .. seq + count - 1 of a session cost `amount`.
struct Line {
    address session;
    uint32 seq;
    uint8 count;
    uint32 model;
    address operator;
    uint16 images;
    uint32 steps;
    uint32 baseMs;
    uint48 amount;
}

/// @notice Certificate of a worker's daily encryption key, signed by its operator key.
struct DailyKey {
    bytes32 workerId;
    bytes32 publicKey;
    uint40 notBefore;
    uint40 notAfter;
    uint32 seq;
}

/// @notice A session as the views show it.
/// @param base Every number below it is used.
/// @param window Bit i is set when number base + i is used.
/// @param requested Units asked back; type(uint64).max means all.
/// @param unlockAt Unix time from which the request is paid; 0 without a request.
struct Session {
    address owner;
    Currency currency;
    SessionState state;
    uint64 balance;
    uint32 base;
    uint136 window;
    uint16 discountBps;
    uint40 expiry;
    uint64 requested;
    uint40 unlockAt;
}

/// @notice A worker's row, by operator key. Counters saturate.
/// @param retireAt Unix time from which nothing settles to the key; 0 while it is in service.
struct Worker {
    bool registered;
    bool fast;
    bool jailed;
    uint64 accrued;
    uint32 jobs;
    uint40 baseMs;
    uint24 failures;
    uint24 good;
    uint24 rated;
    uint16 takeBps;
    uint40 retireAt;
}

/// @notice A model's row.
struct Model {
    bool known;
    bool listed;
    uint64 royalty;
    uint16 royaltyBps;
    uint40 images;
}

/// @notice The ledger's own books.
/// @param sparkRate SOGNI units per Spark.
/// @param sparkHeld Purchased Spark units in the ledger's hands, spent but unburned ones included.
/// @param promoHeld The same for promotional Spark.
struct Global {
    uint64 treasury;
    uint64 pool;
    uint64 sparkOutstanding;
    uint64 sparkRate;
    uint64 promoOutstanding;
    uint64 sparkHeld;
    uint64 promoHeld;
}

/// @notice The two waiting exits of a worker.
struct PendingClaims {
    uint64 amount0;
    uint40 unlockAt0;
    uint64 amount1;
    uint40 unlockAt1;
}
