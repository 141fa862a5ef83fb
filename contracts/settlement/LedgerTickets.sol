// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IRenderLedgerLanes} from "../interfaces/IRenderLedgerLanes.sol";
import {ClaimWord, PromiseWord, TermsWord, partOf} from "../types/TicketBatchWords.sol";
import {Arena} from "./Arena.sol";
import {Batch, Payer} from "./Batch.sol";
import {CalldataCursor, slice} from "./CalldataCursor.sol";
import {CompactSignature} from "./CompactSignature.sol";
import {LedgerSettlement, increment} from "./LedgerSettlement.sol";
import {ModelRow, modelRowAt} from "./ModelRow.sol";
import {LineWords, ReceiptWords, TicketWords} from "./TypedWords.sol";
import {WorkerRow, workerRowAt} from "./WorkerRow.sol";

/// @title Ticket lane
/// @notice A ticket signed before the work and the worker's last receipt are enough to be paid, without the user.
abstract contract LedgerTickets is IRenderLedgerLanes, LedgerSettlement {
    uint256 private constant WORKER_BYTES = 20;
    uint256 private constant SESSION_BYTES = 22;
    uint256 private constant TICKET_BYTES = 123;
    uint256 private constant SHARE_BYTES = 4;
    uint256 private constant CLAIM_BYTES = 109;
    /// @dev A job of one share, as the tab lane packs it.
    uint256 private constant LINE_BYTES = 25;

    /// @dev The messages being rebuilt, the ticket's model and shares, and the lines for the session's event.
    struct Redemption {
        TicketWords ticket;
        ReceiptWords receipt;
        LineWords line;
        ModelRow model;
        uint256 modelIndex;
        uint256 shares;
        CalldataCursor promises;
        bytes lines;
        uint256 nextLine;
    }

    /// @inheritdoc IRenderLedgerLanes
    function settleTickets(bytes calldata blob) external returns (uint256, uint256) {
        Batch memory batch = _openBatch(blob);
        CalldataCursor operators = batch.cursor;
        _loadWorkers(batch, WORKER_BYTES);
        emit BatchSettled(uint64(batch.sparkRate), _modelIds(batch, blob), slice(operators, batch.cursor));
        // Memory of a struct is zero.
        // slither-disable-next-line uninitialized-local
        Redemption memory redemption;
        _openRedemption(redemption);
        // Memory of a struct is zero.
        // slither-disable-next-line uninitialized-local
        Payer memory payer;
        address key = address(0);
        for (uint256 i = 0; i < batch.sessionCount; i = increment(i)) {
            address next = address(uint160(batch.cursor.u160()));
            if (next <= key) revert RenderLedgerUnsorted(uint160(next));
            key = next;
            _loadPayer(payer, key);
            _settleSession(batch, payer, redemption);
            _storePayer(payer);
        }
        _requireEnd(batch, blob);
        uint256 toTreasury = 0;
        for (uint256 i = 0; i < batch.workerCount; i = increment(i)) {
            toTreasury += _storeWorker(workerRowAt(batch.workers, i));
        }
        _closeBatch(batch, toTreasury);
        return (batch.lineCount - batch.skipped, batch.skipped);
    }

    /// @dev What is the same in every message, and room for one session's lines at a time.
    function _openRedemption(Redemption memory redemption) private pure {
        redemption.ticket.typeHash = TICKET_TYPE;
        redemption.receipt.typeHash = RECEIPT_TYPE;
        redemption.receipt.last = 1;
        redemption.line.count = 1;
        // Beyond the end of calldata there is no signature: one claim may cross the end, one more be listed unchecked.
        uint256 most = msg.data.length / CLAIM_BYTES + 2;
        // One word more than the content: the last line is written as a whole word.
        redemption.lines = Arena.takeBytes(most * LINE_BYTES + 32);
    }

    function _settleSession(Batch memory batch, Payer memory payer, Redemption memory redemption) private {
        uint256 left = batch.cursor.skip(20).u16();
        batch.cursor = batch.cursor.skip(SESSION_BYTES);
        uint256 seq0 = left == 0 ? 0 : TermsWord.wrap(batch.cursor.skip(32).word()).seq();
        redemption.line.seq0 = seq0;
        redemption.line.nextSeq = seq0;
        uint256 lines = Arena.contentOf(redemption.lines);
        redemption.nextLine = lines;
        // Counts down from less than 2^16; the list only grows.
        unchecked {
            for (; left > 0; --left) _settleTicket(batch, payer, redemption);
            uint256 size = redemption.nextLine - lines;
            Arena.setLength(redemption.lines, size);
            batch.lineCount += size / LINE_BYTES;
        }
        emit SessionSettled(payer.key, uint32(seq0), redemption.lines);
    }

    /// @dev Checks the user's signature, then the ticket's claims.
    function _settleTicket(Batch memory batch, Payer memory payer, Redemption memory redemption) private {
        CalldataCursor cursor = batch.cursor;
        uint256 claims = _openTicket(batch, redemption);
        bytes32 digest = Arena.digest(batch.typed, redemption.ticket.ticketHash());
        CompactSignature.check(payer.key, digest, cursor.skip(59).word(), cursor.skip(91).word());
        redemption.receipt.ticket = digest;
        // Counts down from at most 255.
        unchecked {
            for (; claims > 0; --claims) _settleClaim(batch, payer, redemption);
        }
    }

    /// @dev Rebuilds a ticket. Returns the number of its claims, at which the cursor is left.
    function _openTicket(
        Batch memory batch,
        Redemption memory redemption
    ) private pure returns (uint256 claims) {
        CalldataCursor cursor = batch.cursor;
        TermsWord terms = TermsWord.wrap(cursor.skip(32).word());
        _readTerms(batch, redemption, terms);
        redemption.promises = cursor.skip(TICKET_BYTES);
        redemption.ticket.order = cursor.word();
        redemption.ticket.shares = _hashShares(batch, redemption);
        return terms.claims();
    }

    /// @dev Ends with a return, here and in `_readClaim`: inlined, every field would read its word from calldata again.
    function _readTerms(Batch memory batch, Redemption memory redemption, TermsWord terms) private pure {
        // A number and a count of shares.
        unchecked {
            uint256 fault = SafeCast.toUint(terms.modelIndex() >= batch.modelCount);
            fault |= SafeCast.toUint(terms.stepsPerImage() == 0) | ((terms.seq() + terms.shares()) >> 32);
            ModelRow model_ = modelRowAt(batch.models, terms.modelIndex());
            redemption.model = model_;
            redemption.modelIndex = terms.modelIndex();
            redemption.shares = terms.shares();
            TicketWords memory ticket = redemption.ticket;
            ticket.seq = terms.seq();
            ticket.model = model_.id();
            ticket.unitPrice = terms.unitPrice();
            ticket.unitMs = terms.unitMs();
            ticket.stepsPerImage = terms.stepsPerImage();
            ticket.deliverBy = terms.deliverBy();
            ticket.redeemBy = terms.redeemBy();
            if (fault == 0) return;
        }
        _refuseTicket(batch, terms);
    }

    /// @dev Says what is wrong with a ticket. Apart, so that a good one pays for one test only.
    function _refuseTicket(Batch memory batch, TermsWord terms) private pure {
        uint256 index = terms.modelIndex();
        require(index < batch.modelCount, RenderLedgerIndexOutOfRange(index, batch.modelCount));
        require(terms.stepsPerImage() != 0, RenderLedgerZeroSteps(terms.seq()));
        revert RenderLedgerNumberOverflow(terms.seq());
    }

    /// @dev Leaves the cursor after the shares.
    function _hashShares(Batch memory batch, Redemption memory redemption) private pure returns (bytes32) {
        // A count of at most 255.
        unchecked {
            CalldataCursor cursor = redemption.promises;
            // Not allocated: nothing else is written to memory until they are hashed.
            uint256 start = Arena.take(0);
            uint256 at = start;
            for (uint256 left = redemption.shares; left != 0; --left) {
                PromiseWord share = PromiseWord.wrap(cursor.word());
                uint256 index = share.workerIndex();
                if (index >= batch.workerCount) revert RenderLedgerIndexOutOfRange(index, batch.workerCount);
                uint256 operator = workerRowAt(batch.workers, index).operator();
                at = Arena.push(at, bytes32((operator << 16) | share.promisedImages()));
                cursor = cursor.skip(SHARE_BYTES);
            }
            batch.cursor = cursor;
            return Arena.hash(start, at);
        }
    }

    /// @dev Checks the last receipt of a share and settles the line that follows from it.
    function _settleClaim(Batch memory batch, Payer memory payer, Redemption memory redemption) private {
        CalldataCursor cursor = batch.cursor;
        batch.cursor = cursor.skip(CLAIM_BYTES);
        ClaimWord claim = ClaimWord.wrap(cursor.word());
        PromiseWord share = _promiseOf(redemption, claim);
        _readClaim(redemption, claim, share);
        // The index was compared with the table's length when the shares were hashed.
        WorkerRow row = workerRowAt(batch.workers, share.workerIndex());
        ReceiptWords memory receipt = redemption.receipt;
        receipt.work = cursor.skip(13).word();
        bytes32 digest = Arena.digest(batch.typed, receipt.receiptHash());
        CompactSignature.check(
            address(uint160(row.operator())),
            digest,
            cursor.skip(45).word(),
            cursor.skip(77).word()
        );
        uint256 inTime = _inTime(redemption.ticket, receipt.completedAt);
        _settleLine(batch, payer, row, redemption.model, redemption.line, 0, inTime);
    }

    function _promiseOf(Redemption memory redemption, ClaimWord claim) private pure returns (PromiseWord) {
        // A share's index is below 2^16.
        unchecked {
            return PromiseWord.wrap(redemption.promises.skip(claim.share() * SHARE_BYTES).word());
        }
    }

    /// @dev 1 if the ticket is alive and the work was not late, 0 otherwise.
    function _inTime(TicketWords memory ticket, uint256 completedAt) private view returns (uint256) {
        uint256 alive = SafeCast.toUint(block.timestamp <= ticket.redeemBy);
        return alive & SafeCast.toUint(completedAt <= ticket.deliverBy);
    }

    /// @dev Puts a claim into the receipt, and what it is worth by the ticket into the line and the session's list.
    function _readClaim(Redemption memory redemption, ClaimWord claim, PromiseWord share) private pure {
        // Every factor is a field of at most 40 bits of the blob.
        unchecked {
            ReceiptWords memory receipt = redemption.receipt;
            receipt.share = claim.share();
            receipt.images = claim.images();
            receipt.steps = claim.steps();
            receipt.completedAt = claim.completedAt();
            TicketWords memory ticket = redemption.ticket;
            LineWords memory line = redemption.line;
            uint256 seq = ticket.seq + claim.share();
            uint256 offset = seq - line.seq0;
            uint256 full = ticket.stepsPerImage;
            uint256 baseMs = partOf(ticket.unitMs, claim.steps(), full);
            uint256 amount = partOf(ticket.unitPrice, claim.steps(), full);
            uint256 fault = SafeCast.toUint(claim.share() >= redemption.shares);
            fault |= SafeCast.toUint(seq < line.nextSeq) | (offset >> 16) | (baseMs >> 32) | (amount >> 48);
            fault |= SafeCast.toUint(claim.images() > share.promisedImages());
            fault |= SafeCast.toUint(claim.steps() > share.promisedImages() * full);
            line.seq = seq;
            line.nextSeq = seq + 1;
            line.images = claim.images();
            line.baseMs = baseMs;
            line.amount = amount;
            // As the tab lane packs a job of one share.
            uint256 packed = (offset << 184) | (redemption.modelIndex << 168) | (0x0101 << 152);
            packed |= (share.workerIndex() << 136) | (claim.images() << 120) | (claim.steps() << 88);
            packed |= (baseMs << 56) | (amount << 8);
            uint256 at = redemption.nextLine;
            Arena.store(at, packed << 56);
            redemption.nextLine = at + LINE_BYTES;
            if (fault == 0) return;
        }
        _refuseClaim(redemption, claim, share);
    }

    /// @dev Says what is wrong with a claim. Apart, so that a good one pays for one test only.
    function _refuseClaim(Redemption memory redemption, ClaimWord claim, PromiseWord share) private pure {
        TicketWords memory ticket = redemption.ticket;
        uint256 seq = redemption.line.seq;
        require(
            claim.share() < redemption.shares,
            RenderLedgerIndexOutOfRange(claim.share(), redemption.shares)
        );
        require(
            claim.images() <= share.promisedImages() &&
                claim.steps() <= share.promisedImages() * ticket.stepsPerImage,
            RenderLedgerClaimExceedsTicket(seq)
        );
        require(redemption.line.amount <= type(uint48).max, RenderLedgerClaimTooLarge(seq));
        require(redemption.line.baseMs <= type(uint32).max, RenderLedgerClaimTooLarge(seq));
        require(
            seq < redemption.line.seq0 || seq - redemption.line.seq0 <= type(uint16).max,
            RenderLedgerNumberOverflow(seq)
        );
        revert RenderLedgerUnsorted(seq);
    }
}
