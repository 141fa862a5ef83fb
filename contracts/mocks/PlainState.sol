// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IRenderLedgerErrors} from "../interfaces/IRenderLedgerErrors.sol";
import {IRenderLedgerEvents} from "../interfaces/IRenderLedgerEvents.sol";
import {Global, Model, PendingClaims, Session, SessionState, Worker} from "../types/LedgerTypes.sol";

/// @title State of the plain ledger
/// @notice Every row as the struct that the views show; one flag per used number.
abstract contract PlainState is IRenderLedgerErrors, IRenderLedgerEvents {
    uint256 internal constant WINDOW = 136;

    mapping(address key => Session) internal _sessions;
    mapping(address key => mapping(uint256 seq => bool)) internal _used;
    mapping(address operator => Worker) internal _workers;
    mapping(uint32 id => Model) internal _models;
    mapping(address operator => PendingClaims) internal _pending;
    Global internal _books;

    function _requireOpen(address key) internal view returns (Session storage found) {
        found = _sessions[key];
        require(
            found.state == SessionState.Open || found.state == SessionState.Closing,
            RenderLedgerSessionNotOpen(key)
        );
    }

    function _isFree(address key, uint256 seq, uint256 count) internal view returns (bool) {
        uint256 base = _sessions[key].base;
        if (seq < base || seq + count > base + WINDOW) return false;
        for (uint256 i = 0; i < count; i++) if (_used[key][seq + i]) return false;
        return true;
    }

    function _use(address key, uint256 seq, uint256 count) internal {
        for (uint256 i = 0; i < count; i++) _used[key][seq + i] = true;
        while (_used[key][_sessions[key].base]) _sessions[key].base++;
    }

    function _capped(uint256 value, uint256 limit) internal pure returns (uint256) {
        return value < limit ? value : limit;
    }

    function _fit(uint256 units) internal pure returns (uint64) {
        require(units <= type(uint64).max, RenderLedgerAmountOverflow(units));
        return uint64(units);
    }
}
