// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IRenderPricing} from "../interfaces/IRenderPricing.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";
import {IWorkerRegistry} from "../interfaces/IWorkerRegistry.sol";
import {GlobalSlot} from "../types/GlobalSlot.sol";
import {LedgerStorage} from "./LedgerStorage.sol";

/// @title Neighbours of the render ledger
/// @notice Moves tokens in and out, in ledger units.
abstract contract LedgerNeighbours is LedgerStorage {
    using SafeERC20 for IERC20;

    /// @dev Wei of SOGNI in a ledger unit.
    uint256 private constant SOGNI_UNIT = 1e9;
    /// @dev SparkPoints' smallest parts in a ledger unit.
    uint256 private constant SPARK_UNIT = 1e12;

    IERC20 internal immutable _sogni;
    ISparkPoints internal immutable _spark;
    IRenderPricing internal immutable _pricing;
    IWorkerRegistry internal immutable _workerRegistry;
    IModelRegistry internal immutable _modelRegistry;
    address internal immutable _treasury;

    constructor(
        IERC20 sogni,
        ISparkPoints spark,
        IRenderPricing pricing,
        IWorkerRegistry workerRegistry,
        IModelRegistry modelRegistry,
        address treasury
    ) {
        _sogni = sogni;
        _spark = spark;
        _pricing = pricing;
        _workerRegistry = workerRegistry;
        _modelRegistry = modelRegistry;
        _treasury = treasury;
    }

    /// @dev Pulls exactly `units` of the caller's SOGNI.
    function _pullSogni(uint256 units) internal {
        uint256 expected = units * SOGNI_UNIT;
        uint256 balanceBefore = _sogni.balanceOf(address(this));
        _sogni.safeTransferFrom(msg.sender, address(this), expected);
        uint256 received = _sogni.balanceOf(address(this)) - balanceBefore;
        // The difference of one transfer: what others send in between transactions is in both balances.
        // slither-disable-next-line incorrect-equality
        require(received == expected, RenderLedgerInexactDeposit(expected, received));
    }

    function _paySogni(address to, uint256 units) internal {
        _sogni.safeTransfer(to, units * SOGNI_UNIT);
    }

    function _pullSpark(uint256 units, ISparkPoints.SparkClass class) internal {
        _spark.moveFrom(msg.sender, units * SPARK_UNIT, class);
    }

    function _returnSpark(address to, uint256 units, ISparkPoints.SparkClass class) internal {
        _spark.moveTo(to, units * SPARK_UNIT, class);
    }

    function _burnSpark(uint256 units, ISparkPoints.SparkClass class) internal {
        _spark.burn(units * SPARK_UNIT, class);
    }

    /// @dev Settlement of Spark can never fail for lack of SOGNI while the pool covers all of it.
    function _requireCovered(GlobalSlot global_) internal pure {
        uint256 owed = uint256(global_.sparkOutstanding()) * global_.sparkRate();
        require(
            owed <= global_.pool() * UNITS_PER_SPARK,
            RenderLedgerPoolTooSmall(global_.pool(), (owed + UNITS_PER_SPARK - 1) / UNITS_PER_SPARK)
        );
    }
}
