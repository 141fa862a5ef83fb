// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {countersOf} from "../types/CounterSums.sol";
import {GlobalSlot} from "../types/GlobalSlot.sol";
import {Currency, SessionState, SkipReason} from "../types/LedgerTypes.sol";
import {ModelSlot} from "../types/ModelSlot.sol";
import {NumberWindow} from "../types/NumberWindow.sol";
import {SessionSlot} from "../types/SessionSlot.sol";
import {WorkerSlot} from "../types/WorkerSlot.sol";
import {Batch, BatchRows, ModelRow, Payer, WorkerRow} from "./BatchRows.sol";
import {CalldataCursor, cursorOf} from "./CalldataCursor.sol";
import {LedgerDomain} from "./LedgerDomain.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {LineWords} from "./TypedWords.sol";

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
        batch.domain = _domain();
        _loadModels(batch);
    }

    function _loadModels(Batch memory batch) private view {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        batch.models = BatchRows.takeModels(batch.modelCount);
        CalldataCursor cursor = batch.cursor;
        uint256 id = 0;
        for (uint256 i = 0; i < batch.modelCount; ++i) {
            uint256 next = cursor.u32();
            require(next > id, RenderLedgerUnsorted(next));
            id = next;
            ModelSlot slot = $.models[id];
            ModelRow memory row = BatchRows.modelAt(batch.models, i);
            row.slot = slot;
            row.id = id;
            row.listed = slot.listed();
            row.royaltyBps = slot.royaltyBps();
            row.royalty = 0;
            row.images = 0;
            cursor = cursor.skip(4);
        }
        batch.cursor = cursor;
    }

    /// @dev Loads the workers, whose entries of `entrySize` bytes begin with the operator.
    function _loadWorkers(Batch memory batch, uint256 entrySize) internal view {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        batch.workers = BatchRows.takeWorkers(batch.workerCount);
        CalldataCursor cursor = batch.cursor;
        uint256 operator = 0;
        for (uint256 i = 0; i < batch.workerCount; ++i) {
            uint256 next = cursor.u160();
            require(next > operator, RenderLedgerUnsorted(next));
            operator = next;
            WorkerSlot slot = $.workers[address(uint160(operator))];
            WorkerRow memory row = BatchRows.workerAt(batch.workers, i);
            row.slot = slot;
            row.operator = operator;
            row.serves = slot.serves(block.timestamp);
            row.gross = 0;
            row.royalty = 0;
            row.net = 0;
            row.sums = countersOf(0, 0, 0, false);
            row.entry = cursor;
            cursor = cursor.skip(entrySize);
        }
        batch.cursor = cursor;
    }

    function _loadPayer(Payer memory payer, address key) internal view {
        SessionSlot slot = _getRenderLedgerStorage().sessions[key];
        SessionState state = slot.state();
        payer.slot = slot;
        payer.key = key;
        payer.open = state == SessionState.Open || state == SessionState.Closing;
        payer.currency = slot.currency();
        payer.discountBps = slot.discountBps();
        payer.balance = slot.balance();
        payer.base = slot.base();
        payer.window = slot.window();
    }

    /// @dev Applies a line, or skips it with an event; nothing is stored before the rows are written back.
    function _settleLine(
        Batch memory batch,
        Payer memory payer,
        WorkerRow memory worker_,
        ModelRow memory model_,
        LineWords memory line,
        uint256 rating,
        bool expired
    ) internal returns (bool) {
        // Amounts are below 2^48 and rates below 2^64, so no product passes 2^112; the rest is bounded beside it.
        unchecked {
            uint256 gross = line.amount;
            uint256 debit = gross;
            if (payer.discountBps != 0) debit -= (gross * payer.discountBps) / BPS;
            uint256 net = debit;
            if (payer.currency == Currency.Spark) {
                gross = (gross * batch.sparkRate) / UNITS_PER_SPARK;
                net = (debit * batch.sparkRate) / UNITS_PER_SPARK;
            }
            SkipReason reason = _skipReason(batch, payer, worker_, model_, line, debit, net, expired);
            if (reason != SkipReason.None) {
                ++batch.skipped;
                emit LineSkipped(payer.key, uint32(line.seq), uint8(reason));
                return false;
            }
            ++batch.applied;
            // Poor was ruled out.
            payer.balance -= debit;
            (payer.base, payer.window) = NumberWindow.use(payer.base, payer.window, line.seq, line.count);
            if (payer.currency == Currency.Promo) {
                batch.promoSpent += debit;
                emit PromoServed(address(uint160(line.operator)), uint32(line.baseMs));
                return true;
            }
            if (payer.currency == Currency.Spark) {
                // ShortPool was ruled out.
                batch.pool -= net;
                batch.sparkSpent += debit;
            }
            uint256 royalty = (gross * model_.royaltyBps) / BPS;
            model_.royalty += royalty;
            model_.images += line.images;
            worker_.gross += gross;
            worker_.royalty += royalty;
            worker_.net += net;
            worker_.sums = worker_.sums.plus(
                countersOf(line.count, line.baseMs, rating, line.amount | line.steps == 0)
            );
            return true;
        }
    }

    /// @dev The first reason that applies, in this order.
    function _skipReason(
        Batch memory batch,
        Payer memory payer,
        WorkerRow memory worker_,
        ModelRow memory model_,
        LineWords memory line,
        uint256 debit,
        uint256 net,
        bool expired
    ) private pure returns (SkipReason) {
        if (!payer.open) return SkipReason.Closed;
        if (!NumberWindow.isFree(payer.base, payer.window, line.seq, line.count)) return SkipReason.Used;
        if (expired) return SkipReason.Expired;
        if (!worker_.serves) return SkipReason.Operator;
        if (!model_.listed) return SkipReason.Model;
        if (debit > payer.balance) return SkipReason.Poor;
        if (payer.currency == Currency.Spark) {
            if (net > batch.pool) return SkipReason.ShortPool;
            if (batch.sparkRate == 0 && line.amount != 0) return SkipReason.ShortPool;
        }
        return SkipReason.None;
    }

    /// @dev Writes the session back if a line was applied.
    function _storePayer(Payer memory payer) internal {
        SessionSlot slot = payer.slot.withBalance(uint64(payer.balance)).withNumbers(
            uint32(payer.base),
            uint136(payer.window)
        );
        if (SessionSlot.unwrap(slot) != SessionSlot.unwrap(payer.slot)) {
            _getRenderLedgerStorage().sessions[payer.key] = slot;
        }
    }

    /// @dev Pays a worker what its lines brought and stores its row. Returns the treasury's part.
    function _storeWorker(WorkerRow memory row) internal returns (uint256 toTreasury) {
        // A batch brings a worker less than 2^16 lines of less than 2^112 each.
        unchecked {
            uint256 left = row.net - row.royalty;
            uint256 take = (row.gross * row.slot.takeBps() + (BPS - 1)) / BPS;
            // Take and royalty are bounded below the whole; a discount and the floors of Spark may leave less.
            uint256 pay = row.gross - row.royalty - take;
            if (pay > left) pay = left;
            toTreasury = left - pay;
            WorkerSlot slot = row.slot.plus(row.sums).withAccrued(_fit(row.slot.accrued() + pay));
            if (WorkerSlot.unwrap(slot) != WorkerSlot.unwrap(row.slot)) {
                _getRenderLedgerStorage().workers[address(uint160(row.operator))] = slot;
            }
        }
    }

    /// @dev Stores the models and the books.
    function _closeBatch(Batch memory batch, uint256 toTreasury) internal {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        for (uint256 i = 0; i < batch.modelCount; ++i) {
            ModelRow memory row = BatchRows.modelAt(batch.models, i);
            ModelSlot slot = row.slot.withRoyalty(_fit(row.slot.royalty() + row.royalty)).withImages(
                row.slot.images() + row.images
            );
            if (ModelSlot.unwrap(slot) != ModelSlot.unwrap(row.slot)) $.models[row.id] = slot;
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
