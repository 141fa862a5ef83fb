// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IRenderLedgerDesk} from "../interfaces/IRenderLedgerDesk.sol";
import {Accept, Cancel, DailyKey, Line, Receipt, Ticket} from "../types/LedgerTypes.sol";
import {LedgerDomain} from "./LedgerDomain.sol";

/// @title Messages
/// @notice The digest of every signed message, for wallets, tests and integrators.
abstract contract LedgerMessages is IRenderLedgerDesk, LedgerDomain {
    /// @inheritdoc IRenderLedgerDesk
    function domainSeparator() external view returns (bytes32) {
        return _domain();
    }

    /// @inheritdoc IRenderLedgerDesk
    function hashOpen(address owner, uint40 expiry) external view returns (bytes32) {
        return _digest(keccak256(abi.encode(OPEN_TYPE, owner, expiry)));
    }

    /// @inheritdoc IRenderLedgerDesk
    function hashTicket(Ticket calldata ticket) external view returns (bytes32) {
        return _hashTicket(ticket);
    }

    /// @inheritdoc IRenderLedgerDesk
    function hashAccept(Accept calldata accept) external view returns (bytes32) {
        return _digest(keccak256(abi.encode(ACCEPT_TYPE, accept)));
    }

    /// @inheritdoc IRenderLedgerDesk
    function hashReceipt(Receipt calldata receipt) external view returns (bytes32) {
        bytes memory head = abi.encode(
            RECEIPT_TYPE,
            receipt.ticket,
            receipt.share,
            keccak256(abi.encode(WORK_TYPE, receipt.work))
        );
        bytes memory tail = abi.encode(receipt.images, receipt.steps, receipt.completedAt, receipt.last);
        return _digest(keccak256(bytes.concat(head, tail)));
    }

    /// @inheritdoc IRenderLedgerDesk
    function hashCancel(Cancel calldata cancel) external view returns (bytes32) {
        return _digest(keccak256(abi.encode(CANCEL_TYPE, cancel)));
    }

    /// @inheritdoc IRenderLedgerDesk
    function hashTab(Line[] calldata lines, bytes calldata ratings) external view returns (bytes32) {
        return _digest(keccak256(abi.encode(TAB_TYPE, _hashLines(lines), keccak256(ratings))));
    }

    /// @inheritdoc IRenderLedgerDesk
    function hashReport(
        Line[] calldata lines,
        bytes32 receiptsRoot,
        uint32 time
    ) external view returns (bytes32) {
        return _digest(keccak256(abi.encode(REPORT_TYPE, _hashLines(lines), receiptsRoot, time)));
    }

    /// @inheritdoc IRenderLedgerDesk
    function hashDailyKey(DailyKey calldata dailyKey) external view returns (bytes32) {
        return _digest(keccak256(abi.encode(DAILY_KEY_TYPE, dailyKey)));
    }

    function _hashTicket(Ticket calldata ticket) internal view returns (bytes32) {
        bytes32 shares = keccak256(abi.encodePacked(ticket.shares));
        bytes memory head = abi.encode(
            TICKET_TYPE,
            keccak256(abi.encode(ORDER_TYPE, ticket.order)),
            ticket.seq,
            ticket.model,
            ticket.unitPrice,
            ticket.unitMs
        );
        bytes memory tail = abi.encode(ticket.stepsPerImage, ticket.deliverBy, ticket.redeemBy, shares);
        return _digest(keccak256(bytes.concat(head, tail)));
    }

    function _hashLines(Line[] calldata lines) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](lines.length);
        for (uint256 i = 0; i < lines.length; ++i) hashes[i] = keccak256(abi.encode(LINE_TYPE, lines[i]));
        return keccak256(abi.encodePacked(hashes));
    }
}
