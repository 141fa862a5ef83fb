// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {CounterSums, countersOf} from "../types/CounterSums.sol";
import {GlobalSlot} from "../types/GlobalSlot.sol";
import {Currency, SkipReason} from "../types/LedgerTypes.sol";
import {ModelSlot} from "../types/ModelSlot.sol";
import {NumberWindow} from "../types/NumberWindow.sol";
import {SessionSlot} from "../types/SessionSlot.sol";
import {WorkerSlot} from "../types/WorkerSlot.sol";
import {Arena} from "./Arena.sol";
import {Batch, Payer} from "./Batch.sol";
import {CalldataCursor, cursorOf} from "./CalldataCursor.sol";
import {LedgerDomain} from "./LedgerDomain.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {MODEL_ROW_BYTES, ModelRow, modelRowAt, openModelRow} from "./ModelRow.sol";
import {LineWords} from "./TypedWords.sol";
import {WORKER_ROW_BYTES, WorkerRow, openWorkerRow} from "./WorkerRow.sol";

/// @dev A loop's next index: a checked `++i` costs more than the rest of the loop's head.
function increment(uint256 i) pure returns (uint256) {
    unchecked {
        return i + 1;
    }
}

/// @title What both lanes share
/// @notice Loads each row once, applies lines to the loaded rows, splits the money, writes each row once.
abstract contract LedgerSettlement is LedgerStorage, LedgerDomain {
    /// @dev Reads the tables' lengths and the models.
    function _openBatch(bytes calldata blob) internal view returns (Batch memory batch) {
        GlobalSlot global_ = _getRenderLedgerStorage().global;
        CalldataCursor cursor = cursorOf(blob);
        batch.modelCount = cursor.u16();
        batch.workerCount = cursor.skip(2).u16();
        batch.sessionCount = cursor.skip(4).u16();
        batch.cursor = cursor.skip(6);
        batch.sparkRate = global_.sparkRate();
        batch.pool = global_.pool();
        batch.typed = Arena.takeTyped(_domain());
        _loadModels(batch);
    }

    function _loadModels(Batch memory batch) private view {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        batch.models = Arena.take(batch.modelCount * MODEL_ROW_BYTES);
        CalldataCursor cursor = batch.cursor;
        uint256 id = 0;
        for (uint256 i = 0; i < batch.modelCount; i = increment(i)) {
            uint256 next = cursor.u32();
            if (next <= id) revert RenderLedgerUnsorted(next);
            id = next;
            openModelRow(batch.models, i, $.models[id], id);
            cursor = cursor.skip(4);
        }
        batch.cursor = cursor;
    }

    /// @dev Loads the workers, whose entries of `entrySize` bytes begin with the operator.
    function _loadWorkers(Batch memory batch, uint256 entrySize) internal view {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        batch.workers = Arena.take(batch.workerCount * WORKER_ROW_BYTES);
        CalldataCursor cursor = batch.cursor;
        uint256 operator = 0;
        for (uint256 i = 0; i < batch.workerCount; i = increment(i)) {
            uint256 next = cursor.u160();
            if (next <= operator) revert RenderLedgerUnsorted(next);
            operator = next;
            openWorkerRow(batch.workers, i, $.workers[address(uint160(operator))], operator, cursor);
            cursor = cursor.skip(entrySize);
        }
        batch.cursor = cursor;
    }

    function _loadPayer(Payer memory payer, address key) internal view {
        SessionSlot slot = _getRenderLedgerStorage().sessions[key];
        payer.slot = slot;
        payer.stored = slot;
        payer.key = key;
        payer.open = SafeCast.toUint(slot.isOpen());
        payer.plain = slot.isPlain();
        if (payer.plain) return;
        payer.spark = slot.currency() == Currency.Spark;
        payer.promo = slot.currency() == Currency.Promo;
        payer.discountBps = slot.discountBps();
    }

    /// @dev Applies a line, or skips it with an event; nothing is stored before the rows are written back. Of the line it
    /// reads number, count, images, milliseconds and amount, and the steps only with a rating. `inTime` is 1 or 0.
    function _settleLine(
        Batch memory batch,
        Payer memory payer,
        WorkerRow worker_,
        ModelRow model_,
        LineWords memory line,
        uint256 rating,
        uint256 inTime
    ) internal {
        uint256 debit = line.amount;
        (uint256 gross, uint256 net) = (debit, debit);
        uint256 valid = inTime;
        if (!payer.plain) (gross, debit, net, valid) = _convert(batch, payer, debit, valid);
        if (!_applies(payer, worker_, model_, line, debit, valid)) {
            // `inTime` is 1 or 0.
            // slither-disable-next-line incorrect-equality
            _skip(batch, payer, worker_, model_, line, debit, inTime == 0);
            return;
        }
        _charge(payer, line, debit);
        if (!payer.plain) {
            if (payer.promo) {
                _servePromo(batch, worker_, line, debit);
                return;
            }
            if (payer.spark) _takeFromPool(batch, debit, net);
        }
        _creditLine(worker_, model_, line, gross, net, rating);
    }

    /// @dev Discount, then Spark to SOGNI. `gross` is what the line is worth, `net` what it brings, both in SOGNI; `valid`
    /// becomes 0 where the pool cannot pay for Spark, at a rate that must have been set.
    function _convert(
        Batch memory batch,
        Payer memory payer,
        uint256 amount,
        uint256 valid
    ) private pure returns (uint256 gross, uint256 debit, uint256 net, uint256) {
        // Amounts are below 2^48 and rates below 2^64.
        unchecked {
            gross = amount;
            debit = amount - (amount * payer.discountBps) / BPS;
            net = debit;
            if (payer.spark) {
                uint256 rate = batch.sparkRate;
                gross = (amount * rate) / UNITS_PER_SPARK;
                net = (debit * rate) / UNITS_PER_SPARK;
                valid &= SafeCast.toUint(net <= batch.pool);
                if (rate == 0) valid &= SafeCast.toUint(amount == 0);
            }
            return (gross, debit, net, valid);
        }
    }

    function _takeFromPool(Batch memory batch, uint256 debit, uint256 net) private pure {
        // `_convert` compared the pool; a batch has less than 2^32 debits of less than 2^48.
        unchecked {
            batch.pool -= net;
            batch.sparkSpent += debit;
        }
    }

    /// @dev Promotional work is paid from the epoch budget, and counts for nothing here.
    function _servePromo(
        Batch memory batch,
        WorkerRow worker_,
        LineWords memory line,
        uint256 debit
    ) private {
        batch.promoSpent += debit;
        emit PromoServed(address(uint160(worker_.operator())), uint32(line.baseMs));
    }

    /// @dev Whether a line that is `valid` so far applies: one test for what nearly always holds. `_reasonOf` says what
    /// does not.
    function _applies(
        Payer memory payer,
        WorkerRow worker_,
        ModelRow model_,
        LineWords memory line,
        uint256 debit,
        uint256 valid
    ) private pure returns (bool) {
        SessionSlot slot = payer.slot;
        uint256 bits = NumberWindow.bitsOf(slot.base(), line.seq, line.count);
        valid &= payer.open & worker_.serves() & model_.listed();
        valid &= SafeCast.toUint(debit <= slot.balance()) & SafeCast.toUint(bits != 0);
        return valid & SafeCast.toUint(NumberWindow.taken(slot.window(), bits) == 0) != 0;
    }

    /// @dev Takes the money and the numbers of a line that applies.
    function _charge(Payer memory payer, LineWords memory line, uint256 debit) private pure {
        SessionSlot slot = payer.slot.debited(debit);
        uint256 base = slot.base();
        uint256 window = slot.window();
        if (window | (line.seq ^ base) == 0) {
            payer.slot = slot.useNext(line.count);
        } else {
            (base, window) = NumberWindow.use(base, window, NumberWindow.bitsOf(base, line.seq, line.count));
            payer.slot = slot.withNumbers(uint32(base), uint136(window));
        }
    }

    /// @dev Model and worker get theirs of a paid line.
    function _creditLine(
        WorkerRow worker_,
        ModelRow model_,
        LineWords memory line,
        uint256 gross,
        uint256 net,
        uint256 rating
    ) private pure {
        // A gross is below 2^92.
        unchecked {
            uint256 royalty = (gross * model_.royaltyBps()) / BPS;
            model_.credit(royalty, line.images);
            CounterSums counters = countersOf(line.count, line.baseMs);
            if (rating != 0) counters = counters.rate(rating, line.amount | line.steps == 0);
            worker_.credit(gross, royalty, net, counters);
        }
    }

    /// @dev Says why a line is skipped.
    function _skip(
        Batch memory batch,
        Payer memory payer,
        WorkerRow worker_,
        ModelRow model_,
        LineWords memory line,
        uint256 debit,
        bool expired
    ) private {
        ++batch.skipped;
        SkipReason reason = _reasonOf(payer, worker_, model_, line, debit, expired);
        emit LineSkipped(payer.key, uint32(line.seq), uint8(reason));
    }

    /// @dev The first reason that holds, in this order. `_applies` and `_convert` test the same.
    function _reasonOf(
        Payer memory payer,
        WorkerRow worker_,
        ModelRow model_,
        LineWords memory line,
        uint256 debit,
        bool expired
    ) private pure returns (SkipReason) {
        SessionSlot slot = payer.slot;
        uint256 bits = NumberWindow.bitsOf(slot.base(), line.seq, line.count);
        if (payer.open == 0) return SkipReason.Closed;
        if (!NumberWindow.isFree(slot.window(), bits)) return SkipReason.Used;
        if (expired) return SkipReason.Expired;
        if (worker_.serves() == 0) return SkipReason.Operator;
        if (model_.listed() == 0) return SkipReason.Model;
        if (debit > slot.balance()) return SkipReason.Poor;
        return SkipReason.ShortPool;
    }

    /// @dev Writes the session back if a line was applied.
    function _storePayer(Payer memory payer) internal {
        if (SessionSlot.unwrap(payer.slot) != SessionSlot.unwrap(payer.stored)) {
            _getRenderLedgerStorage().sessions[payer.key] = payer.slot;
        }
    }

    /// @dev Pays a worker what its lines brought and stores its row. Returns the treasury's part.
    function _storeWorker(WorkerRow row) internal returns (uint256 toTreasury) {
        // A batch brings a worker less than 2^16 lines of less than 2^112 each.
        unchecked {
            uint256 left = row.net() - row.royalty();
            uint256 take = (row.gross() * row.slot().takeBps() + (BPS - 1)) / BPS;
            // Take and royalty are bounded below the whole; a discount and the floors of Spark may leave less.
            uint256 pay = row.gross() - row.royalty() - take;
            if (pay > left) pay = left;
            toTreasury = left - pay;
            WorkerSlot slot = row.slot().plus(row.sums()).withAccrued(_fit(row.slot().accrued() + pay));
            if (WorkerSlot.unwrap(slot) != WorkerSlot.unwrap(row.slot())) {
                _getRenderLedgerStorage().workers[address(uint160(row.operator()))] = slot;
            }
        }
    }

    /// @dev Stores the models and the books.
    function _closeBatch(Batch memory batch, uint256 toTreasury) internal {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        for (uint256 i = 0; i < batch.modelCount; i = increment(i)) {
            ModelRow row = modelRowAt(batch.models, i);
            ModelSlot slot = row.slot().withRoyalty(_fit(row.slot().royalty() + row.royalty())).withImages(
                row.slot().images() + row.images()
            );
            if (ModelSlot.unwrap(slot) != ModelSlot.unwrap(row.slot())) $.models[row.id()] = slot;
        }
        GlobalSlot before = $.global;
        GlobalSlot slot_ = before.withTreasury(_fit(before.treasury() + toTreasury));
        slot_ = slot_.withPool(uint64(batch.pool));
        // Sessions never spend more Spark than they hold together.
        slot_ = slot_.withSparkOutstanding(uint64(before.sparkOutstanding() - batch.sparkSpent));
        if (GlobalSlot.unwrap(slot_) != GlobalSlot.unwrap(before)) $.global = slot_;
        if (batch.promoSpent != 0) $.sparkBooks.promoOutstanding -= uint64(batch.promoSpent);
    }

    function _modelIds(Batch memory batch, bytes calldata blob) internal pure returns (bytes calldata) {
        return blob[6:6 + 4 * batch.modelCount];
    }

    /// @dev Everything read lies inside the blob if, and only if, the forward-moving cursor ends at its end.
    function _requireEnd(Batch memory batch, bytes calldata blob) internal pure {
        uint256 content = CalldataCursor.unwrap(batch.cursor) - CalldataCursor.unwrap(cursorOf(blob));
        require(content == blob.length, RenderLedgerBatchLength(content, blob.length));
    }
}
