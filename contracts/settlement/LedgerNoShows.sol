// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IRenderLedgerDesk} from "../interfaces/IRenderLedgerDesk.sol";
import {countersOf} from "../types/CounterSums.sol";
import {Currency, Ticket} from "../types/LedgerTypes.sol";
import {NumberWindow} from "../types/NumberWindow.sol";
import {SessionSlot} from "../types/SessionSlot.sol";
import {WorkerSlot} from "../types/WorkerSlot.sol";
import {CompactSignature} from "./CompactSignature.sol";
import {LedgerMessages} from "./LedgerMessages.sol";
import {LedgerSessions} from "./LedgerSessions.sol";

/// @title No-shows
/// @notice A share that was accepted and never settled holds the window back: its number is used up, its worker counted.
abstract contract LedgerNoShows is LedgerSessions, LedgerMessages {
    /// @inheritdoc IRenderLedgerDesk
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
        bytes32 digest = _hashTicket(ticket);
        address key = _signerOf(digest, signature);
        address operator = address(uint160(ticket.shares[share] >> 16));
        _requireAccept(operator, digest, share, acceptedAt, acceptSignature);
        uint256 seq = uint256(ticket.seq) + share;
        require(seq < type(uint32).max, RenderLedgerNumberOverflow(seq));
        Currency currency = _useNumber(key, seq);
        _countFailure(operator, currency);
        emit NoShowReported(key, uint32(seq), operator, digest);
    }

    function _signerOf(bytes32 digest, bytes calldata signature) private view returns (address key) {
        (uint256 r, uint256 vs) = CompactSignature.parse(signature);
        key = CompactSignature.recover(digest, r, vs);
        require(key != address(0), RenderLedgerInvalidSignature(key, digest));
    }

    function _requireAccept(
        address operator,
        bytes32 ticket,
        uint16 share,
        uint40 acceptedAt,
        bytes calldata signature
    ) private view {
        (uint256 r, uint256 vs) = CompactSignature.parse(signature);
        bytes32 digest = _digest(keccak256(abi.encode(ACCEPT_TYPE, ticket, share, acceptedAt)));
        CompactSignature.check(operator, digest, r, vs);
    }

    function _useNumber(address key, uint256 seq) private returns (Currency) {
        SessionSlot slot = _requireOpen(key);
        uint256 base = slot.base();
        uint256 window = slot.window();
        uint256 bits = NumberWindow.bitsOf(base, seq, 1);
        require(NumberWindow.isFree(window, bits), RenderLedgerNumberUsed(key, seq));
        (base, window) = NumberWindow.use(base, window, bits);
        _getRenderLedgerStorage().sessions[key] = slot.withNumbers(uint32(base), uint136(window));
        return slot.currency();
    }

    /// @dev Promotional work counts for nothing, nor does its absence.
    function _countFailure(address operator, Currency currency) private {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        WorkerSlot slot = $.workers[operator];
        require(slot.registered(), RenderLedgerOperatorUnknown(operator));
        if (currency != Currency.Promo) $.workers[operator] = slot.plus(countersOf(1, 0).rate(0x80, true));
    }
}
