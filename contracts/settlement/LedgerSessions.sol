// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {PausableUpgradeable} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IRenderLedgerDesk} from "../interfaces/IRenderLedgerDesk.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";
import {GlobalSlot} from "../types/GlobalSlot.sol";
import {Currency, SessionState} from "../types/LedgerTypes.sol";
import {SessionSlot, newSessionSlot} from "../types/SessionSlot.sol";
import {CompactSignature} from "./CompactSignature.sol";
import {LedgerDomain} from "./LedgerDomain.sol";
import {LedgerNeighbours} from "./LedgerNeighbours.sol";

/// @title Sessions
/// @notice Funded sub-accounts keyed by a render key: the balance is the spending cap, leaving takes 48 h.
abstract contract LedgerSessions is
    IRenderLedgerDesk,
    LedgerNeighbours,
    LedgerDomain,
    PausableUpgradeable,
    ReentrancyGuardTransient
{
    /// @dev Longer than the life of a ticket (24 h), so that work promised before the request is collectable.
    uint256 private constant WITHDRAWAL_DELAY = 48 hours;
    /// @dev A request for whatever the balance will be.
    uint64 private constant ALL = type(uint64).max;

    /// @inheritdoc IRenderLedgerDesk
    function openSession(
        address key,
        Currency currency,
        uint64 amount,
        uint40 expiry,
        bytes calldata keySignature
    ) external whenNotPaused nonReentrant {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        require(amount > 0, RenderLedgerZeroAmount());
        require($.sessions[key].state() == SessionState.None, RenderLedgerKeyInUse(key));
        require(expiry > block.timestamp, RenderLedgerExpiryInPast(expiry, block.timestamp));
        (uint256 r, uint256 vs) = CompactSignature.parse(keySignature);
        bytes32 digest = _digest(keccak256(abi.encode(OPEN_TYPE, msg.sender, expiry)));
        CompactSignature.check(key, digest, r, vs);
        $.sessions[key] = newSessionSlot(currency, amount);
        $.terms[key].owner = msg.sender;
        $.terms[key].expiry = expiry;
        emit SessionOpened(key, msg.sender, currency, amount, expiry);
        _deposit(currency, amount);
    }

    /// @inheritdoc IRenderLedgerDesk
    function topUp(address key, uint64 amount) external whenNotPaused nonReentrant {
        SessionSlot slot = _requireLive(key);
        require(amount > 0, RenderLedgerZeroAmount());
        _requireOwner(key);
        uint64 balance = _fit(uint256(slot.balance()) + amount);
        _getRenderLedgerStorage().sessions[key] = slot.withBalance(balance);
        emit SessionToppedUp(key, amount, balance);
        _deposit(slot.currency(), amount);
    }

    /// @inheritdoc IRenderLedgerDesk
    function requestWithdrawal(address key, uint64 amount) external {
        _requireLive(key);
        require(amount > 0, RenderLedgerZeroAmount());
        _requireOwner(key);
        _request(key, amount, false);
    }

    /// @inheritdoc IRenderLedgerDesk
    function closeSession(address key) external {
        SessionSlot slot = _requireLive(key);
        if (msg.sender != key) _requireOwner(key);
        _startClosing(key, slot);
    }

    /// @inheritdoc IRenderLedgerDesk
    function poke(address key) external {
        SessionSlot slot = _requireLive(key);
        uint40 expiry = _getRenderLedgerStorage().terms[key].expiry;
        require(block.timestamp > expiry, RenderLedgerSessionNotExpired(key, expiry));
        _startClosing(key, slot);
    }

    /// @inheritdoc IRenderLedgerDesk
    function withdraw(address key) external nonReentrant {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        SessionSlot slot = _requireOpen(key);
        SessionTerms memory terms = $.terms[key];
        require(terms.requested > 0, RenderLedgerNoWithdrawal(key));
        require(block.timestamp >= terms.unlockAt, RenderLedgerLocked(terms.unlockAt, block.timestamp));
        uint64 balance = slot.balance();
        uint64 amount = terms.requested < balance ? terms.requested : balance;
        bool closed = slot.state() == SessionState.Closing;
        slot = slot.withBalance(balance - amount);
        if (closed) slot = slot.withState(SessionState.Closed);
        $.sessions[key] = slot;
        $.terms[key].requested = 0;
        $.terms[key].unlockAt = 0;
        emit SessionWithdrawn(key, terms.owner, amount, balance - amount, closed);
        if (amount > 0) _return(terms.owner, slot.currency(), amount);
    }

    /// @dev A session that can be charged.
    function _requireOpen(address key) internal view returns (SessionSlot slot) {
        slot = _getRenderLedgerStorage().sessions[key];
        require(slot.isOpen(), RenderLedgerSessionNotOpen(key));
    }

    /// @dev A session that is not on its way out either.
    function _requireLive(address key) private view returns (SessionSlot slot) {
        slot = _requireOpen(key);
        require(slot.state() == SessionState.Open, RenderLedgerSessionClosing(key));
    }

    function _requireOwner(address key) private view {
        address owner = _getRenderLedgerStorage().terms[key].owner;
        require(msg.sender == owner, RenderLedgerNotOwner(key, msg.sender));
    }

    function _startClosing(address key, SessionSlot slot) private {
        _getRenderLedgerStorage().sessions[key] = slot.withState(SessionState.Closing);
        _request(key, ALL, true);
    }

    function _request(address key, uint64 amount, bool closing) private {
        SessionTerms storage terms = _getRenderLedgerStorage().terms[key];
        uint40 unlockAt = uint40(block.timestamp + WITHDRAWAL_DELAY);
        terms.requested = amount;
        terms.unlockAt = unlockAt;
        emit WithdrawalRequested(key, amount, unlockAt, closing);
    }

    function _deposit(Currency currency, uint256 amount) private {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        if (currency == Currency.Sogni) {
            _pullSogni(amount);
        } else if (currency == Currency.Spark) {
            GlobalSlot global_ = $.global;
            global_ = global_.withSparkOutstanding(_fit(global_.sparkOutstanding() + amount));
            _requireCovered(global_);
            $.global = global_;
            $.sparkBooks.sparkHeld = _fit($.sparkBooks.sparkHeld + amount);
            _pullSpark(amount, ISparkPoints.SparkClass.Purchased);
        } else {
            $.sparkBooks.promoOutstanding = _fit($.sparkBooks.promoOutstanding + amount);
            $.sparkBooks.promoHeld = _fit($.sparkBooks.promoHeld + amount);
            _pullSpark(amount, ISparkPoints.SparkClass.Promotional);
        }
    }

    function _return(address owner, Currency currency, uint64 amount) private {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        if (currency == Currency.Sogni) {
            _paySogni(owner, amount);
        } else if (currency == Currency.Spark) {
            $.global = $.global.withSparkOutstanding($.global.sparkOutstanding() - amount);
            $.sparkBooks.sparkHeld -= amount;
            _returnSpark(owner, amount, ISparkPoints.SparkClass.Purchased);
        } else {
            $.sparkBooks.promoOutstanding -= amount;
            $.sparkBooks.promoHeld -= amount;
            _returnSpark(owner, amount, ISparkPoints.SparkClass.Promotional);
        }
    }
}
