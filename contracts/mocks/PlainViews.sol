// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IRenderLedgerDesk} from "../interfaces/IRenderLedgerDesk.sol";
import {
    Accept,
    Cancel,
    DailyKey,
    Global,
    Line,
    Model,
    PendingClaims,
    Receipt,
    Session,
    Ticket,
    Worker
} from "../types/LedgerTypes.sol";
import {PlainState} from "./PlainState.sol";
import {PlainTypedData} from "./PlainTypedData.sol";

/// @title Views of the plain ledger
/// @notice Its rows as they are kept, and the hash of every message.
abstract contract PlainViews is IRenderLedgerDesk, PlainState, PlainTypedData {
    function session(address key) external view returns (Session memory shown) {
        shown = _sessions[key];
        for (uint256 i = 0; i < WINDOW; i++) {
            if (_used[key][shown.base + i]) shown.window |= uint136(1) << uint136(i);
        }
    }

    function worker(address operator) external view returns (Worker memory) {
        return _workers[operator];
    }

    function model(uint32 id) external view returns (Model memory) {
        return _models[id];
    }

    function global() external view returns (Global memory) {
        return _books;
    }

    function pendingClaims(address operator) external view returns (PendingClaims memory) {
        return _pending[operator];
    }

    function isUsed(address key, uint32 seq) external view returns (bool) {
        return _used[key][seq];
    }

    // Messages

    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    function hashOpen(address owner, uint40 expiry) external view returns (bytes32) {
        return _hashOpen(owner, expiry);
    }

    function hashTicket(Ticket calldata ticket) external view returns (bytes32) {
        return _hashTicket(ticket);
    }

    function hashAccept(Accept calldata accept) external view returns (bytes32) {
        return _hashAccept(accept);
    }

    function hashReceipt(Receipt calldata receipt) external view returns (bytes32) {
        return _hashReceipt(receipt);
    }

    function hashCancel(Cancel calldata cancel) external view returns (bytes32) {
        return _hashCancel(cancel);
    }

    function hashTab(Line[] calldata lines, bytes calldata ratings) external view returns (bytes32) {
        return _hashTab(lines, ratings);
    }

    function hashReport(
        Line[] calldata lines,
        bytes32 receiptsRoot,
        uint32 time
    ) external view returns (bytes32) {
        return _hashReport(lines, receiptsRoot, time);
    }

    function hashDailyKey(DailyKey calldata dailyKey) external view returns (bytes32) {
        return _hashDailyKey(dailyKey);
    }
}
