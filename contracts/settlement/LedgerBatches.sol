// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IRenderLedgerLanes} from "../interfaces/IRenderLedgerLanes.sol";
import {JOB_BYTES, JobWord, SHARE_BYTES, ShareWord} from "../types/BatchWords.sol";
import {Arena} from "./Arena.sol";
import {Batch, Payer} from "./Batch.sol";
import {CalldataCursor, slice} from "./CalldataCursor.sol";
import {CompactSignature} from "./CompactSignature.sol";
import {LedgerSettlement} from "./LedgerSettlement.sol";
import {ModelRow, modelRowAt} from "./ModelRow.sol";
import {LineWords} from "./TypedWords.sol";
import {WorkerRow, workerRowAt} from "./WorkerRow.sol";

/// @title Tab lane
/// @notice Users and workers sign the same line hashes once each per batch.
abstract contract LedgerBatches is IRenderLedgerLanes, LedgerSettlement {
    uint256 private constant WORKER_BYTES = 122;
    uint256 private constant SESSION_BYTES = 90;

    /// @inheritdoc IRenderLedgerLanes
    function settleBatch(bytes calldata blob) external returns (uint256, uint256) {
        Batch memory batch = _openBatch(blob);
        _loadWorkers(batch, WORKER_BYTES);
        emit BatchSettled(uint64(batch.sparkRate), _modelIds(batch, blob), _takeReports(batch));
        // Memory of a struct is zero.
        // slither-disable-next-line uninitialized-local
        LineWords memory line;
        line.typeHash = LINE_TYPE;
        // Memory of a struct is zero.
        // slither-disable-next-line uninitialized-local
        Payer memory payer;
        address key = address(0);
        for (uint256 i = 0; i < batch.sessionCount; ++i) {
            address next = address(uint160(batch.cursor.u160()));
            require(next > key, RenderLedgerUnsorted(uint160(next)));
            key = next;
            _loadPayer(payer, key);
            _settleTab(batch, payer, line);
            _storePayer(payer);
        }
        _requireEnd(batch, blob);
        uint256 toTreasury = 0;
        for (uint256 i = 0; i < batch.workerCount; ++i) {
            WorkerRow row = workerRowAt(batch.workers, i);
            _requireReport(batch, row);
            toTreasury += _storeWorker(row);
        }
        _closeBatch(batch, toTreasury);
        return (batch.lineCount - batch.skipped, batch.skipped);
    }

    /// @dev Gives every worker room for the line hashes that it declared. Returns the operators for the event.
    function _takeReports(Batch memory batch) private pure returns (bytes memory operators) {
        operators = Arena.takeBytes(batch.workerCount * 20);
        uint256 at = Arena.contentOf(operators);
        // One word more than the content: the last operator is written as a whole word.
        // slither-disable-next-line unused-return
        Arena.take(32);
        uint256 start = Arena.take(0);
        uint256 end = start;
        // At most 2^16 workers with 2^16 lines each.
        unchecked {
            for (uint256 i = 0; i < batch.workerCount; ++i) {
                WorkerRow row = workerRowAt(batch.workers, i);
                Arena.store(at, row.operator() << 96);
                at += 20;
                uint256 from = end;
                end += row.entry().skip(20).u16() * 32;
                row.takeHashes(from, end);
            }
            batch.lineCount = (end - start) / 32;
            // It begins at `start`.
            // slither-disable-next-line unused-return
            Arena.take(end - start);
        }
    }

    /// @dev Applies one user's lines and checks the Tab over them.
    function _settleTab(Batch memory batch, Payer memory payer, LineWords memory line) private {
        CalldataCursor head = batch.cursor;
        CalldataCursor start = head.skip(SESSION_BYTES);
        batch.cursor = start;
        line.session = payer.key;
        line.seq0 = head.skip(20).u32();
        line.nextSeq = 0;
        // A user has at most the lines that all workers declared together: the reports' room runs out first.
        uint256 hashes = Arena.take(batch.lineCount * 32);
        uint256 ratings = Arena.take(batch.lineCount);
        line.nextHash = hashes;
        line.nextRating = ratings;
        for (uint256 jobs = head.skip(24).u16(); jobs > 0; --jobs) _settleJob(batch, payer, line);
        bytes32 linesHash = Arena.hash(hashes, line.nextHash);
        bytes32 ratingsHash = Arena.hash(ratings, line.nextRating);
        Arena.release(hashes);
        bytes32 tabHash = Arena.hash(TAB_TYPE, linesHash, ratingsHash);
        CompactSignature.check(
            payer.key,
            Arena.digest(batch.typed, tabHash),
            head.skip(26).word(),
            head.skip(58).word()
        );
        emit SessionSettled(payer.key, uint32(line.seq0), slice(start, batch.cursor));
    }

    function _settleJob(Batch memory batch, Payer memory payer, LineWords memory line) private {
        // Numbers, counts and shares are below 2^33 together.
        unchecked {
            (ModelRow model_, uint256 left) = _openJob(batch, line);
            CalldataCursor cursor = batch.cursor.skip(JOB_BYTES);
            uint256 nextHash = line.nextHash;
            uint256 nextRating = line.nextRating;
            // Leaves from inside the loop: the optimiser would otherwise inline it into a function with no stack left.
            while (true) {
                ShareWord share = ShareWord.wrap(cursor.word());
                nextHash = Arena.push(nextHash, _settleShare(batch, payer, line, model_, share));
                nextRating = Arena.pushByte(nextRating, share.rating());
                cursor = cursor.skip(SHARE_BYTES);
                if (--left == 0) {
                    batch.cursor = cursor;
                    line.nextHash = nextHash;
                    line.nextRating = nextRating;
                    return;
                }
                ++line.seq;
            }
        }
    }

    /// @dev Puts a job's head into the line. Returns its model and the number of its shares, which is not zero.
    function _openJob(
        Batch memory batch,
        LineWords memory line
    ) private pure returns (ModelRow model_, uint256 shares) {
        unchecked {
            JobWord job = JobWord.wrap(batch.cursor.word());
            uint256 seq = line.seq0 + job.seqOffset();
            uint256 end = seq + job.count() * job.shares();
            if (!_isWellFormed(batch, line, job, seq, end)) _refuseJob(batch, line, job, seq);
            model_ = modelRowAt(batch.models, job.modelIndex());
            shares = job.shares();
            line.model = model_.id();
            line.count = job.count();
            line.seq = seq;
            line.nextSeq = end;
            if (job.count() != 1) {
                ShareWord share = ShareWord.wrap(batch.cursor.skip(JOB_BYTES).word());
                require(share.rating() == 0, RenderLedgerCompactedLine(seq));
            }
        }
    }

    function _settleShare(
        Batch memory batch,
        Payer memory payer,
        LineWords memory line,
        ModelRow model_,
        ShareWord share
    ) private returns (bytes32 lineHash) {
        if (share.workerIndex() >= batch.workerCount) {
            revert RenderLedgerIndexOutOfRange(share.workerIndex(), batch.workerCount);
        }
        WorkerRow row = workerRowAt(batch.workers, share.workerIndex());
        line.operator = row.operator();
        line.images = share.images();
        line.steps = share.steps();
        line.baseMs = share.baseMs();
        line.amount = share.amount();
        uint256 nextHash = row.nextHash();
        if (nextHash == row.endHash()) _revertLineCount(row, 1);
        lineHash = line.lineHash();
        row.pushHash(nextHash, lineHash);
        _settleLine(batch, payer, row, model_, line, share.rating(), 1);
    }

    /// @dev What `_refuseJob` requires, as one test.
    function _isWellFormed(
        Batch memory batch,
        LineWords memory line,
        JobWord job,
        uint256 seq,
        uint256 end
    ) private pure returns (bool) {
        unchecked {
            uint256 numbers = end - seq;
            // Of two numbers above zero one is 1 exactly if their product is their sum less one.
            uint256 valid = SafeCast.toUint(numbers == job.count() + job.shares() - 1);
            valid &= SafeCast.toUint(numbers != 0) & SafeCast.toUint(seq >= line.nextSeq);
            valid &= SafeCast.toUint(end <= type(uint32).max);
            return valid & SafeCast.toUint(job.modelIndex() < batch.modelCount) != 0;
        }
    }

    /// @dev Says what is wrong with a job. Apart from the loop, so that a good one pays for one test only.
    function _refuseJob(Batch memory batch, LineWords memory line, JobWord job, uint256 seq) private pure {
        uint256 count = job.count();
        uint256 shares = job.shares();
        require(count != 0 && shares != 0, RenderLedgerEmptyJob(seq));
        require(count == 1 || shares == 1, RenderLedgerCompactedLine(seq));
        require(seq >= line.nextSeq, RenderLedgerUnsorted(seq));
        require(seq + count * shares <= type(uint32).max, RenderLedgerNumberOverflow(seq));
        revert RenderLedgerIndexOutOfRange(job.modelIndex(), batch.modelCount);
    }

    /// @dev A worker signs all its lines of the batch, in the batch's order.
    function _requireReport(Batch memory batch, WorkerRow row) private {
        if (row.nextHash() != row.endHash()) _revertLineCount(row, 0);
        CalldataCursor entry = row.entry();
        bytes32 receiptsRoot = bytes32(entry.skip(22).word());
        uint256 time = entry.skip(54).u32();
        // Times are below 2^64.
        unchecked {
            require(
                time + 1 days >= block.timestamp && time <= block.timestamp + 1 days,
                RenderLedgerReportTime(uint32(time), block.timestamp)
            );
        }
        uint256 size = entry.skip(20).u16() * 32;
        bytes32 linesHash = Arena.hash(row.endHash() - size, row.endHash());
        bytes32 reportHash = Arena.hash(REPORT_TYPE, linesHash, receiptsRoot, time);
        address operator = address(uint160(row.operator()));
        CompactSignature.check(
            operator,
            Arena.digest(batch.typed, reportHash),
            entry.skip(58).word(),
            entry.skip(90).word()
        );
        emit WorkerReported(operator, receiptsRoot);
    }

    function _revertLineCount(WorkerRow row, uint256 more) private pure {
        uint256 declared = row.entry().skip(20).u16();
        uint256 found = declared - (row.endHash() - row.nextHash()) / 32 + more;
        revert RenderLedgerLineCount(address(uint160(row.operator())), declared, found);
    }
}
