// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Errors of the render ledger
/// @notice One cause, one error, with the values that explain it.
interface IRenderLedgerErrors {
    // Sessions

    /// @notice The amount must be greater than zero.
    error RenderLedgerZeroAmount();
    /// @notice The render key has, or had, a session.
    error RenderLedgerKeyInUse(address key);
    /// @notice The session would be born expired.
    error RenderLedgerExpiryInPast(uint40 expiry, uint256 time);
    /// @notice A `bytes` signature must be 64 bytes long (EIP-2098).
    error RenderLedgerSignatureLength(uint256 length);
    /// @notice The signature over `digest` is not `signer`'s.
    error RenderLedgerInvalidSignature(address signer, bytes32 digest);
    /// @notice Only the session's owner (or, to close it, its key) may do this.
    error RenderLedgerNotOwner(address key, address caller);
    /// @notice The session was never opened, or is closed.
    error RenderLedgerSessionNotOpen(address key);
    /// @notice The session is already on its way out.
    error RenderLedgerSessionClosing(address key);
    /// @notice Only an expired session can be poked.
    error RenderLedgerSessionNotExpired(address key, uint40 expiry);
    /// @notice There is no withdrawal to pay.
    error RenderLedgerNoWithdrawal(address key);
    /// @notice The waiting time is not over.
    error RenderLedgerLocked(uint40 unlockAt, uint256 time);
    /// @notice The token did not deliver exactly what was asked.
    error RenderLedgerInexactDeposit(uint256 expected, uint256 received);
    /// @notice The sum does not fit the ledger's 64-bit amounts.
    error RenderLedgerAmountOverflow(uint256 units);

    // Batches

    /// @notice A table or a list of numbers is not strictly ascending; the value is the offending one.
    error RenderLedgerUnsorted(uint256 value);
    /// @notice An index points outside its table.
    error RenderLedgerIndexOutOfRange(uint256 index, uint256 length);
    /// @notice The batch does not end where its content ends.
    error RenderLedgerBatchLength(uint256 content, uint256 length);
    /// @notice A job without shares, or a line without numbers.
    error RenderLedgerEmptyJob(uint256 seq);
    /// @notice A line over several numbers has one share and no rating.
    error RenderLedgerCompactedLine(uint256 seq);
    /// @notice Numbers end below type(uint32).max.
    error RenderLedgerNumberOverflow(uint256 seq);
    /// @notice The worker's declared number of lines is not the number found.
    error RenderLedgerLineCount(address operator, uint256 declared, uint256 found);
    /// @notice A report must be dated within a day of the block.
    error RenderLedgerReportTime(uint32 reported, uint256 time);

    // Ticket lane and no-shows

    /// @notice A ticket needs at least one step per image.
    error RenderLedgerZeroSteps(uint256 seq);
    /// @notice The receipt states more images or steps than the ticket promised.
    error RenderLedgerClaimExceedsTicket(uint256 seq);
    /// @notice The claim's amount or milliseconds do not fit a line.
    error RenderLedgerClaimTooLarge(uint256 seq);
    /// @notice A no-show exists only after `redeemBy`.
    error RenderLedgerTicketStillOpen(uint32 redeemBy, uint256 time);
    /// @notice The number is used or outside the session's window.
    error RenderLedgerNumberUsed(address key, uint256 seq);

    // Exits

    /// @notice Only the operator, its worker's owner or its payout address may start the exit.
    error RenderLedgerNotClaimant(address operator, address caller);
    /// @notice There is nothing to move or to pay now.
    error RenderLedgerNothingToClaim();
    /// @notice Both waiting exits are taken; claim first.
    error RenderLedgerBucketsFull(address operator);
    /// @notice The registry knows no address to pay.
    error RenderLedgerNoPayout();

    // Pool

    /// @notice The pool must cover the outstanding Spark at the rate.
    error RenderLedgerPoolTooSmall(uint256 poolUnits, uint256 neededUnits);
    /// @notice The price source returned a rate of zero.
    error RenderLedgerZeroRate();

    // Pushes

    /// @notice An operator key serves one worker once.
    error RenderLedgerOperatorRegistered(address operator);
    /// @notice The operator key was never registered.
    error RenderLedgerOperatorUnknown(address operator);
    /// @notice The operator key is already retired.
    error RenderLedgerOperatorRetired(address operator);
    /// @notice The take must lie between the floor and the base take.
    error RenderLedgerTakeOutOfBounds(uint16 takeBps);
    /// @notice The royalty is bounded.
    error RenderLedgerRoyaltyTooHigh(uint16 royaltyBps);
    /// @notice The discount never exceeds the floor take.
    error RenderLedgerDiscountTooHigh(uint16 discountBps);
    /// @notice Model ids count from one.
    error RenderLedgerModelZero();
}
