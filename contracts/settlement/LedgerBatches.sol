// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IRenderLedgerLanes} from "../interfaces/IRenderLedgerLanes.sol";
import {JOB_BYTES, JobWord, SHARE_BYTES, ShareWord} from "../types/BatchWords.sol";
import {Arena} from "./Arena.sol";
import {Batch, BatchRows, ModelRow, Payer, WorkerRow} from "./BatchRows.sol";
import {CalldataCursor, slice} from "./CalldataCursor.sol";
import {CompactSignature} from "./CompactSignature.sol";
import {LedgerSettlement} from "./LedgerSettlement.sol";
import {LineWords} from "./TypedWords.sol";

/// @title Tab lane
/// @notice Users and workers sign the same line hashes once each per batch.
abstract contract LedgerBatches is IRenderLedgerLanes, LedgerSettlement {
    uint256 private constant WORKER_BYTES = 122;
    uint256 private constant SESSION_BYTES = 90;

    /// @dev The lists that a user's Tab covers, while they grow.
    struct Tab {
        uint256 seq0;
        uint256 nextSeq;
        uint256 nextHash;
        uint256 nextRating;
        LineWords line;
    }

    /// @inheritdoc IRenderLedgerLanes
    function settleBatch(bytes calldata blob) external returns (uint256, uint256) {
        Batch memory batch = _openBatch(blob);
        _loadWorkers(batch, WORKER_BYTES);
        emit BatchSettled(uint64(batch.sparkRate), _modelIds(batch, blob), _takeReports(batch));
        Tab memory tab;
        tab.line.typeHash = LINE_TYPE;
        Payer memory payer;
        address key = address(0);
        for (uint256 i = 0; i < batch.sessionCount; ++i) {
            address next = address(uint160(batch.cursor.u160()));
            require(next > key, RenderLedgerUnsorted(uint160(next)));
            key = next;
            _loadPayer(payer, key);
            _settleTab(batch, payer, tab);
            _storePayer(payer);
        }
        _requireEnd(batch, blob);
        uint256 toTreasury = 0;
        for (uint256 i = 0; i < batch.workerCount; ++i) {
            WorkerRow memory row = BatchRows.workerAt(batch.workers, i);
            _requireReport(batch, row);
            toTreasury += _storeWorker(row);
        }
        _closeBatch(batch, toTreasury);
        return (batch.applied, batch.skipped);
    }

    /// @dev Gives every worker room for the line hashes that it declared. Returns the operators for the event.
    function _takeReports(Batch memory batch) private pure returns (bytes memory operators) {
        operators = Arena.takeBytes(batch.workerCount * 20);
        uint256 at = Arena.contentOf(operators);
        // One word more than the content: the last operator is written as a whole word.
        Arena.take(32);
        uint256 lines = 0;
        uint256 hashes = Arena.take(0);
        for (uint256 i = 0; i < batch.workerCount; ++i) {
            WorkerRow memory row = BatchRows.workerAt(batch.workers, i);
            Arena.push(at, bytes32(row.operator << 96));
            at += 20;
            uint256 declared = row.entry.skip(20).u16();
            row.nextHash = hashes + lines * 32;
            lines += declared;
            row.endHash = hashes + lines * 32;
        }
        Arena.take(lines * 32);
        batch.lineCount = lines;
    }

    /// @dev Applies one user's lines and checks the Tab over them.
    function _settleTab(Batch memory batch, Payer memory payer, Tab memory tab) private {
        CalldataCursor head = batch.cursor;
        CalldataCursor start = head.skip(SESSION_BYTES);
        uint256 jobs = head.skip(24).u16();
        tab.seq0 = head.skip(20).u32();
        tab.nextSeq = 0;
        tab.line.session = payer.key;
        // A user has at most the lines that all workers declared together: the reports' room runs out first.
        uint256 hashes = Arena.take(batch.lineCount * 33);
        uint256 ratings = hashes + batch.lineCount * 32;
        tab.nextHash = hashes;
        tab.nextRating = ratings;
        batch.cursor = start;
        for (uint256 i = 0; i < jobs; ++i) _settleJob(batch, payer, tab);
        bytes32 tabHash = keccak256(
            abi.encode(TAB_TYPE, Arena.hash(hashes, tab.nextHash), Arena.hash(ratings, tab.nextRating))
        );
        Arena.release(hashes);
        CompactSignature.check(
            payer.key,
            MessageHashUtils.toTypedDataHash(batch.domain, tabHash),
            head.skip(26).word(),
            head.skip(58).word()
        );
        emit SessionSettled(payer.key, uint32(tab.seq0), slice(start, batch.cursor));
    }

    function _settleJob(Batch memory batch, Payer memory payer, Tab memory tab) private {
        // Numbers, counts and shares are below 2^33 together.
        unchecked {
            JobWord job = JobWord.wrap(batch.cursor.word());
            LineWords memory line = tab.line;
            uint256 seq = tab.seq0 + job.seqOffset();
            uint256 count = job.count();
            uint256 shares = job.shares();
            require(count != 0 && shares != 0, RenderLedgerEmptyJob(seq));
            require(count == 1 || shares == 1, RenderLedgerCompactedLine(seq));
            require(seq >= tab.nextSeq, RenderLedgerUnsorted(seq));
            uint256 end = seq + count * shares;
            require(end <= type(uint32).max, RenderLedgerNumberOverflow(seq));
            tab.nextSeq = end;
            uint256 index = job.modelIndex();
            require(index < batch.modelCount, RenderLedgerIndexOutOfRange(index, batch.modelCount));
            ModelRow memory model_ = BatchRows.modelAt(batch.models, index);
            line.model = model_.id;
            line.count = count;
            CalldataCursor cursor = batch.cursor.skip(JOB_BYTES);
            for (uint256 i = 0; i < shares; ++i) {
                line.seq = seq + i;
                _settleShare(batch, payer, tab, model_, ShareWord.wrap(cursor.word()));
                cursor = cursor.skip(SHARE_BYTES);
            }
            batch.cursor = cursor;
        }
    }

    function _settleShare(
        Batch memory batch,
        Payer memory payer,
        Tab memory tab,
        ModelRow memory model_,
        ShareWord share
    ) private {
        LineWords memory line = tab.line;
        uint256 index = share.workerIndex();
        require(index < batch.workerCount, RenderLedgerIndexOutOfRange(index, batch.workerCount));
        WorkerRow memory row = BatchRows.workerAt(batch.workers, index);
        line.operator = row.operator;
        line.images = share.images();
        line.steps = share.steps();
        line.baseMs = share.baseMs();
        line.amount = share.amount();
        uint256 rating = share.rating();
        require(rating == 0 || line.count == 1, RenderLedgerCompactedLine(line.seq));
        uint256 nextHash = row.nextHash;
        if (nextHash == row.endHash) _revertLineCount(row, 1);
        bytes32 lineHash = line.lineHash();
        row.nextHash = Arena.push(nextHash, lineHash);
        tab.nextHash = Arena.push(tab.nextHash, lineHash);
        tab.nextRating = Arena.pushByte(tab.nextRating, rating);
        _settleLine(batch, payer, row, model_, line, rating, false);
    }

    /// @dev A worker signs all its lines of the batch, in the batch's order.
    function _requireReport(Batch memory batch, WorkerRow memory row) private {
        if (row.nextHash != row.endHash) _revertLineCount(row, 0);
        CalldataCursor entry = row.entry;
        bytes32 receiptsRoot = bytes32(entry.skip(22).word());
        uint256 time = entry.skip(54).u32();
        require(
            time + 1 days >= block.timestamp && time <= block.timestamp + 1 days,
            RenderLedgerReportTime(uint32(time), block.timestamp)
        );
        uint256 size = entry.skip(20).u16() * 32;
        bytes32 reportHash = keccak256(
            abi.encode(REPORT_TYPE, Arena.hash(row.endHash - size, row.endHash), receiptsRoot, time)
        );
        address operator = address(uint160(row.operator));
        CompactSignature.check(
            operator,
            MessageHashUtils.toTypedDataHash(batch.domain, reportHash),
            entry.skip(58).word(),
            entry.skip(90).word()
        );
        emit WorkerReported(operator, receiptsRoot);
    }

    function _revertLineCount(WorkerRow memory row, uint256 more) private pure {
        uint256 declared = row.entry.skip(20).u16();
        uint256 found = declared - (row.endHash - row.nextHash) / 32 + more;
        revert RenderLedgerLineCount(address(uint160(row.operator)), declared, found);
    }
}
