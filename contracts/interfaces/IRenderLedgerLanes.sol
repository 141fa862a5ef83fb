// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Settlement lanes of the render ledger
/// @notice Apply many signed lines at once. Anyone may submit.
interface IRenderLedgerLanes {
    /// @notice Settles lines signed by users (Tab) and workers (Report). Emits BatchSettled and what belongs to it.
    /// @dev Anyone may submit. What time or others changed is skipped with a reason; a bad signature or a
    /// malformed batch reverts.
    /// Big endian, tightly packed: u16 models, u16 workers, u16 sessions;
    /// models: u32 id, strictly ascending;
    /// workers: address operator, u16 lines, bytes32 receiptsRoot, u32 time, bytes32 r, bytes32 vs, strictly ascending;
    /// sessions: address key, u32 seq0, u16 jobs, bytes32 r, bytes32 vs, strictly ascending, each followed by its
    /// jobs: u16 seqOffset, u16 modelIndex, u8 count, u8 shares (more than one: count is 1), each followed by its
    /// shares: u16 workerIndex, u16 images, u32 steps, u32 baseMs, u48 amount, u8 rating.
    /// Line j of a job has number seq0 + seqOffset + j; numbers ascend and do not overlap within a session.
    /// @return applied Lines that were applied.
    /// @return skipped Lines that changed nothing.
    function settleBatch(bytes calldata batch) external returns (uint256 applied, uint256 skipped);

    /// @notice Settles tickets with their last receipts, without the user. Emits BatchSettled and what belongs to it.
    /// @dev Anyone may submit. Big endian, tightly packed: u16 models, u16 workers, u16 sessions; models: u32 id;
    /// workers: address; sessions: address key, u16 tickets, each strictly ascending;
    /// tickets: bytes32 struct hash of the Order, u32 seq, u16 modelIndex, u40 unitPrice, u32 unitMs,
    /// u16 stepsPerImage, u32 deliverBy, u32 redeemBy, u8 shares, u8 claims, bytes32 r, bytes32 vs, then
    /// shares: u16 workerIndex, u16 images, then
    /// claims: u16 share, u16 images, u32 steps, u40 completedAt, bytes32 struct hash of the Work, bytes32 r,
    /// bytes32 vs (a Receipt with last = true).
    /// Claimed numbers ascend within a session. A session's event counts offsets from its first ticket's number.
    function settleTickets(bytes calldata batch) external returns (uint256 applied, uint256 skipped);
}
