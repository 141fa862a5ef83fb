// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IRenderLedgerDesk} from "../interfaces/IRenderLedgerDesk.sol";
import {GlobalSlot} from "../types/GlobalSlot.sol";
import {Global, Model, PendingClaims, Session, Worker} from "../types/LedgerTypes.sol";
import {ModelSlot} from "../types/ModelSlot.sol";
import {NumberWindow} from "../types/NumberWindow.sol";
import {SessionSlot} from "../types/SessionSlot.sol";
import {WorkerSlot} from "../types/WorkerSlot.sol";
import {LedgerStorage} from "./LedgerStorage.sol";

/// @title Views
/// @notice Every row, unpacked.
abstract contract LedgerViews is IRenderLedgerDesk, LedgerStorage {
    /// @inheritdoc IRenderLedgerDesk
    function session(address key) external view returns (Session memory) {
        SessionSlot slot = _getRenderLedgerStorage().sessions[key];
        SessionTerms memory terms = _getRenderLedgerStorage().terms[key];
        return
            Session({
                owner: terms.owner,
                currency: slot.currency(),
                state: slot.state(),
                balance: slot.balance(),
                base: slot.base(),
                window: slot.window(),
                discountBps: slot.discountBps(),
                expiry: terms.expiry,
                requested: terms.requested,
                unlockAt: terms.unlockAt
            });
    }

    /// @inheritdoc IRenderLedgerDesk
    function worker(address operator) external view returns (Worker memory) {
        WorkerSlot slot = _getRenderLedgerStorage().workers[operator];
        return
            Worker({
                registered: slot.registered(),
                fast: slot.fast(),
                jailed: slot.jailed(),
                accrued: slot.accrued(),
                jobs: slot.jobs(),
                baseMs: slot.baseMs(),
                failures: slot.failures(),
                good: slot.good(),
                rated: slot.rated(),
                takeBps: slot.takeBps(),
                retireAt: slot.retireAt()
            });
    }

    /// @inheritdoc IRenderLedgerDesk
    function model(uint32 id) external view returns (Model memory) {
        ModelSlot slot = _getRenderLedgerStorage().models[id];
        return
            Model({
                known: slot.known(),
                listed: slot.listed(),
                royalty: slot.royalty(),
                royaltyBps: slot.royaltyBps(),
                images: slot.images()
            });
    }

    /// @inheritdoc IRenderLedgerDesk
    function global() external view returns (Global memory) {
        GlobalSlot slot = _getRenderLedgerStorage().global;
        SparkBooks memory books = _getRenderLedgerStorage().sparkBooks;
        return
            Global({
                treasury: slot.treasury(),
                pool: slot.pool(),
                sparkOutstanding: slot.sparkOutstanding(),
                sparkRate: slot.sparkRate(),
                promoOutstanding: books.promoOutstanding,
                sparkHeld: books.sparkHeld,
                promoHeld: books.promoHeld
            });
    }

    /// @inheritdoc IRenderLedgerDesk
    function pendingClaims(address operator) external view returns (PendingClaims memory) {
        return _getRenderLedgerStorage().pending[operator];
    }

    /// @inheritdoc IRenderLedgerDesk
    function isUsed(address key, uint32 seq) external view returns (bool) {
        SessionSlot slot = _getRenderLedgerStorage().sessions[key];
        uint256 base = slot.base();
        return seq < base || (seq - base < NumberWindow.SIZE && (slot.window() >> (seq - base)) & 1 != 0);
    }
}
