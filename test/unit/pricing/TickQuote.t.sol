// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {PoolWindow} from "../../../contracts/libraries/PoolWindow.sol";
import {TickQuote} from "../../../contracts/libraries/TickQuote.sol";
import {FullPool, MarketWorld} from "../../helpers/MarketWorld.sol";

/// @dev Held against a real pool, and against vectors that the SDK is held to as well.
contract TickQuoteTest is MarketWorld {
    int24 private constant MAX = int24(int256(TickQuote.MAX_TICK));
    FullPool private bare;
    string private json;

    function setUp() public {
        buildMarket(true);
        bare = FullPool(address(factory.createPool(address(usdc), address(weth), FEE)));
        json = vm.readFile("./test/fixtures/market.json");
    }

    /// The pool takes the greatest tick whose price is not above the given one: that pins every price to the last bit.
    function testFuzz_PricesAreThePoolsOwn(int24 raw) public {
        int24 tick = int24(int256(bound(uint256(int256(raw) + MAX), 0, 2 * TickQuote.MAX_TICK)) - MAX);
        uint160 price = TickQuote.sqrtPriceAt(tick);
        // The highest price of all is not one that a pool can have.
        if (tick < MAX) vm.assertTrue(_tickOf(price) == tick);
        if (tick > -MAX) vm.assertTrue(_tickOf(price - 1) == tick - 1);
    }

    function test_PricesAtTheEnds() public pure {
        vm.assertEq(uint256(TickQuote.sqrtPriceAt(-MAX)), 4_295_128_739);
        vm.assertEq(uint256(TickQuote.sqrtPriceAt(0)), 1 << 96);
        vm.assertEq(
            uint256(TickQuote.sqrtPriceAt(MAX)),
            1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_342
        );
    }

    function test_RevertWhen_ThereIsNoSuchTick() public {
        for (uint256 i = 0; i < 2; i++) {
            int24 tick = i == 0 ? MAX + 1 : -MAX - 1;
            vm.expectRevert(abi.encodeWithSelector(TickQuote.TickQuoteOutOfRange.selector, tick));
            this.sqrtPriceAt(tick);
        }
    }

    function test_Vectors() public view {
        for (uint256 i = 0; i < vm.parseJsonUint(json, ".count"); ++i) {
            int24 tick = int24(int256(_at(i, "tickAboveLowest")) - MAX);
            uint160 price = TickQuote.sqrtPriceAt(tick);
            vm.assertEq(uint256(price), _at(i, "sqrtPriceX96"));
            vm.assertEq(TickQuote.quote(price, 1e18, true), _at(i, "ofZero"));
            vm.assertEq(TickQuote.quote(price, 1e18, false), _at(i, "ofOne"));
        }
    }

    /// Rounded toward minus infinity: never above the exact mean, and less than a tick below it.
    function testFuzz_MeanRoundsDown(int56 rise, uint32 time) public pure {
        int256 elapsed = int256(bound(time, 1, 1e9));
        int256 sum = int256(rise) % (int256(MAX) * elapsed);
        int256 tick = TickQuote.meanTick(int56(sum), uint256(elapsed));
        vm.assertTrue(tick * elapsed <= sum && sum < (tick + 1) * elapsed);
    }

    /// What is quoted there and back never grows.
    function testFuzz_QuotesRoundDown(int24 raw, uint96 amount) public pure {
        int24 tick = int24(int256(bound(uint256(int256(raw) + MAX), 0, 2 * TickQuote.MAX_TICK)) - MAX);
        uint160 price = TickQuote.sqrtPriceAt(tick);
        uint256 there = TickQuote.quote(price, amount, true);
        vm.assertLe(TickQuote.quote(price, there, false), amount);
    }

    /// Both sides of full-range liquidity: their product is its square, as nearly as rounding lets it.
    function testFuzz_DepthIsWhatTheLiquidityHolds(uint128 liquidity) public view {
        (uint160 price, , , , , , ) = pool.slot0();
        uint128 given = uint128(bound(liquidity, 1e12, 1e30));
        uint256 zero = TickQuote.depth(given, price, true);
        uint256 one = TickQuote.depth(given, price, false);
        uint256 root = Math.sqrt(zero * one);
        vm.assertTrue(root <= given && given - root < 1e6);
    }

    function test_TheMeanLiquidityOfAPoolIsItsLiquidity() public view {
        (, , uint128 liquidity) = PoolWindow.read(pool, 30 minutes);
        vm.assertTrue(liquidity >= LIQUIDITY && liquidity - LIQUIDITY < LIQUIDITY / 1e12);
    }

    function sqrtPriceAt(int24 tick) external pure returns (uint160) {
        return TickQuote.sqrtPriceAt(tick);
    }

    /// @dev The bare pool forgets its price, and takes another.
    function _tickOf(uint160 price) private returns (int24 tick) {
        vm.store(address(bare), 0, 0);
        bare.initialize(price);
        (, tick, , , , , ) = bare.slot0();
    }

    function _at(uint256 row, string memory field) private view returns (uint256) {
        return vm.parseJsonUint(json, string.concat(".ticks[", _text(row), "].", field));
    }

    function _text(uint256 value) private pure returns (string memory) {
        if (value < 10) return string(abi.encodePacked(bytes1(uint8(48 + value))));
        return string.concat(_text(value / 10), _text(value % 10));
    }
}
