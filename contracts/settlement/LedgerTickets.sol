// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IRenderLedgerLanes} from "../interfaces/IRenderLedgerLanes.sol";
import {Arena} from "./Arena.sol";
import {Batch, Payer} from "./Batch.sol";
import {CalldataCursor, slice} from "./CalldataCursor.sol";
import {CompactSignature} from "./CompactSignature.sol";
import {LedgerSettlement} from "./LedgerSettlement.sol";
import {ModelRow, modelRowAt} from "./ModelRow.sol";
import {LineWords, ReceiptWords, TicketWords} from "./TypedWords.sol";
import {WorkerRow, workerRowAt} from "./WorkerRow.sol";

/// @title Ticket lane
/// @notice A ticket signed before the work and the worker's last receipt are enough to be paid, without the user.
abstract contract LedgerTickets is IRenderLedgerLanes, LedgerSettlement {
    uint256 private constant WORKER_BYTES = 20;
    uint256 private constant SESSION_BYTES = 22;
    uint256 private constant TICKET_BYTES = 155;
    uint256 private constant SHARE_BYTES = 4;
    uint256 private constant CLAIM_BYTES = 177;
    /// @dev A job of one share, as the tab lane packs it.
    uint256 private constant LINE_BYTES = 25;
    /// @dev Room for the shares of one ticket as words.
    uint256 private constant SHARE_ROOM = 255 * 32;

    /// @dev The messages being rebuilt, and the packed lines for the session's event.
    struct Redemption {
        TicketWords ticket;
        ReceiptWords receipt;
        LineWords line;
        uint256 shareRoom;
        uint256 seq0;
        uint256 nextSeq;
        uint256 nextLine;
        uint256 modelIndex;
        uint256 shares;
        CalldataCursor shareEntries;
    }

    /// @inheritdoc IRenderLedgerLanes
    function settleTickets(bytes calldata blob) external returns (uint256, uint256) {
        Batch memory batch = _openBatch(blob);
        CalldataCursor operators = batch.cursor;
        _loadWorkers(batch, WORKER_BYTES);
        emit BatchSettled(uint64(batch.sparkRate), _modelIds(batch, blob), slice(operators, batch.cursor));
        Redemption memory redemption;
        redemption.ticket.typeHash = TICKET_TYPE;
        redemption.receipt.typeHash = RECEIPT_TYPE;
        redemption.receipt.last = 1;
        redemption.line.count = 1;
        redemption.shareRoom = Arena.take(SHARE_ROOM);
        Payer memory payer;
        address key = address(0);
        for (uint256 i = 0; i < batch.sessionCount; ++i) {
            address next = address(uint160(batch.cursor.u160()));
            require(next > key, RenderLedgerUnsorted(uint160(next)));
            key = next;
            _loadPayer(payer, key);
            _settleSession(batch, payer, redemption);
            _storePayer(payer);
        }
        _requireEnd(batch, blob);
        uint256 toTreasury = 0;
        for (uint256 i = 0; i < batch.workerCount; ++i) {
            toTreasury += _storeWorker(workerRowAt(batch.workers, i));
        }
        _closeBatch(batch, toTreasury);
        return (batch.lineCount - batch.skipped, batch.skipped);
    }

    function _settleSession(Batch memory batch, Payer memory payer, Redemption memory redemption) private {
        uint256 tickets = batch.cursor.skip(20).u16();
        batch.cursor = batch.cursor.skip(SESSION_BYTES);
        bytes memory lines = Arena.takeBytes(_countClaims(batch.cursor, tickets) * LINE_BYTES);
        uint256 start = Arena.contentOf(lines);
        // One word more than the content: the last line is written as a whole word.
        Arena.take(32);
        redemption.nextLine = start;
        redemption.nextSeq = 0;
        redemption.seq0 = 0;
        for (uint256 i = 0; i < tickets; ++i) {
            uint256 claims = _openTicket(batch, payer, redemption);
            batch.lineCount += claims;
            uint256 nextShare = 0;
            for (uint256 j = 0; j < claims; ++j) {
                uint256 share = batch.cursor.u16();
                require(share >= nextShare, RenderLedgerUnsorted(share));
                require(share < redemption.shares, RenderLedgerIndexOutOfRange(share, redemption.shares));
                nextShare = share + 1;
                if (redemption.nextLine == start) redemption.seq0 = redemption.ticket.seq + share;
                _settleClaim(batch, payer, redemption, share);
                batch.cursor = batch.cursor.skip(CLAIM_BYTES);
            }
        }
        emit SessionSettled(payer.key, uint32(redemption.seq0), lines);
        Arena.release(start - 32);
    }

    /// @dev Rebuilds a ticket, checks the user's signature, returns the number of its claims.
    function _openTicket(
        Batch memory batch,
        Payer memory payer,
        Redemption memory redemption
    ) private view returns (uint256 claims) {
        CalldataCursor cursor = batch.cursor;
        TicketWords memory ticket = redemption.ticket;
        uint256 terms = cursor.skip(32).word();
        ticket.jobId = cursor.word();
        ticket.seq = terms >> 224;
        uint256 modelIndex = (terms >> 208) & type(uint16).max;
        ticket.unitPrice = (terms >> 168) & type(uint40).max;
        ticket.unitMs = (terms >> 136) & type(uint32).max;
        ticket.stepsPerImage = (terms >> 120) & type(uint16).max;
        ticket.deliverBy = (terms >> 88) & type(uint32).max;
        ticket.redeemBy = (terms >> 56) & type(uint32).max;
        ticket.paramsCommit = cursor.skip(57).word();
        redemption.shares = cursor.skip(89).u8();
        claims = cursor.skip(90).u8();
        require(modelIndex < batch.modelCount, RenderLedgerIndexOutOfRange(modelIndex, batch.modelCount));
        require(ticket.stepsPerImage != 0, RenderLedgerZeroSteps(ticket.seq));
        require(ticket.seq + redemption.shares <= type(uint32).max, RenderLedgerNumberOverflow(ticket.seq));
        redemption.modelIndex = modelIndex;
        ticket.model = modelRowAt(batch.models, modelIndex).id();
        redemption.shareEntries = cursor.skip(TICKET_BYTES);
        batch.cursor = _hashShares(batch, redemption);
        bytes32 digest = MessageHashUtils.toTypedDataHash(batch.domain, ticket.ticketHash());
        CompactSignature.check(payer.key, digest, cursor.skip(91).word(), cursor.skip(123).word());
        redemption.receipt.ticket = digest;
        redemption.receipt.paramsCommit = ticket.paramsCommit;
    }

    /// @dev Returns the place after the shares.
    function _hashShares(
        Batch memory batch,
        Redemption memory redemption
    ) private pure returns (CalldataCursor cursor) {
        // A count of at most 255.
        unchecked {
            cursor = redemption.shareEntries;
            uint256 at = redemption.shareRoom;
            uint256 left = redemption.shares;
            while (left != 0) {
                WorkerRow row = _workerOf(batch, cursor);
                at = Arena.push(at, bytes32((row.operator() << 16) | cursor.skip(2).u16()));
                cursor = cursor.skip(SHARE_BYTES);
                --left;
            }
            redemption.ticket.shares = Arena.hash(redemption.shareRoom, at);
        }
    }

    function _workerOf(Batch memory batch, CalldataCursor entry) private pure returns (WorkerRow) {
        uint256 index = entry.u16();
        require(index < batch.workerCount, RenderLedgerIndexOutOfRange(index, batch.workerCount));
        return workerRowAt(batch.workers, index);
    }

    /// @dev Checks the last receipt of a share and settles the line that follows from it.
    function _settleClaim(
        Batch memory batch,
        Payer memory payer,
        Redemption memory redemption,
        uint256 share
    ) private {
        CalldataCursor entry = _entryOf(redemption, share);
        WorkerRow row = _workerOf(batch, entry);
        bytes32 receiptHash = _openClaim(batch, redemption, row, share);
        LineWords memory line = redemption.line;
        _deriveLine(redemption, share, entry.skip(2).u16());
        line.operator = row.operator();
        _packLine(redemption, entry.u16());
        TicketWords memory ticket = redemption.ticket;
        bool expired = block.timestamp > ticket.redeemBy || redemption.receipt.completedAt > ticket.deliverBy;
        ModelRow model_ = modelRowAt(batch.models, redemption.modelIndex);
        if (!_settleLine(batch, payer, row, model_, line, 0, expired)) return;
        emit ReceiptSettled(receiptHash);
    }

    function _entryOf(Redemption memory redemption, uint256 share) private pure returns (CalldataCursor) {
        // A share's index is below 255.
        unchecked {
            return redemption.shareEntries.skip(share * SHARE_BYTES);
        }
    }

    function _openClaim(
        Batch memory batch,
        Redemption memory redemption,
        WorkerRow row,
        uint256 share
    ) private view returns (bytes32 digest) {
        CalldataCursor cursor = batch.cursor;
        ReceiptWords memory receipt = redemption.receipt;
        receipt.share = share;
        receipt.classId = cursor.skip(2).word();
        receipt.resultRoot = cursor.skip(34).word();
        receipt.traceRoot = cursor.skip(66).word();
        uint256 work = cursor.skip(98).word();
        receipt.images = work >> 240;
        receipt.steps = (work >> 208) & type(uint32).max;
        receipt.elapsedMs = (work >> 176) & type(uint32).max;
        receipt.completedAt = (work >> 136) & type(uint40).max;
        digest = MessageHashUtils.toTypedDataHash(batch.domain, receipt.receiptHash());
        CompactSignature.check(
            address(uint160(row.operator())),
            digest,
            cursor.skip(113).word(),
            cursor.skip(145).word()
        );
    }

    /// @dev What the receipt is worth by the ticket.
    function _deriveLine(Redemption memory redemption, uint256 share, uint256 images) private pure {
        // Every factor is a field of at most 40 bits of the blob.
        unchecked {
            TicketWords memory ticket = redemption.ticket;
            ReceiptWords memory receipt = redemption.receipt;
            LineWords memory line = redemption.line;
            uint256 seq = ticket.seq + share;
            uint256 steps = receipt.steps;
            uint256 full = ticket.stepsPerImage;
            require(receipt.images <= images && steps <= images * full, RenderLedgerClaimExceedsTicket(seq));
            require(seq >= redemption.nextSeq, RenderLedgerUnsorted(seq));
            require(seq - redemption.seq0 <= type(uint16).max, RenderLedgerNumberOverflow(seq));
            redemption.nextSeq = seq + 1;
            line.seq = seq;
            line.images = receipt.images;
            line.steps = steps;
            line.baseMs = (ticket.unitMs * steps) / full;
            line.amount = (ticket.unitPrice * steps) / full;
            require(
                line.baseMs <= type(uint32).max && line.amount <= type(uint48).max,
                RenderLedgerClaimTooLarge(seq)
            );
        }
    }

    /// @dev Appends the line to the session's event, in the tab lane's layout.
    function _packLine(Redemption memory redemption, uint256 workerIndex) private pure {
        LineWords memory line = redemption.line;
        uint256 packed =
            ((line.seq - redemption.seq0) << 184) | (redemption.modelIndex << 168) | (0x0101 << 152);
        packed |= (workerIndex << 136) | (line.images << 120) | (line.steps << 88) | (line.baseMs << 56);
        packed |= line.amount << 8;
        Arena.push(redemption.nextLine, bytes32(packed << 56));
        // A place in memory.
        unchecked {
            redemption.nextLine += LINE_BYTES;
        }
    }

    function _countClaims(CalldataCursor cursor, uint256 tickets) private pure returns (uint256 total) {
        for (uint256 i = 0; i < tickets; ++i) {
            uint256 claims = cursor.skip(90).u8();
            total += claims;
            cursor = cursor.skip(TICKET_BYTES + cursor.skip(89).u8() * SHARE_BYTES + claims * CLAIM_BYTES);
        }
    }
}
