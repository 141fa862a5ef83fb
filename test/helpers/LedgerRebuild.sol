// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRenderLedgerEvents as Events} from "../../contracts/interfaces/IRenderLedgerEvents.sol";
import {
    Currency,
    Global,
    Model,
    PendingClaims,
    Session,
    SessionState,
    Worker
} from "../../contracts/types/LedgerTypes.sol";
import {Vm} from "./Test.sol";

/// Rows rebuilt from the ledger's events alone, as an indexer would.
contract LedgerRebuild {
    struct Part {
        uint256 gross;
        uint256 royalty;
        uint256 net;
    }

    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    mapping(address key => Session) private _sessions;
    mapping(address key => mapping(uint256 seq => uint256)) public applied;
    mapping(address operator => Worker) private _workers;
    mapping(uint32 id => Model) private _models;
    mapping(address operator => PendingClaims) private _pending;
    Global private _global;

    // The batch whose events are being read.
    bytes private _batchModels;
    bytes private _batchOperators;
    uint256 private _batchRate;
    mapping(uint256 batch => mapping(address operator => Part)) private _parts;
    mapping(uint256 batch => mapping(address key => mapping(uint256 seq => bool))) private _skipped;
    uint256 private _batch;

    function read(Vm.Log[] calldata logs, address ledger) external {
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].emitter != ledger) continue;
            bool ofBatch = isOfBatch(logs[i].topics[0]);
            if (
                _batchOperators.length != 0 && (!ofBatch || logs[i].topics[0] == Events.BatchSettled.selector)
            ) {
                payOperators();
            }
            if (ofBatch) readBatch(logs[i]);
            else if (logs[i].topics.length > 1) readRow(logs[i]);
            else readGlobal(logs[i]);
        }
        if (_batchOperators.length != 0) payOperators();
    }

    function session(address key) external view returns (Session memory shown) {
        shown = _sessions[key];
        for (uint256 i = 0; i < 136; i++) {
            if (applied[key][shown.base + i] != 0) shown.window |= uint136(1) << uint136(i);
        }
    }

    function worker(address operator) external view returns (Worker memory) {
        return _workers[operator];
    }

    function model(uint32 id) external view returns (Model memory) {
        return _models[id];
    }

    function pendingClaims(address operator) external view returns (PendingClaims memory) {
        return _pending[operator];
    }

    function global() external view returns (Global memory) {
        return _global;
    }

    function isOfBatch(bytes32 topic) private pure returns (bool) {
        return
            topic == Events.BatchSettled.selector ||
            topic == Events.SessionSettled.selector ||
            topic == Events.LineSkipped.selector ||
            topic == Events.WorkerReported.selector ||
            topic == Events.PromoServed.selector;
    }

    function readBatch(Vm.Log calldata log) private {
        bytes32 topic = log.topics[0];
        if (topic == Events.BatchSettled.selector) {
            _batch++;
            uint64 rate;
            (rate, _batchModels, _batchOperators) = abi.decode(log.data, (uint64, bytes, bytes));
            _batchRate = rate;
        } else if (topic == Events.LineSkipped.selector) {
            (uint32 seq, ) = abi.decode(log.data, (uint32, uint8));
            _skipped[_batch][subject(log)][seq] = true;
        } else if (topic == Events.SessionSettled.selector) {
            (uint32 seq0, bytes memory jobs) = abi.decode(log.data, (uint32, bytes));
            readJobs(subject(log), seq0, jobs);
        }
    }

    function readJobs(address key, uint256 seq0, bytes memory jobs) private {
        uint256 at = 0;
        while (at < jobs.length) {
            uint256 seq = seq0 + number(jobs, at, 2);
            uint32 id = uint32(number(_batchModels, 4 * number(jobs, at + 2, 2), 4));
            uint256 count = number(jobs, at + 4, 1);
            uint256 shares = number(jobs, at + 5, 1);
            at += 6;
            for (uint256 k = 0; k < shares; k++) {
                if (!_skipped[_batch][key][seq + k]) applyLine(key, seq + k, count, id, jobs, at);
                at += 19;
            }
        }
    }

    function applyLine(
        address key,
        uint256 seq,
        uint256 count,
        uint32 id,
        bytes memory jobs,
        uint256 at
    ) private {
        Session storage payer = _sessions[key];
        uint256 gross = number(jobs, at + 12, 6);
        uint256 debit = gross - (gross * payer.discountBps) / 10_000;
        payer.balance -= uint64(debit);
        useNumbers(key, seq, count);
        if (payer.currency == Currency.Promo) {
            _global.promoOutstanding -= uint64(debit);
            return;
        }
        if (payer.currency == Currency.Spark) {
            _global.sparkOutstanding -= uint64(debit);
            gross = (gross * _batchRate) / 1e6;
            debit = (debit * _batchRate) / 1e6;
            _global.pool -= uint64(debit);
        }
        uint256 royalty = (gross * _models[id].royaltyBps) / 10_000;
        _models[id].royalty += uint64(royalty);
        _models[id].images += uint40(number(jobs, at + 2, 2));
        address operator = address(uint160(number(_batchOperators, 20 * number(jobs, at, 2), 20)));
        Part storage part = _parts[_batch][operator];
        part.gross += gross;
        part.royalty += royalty;
        part.net += debit;
        countLine(operator, count, jobs, at);
    }

    function countLine(address operator, uint256 count, bytes memory jobs, uint256 at) private {
        Worker storage served = _workers[operator];
        served.jobs += uint32(count);
        served.baseMs += uint40(number(jobs, at + 8, 4));
        uint256 rating = number(jobs, at + 18, 1);
        bool empty = number(jobs, at + 4, 4) == 0 && number(jobs, at + 12, 6) == 0;
        if (rating >= 0x80 && empty) served.failures++;
        if (rating & 3 == 1 || rating & 3 == 2) served.rated++;
        if (rating & 3 == 2) served.good++;
    }

    function payOperators() private {
        for (uint256 at = 0; at < _batchOperators.length; at += 20) {
            address operator = address(uint160(number(_batchOperators, at, 20)));
            Part storage part = _parts[_batch][operator];
            uint256 take = (part.gross * _workers[operator].takeBps + 9_999) / 10_000;
            uint256 left = part.net - part.royalty;
            uint256 pay = part.gross - part.royalty - take;
            if (pay > left) pay = left;
            _workers[operator].accrued += uint64(pay);
            _global.treasury += uint64(left - pay);
        }
        delete _batchOperators;
    }

    function readRow(Vm.Log calldata log) private {
        bytes32 topic = log.topics[0];
        address who = subject(log);
        Session storage s = _sessions[who];
        if (topic == Events.SessionOpened.selector) {
            s.owner = address(uint160(uint256(log.topics[2])));
            (s.currency, s.balance, s.expiry) = abi.decode(log.data, (Currency, uint64, uint40));
            s.state = SessionState.Open;
            hold(s.currency, s.balance);
        } else if (topic == Events.SessionToppedUp.selector) {
            uint64 amount;
            (amount, s.balance) = abi.decode(log.data, (uint64, uint64));
            hold(s.currency, amount);
        } else if (topic == Events.WithdrawalRequested.selector) {
            bool closing;
            (s.requested, s.unlockAt, closing) = abi.decode(log.data, (uint64, uint40, bool));
            if (closing) s.state = SessionState.Closing;
        } else if (topic == Events.SessionWithdrawn.selector) {
            (uint64 amount, uint64 balance, bool closed) = abi.decode(log.data, (uint64, uint64, bool));
            (s.balance, s.requested, s.unlockAt) = (balance, 0, 0);
            if (closed) s.state = SessionState.Closed;
            release(s.currency, amount);
        } else if (topic == Events.DiscountSet.selector) {
            s.discountBps = abi.decode(log.data, (uint16));
        } else if (topic == Events.NoShowReported.selector) {
            (uint32 seq, ) = abi.decode(log.data, (uint32, bytes32));
            useNumbers(who, seq, 1);
            if (s.currency == Currency.Promo) return;
            Worker storage absent = _workers[address(uint160(uint256(log.topics[2])))];
            absent.jobs++;
            absent.failures++;
        } else {
            readWorkerOrModel(log, topic, who);
        }
    }

    function readWorkerOrModel(Vm.Log calldata log, bytes32 topic, address who) private {
        PendingClaims storage waiting = _pending[who];
        if (topic == Events.ClaimRequested.selector) {
            (uint64 amount, uint8 bucket, uint40 unlockAt) = abi.decode(log.data, (uint64, uint8, uint40));
            _workers[who].accrued -= amount;
            if (bucket == 0) (waiting.amount0, waiting.unlockAt0) = (amount, unlockAt);
            else (waiting.amount1, waiting.unlockAt1) = (amount, unlockAt);
        } else if (topic == Events.Claimed.selector) {
            if (waiting.unlockAt0 <= block.timestamp) (waiting.amount0, waiting.unlockAt0) = (0, 0);
            if (waiting.unlockAt1 <= block.timestamp) (waiting.amount1, waiting.unlockAt1) = (0, 0);
        } else if (topic == Events.RoyaltyClaimed.selector) {
            _models[uint32(uint160(who))].royalty = 0;
        } else if (topic == Events.PoolFunded.selector) {
            (, _global.pool) = abi.decode(log.data, (uint64, uint64));
        } else if (topic == Events.OperatorSet.selector) {
            Worker storage w = _workers[who];
            uint8 flags;
            (w.fast, w.takeBps, flags, w.retireAt) = abi.decode(log.data, (bool, uint16, uint8, uint40));
            w.registered = flags & 1 != 0;
            w.jailed = flags & 4 != 0;
        } else if (topic == Events.ModelSet.selector) {
            Model storage m = _models[uint32(uint160(who))];
            m.known = true;
            (m.royaltyBps, m.listed) = abi.decode(log.data, (uint16, bool));
        }
    }

    function readGlobal(Vm.Log calldata log) private {
        bytes32 topic = log.topics[0];
        if (topic == Events.TreasuryClaimed.selector) _global.treasury = 0;
        if (topic == Events.PoolDefunded.selector) (, _global.pool) = abi.decode(log.data, (uint64, uint64));
        if (topic == Events.SparkRateSet.selector) {
            (, _global.sparkRate) = abi.decode(log.data, (uint64, uint64));
        }
        if (topic == Events.SparkBurned.selector) {
            (uint64 purchased, uint64 promotional) = abi.decode(log.data, (uint64, uint64));
            _global.sparkHeld -= purchased;
            _global.promoHeld -= promotional;
        }
    }

    function useNumbers(address key, uint256 seq, uint256 count) private {
        for (uint256 i = 0; i < count; i++) applied[key][seq + i]++;
        while (applied[key][_sessions[key].base] != 0) _sessions[key].base++;
    }

    function hold(Currency currency, uint64 amount) private {
        if (currency == Currency.Spark) {
            _global.sparkHeld += amount;
            _global.sparkOutstanding += amount;
        } else if (currency == Currency.Promo) {
            _global.promoHeld += amount;
            _global.promoOutstanding += amount;
        }
    }

    function release(Currency currency, uint64 amount) private {
        if (currency == Currency.Spark) {
            _global.sparkHeld -= amount;
            _global.sparkOutstanding -= amount;
        } else if (currency == Currency.Promo) {
            _global.promoHeld -= amount;
            _global.promoOutstanding -= amount;
        }
    }

    function subject(Vm.Log calldata log) private pure returns (address) {
        return address(uint160(uint256(log.topics[1])));
    }

    function number(bytes memory data, uint256 at, uint256 size) private pure returns (uint256 value) {
        for (uint256 i = 0; i < size; i++) value = (value << 8) | uint8(data[at + i]);
    }
}
