// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IRenderLedgerDesk} from "../interfaces/IRenderLedgerDesk.sol";
import {GlobalSlot} from "../types/GlobalSlot.sol";
import {LedgerNeighbours} from "./LedgerNeighbours.sol";

/// @title Pool
/// @notice SOGNI that pays workers of Spark sessions, always enough for all of them at the ledger's rate.
abstract contract LedgerPool is
    IRenderLedgerDesk,
    LedgerNeighbours,
    AccessManagedUpgradeable,
    ReentrancyGuardTransient
{
    /// @inheritdoc IRenderLedgerDesk
    function fundPool(uint64 units) external nonReentrant {
        require(units > 0, RenderLedgerZeroAmount());
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        uint64 pool = _fit(uint256($.global.pool()) + units);
        $.global = $.global.withPool(pool);
        emit PoolFunded(msg.sender, units, pool);
        _pullSogni(units);
    }

    /// @inheritdoc IRenderLedgerDesk
    function pushSparkRate() external {
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        uint64 rate = _pricing.sparkRate();
        require(rate > 0, RenderLedgerZeroRate());
        GlobalSlot global_ = $.global;
        emit SparkRateSet(global_.sparkRate(), rate);
        global_ = global_.withSparkRate(rate);
        _requireCovered(global_);
        $.global = global_;
    }

    /// @inheritdoc IRenderLedgerDesk
    function defundPool(uint64 units) external restricted nonReentrant {
        require(units > 0, RenderLedgerZeroAmount());
        RenderLedgerStorage storage $ = _getRenderLedgerStorage();
        GlobalSlot global_ = $.global;
        uint64 pool = global_.pool();
        require(units <= pool, RenderLedgerPoolTooSmall(pool, units));
        global_ = global_.withPool(pool - units);
        _requireCovered(global_);
        $.global = global_;
        emit PoolDefunded(units, pool - units);
        _paySogni(_treasury, units);
    }
}
