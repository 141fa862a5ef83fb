// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IGovernedPrice} from "../../../contracts/interfaces/IGovernedPrice.sol";
import {IMarketOracle} from "../../../contracts/interfaces/IMarketOracle.sol";
import {IUniswapV3Pool} from "../../../contracts/interfaces/external/IUniswapV3Pool.sol";
import {PriceOracleTest} from "./PriceOracleTest.sol";

/// @dev Which pool it reads, and when it remembers what it read.
abstract contract PriceOraclePoolTest is PriceOracleTest {
    /* BEFORE A POOL */

    function test_TheGovernedPriceCountsBeforeAPoolIsNamed() public view {
        vm.assertEq(oracle.chargePrice(), PRICE);
        vm.assertEq(oracle.payPrice(), PRICE);
        vm.assertTrue(_verdict() == IMarketOracle.Verdict.Governed);
        vm.assertEq(oracle.market().meanE18, 0);
        vm.assertEq(oracle.nextPokeAt(), 0);
    }

    function test_RevertGiven_TheGovernedPriceExpiredBeforeAPool() public {
        (, uint48 end) = governed.lastPrice();
        vm.warp(end);
        _expectNoPrice(abi.encodeWithSelector(IGovernedPrice.GovernedPriceExpired.selector, end));
    }

    /* NAMING THE POOL */

    function test_RevertWhen_PoolIsNamedByStranger() public {
        expectUnauthorized();
        oracle.setPool(pool, LEAST);
    }

    function test_RevertWhen_ThePoolIsNone() public {
        _expectNotThePool(address(0));
        oracle.setPool(IUniswapV3Pool(address(0)), LEAST);
    }

    /// Swapping with, or pricing by, a pool that only looks like one.
    function test_RevertWhen_ThePoolIsAFake() public {
        FakePool fake = new FakePool(pool);
        _expectNotThePool(address(fake));
        oracle.setPool(IUniswapV3Pool(address(fake)), LEAST);
    }

    function test_RevertWhen_ThePoolIsOfOtherTokens() public {
        usdc.mint(address(this), 1e18);
        IUniswapV3Pool other = makePool(address(usdc), address(weth), 500, 1, 1, 1e9);
        _expectNotThePool(address(other));
        oracle.setPool(other, LEAST);
    }

    function test_RevertWhen_ThePoolKeepsTooFewObservations() public {
        IUniswapV3Pool small = factory.createPool(address(sogni), address(weth), 10_000);
        (bool ok, ) = address(small).call(abi.encodeWithSignature("initialize(uint160)", 1 << 96));
        vm.assertTrue(ok);
        pass(30 minutes);
        vm.expectRevert(abi.encodeWithSelector(IMarketOracle.PriceOracleFewObservations.selector, 1, 1_000));
        oracle.setPool(small, LEAST);
    }

    function test_RevertWhen_ThePoolIsYoungerThanTheWindow() public {
        vm.warp(block.timestamp - 2);
        vm.expectRevert(
            abi.encodeWithSelector(
                IMarketOracle.PriceOracleObservationMissing.selector,
                block.timestamp - 30 minutes + 1,
                block.timestamp - 30 minutes
            )
        );
        oracle.setPool(pool, LEAST);
    }

    function test_RevertWhen_NoLiquidityIsAskedFor() public {
        vm.expectRevert(IMarketOracle.PriceOracleZeroLiquidity.selector);
        oracle.setPool(pool, 0);
        _name();
        vm.expectRevert(IMarketOracle.PriceOracleZeroLiquidity.selector);
        oracle.setMinLiquidity(0);
    }

    function test_RevertWhen_APoolIsNamedAlready() public {
        _name();
        vm.expectRevert(abi.encodeWithSelector(IMarketOracle.PriceOraclePoolFixed.selector, pool));
        oracle.setPool(pool, LEAST);
    }

    function test_NamesThePool() public {
        vm.expectEmit(address(oracle));
        emit IMarketOracle.PoolNamed(address(pool), LEAST);
        vm.expectEmit(address(oracle));
        emit IMarketOracle.MinLiquiditySet(0, LEAST);
        _name();
        vm.assertEq(address(oracle.pool()), address(pool));
        vm.assertEq(oracle.minLiquidity(), LEAST);
        vm.assertEq(oracle.nextPokeAt(), block.timestamp + 1 hours);
    }

    function test_RevertWhen_LeastLiquidityIsSetByStranger() public {
        expectUnauthorized();
        oracle.setMinLiquidity(1);
    }

    function test_SetsTheLeastLiquidity() public {
        _name();
        vm.expectEmit(address(oracle));
        emit IMarketOracle.MinLiquiditySet(LEAST, 7);
        oracle.setMinLiquidity(7);
        vm.assertEq(oracle.minLiquidity(), 7);
    }

    /* POKING */

    function test_RevertWhen_PokedWithoutAPool() public {
        vm.expectRevert(IMarketOracle.PriceOracleNoPool.selector);
        oracle.poke();
    }

    function test_RevertWhen_PokedTwiceInAnHour() public {
        _name();
        uint48 next = oracle.nextPokeAt();
        vm.warp(next - 1);
        vm.expectRevert(abi.encodeWithSelector(IMarketOracle.PriceOracleTooSoon.selector, next));
        oracle.poke();
        pass(1);
        vm.prank(stranger);
        oracle.poke();
        vm.assertEq(oracle.nextPokeAt(), next + 1 hours);
    }

    function test_KeepsACalmPriceAndNoOther() public {
        _name();
        pass(1 hours);
        oracle.poke();
        (uint256 kept, uint48 time) = oracle.lastGoodPrice();
        _assertNear(kept, PRICE);
        vm.assertEq(time, block.timestamp);

        pushTo(14_000);
        pass(1 hours);
        oracle.poke();
        (uint256 still, uint48 then) = oracle.lastGoodPrice();
        vm.assertTrue(still == kept && then == time);
    }

    function _expectNotThePool(address named) private {
        vm.expectRevert(abi.encodeWithSelector(IMarketOracle.PriceOracleNotThePool.selector, named));
    }
}

/// @dev Says of itself what the real pool says.
contract FakePool {
    IUniswapV3Pool private immutable _like;

    constructor(IUniswapV3Pool like) {
        _like = like;
    }

    fallback() external {
        (, bytes memory answer) = address(_like).call(msg.data);
        assembly {
            return(add(answer, 32), mload(answer))
        }
    }
}

contract PriceOraclePoolOfSogniAndWethTest is PriceOraclePoolTest {
    function setUp() public {
        buildMarket(true);
    }
}

contract PriceOraclePoolOfWethAndSogniTest is PriceOraclePoolTest {
    function setUp() public {
        buildMarket(false);
    }
}
