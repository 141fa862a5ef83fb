// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IPriceOracle} from "../interfaces/IPriceOracle.sol";
import {IRenderPricing} from "../interfaces/IRenderPricing.sol";
import {RenderTime} from "../libraries/RenderTime.sol";

/// @title What a render costs
/// @dev The pair ($0.005, 43,200 ms) is kept and a per-second rate never is: the rate repeats, and rounding it loses money.
/// @custom:security-contact see SECURITY.md
contract RenderPricing is IRenderPricing, AccessManagedUpgradeable, UUPSUpgradeable {
    /// @notice Share of the price that a Fast order pays.
    uint16 public constant FAST_BPS = 10_000;
    /// @notice Share of the price that a Relaxed order pays.
    uint16 public constant RELAXED_BPS = 5_000;

    uint256 private constant USD_PER_BASE_E18 = 5e15;
    uint256 private constant BASE_MS = 43_200;

    uint256 private constant BPS = 10_000;
    uint256 private constant SPARK_UNITS = 1e6;
    uint256 private constant WEI_PER_UNIT = 1e9;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IModelRegistry private immutable _models;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IPriceOracle private immutable _oracle;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IModelRegistry models, IPriceOracle oracle) {
        _models = models;
        _oracle = oracle;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
    }

    /// @inheritdoc IRenderPricing
    function unitCost(
        uint32 model,
        uint16 steps,
        uint32 width,
        uint32 height,
        uint16 tierBps
    ) external view returns (uint32 unitMs, uint40 unitSpark, uint40 unitSogni, uint256 unitUsdE18) {
        (unitMs, unitSpark, unitUsdE18) = sparkCost(model, steps, width, height, tierBps);
        uint256 usd = uint256(unitMs) * tierBps * USD_PER_BASE_E18;
        unitSogni = SafeCast.toUint40(
            Math.ceilDiv(usd * 1e18, BASE_MS * BPS * _oracle.chargePrice() * WEI_PER_UNIT)
        );
    }

    /// @inheritdoc IRenderPricing
    function sparkCost(
        uint32 model,
        uint16 steps,
        uint32 width,
        uint32 height,
        uint16 tierBps
    ) public view returns (uint32 unitMs, uint40 unitSpark, uint256 unitUsdE18) {
        require(_models.isListed(model), RenderPricingModelUnlisted(model));
        require(tierBps == FAST_BPS || tierBps == RELAXED_BPS, RenderPricingUnknownTier(tierBps));
        unitMs = _imageMs(model, steps, width, height);

        // Rounded up once, to the ledger's unit: what a user owes never rounds down.
        uint256 share = uint256(unitMs) * tierBps;
        unitSpark = SafeCast.toUint40(Math.ceilDiv(share * SPARK_UNITS, BASE_MS * BPS));
        unitUsdE18 = Math.ceilDiv(share * USD_PER_BASE_E18, BASE_MS * BPS);
    }

    /// @inheritdoc IRenderPricing
    function sparkRate() external view returns (uint64) {
        // Rounded down, and at the higher side of the price: this is what somebody is paid.
        return SafeCast.toUint64((USD_PER_BASE_E18 * 1e18) / (_oracle.payPrice() * WEI_PER_UNIT));
    }

    /// @inheritdoc IRenderPricing
    function sogniPriceE18() external view returns (uint256) {
        return _oracle.chargePrice();
    }

    /// @inheritdoc IRenderPricing
    function usdPerBaseE18() external pure returns (uint256) {
        return USD_PER_BASE_E18;
    }

    /// @inheritdoc IRenderPricing
    function baseMs() external pure returns (uint256) {
        return BASE_MS;
    }

    function _imageMs(uint32 model, uint16 steps, uint32 width, uint32 height) private view returns (uint32) {
        IModelRegistry.RenderTable memory table = _models.tableOf(model);
        require(steps > 0 && steps <= table.maxSteps, RenderPricingBadSteps(model, steps, table.maxSteps));
        (bool inRange, uint256 bps) = RenderTime.pixelBps(table.points, uint256(width) * height);
        require(
            inRange,
            RenderPricingBadSize(
                model,
                width,
                height,
                table.points[0].pixels,
                table.points[table.points.length - 1].pixels
            )
        );
        return RenderTime.imageMs(table, steps, bps);
    }

    function _authorizeUpgrade(address) internal override restricted {}
}
