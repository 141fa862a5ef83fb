// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Currency, Line, Model, Session, SessionState, SkipReason, Worker} from "../types/LedgerTypes.sol";
import {PlainState} from "./PlainState.sol";
import {PlainReader, Reader} from "./PlainReader.sol";

/// @title Lines of the plain ledger
/// @notice What both lanes do with a line: whether it counts, what it moves, and what its worker is paid in the end.
abstract contract PlainLines is PlainState {
    using PlainReader for Reader;

    /// @dev A worker of the running batch: what it declared, what was found, what it is owed.
    struct Party {
        address operator;
        bytes32 receiptsRoot;
        uint32 time;
        bytes32 r;
        bytes32 vs;
        Line[] lines;
        uint256 found;
        uint256 gross;
        uint256 royalty;
        uint256 net;
    }

    /// @dev The running batch.
    struct Batch {
        uint32[] models;
        Party[] parties;
        uint256 applied;
        uint256 skipped;
    }

    function _readModels(Reader memory reader, Batch memory batch) internal pure {
        for (uint256 i = 0; i < batch.models.length; i++) {
            batch.models[i] = uint32(reader.ascending(4, i == 0 ? 0 : batch.models[i - 1]));
        }
    }

    function _emitBatch(Batch memory batch) internal {
        bytes memory models;
        bytes memory operators;
        for (uint256 i = 0; i < batch.models.length; i++) models = abi.encodePacked(models, batch.models[i]);
        for (uint256 i = 0; i < batch.parties.length; i++) {
            operators = abi.encodePacked(operators, batch.parties[i].operator);
        }
        emit BatchSettled(_books.sparkRate, models, operators);
    }

    function _settleLine(
        Batch memory batch,
        Party memory party,
        Line memory line,
        uint8 rating,
        bool expired
    ) internal {
        Session storage payer = _sessions[line.session];
        uint256 debit = line.amount - (uint256(line.amount) * payer.discountBps) / 10_000;
        SkipReason reason = _skipReason(line, debit, expired);
        if (reason != SkipReason.None) {
            emit LineSkipped(line.session, line.seq, uint8(reason));
            batch.skipped++;
            return;
        }
        batch.applied++;
        payer.balance -= uint64(debit);
        _use(line.session, line.seq, line.count);
        if (payer.currency == Currency.Promo) {
            _books.promoOutstanding -= uint64(debit);
            emit PromoServed(line.operator, line.baseMs);
            return;
        }
        uint256 gross = line.amount;
        uint256 net = debit;
        if (payer.currency == Currency.Spark) {
            gross = (gross * _books.sparkRate) / 1e6;
            net = (debit * _books.sparkRate) / 1e6;
            _books.pool -= uint64(net);
            _books.sparkOutstanding -= uint64(debit);
        }
        Model storage rendered = _models[line.model];
        uint256 royalty = (gross * rendered.royaltyBps) / 10_000;
        rendered.royalty = _fit(rendered.royalty + royalty);
        rendered.images = uint40(_capped(uint256(rendered.images) + line.images, type(uint40).max));
        party.gross += gross;
        party.royalty += royalty;
        party.net += net;
        _count(_workers[line.operator], line, rating);
    }

    function _skipReason(Line memory line, uint256 debit, bool expired) private view returns (SkipReason) {
        Session storage payer = _sessions[line.session];
        Worker storage payee = _workers[line.operator];
        if (payer.state != SessionState.Open && payer.state != SessionState.Closing) return SkipReason.Closed;
        if (!_isFree(line.session, line.seq, line.count)) return SkipReason.Used;
        if (expired) return SkipReason.Expired;
        if (!payee.registered || payee.jailed) return SkipReason.Operator;
        if (payee.retireAt != 0 && block.timestamp >= payee.retireAt) return SkipReason.Operator;
        if (!_models[line.model].listed) return SkipReason.Model;
        if (debit > payer.balance) return SkipReason.Poor;
        if (payer.currency == Currency.Spark) {
            if (_books.sparkRate == 0 && line.amount > 0) return SkipReason.ShortPool;
            if ((debit * _books.sparkRate) / 1e6 > _books.pool) return SkipReason.ShortPool;
        }
        return SkipReason.None;
    }

    function _count(Worker storage served, Line memory line, uint8 rating) private {
        served.jobs = uint32(_capped(uint256(served.jobs) + line.count, type(uint32).max));
        served.baseMs = uint40(_capped(uint256(served.baseMs) + line.baseMs, type(uint40).max));
        if (rating & 0x80 != 0 && line.amount == 0 && line.steps == 0) {
            served.failures = uint24(_capped(uint256(served.failures) + 1, type(uint24).max));
        }
        if (rating & 3 == 1 || rating & 3 == 2) {
            served.rated = uint24(_capped(uint256(served.rated) + 1, type(uint24).max));
        }
        if (rating & 3 == 2) served.good = uint24(_capped(uint256(served.good) + 1, type(uint24).max));
    }

    function _payParty(Party memory party) internal {
        if (party.net == 0) return;
        uint256 take = (party.gross * _workers[party.operator].takeBps + 9_999) / 10_000;
        uint256 pay = party.gross - party.royalty - take;
        if (pay > party.net - party.royalty) pay = party.net - party.royalty;
        _workers[party.operator].accrued = _fit(_workers[party.operator].accrued + pay);
        _books.treasury = _fit(_books.treasury + (party.net - party.royalty - pay));
    }
}
