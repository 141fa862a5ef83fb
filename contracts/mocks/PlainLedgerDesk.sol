// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {PausableUpgradeable} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IRenderPricing} from "../interfaces/IRenderPricing.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";
import {IWorkerRegistry} from "../interfaces/IWorkerRegistry.sol";
import {
    Accept,
    Currency,
    PendingClaims,
    Session,
    SessionState,
    Ticket,
    Worker
} from "../types/LedgerTypes.sol";
import {PlainViews} from "./PlainViews.sol";

/// @title Desk of the plain ledger
/// @notice Sessions, no-shows, exits, pool and pushes, in the storage of the plain ledger.
contract PlainLedgerDesk is AccessManagedUpgradeable, PausableUpgradeable, PlainViews {
    using SafeERC20 for IERC20;

    IERC20 private immutable _sogni;
    ISparkPoints private immutable _spark;
    IRenderPricing private immutable _pricing;
    IWorkerRegistry private immutable _workerRegistry;
    IModelRegistry private immutable _modelRegistry;
    address private immutable _treasury;

    constructor(
        IERC20 sogni,
        ISparkPoints spark,
        IRenderPricing pricing,
        IWorkerRegistry workerRegistry,
        IModelRegistry modelRegistry,
        address treasury
    ) {
        _sogni = sogni;
        _spark = spark;
        _pricing = pricing;
        _workerRegistry = workerRegistry;
        _modelRegistry = modelRegistry;
        _treasury = treasury;
    }

    // Sessions

    function openSession(
        address key,
        Currency currency,
        uint64 amount,
        uint40 expiry,
        bytes calldata keySignature
    ) external whenNotPaused {
        require(amount > 0, RenderLedgerZeroAmount());
        require(_sessions[key].state == SessionState.None, RenderLedgerKeyInUse(key));
        require(expiry > block.timestamp, RenderLedgerExpiryInPast(expiry, block.timestamp));
        _requireSigned(key, _hashOpen(msg.sender, expiry), keySignature);
        Session storage opened = _sessions[key];
        opened.owner = msg.sender;
        opened.currency = currency;
        opened.state = SessionState.Open;
        opened.balance = amount;
        opened.expiry = expiry;
        emit SessionOpened(key, msg.sender, currency, amount, expiry);
        _deposit(currency, amount);
    }

    function topUp(address key, uint64 amount) external whenNotPaused {
        Session storage funded = _requireOpen(key);
        require(amount > 0, RenderLedgerZeroAmount());
        require(funded.owner == msg.sender, RenderLedgerNotOwner(key, msg.sender));
        require(funded.state == SessionState.Open, RenderLedgerSessionClosing(key));
        funded.balance = _fit(uint256(funded.balance) + amount);
        emit SessionToppedUp(key, amount, funded.balance);
        _deposit(funded.currency, amount);
    }

    function requestWithdrawal(address key, uint64 amount) external {
        Session storage left = _requireOpen(key);
        require(amount > 0, RenderLedgerZeroAmount());
        require(left.owner == msg.sender, RenderLedgerNotOwner(key, msg.sender));
        require(left.state == SessionState.Open, RenderLedgerSessionClosing(key));
        _request(key, amount);
    }

    function closeSession(address key) external {
        Session storage left = _requireOpen(key);
        require(left.owner == msg.sender || key == msg.sender, RenderLedgerNotOwner(key, msg.sender));
        require(left.state == SessionState.Open, RenderLedgerSessionClosing(key));
        left.state = SessionState.Closing;
        _request(key, type(uint64).max);
    }

    function poke(address key) external {
        Session storage left = _requireOpen(key);
        require(left.state == SessionState.Open, RenderLedgerSessionClosing(key));
        require(block.timestamp > left.expiry, RenderLedgerSessionNotExpired(key, left.expiry));
        left.state = SessionState.Closing;
        _request(key, type(uint64).max);
    }

    function withdraw(address key) external {
        Session storage left = _requireOpen(key);
        require(left.requested > 0, RenderLedgerNoWithdrawal(key));
        require(block.timestamp >= left.unlockAt, RenderLedgerLocked(left.unlockAt, block.timestamp));
        uint64 amount = left.requested < left.balance ? left.requested : left.balance;
        left.balance -= amount;
        left.requested = 0;
        left.unlockAt = 0;
        if (left.state == SessionState.Closing) left.state = SessionState.Closed;
        emit SessionWithdrawn(key, left.owner, amount, left.balance, left.state == SessionState.Closed);
        if (amount == 0) return;
        if (left.currency == Currency.Sogni) {
            _pay(left.owner, amount);
        } else if (left.currency == Currency.Spark) {
            _books.sparkOutstanding -= amount;
            _books.sparkHeld -= amount;
            _spark.moveTo(left.owner, uint256(amount) * 1e12, ISparkPoints.SparkClass.Purchased);
        } else {
            _books.promoOutstanding -= amount;
            _books.promoHeld -= amount;
            _spark.moveTo(left.owner, uint256(amount) * 1e12, ISparkPoints.SparkClass.Promotional);
        }
    }

    // Exits

    function requestClaim(address operator) external {
        require(
            msg.sender == operator ||
                msg.sender == _workerRegistry.ownerOfOperator(operator) ||
                msg.sender == _workerRegistry.payoutOf(operator),
            RenderLedgerNotClaimant(operator, msg.sender)
        );
        Worker storage leaving = _workers[operator];
        PendingClaims storage waiting = _pending[operator];
        uint64 amount = leaving.accrued;
        require(amount > 0, RenderLedgerNothingToClaim());
        uint40 unlockAt = uint40(block.timestamp + (leaving.fast ? 72 hours : 7 days));
        leaving.accrued = 0;
        if (waiting.unlockAt0 == 0) {
            (waiting.amount0, waiting.unlockAt0) = (amount, unlockAt);
            emit ClaimRequested(operator, amount, 0, unlockAt);
        } else {
            require(waiting.unlockAt1 == 0, RenderLedgerBucketsFull(operator));
            (waiting.amount1, waiting.unlockAt1) = (amount, unlockAt);
            emit ClaimRequested(operator, amount, 1, unlockAt);
        }
    }

    function claim(address operator) external {
        PendingClaims storage waiting = _pending[operator];
        uint64 amount;
        if (waiting.unlockAt0 != 0 && block.timestamp >= waiting.unlockAt0) {
            amount += waiting.amount0;
            (waiting.amount0, waiting.unlockAt0) = (0, 0);
        }
        if (waiting.unlockAt1 != 0 && block.timestamp >= waiting.unlockAt1) {
            amount += waiting.amount1;
            (waiting.amount1, waiting.unlockAt1) = (0, 0);
        }
        require(amount > 0, RenderLedgerNothingToClaim());
        address to = _workerRegistry.payoutOf(operator);
        require(to != address(0), RenderLedgerNoPayout());
        emit Claimed(operator, to, amount);
        _pay(to, amount);
    }

    function claimRoyalty(uint32 id) external {
        uint64 amount = _models[id].royalty;
        require(amount > 0, RenderLedgerNothingToClaim());
        _models[id].royalty = 0;
        address account = _modelRegistry.accountOf(id);
        require(account != address(0), RenderLedgerNoPayout());
        emit RoyaltyClaimed(id, account, amount);
        _pay(account, amount);
    }

    function claimTreasury() external {
        uint64 amount = _books.treasury;
        require(amount > 0, RenderLedgerNothingToClaim());
        _books.treasury = 0;
        emit TreasuryClaimed(amount);
        _pay(_treasury, amount);
    }

    function flushBurn() external {
        uint64 purchased = _books.sparkHeld - _books.sparkOutstanding;
        uint64 promotional = _books.promoHeld - _books.promoOutstanding;
        require(purchased > 0 || promotional > 0, RenderLedgerNothingToClaim());
        _books.sparkHeld -= purchased;
        _books.promoHeld -= promotional;
        emit SparkBurned(purchased, promotional);
        if (purchased > 0) _spark.burn(uint256(purchased) * 1e12, ISparkPoints.SparkClass.Purchased);
        if (promotional > 0) _spark.burn(uint256(promotional) * 1e12, ISparkPoints.SparkClass.Promotional);
    }

    // Pool

    function fundPool(uint64 units) external {
        require(units > 0, RenderLedgerZeroAmount());
        _books.pool = _fit(uint256(_books.pool) + units);
        emit PoolFunded(msg.sender, units, _books.pool);
        _pull(units);
    }

    function pushSparkRate() external {
        uint64 rate = _pricing.sparkRate();
        require(rate > 0, RenderLedgerZeroRate());
        emit SparkRateSet(_books.sparkRate, rate);
        _books.sparkRate = rate;
        _requireCovered(_books.pool);
    }

    function defundPool(uint64 units) external restricted {
        require(units > 0, RenderLedgerZeroAmount());
        require(units <= _books.pool, RenderLedgerPoolTooSmall(_books.pool, units));
        _books.pool -= units;
        _requireCovered(_books.pool);
        emit PoolDefunded(units, _books.pool);
        _pay(_treasury, units);
    }

    // Pushes

    function registerOperator(address operator, bool fast, uint16 takeBps) external restricted {
        Worker storage pushed = _workers[operator];
        require(!pushed.registered, RenderLedgerOperatorRegistered(operator));
        _requireTake(takeBps);
        pushed.registered = true;
        pushed.fast = fast;
        pushed.takeBps = takeBps;
        _emitOperator(operator);
    }

    function setTakeBps(address operator, uint16 takeBps) external restricted {
        require(_workers[operator].registered, RenderLedgerOperatorUnknown(operator));
        _requireTake(takeBps);
        _workers[operator].takeBps = takeBps;
        _emitOperator(operator);
    }

    function setJailed(address operator, bool jailed) external restricted {
        require(_workers[operator].registered, RenderLedgerOperatorUnknown(operator));
        _workers[operator].jailed = jailed;
        _emitOperator(operator);
    }

    function retireOperator(address operator) external restricted {
        require(_workers[operator].registered, RenderLedgerOperatorUnknown(operator));
        require(_workers[operator].retireAt == 0, RenderLedgerOperatorRetired(operator));
        uint256 end = block.timestamp + 48 hours;
        uint256 hour = end % 1 hours == 0 ? end / 1 hours : end / 1 hours + 1;
        _workers[operator].retireAt = uint40(hour * 1 hours);
        _emitOperator(operator);
    }

    function setModel(uint32 id, uint16 royaltyBps, bool listed) external restricted {
        require(id > 0, RenderLedgerModelZero());
        require(royaltyBps <= 1_000, RenderLedgerRoyaltyTooHigh(royaltyBps));
        _models[id].known = true;
        _models[id].royaltyBps = royaltyBps;
        _models[id].listed = listed;
        emit ModelSet(id, royaltyBps, listed);
    }

    function setDiscount(address key, uint16 discountBps) external restricted {
        _requireOpen(key);
        require(discountBps <= 2_000, RenderLedgerDiscountTooHigh(discountBps));
        _sessions[key].discountBps = discountBps;
        emit DiscountSet(key, discountBps);
    }

    function pause() external restricted {
        _pause();
    }

    function unpause() external restricted {
        _unpause();
    }

    // No-shows

    function reportNoShow(
        Ticket calldata ticket,
        bytes calldata signature,
        uint16 share,
        uint40 acceptedAt,
        bytes calldata acceptSignature
    ) external {
        require(
            block.timestamp > ticket.redeemBy,
            RenderLedgerTicketStillOpen(ticket.redeemBy, block.timestamp)
        );
        require(share < ticket.shares.length, RenderLedgerIndexOutOfRange(share, ticket.shares.length));
        require(signature.length == 64, RenderLedgerSignatureLength(signature.length));
        bytes32 digest = _hashTicket(ticket);
        address key = _recover(digest, signature);
        address operator = address(uint160(ticket.shares[share] >> 16));
        _requireSigned(operator, _hashAccept(Accept(digest, share, acceptedAt)), acceptSignature);
        uint256 seq = uint256(ticket.seq) + share;
        require(seq < type(uint32).max, RenderLedgerNumberOverflow(seq));
        require(
            _requireOpen(key).owner != address(0) && _isFree(key, seq, 1),
            RenderLedgerNumberUsed(key, seq)
        );
        require(_workers[operator].registered, RenderLedgerOperatorUnknown(operator));
        _use(key, seq, 1);
        if (_sessions[key].currency != Currency.Promo) {
            Worker storage absent = _workers[operator];
            absent.jobs = uint32(_capped(uint256(absent.jobs) + 1, type(uint32).max));
            absent.failures = uint24(_capped(uint256(absent.failures) + 1, type(uint24).max));
        }
        emit NoShowReported(key, uint32(seq), operator, digest);
    }

    function _recover(bytes32 digest, bytes calldata signature) private pure returns (address key) {
        (bytes32 r, bytes32 vs) = abi.decode(signature, (bytes32, bytes32));
        key = ecrecover(digest, uint8(27 + (uint256(vs) >> 255)), r, bytes32((uint256(vs) << 1) >> 1));
        _requireSigned(key, digest, r, vs);
    }

    function _request(address key, uint64 amount) private {
        Session storage left = _sessions[key];
        left.requested = amount;
        left.unlockAt = uint40(block.timestamp + 48 hours);
        emit WithdrawalRequested(key, amount, left.unlockAt, left.state == SessionState.Closing);
    }

    function _deposit(Currency currency, uint64 amount) private {
        if (currency == Currency.Sogni) {
            _pull(amount);
        } else if (currency == Currency.Spark) {
            _books.sparkOutstanding = _fit(uint256(_books.sparkOutstanding) + amount);
            _books.sparkHeld = _fit(uint256(_books.sparkHeld) + amount);
            _requireCovered(_books.pool);
            _spark.moveFrom(msg.sender, uint256(amount) * 1e12, ISparkPoints.SparkClass.Purchased);
        } else {
            _books.promoOutstanding = _fit(uint256(_books.promoOutstanding) + amount);
            _books.promoHeld = _fit(uint256(_books.promoHeld) + amount);
            _spark.moveFrom(msg.sender, uint256(amount) * 1e12, ISparkPoints.SparkClass.Promotional);
        }
    }

    function _pull(uint64 units) private {
        uint256 expected = uint256(units) * 1e9;
        uint256 before = _sogni.balanceOf(address(this));
        _sogni.safeTransferFrom(msg.sender, address(this), expected);
        uint256 received = _sogni.balanceOf(address(this)) - before;
        require(received == expected, RenderLedgerInexactDeposit(expected, received));
    }

    function _pay(address to, uint64 units) private {
        _sogni.safeTransfer(to, uint256(units) * 1e9);
    }

    function _requireCovered(uint256 pool) private view {
        uint256 owed = uint256(_books.sparkOutstanding) * _books.sparkRate;
        require(owed <= pool * 1e6, RenderLedgerPoolTooSmall(pool, (owed + 999_999) / 1e6));
    }

    function _requireTake(uint16 takeBps) private pure {
        require(takeBps >= 2_000 && takeBps <= 4_500, RenderLedgerTakeOutOfBounds(takeBps));
    }

    function _emitOperator(address operator) private {
        Worker storage set = _workers[operator];
        uint8 flags = (set.registered ? 1 : 0) + (set.fast ? 2 : 0) + (set.jailed ? 4 : 0);
        emit OperatorSet(operator, set.fast, set.takeBps, flags, set.retireAt);
    }
}
