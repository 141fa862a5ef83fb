// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IPriceOracle} from "../../../contracts/interfaces/IPriceOracle.sol";
import {IRenderPricing} from "../../../contracts/interfaces/IRenderPricing.sol";
import {RenderPricing} from "../../../contracts/settlement/RenderPricing.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

contract RenderPricingTest is ManagedTest {
    uint16 private constant FAST = 10_000;
    uint16 private constant RELAXED = 5_000;
    /// Longest image whose price still fits the 40 bits of a unit price at the lowest price of SOGNI below, $0.001.
    uint256 private constant MAX_MS = 9_400_000;

    address private models = neighbour("models");
    address private oracle = neighbour("oracle");
    RenderPricing private pricing;

    function setUp() public {
        pricing = RenderPricing(
            proxyOf(
                address(new RenderPricing(IModelRegistry(models), IPriceOracle(oracle))),
                abi.encodeCall(RenderPricing.initialize, (address(manager)))
            )
        );
        _list(true);
        _price(1e16);
        _imageMs(43_200);
    }

    function test_RevertWhen_ModelUnlisted() public {
        _list(false);
        vm.expectRevert(abi.encodeWithSelector(IRenderPricing.RenderPricingModelUnlisted.selector, 1));
        pricing.unitCost(1, 1, 32, 32, FAST);
    }

    function test_RevertWhen_TierUnknown() public {
        vm.expectRevert(abi.encodeWithSelector(IRenderPricing.RenderPricingUnknownTier.selector, 9_999));
        pricing.unitCost(1, 1, 32, 32, 9_999);
    }

    function test_RevertWhen_StepsOutOfRange() public {
        vm.expectRevert(abi.encodeWithSelector(IRenderPricing.RenderPricingBadSteps.selector, 1, 0, 100));
        pricing.unitCost(1, 0, 32, 32, FAST);
        vm.expectRevert(abi.encodeWithSelector(IRenderPricing.RenderPricingBadSteps.selector, 1, 101, 100));
        pricing.unitCost(1, 101, 32, 32, FAST);
    }

    function test_RevertWhen_SizeOutsideTheTable() public {
        vm.expectRevert(
            abi.encodeWithSelector(IRenderPricing.RenderPricingBadSize.selector, 1, 31, 32, 1_024, 1_048_576)
        );
        pricing.unitCost(1, 1, 31, 32, FAST);
        // The product of two 32-bit sides does not wrap.
        vm.expectRevert(
            abi.encodeWithSelector(
                IRenderPricing.RenderPricingBadSize.selector,
                1,
                2 ** 31,
                2 ** 31,
                1_024,
                1_048_576
            )
        );
        pricing.unitCost(1, 1, 2 ** 31, 2 ** 31, FAST);
    }

    function test_BaseRenderIsOneSpark() public view {
        (uint32 ms, uint40 spark, uint40 sogni, uint256 usd) = pricing.unitCost(1, 1, 32, 32, FAST);
        vm.assertEq(ms, 43_200);
        vm.assertEq(spark, 1e6);
        vm.assertEq(sogni, 0.5e9);
        vm.assertEq(usd, 5e15);
        (ms, spark, sogni, usd) = pricing.unitCost(1, 1, 32, 32, RELAXED);
        vm.assertEq(ms, 43_200);
        vm.assertEq(spark, 0.5e6);
        vm.assertEq(sogni, 0.25e9);
        vm.assertEq(usd, 2.5e15);
    }

    function test_SparkRateIsTheBasePriceInSogni() public {
        vm.assertEq(pricing.sparkRate(), 0.5e9);
        _price(3e16);
        vm.assertEq(pricing.sparkRate(), 166_666_666);
        vm.assertEq(pricing.sogniPriceE18(), 3e16);
        vm.assertEq(pricing.usdPerBaseE18(), 5e15);
        vm.assertEq(pricing.baseMs(), 43_200);
    }

    function test_ChargesAtTheLowerSideAndPaysAtTheHigher() public {
        _sides(1e16, 1.25e16);
        (, , uint40 sogni, ) = pricing.unitCost(1, 1, 32, 32, FAST);
        vm.assertEq(sogni, 0.5e9);
        vm.assertEq(pricing.sogniPriceE18(), 1e16);
        vm.assertEq(pricing.sparkRate(), 0.4e9);
    }

    function test_SparkNeedsNoPriceOfSogni() public {
        vm.clearMockedCalls();
        _list(true);
        _imageMs(43_200);
        (uint32 ms, uint40 spark, uint256 usd) = pricing.sparkCost(1, 1, 32, 32, RELAXED);
        vm.assertEq(ms, 43_200);
        vm.assertEq(spark, 0.5e6);
        vm.assertEq(usd, 2.5e15);
    }

    function testFuzz_RoundsUpToTheLedgerUnit(uint32 ms, uint256 price, bool relaxed) public {
        ms = uint32(bound(ms, 1, MAX_MS));
        price = bound(price, 1e15, 1e20);
        _imageMs(ms);
        _price(price);
        uint16 tier = relaxed ? RELAXED : FAST;
        (, uint40 spark, uint40 sogni, uint256 usd) = pricing.unitCost(1, 1, 32, 32, tier);

        // formulas.md 1.3, in wei, before the ledger's unit.
        uint256 token = _ceil(uint256(ms) * 5e15 * tier * 1e18, 43_200 * 10_000 * price);
        uint256 points = _ceil(uint256(ms) * tier * 1e18, 43_200 * 10_000);
        vm.assertEq(sogni, _ceil(token, 1e9));
        vm.assertEq(spark, _ceil(points, 1e12));
        vm.assertEq(usd, _ceil(uint256(ms) * 5e15 * tier, 43_200 * 10_000));
    }

    function testFuzz_SplittingAnOrderNeverCostsLess(uint32 a, uint32 b, uint256 price) public {
        a = uint32(bound(a, 1, MAX_MS / 2));
        b = uint32(bound(b, 1, MAX_MS / 2));
        _price(bound(price, 1e15, 1e20));
        (uint256 sparkA, uint256 sogniA) = _cost(a);
        (uint256 sparkB, uint256 sogniB) = _cost(b);
        (uint256 spark, uint256 sogni) = _cost(a + b);
        vm.assertGe(sparkA + sparkB, spark);
        vm.assertGe(sogniA + sogniB, sogni);
        vm.assertGe(spark, sparkA);
    }

    function _cost(uint32 ms) private returns (uint256 spark, uint256 sogni) {
        _imageMs(ms);
        (, spark, sogni, ) = pricing.unitCost(1, 1, 32, 32, FAST);
    }

    function _ceil(uint256 a, uint256 b) private pure returns (uint256) {
        return (a + b - 1) / b;
    }

    function _price(uint256 priceE18) private {
        _sides(priceE18, priceE18);
    }

    function _sides(uint256 chargeE18, uint256 payE18) private {
        vm.mockCall(oracle, abi.encodeCall(IPriceOracle.chargePrice, ()), abi.encode(chargeE18));
        vm.mockCall(oracle, abi.encodeCall(IPriceOracle.payPrice, ()), abi.encode(payE18));
    }

    function _list(bool listed) private {
        vm.mockCall(models, abi.encodeCall(IModelRegistry.isListed, (1)), abi.encode(listed));
    }

    /// @dev A model whose every image takes `ms`.
    function _imageMs(uint32 ms) private {
        IModelRegistry.RenderTable memory table;
        table.fixedMs = ms;
        table.minMs = 1;
        table.maxSteps = 100;
        table.maxCount = 16;
        table.points = new IModelRegistry.PixelPoint[](2);
        table.points[0] = IModelRegistry.PixelPoint(1_024, 10_000);
        table.points[1] = IModelRegistry.PixelPoint(1_048_576, 10_000);
        vm.mockCall(models, abi.encodeCall(IModelRegistry.tableOf, (1)), abi.encode(table));
    }
}
