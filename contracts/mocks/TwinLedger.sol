// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IRenderPricing} from "../interfaces/IRenderPricing.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";
import {IWorkerRegistry} from "../interfaces/IWorkerRegistry.sol";
import {PlainLedger} from "./PlainLedger.sol";
import {PlainLedgerDesk} from "./PlainLedgerDesk.sol";

/// @notice A plain ledger that accepts what was signed for another ledger, so that both can be given the same bytes.
contract TwinLedger is PlainLedger {
    bytes32 private immutable _separator;

    constructor(address desk, bytes32 separator) PlainLedger(desk) {
        _separator = separator;
    }

    function _hashTypedDataV4(bytes32 structHash) internal view override returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(_separator, structHash);
    }
}

/// @notice The desk of such a ledger.
contract TwinLedgerDesk is PlainLedgerDesk {
    bytes32 private immutable _separator;

    constructor(
        IERC20 sogni,
        ISparkPoints spark,
        IRenderPricing pricing,
        IWorkerRegistry workerRegistry,
        IModelRegistry modelRegistry,
        address treasury,
        bytes32 separator
    ) PlainLedgerDesk(sogni, spark, pricing, workerRegistry, modelRegistry, treasury) {
        _separator = separator;
    }

    function _hashTypedDataV4(bytes32 structHash) internal view override returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(_separator, structHash);
    }
}
