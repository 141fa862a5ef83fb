// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {IRenderLedgerDesk} from "../interfaces/IRenderLedgerDesk.sol";
import {SessionSlot} from "../types/SessionSlot.sol";
import {WorkerSlot, newWorkerSlot} from "../types/WorkerSlot.sol";
import {LedgerStorage} from "./LedgerStorage.sol";

/// @title Pushes
/// @notice Registries write what settlement needs when it changes, so that settlement asks nobody.
abstract contract LedgerPushes is IRenderLedgerDesk, LedgerStorage, AccessManagedUpgradeable {
    /// @dev After every discount, the treasury keeps this part; a user's discount comes out of it.
    uint16 private constant FLOOR_TAKE_BPS = 2_000;
    uint16 private constant BASE_TAKE_BPS = 4_500;
    uint16 private constant MAX_ROYALTY_BPS = 1_000;
    uint256 private constant RETIREMENT = 48 hours;

    /// @inheritdoc IRenderLedgerDesk
    function registerOperator(address operator, bool fast, uint16 takeBps) external restricted {
        WorkerSlot slot = _getRenderLedgerStorage().workers[operator];
        require(!slot.registered(), RenderLedgerOperatorRegistered(operator));
        _requireTake(takeBps);
        _store(operator, newWorkerSlot(fast, takeBps));
    }

    /// @inheritdoc IRenderLedgerDesk
    function setTakeBps(address operator, uint16 takeBps) external restricted {
        WorkerSlot slot = _requireRegistered(operator);
        _requireTake(takeBps);
        _store(operator, slot.withTakeBps(takeBps));
    }

    /// @inheritdoc IRenderLedgerDesk
    function setJailed(address operator, bool jailed) external restricted {
        _store(operator, _requireRegistered(operator).withJailed(jailed));
    }

    /// @inheritdoc IRenderLedgerDesk
    function retireOperator(address operator) external restricted {
        WorkerSlot slot = _requireRegistered(operator);
        require(slot.retireAt() == 0, RenderLedgerOperatorRetired(operator));
        // Whole hours fit the slot; the worker gets the part that is rounded up.
        uint256 hour = (block.timestamp + RETIREMENT + 1 hours - 1) / 1 hours;
        _store(operator, slot.withRetireHour(uint24(hour)));
    }

    /// @inheritdoc IRenderLedgerDesk
    function setModel(uint32 id, uint16 royaltyBps, bool listed) external restricted {
        require(id > 0, RenderLedgerModelZero());
        require(royaltyBps <= MAX_ROYALTY_BPS, RenderLedgerRoyaltyTooHigh(royaltyBps));
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        $.models[id] = $.models[id].withSettings(royaltyBps, listed);
        emit ModelSet(id, royaltyBps, listed);
    }

    /// @inheritdoc IRenderLedgerDesk
    function setDiscount(address key, uint16 discountBps) external restricted {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        SessionSlot slot = $.sessions[key];
        require(slot.isOpen(), RenderLedgerSessionNotOpen(key));
        require(discountBps <= FLOOR_TAKE_BPS, RenderLedgerDiscountTooHigh(discountBps));
        $.sessions[key] = slot.withDiscountBps(discountBps);
        emit DiscountSet(key, discountBps);
    }

    function _requireRegistered(address operator) private view returns (WorkerSlot slot) {
        slot = _getRenderLedgerStorage().workers[operator];
        require(slot.registered(), RenderLedgerOperatorUnknown(operator));
    }

    function _requireTake(uint16 takeBps) private pure {
        require(takeBps >= FLOOR_TAKE_BPS && takeBps <= BASE_TAKE_BPS, RenderLedgerTakeOutOfBounds(takeBps));
    }

    function _store(address operator, WorkerSlot slot) private {
        _getRenderLedgerStorage().workers[operator] = slot;
        emit OperatorSet(operator, slot.fast(), slot.takeBps(), slot.flags(), slot.retireAt());
    }
}
