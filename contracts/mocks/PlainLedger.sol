// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts-upgradeable/proxy/utils/UUPSUpgradeable.sol";
import {DelegatesToDesk} from "../settlement/DelegatesToDesk.sol";
import {Line, Receipt, Ticket} from "../types/LedgerTypes.sol";
import {IRenderLedgerLanes} from "../interfaces/IRenderLedgerLanes.sol";
import {PlainLines} from "./PlainLines.sol";
import {PlainTypedData} from "./PlainTypedData.sol";
import {PlainReader, Reader} from "./PlainReader.sol";

/// @title Plain ledger
/// @notice The render ledger in the simplest Solidity that is right: the oracle that the packed one is tested against.
/// @dev Settlement here, everything else at the desk, as in the packed ledger: one contract would pass EIP-170.
contract PlainLedger is
    IRenderLedgerLanes,
    AccessManagedUpgradeable,
    UUPSUpgradeable,
    DelegatesToDesk,
    PlainLines,
    PlainTypedData
{
    using PlainReader for Reader;

    /// @dev The lines of one user.
    struct Tab {
        address key;
        uint32 seq0;
        uint256 next;
        Line[] lines;
        bytes ratings;
        uint256 found;
    }

    /// @dev The tickets of one user, and the one being settled.
    struct TicketTab {
        address key;
        uint256 seq0;
        uint256 next;
        bytes jobs;
        Ticket ticket;
        bytes32 digest;
        uint256 modelIndex;
        uint256[] indices;
        uint256 claims;
    }

    /// @dev One share's last receipt.
    struct TicketClaim {
        uint256 share;
        Receipt receipt;
    }

    constructor(address desk) DelegatesToDesk(desk) {
        _disableInitializers();
    }

    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
        __EIP712_init("RenderLedger", "1");
    }

    // Tab lane

    function settleBatch(bytes calldata blob) external returns (uint256 applied, uint256 skipped) {
        Reader memory reader = Reader(blob, 0);
        Batch memory batch;
        batch.models = new uint32[](reader.number(2));
        batch.parties = new Party[](reader.number(2));
        uint256 sessions = reader.number(2);
        _readModels(reader, batch);
        for (uint256 i = 0; i < batch.parties.length; i++) {
            Party memory party = batch.parties[i];
            party.operator = address(
                uint160(reader.ascending(20, i == 0 ? 0 : uint160(batch.parties[i - 1].operator)))
            );
            party.lines = new Line[](reader.number(2));
            party.receiptsRoot = reader.word();
            party.time = uint32(reader.number(4));
            party.r = reader.word();
            party.vs = reader.word();
        }
        _emitBatch(batch);
        uint256 key = 0;
        for (uint256 i = 0; i < sessions; i++) {
            key = reader.ascending(20, key);
            _settleTab(reader, batch, address(uint160(key)));
        }
        reader.finish();
        for (uint256 i = 0; i < batch.parties.length; i++) {
            _requireReport(batch.parties[i]);
            _payParty(batch.parties[i]);
            emit WorkerReported(batch.parties[i].operator, batch.parties[i].receiptsRoot);
        }
        return (batch.applied, batch.skipped);
    }

    function _settleTab(Reader memory reader, Batch memory batch, address key) private {
        Tab memory tab;
        tab.key = key;
        tab.seq0 = uint32(reader.number(4));
        uint256 jobs = reader.number(2);
        bytes32 r = reader.word();
        bytes32 vs = reader.word();
        uint256 start = reader.at;
        tab.lines = new Line[](_countLines(reader, jobs));
        tab.ratings = new bytes(tab.lines.length);
        reader.at = start;
        for (uint256 j = 0; j < jobs; j++) _settleJob(reader, batch, tab);
        _requireSigned(key, _hashTab(tab.lines, tab.ratings), r, vs);
        emit SessionSettled(key, tab.seq0, reader.since(start));
    }

    function _settleJob(Reader memory reader, Batch memory batch, Tab memory tab) private {
        uint256 seq = tab.seq0 + reader.number(2);
        uint256 modelIndex = reader.number(2);
        uint256 count = reader.number(1);
        uint256 shares = reader.number(1);
        require(count > 0 && shares > 0, RenderLedgerEmptyJob(seq));
        require(count == 1 || shares == 1, RenderLedgerCompactedLine(seq));
        require(seq >= tab.next, RenderLedgerUnsorted(seq));
        tab.next = seq + count * shares;
        require(tab.next <= type(uint32).max, RenderLedgerNumberOverflow(seq));
        require(
            modelIndex < batch.models.length,
            RenderLedgerIndexOutOfRange(modelIndex, batch.models.length)
        );
        for (uint256 k = 0; k < shares; k++) {
            Party memory party = _partyAt(batch, reader.number(2));
            Line memory line;
            line.session = tab.key;
            line.seq = uint32(seq + k);
            line.count = uint8(count);
            line.model = batch.models[modelIndex];
            line.operator = party.operator;
            line.images = uint16(reader.number(2));
            line.steps = uint32(reader.number(4));
            line.baseMs = uint32(reader.number(4));
            line.amount = uint48(reader.number(6));
            uint8 rating = uint8(reader.number(1));
            require(count == 1 || rating == 0, RenderLedgerCompactedLine(seq));
            require(
                party.found < party.lines.length,
                RenderLedgerLineCount(party.operator, party.lines.length, party.found + 1)
            );
            party.lines[party.found++] = line;
            tab.ratings[tab.found] = bytes1(rating);
            tab.lines[tab.found++] = line;
            _settleLine(batch, party, line, rating, false);
        }
    }

    function _partyAt(Batch memory batch, uint256 index) private pure returns (Party memory) {
        require(index < batch.parties.length, RenderLedgerIndexOutOfRange(index, batch.parties.length));
        return batch.parties[index];
    }

    function _countLines(Reader memory reader, uint256 jobs) private pure returns (uint256 lines) {
        for (uint256 j = 0; j < jobs; j++) {
            reader.number(5);
            uint256 shares = reader.number(1);
            for (uint256 k = 0; k < shares; k++) reader.number(19);
            lines += shares;
        }
    }

    function _requireReport(Party memory party) private view {
        require(
            party.found == party.lines.length,
            RenderLedgerLineCount(party.operator, party.lines.length, party.found)
        );
        require(
            uint256(party.time) + 1 days >= block.timestamp && party.time <= block.timestamp + 1 days,
            RenderLedgerReportTime(party.time, block.timestamp)
        );
        bytes32 digest = _hashReport(party.lines, party.receiptsRoot, party.time);
        _requireSigned(party.operator, digest, party.r, party.vs);
    }

    // Ticket lane

    function settleTickets(bytes calldata blob) external returns (uint256 applied, uint256 skipped) {
        Reader memory reader = Reader(blob, 0);
        Batch memory batch;
        batch.models = new uint32[](reader.number(2));
        batch.parties = new Party[](reader.number(2));
        uint256 sessions = reader.number(2);
        _readModels(reader, batch);
        for (uint256 i = 0; i < batch.parties.length; i++) {
            batch.parties[i].operator = address(
                uint160(reader.ascending(20, i == 0 ? 0 : uint160(batch.parties[i - 1].operator)))
            );
        }
        _emitBatch(batch);
        uint256 key = 0;
        for (uint256 i = 0; i < sessions; i++) {
            key = reader.ascending(20, key);
            _settleSessionTickets(reader, batch, address(uint160(key)));
        }
        reader.finish();
        for (uint256 i = 0; i < batch.parties.length; i++) _payParty(batch.parties[i]);
        return (batch.applied, batch.skipped);
    }

    function _settleSessionTickets(Reader memory reader, Batch memory batch, address key) private {
        TicketTab memory tab;
        tab.key = key;
        uint256 tickets = reader.number(2);
        for (uint256 t = 0; t < tickets; t++) {
            _readTicket(reader, batch, tab);
            if (t == 0) (tab.seq0, tab.next) = (tab.ticket.seq, tab.ticket.seq);
            for (uint256 c = 0; c < tab.claims; c++) _settleClaim(batch, tab, _readClaim(reader, tab));
        }
        emit SessionSettled(key, uint32(tab.seq0), tab.jobs);
    }

    function _settleClaim(Batch memory batch, TicketTab memory tab, TicketClaim memory claimed) private {
        Party memory party = batch.parties[tab.indices[claimed.share]];
        Line memory line = _lineOf(tab, claimed, party.operator);
        tab.next = uint256(line.seq) + 1;
        tab.jobs = abi.encodePacked(
            tab.jobs,
            uint16(line.seq - tab.seq0),
            uint16(tab.modelIndex),
            uint8(1),
            uint8(1),
            abi.encodePacked(
                uint16(tab.indices[claimed.share]),
                line.images,
                line.steps,
                line.baseMs,
                line.amount,
                uint8(0)
            )
        );
        bool expired =
            block.timestamp > tab.ticket.redeemBy || claimed.receipt.completedAt > tab.ticket.deliverBy;
        _settleLine(batch, party, line, 0, expired);
    }

    function _readTicket(Reader memory reader, Batch memory batch, TicketTab memory tab) private view {
        Ticket memory ticket;
        bytes32 order = reader.word();
        ticket.seq = uint32(reader.number(4));
        tab.modelIndex = reader.number(2);
        require(
            tab.modelIndex < batch.models.length,
            RenderLedgerIndexOutOfRange(tab.modelIndex, batch.models.length)
        );
        ticket.model = batch.models[tab.modelIndex];
        ticket.unitPrice = uint40(reader.number(5));
        ticket.unitMs = uint32(reader.number(4));
        ticket.stepsPerImage = uint16(reader.number(2));
        ticket.deliverBy = uint32(reader.number(4));
        ticket.redeemBy = uint32(reader.number(4));
        tab.indices = new uint256[](reader.number(1));
        tab.claims = reader.number(1);
        bytes32 r = reader.word();
        bytes32 vs = reader.word();
        require(ticket.stepsPerImage > 0, RenderLedgerZeroSteps(ticket.seq));
        require(
            uint256(ticket.seq) + tab.indices.length <= type(uint32).max,
            RenderLedgerNumberOverflow(ticket.seq)
        );
        ticket.shares = new uint256[](tab.indices.length);
        for (uint256 k = 0; k < tab.indices.length; k++) {
            tab.indices[k] = reader.number(2);
            address operator = _partyAt(batch, tab.indices[k]).operator;
            ticket.shares[k] = (uint256(uint160(operator)) << 16) | reader.number(2);
        }
        tab.ticket = ticket;
        tab.digest = _hashTicket(ticket, order);
        _requireSigned(tab.key, tab.digest, r, vs);
    }

    function _readClaim(
        Reader memory reader,
        TicketTab memory tab
    ) private view returns (TicketClaim memory claimed) {
        claimed.share = reader.number(2);
        require(
            claimed.share < tab.indices.length,
            RenderLedgerIndexOutOfRange(claimed.share, tab.indices.length)
        );
        claimed.receipt.ticket = tab.digest;
        claimed.receipt.share = uint16(claimed.share);
        claimed.receipt.images = uint16(reader.number(2));
        claimed.receipt.steps = uint32(reader.number(4));
        claimed.receipt.completedAt = uint40(reader.number(5));
        claimed.receipt.last = true;
        bytes32 digest = _hashReceipt(claimed.receipt, reader.word());
        bytes32 r = reader.word();
        bytes32 vs = reader.word();
        address operator = address(uint160(tab.ticket.shares[claimed.share] >> 16));
        _requireSigned(operator, digest, r, vs);
    }

    function _lineOf(
        TicketTab memory tab,
        TicketClaim memory claimed,
        address operator
    ) private pure returns (Line memory line) {
        uint256 seq = tab.ticket.seq + claimed.share;
        uint256 images = tab.ticket.shares[claimed.share] & type(uint16).max;
        uint256 steps = claimed.receipt.steps;
        require(
            claimed.receipt.images <= images && steps <= images * tab.ticket.stepsPerImage,
            RenderLedgerClaimExceedsTicket(seq)
        );
        require(seq >= tab.next, RenderLedgerUnsorted(seq));
        require(seq - tab.seq0 <= type(uint16).max, RenderLedgerNumberOverflow(seq));
        uint256 baseMs = (tab.ticket.unitMs * steps) / tab.ticket.stepsPerImage;
        uint256 amount = (tab.ticket.unitPrice * steps) / tab.ticket.stepsPerImage;
        require(baseMs <= type(uint32).max && amount <= type(uint48).max, RenderLedgerClaimTooLarge(seq));
        line.session = tab.key;
        line.seq = uint32(seq);
        line.count = 1;
        line.model = tab.ticket.model;
        line.operator = operator;
        line.images = claimed.receipt.images;
        line.steps = uint32(steps);
        line.baseMs = uint32(baseMs);
        line.amount = uint48(amount);
    }

    function _authorizeUpgrade(address) internal override restricted {}
}
