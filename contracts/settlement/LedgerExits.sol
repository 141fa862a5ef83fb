// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IRenderLedgerDesk} from "../interfaces/IRenderLedgerDesk.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";
import {PendingClaims} from "../types/LedgerTypes.sol";
import {ModelSlot} from "../types/ModelSlot.sol";
import {WorkerSlot} from "../types/WorkerSlot.sol";
import {LedgerNeighbours} from "./LedgerNeighbours.sol";

/// @title Exits
/// @notice Where the split leaves the ledger: workers after a holdback, models and the treasury at once, spent Spark to
/// the fire.
/// @dev The holdback is what an audit or a dispute can still reach, so it sits on the way out and costs settlement nothing.
abstract contract LedgerExits is IRenderLedgerDesk, LedgerNeighbours, ReentrancyGuardTransient {
    uint256 private constant FAST_HOLDBACK = 72 hours;
    uint256 private constant RELAXED_HOLDBACK = 7 days;

    /// @inheritdoc IRenderLedgerDesk
    function requestClaim(address operator) external {
        require(
            msg.sender == operator ||
                msg.sender == _workerRegistry.ownerOfOperator(operator) ||
                msg.sender == _workerRegistry.payoutOf(operator),
            RenderLedgerNotClaimant(operator, msg.sender)
        );
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        WorkerSlot slot = $.workers[operator];
        uint64 amount = slot.accrued();
        require(amount > 0, RenderLedgerNothingToClaim());
        uint40 unlockAt = uint40(block.timestamp + (slot.fast() ? FAST_HOLDBACK : RELAXED_HOLDBACK));
        PendingClaims storage pending = $.pending[operator];
        uint8 bucket = pending.unlockAt0 == 0 ? 0 : 1;
        if (bucket == 0) {
            (pending.amount0, pending.unlockAt0) = (amount, unlockAt);
        } else {
            require(pending.unlockAt1 == 0, RenderLedgerBucketsFull(operator));
            (pending.amount1, pending.unlockAt1) = (amount, unlockAt);
        }
        $.workers[operator] = slot.withAccrued(0);
        emit ClaimRequested(operator, amount, bucket, unlockAt);
    }

    /// @inheritdoc IRenderLedgerDesk
    function claim(address operator) external nonReentrant {
        PendingClaims storage pending = _getRenderLedgerStorage().pending[operator];
        uint64 amount = 0;
        if (_isUnlocked(pending.unlockAt0)) {
            amount += pending.amount0;
            (pending.amount0, pending.unlockAt0) = (0, 0);
        }
        if (_isUnlocked(pending.unlockAt1)) {
            amount += pending.amount1;
            (pending.amount1, pending.unlockAt1) = (0, 0);
        }
        require(amount > 0, RenderLedgerNothingToClaim());
        address to = _workerRegistry.payoutOf(operator);
        require(to != address(0), RenderLedgerNoPayout());
        emit Claimed(operator, to, amount);
        _paySogni(to, amount);
    }

    /// @inheritdoc IRenderLedgerDesk
    function claimRoyalty(uint32 id) external nonReentrant {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        ModelSlot slot = $.models[id];
        uint64 amount = slot.royalty();
        require(amount > 0, RenderLedgerNothingToClaim());
        $.models[id] = slot.withRoyalty(0);
        address account = _modelRegistry.accountOf(id);
        require(account != address(0), RenderLedgerNoPayout());
        emit RoyaltyClaimed(id, account, amount);
        _paySogni(account, amount);
    }

    /// @inheritdoc IRenderLedgerDesk
    function claimTreasury() external nonReentrant {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        uint64 amount = $.global.treasury();
        require(amount > 0, RenderLedgerNothingToClaim());
        $.global = $.global.withTreasury(0);
        emit TreasuryClaimed(amount);
        _paySogni(_treasury, amount);
    }

    /// @inheritdoc IRenderLedgerDesk
    function flushBurn() external nonReentrant {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        SparkBooks memory books = $.sparkBooks;
        uint64 purchased = books.sparkHeld - $.global.sparkOutstanding();
        uint64 promotional = books.promoHeld - books.promoOutstanding;
        require(purchased > 0 || promotional > 0, RenderLedgerNothingToClaim());
        $.sparkBooks.sparkHeld = books.sparkHeld - purchased;
        $.sparkBooks.promoHeld = books.promoHeld - promotional;
        emit SparkBurned(purchased, promotional);
        if (purchased > 0) _burnSpark(purchased, ISparkPoints.SparkClass.Purchased);
        if (promotional > 0) _burnSpark(promotional, ISparkPoints.SparkClass.Promotional);
    }

    function _isUnlocked(uint40 unlockAt) private view returns (bool) {
        return unlockAt != 0 && block.timestamp >= unlockAt;
    }
}
