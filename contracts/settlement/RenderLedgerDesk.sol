// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IRenderLedgerDesk} from "../interfaces/IRenderLedgerDesk.sol";
import {IRenderPricing} from "../interfaces/IRenderPricing.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";
import {IWorkerRegistry} from "../interfaces/IWorkerRegistry.sol";
import {LedgerExits} from "./LedgerExits.sol";
import {LedgerNeighbours} from "./LedgerNeighbours.sol";
import {LedgerNoShows} from "./LedgerNoShows.sol";
import {LedgerPool} from "./LedgerPool.sol";
import {LedgerPushes} from "./LedgerPushes.sol";
import {LedgerViews} from "./LedgerViews.sol";

/// @title Desk of the render ledger
/// @notice Sessions, no-shows, exits, pool, pushes and views: code that runs in the ledger's storage, holds nothing itself.
/// @dev Reached through {RenderLedger} only; called at its own address it finds empty books and no access manager.
/// @custom:security-contact See SECURITY.md.
contract RenderLedgerDesk is LedgerNoShows, LedgerExits, LedgerPool, LedgerPushes, LedgerViews {
    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(
        IERC20 sogni,
        ISparkPoints spark,
        IRenderPricing pricing,
        IWorkerRegistry workerRegistry,
        IModelRegistry modelRegistry,
        address treasury
    ) LedgerNeighbours(sogni, spark, pricing, workerRegistry, modelRegistry, treasury) {
        _disableInitializers();
    }

    /// @inheritdoc IRenderLedgerDesk
    function pause() external restricted {
        _pause();
    }

    /// @inheritdoc IRenderLedgerDesk
    function unpause() external restricted {
        _unpause();
    }
}
