// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IRenderLedgerErrors} from "../interfaces/IRenderLedgerErrors.sol";
import {IRenderLedgerEvents} from "../interfaces/IRenderLedgerEvents.sol";
import {GlobalSlot} from "../types/GlobalSlot.sol";
import {PendingClaims} from "../types/LedgerTypes.sol";
import {ModelSlot} from "../types/ModelSlot.sol";
import {SessionSlot} from "../types/SessionSlot.sol";
import {WorkerSlot} from "../types/WorkerSlot.sol";

/// @title State of the render ledger
/// @notice Rows and units that all mixins share, on both sides of the ledger.
abstract contract LedgerStorage is IRenderLedgerErrors, IRenderLedgerEvents {
    /// @dev What settlement never reads of a session.
    struct SessionTerms {
        address owner;
        uint40 expiry;
        uint40 unlockAt;
        uint64 requested;
    }

    /// @dev What settlement of purchased Spark and SOGNI never reads.
    struct SparkBooks {
        uint64 promoOutstanding;
        uint64 sparkHeld;
        uint64 promoHeld;
    }

    /// @custom:storage-location erc7201:supernet.storage.RenderLedger
    struct RenderLedgerStorage {
        mapping(address key => SessionSlot) sessions;
        mapping(address operator => WorkerSlot) workers;
        mapping(uint256 id => ModelSlot) models;
        GlobalSlot global;
        SparkBooks sparkBooks;
        mapping(address key => SessionTerms) terms;
        mapping(address operator => PendingClaims) pending;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.RenderLedger")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant RENDER_LEDGER_STORAGE =
        0xf2efd3aa07a41dc2b78af44334f7da04427a82af58154ce0ba02e010c0d07400;

    uint256 internal constant BPS = 10_000;
    /// @dev Ledger units in one Spark: the rate is SOGNI units per Spark.
    uint256 internal constant UNITS_PER_SPARK = 1e6;

    function _fit(uint256 units) internal pure returns (uint64) {
        if (units > type(uint64).max) revert RenderLedgerAmountOverflow(units);
        return uint64(units);
    }

    function _getRenderLedgerStorage() internal pure returns (RenderLedgerStorage storage $) {
        // Assembly: the only way to point a storage reference at an ERC-7201 namespace.
        assembly {
            $.slot := RENDER_LEDGER_STORAGE
        }
    }
}
