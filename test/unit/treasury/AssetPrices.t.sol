// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IAssetPrices} from "../../../contracts/interfaces/IAssetPrices.sol";
import {IRenderPricing} from "../../../contracts/interfaces/IRenderPricing.sol";
import {AssetPrices} from "../../../contracts/treasury/AssetPrices.sol";
import {Currency} from "../../../contracts/types/Currency.sol";
import {IAggregatorV3} from "../../../contracts/interfaces/external/IAggregatorV3.sol";
import {EconomyWorld} from "../../helpers/EconomyWorld.sol";

contract AssetPricesTest is EconomyWorld {
    function setUp() public {
        buildEconomy();
    }

    function test_ReadsFeedsWithEighteenDecimals() public view {
        vm.assertEq(prices.priceOf(Currency.Usdc), 1e18);
        vm.assertEq(prices.priceOf(Currency.Eth), 3_000e18);
        vm.assertEq(prices.priceOf(Currency.Sogni), 5e16);
    }

    function test_RevertWhen_TheAnswerIsLateByAQuarterOfAHeartbeat() public {
        usdcFeed.set(1e8, 1, block.timestamp - 4_500);
        prices.priceOf(Currency.Usdc);
        usdcFeed.set(1e8, 1, block.timestamp - 4_501);
        _expectRefused(
            abi.encodeWithSelector(
                IAssetPrices.AssetPricesStale.selector,
                Currency.Usdc,
                block.timestamp - 4_501,
                4_500
            )
        );
    }

    function test_RevertWhen_TheAnswerIsNotPositiveOrOutOfBounds() public {
        int256[4] memory answers = [int256(-1), 0, 0.5e8 - 1, 2e8 + 1];
        for (uint256 i = 0; i < 4; i++) {
            usdcFeed.set(answers[i], 0, 0);
            _expectRefused(
                abi.encodeWithSelector(
                    IAssetPrices.AssetPricesOutOfBounds.selector,
                    Currency.Usdc,
                    answers[i],
                    uint112(0.5e18),
                    uint112(2e18)
                )
            );
        }
    }

    function test_RevertWhen_TheSequencerIsDownOrBackForLessThanAnHour() public {
        sequencer.set(1, 1, 0);
        _expectRefused(_down(1));
        sequencer.set(0, block.timestamp - 1 hours + 1, 0);
        _expectRefused(_down(block.timestamp - 1 hours + 1));
        sequencer.set(0, block.timestamp - 1 hours, 0);
        vm.assertEq(prices.priceOf(Currency.Usdc), 1e18);
    }

    function test_AsksNoSequencerWhereThereIsNone() public {
        AssetPrices without = AssetPrices(
            proxyOf(
                address(
                    new AssetPrices(usdcFeed, ethFeed, IAggregatorV3(address(0)), IRenderPricing(pricing))
                ),
                abi.encodeCall(
                    AssetPrices.initialize,
                    (address(manager), feedBounds(0.5e18, 2e18), feedBounds(1, 2))
                )
            )
        );
        sequencer.set(1, 1, 0);
        vm.assertEq(without.priceOf(Currency.Usdc), 1e18);
    }

    function test_SetsBounds() public {
        IAssetPrices.FeedBounds memory next = feedBounds(0.9e18, 1.1e18);
        vm.expectEmit(address(prices));
        emit IAssetPrices.FeedBoundsSet(Currency.Usdc, feedBounds(0.5e18, 2e18), next);
        prices.setFeedBounds(Currency.Usdc, next);
        vm.assertEq(prices.feedBounds(Currency.Usdc).minE18, 0.9e18);
    }

    function test_RevertWhen_BoundsAreBad() public {
        _expectBadBounds(IAssetPrices.FeedBounds(0, 1, 2));
        _expectBadBounds(IAssetPrices.FeedBounds(2 days + 1, 1, 2));
        _expectBadBounds(IAssetPrices.FeedBounds(1, 0, 2));
        _expectBadBounds(IAssetPrices.FeedBounds(1, 2, 2));
        vm.expectRevert(abi.encodeWithSelector(IAssetPrices.AssetPricesNoFeed.selector, Currency.Sogni));
        prices.setFeedBounds(Currency.Sogni, feedBounds(1, 2));
        expectUnauthorized();
        prices.setFeedBounds(Currency.Usdc, feedBounds(1, 2));
        expectUnauthorized();
        prices.upgradeToAndCall(address(1), "");
    }

    function _expectRefused(bytes memory reason) private {
        vm.expectRevert(reason);
        prices.priceOf(Currency.Usdc);
        vm.assertEq(prices.priceOrZero(Currency.Usdc), 0);
    }

    function _expectBadBounds(IAssetPrices.FeedBounds memory bounds) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                IAssetPrices.AssetPricesBadBounds.selector,
                bounds.heartbeat,
                uint32(2 days),
                bounds.minE18,
                bounds.maxE18
            )
        );
        prices.setFeedBounds(Currency.Usdc, bounds);
    }

    function _down(uint256 since) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IAssetPrices.AssetPricesSequencerDown.selector, since, 1 hours);
    }
}
