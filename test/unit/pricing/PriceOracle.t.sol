// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IAssetPrices} from "../../../contracts/interfaces/IAssetPrices.sol";
import {IGovernedPrice} from "../../../contracts/interfaces/IGovernedPrice.sol";
import {IMarketOracle} from "../../../contracts/interfaces/IMarketOracle.sol";
import {IUniswapV3Pool} from "../../../contracts/interfaces/external/IUniswapV3Pool.sol";
import {Currency} from "../../../contracts/types/Currency.sol";
import {MarketWorld} from "../../helpers/MarketWorld.sol";

/// @dev The oracle over a real pool. SOGNI is token 0 in one half of the tests and token 1 in the other.
abstract contract PriceOracleTest is MarketWorld {
    uint256 private constant PRICE = 5e16;
    uint128 private constant LEAST = LIQUIDITY / 4;

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

    /* CALM AND NOT */

    function test_ACalmMarketHasOnePrice() public {
        _name();
        vm.assertTrue(_verdict() == IMarketOracle.Verdict.Calm);
        vm.assertEq(oracle.chargePrice(), oracle.payPrice());
        _assertNear(oracle.chargePrice(), PRICE);
        vm.assertEq(oracle.chargePrice(), oracle.market().meanE18);
    }

    function test_FollowsThePriceOfEther() public {
        _name();
        ethFeed.set(3_150e8, 0, 0);
        _assertNear((oracle.chargePrice() * 20) / 21, PRICE);
    }

    /// +100 % for 5 of 30 minutes reads as +12.25 %, and as +0.24 % over a day: users are charged with the lower and
    /// workers paid with the higher.
    function test_APushOfFiveMinutesIsTakenOnTheSafeSide() public {
        _ofADay();
        pushTo(20_000);
        pass(5 minutes);
        pushTo(10_000);
        IMarketOracle.Market memory seen = oracle.market();
        vm.assertTrue(seen.verdict == IMarketOracle.Verdict.Sided);
        _assertNear(seen.meanE18, (PRICE * 11_225) / 10_000);
        _assertNear(seen.referenceE18, (PRICE * 10_023) / 10_000);
        vm.assertEq(oracle.chargePrice(), seen.referenceE18);
        vm.assertEq(oracle.payPrice(), seen.meanE18);
    }

    function test_AFallIsTakenOnTheSafeSideToo() public {
        _ofADay();
        pushTo(5_000);
        pass(5 minutes);
        pushTo(10_000);
        IMarketOracle.Market memory seen = oracle.market();
        vm.assertEq(oracle.chargePrice(), seen.meanE18);
        vm.assertEq(oracle.payPrice(), seen.referenceE18);
        vm.assertLt(seen.meanE18, seen.referenceE18);
    }

    function test_APushWithinABlockChangesNothing() public {
        _ofADay();
        uint256 before = oracle.chargePrice();
        pushTo(1_000_000);
        vm.assertEq(oracle.chargePrice(), before);
        vm.assertEq(oracle.payPrice(), before);
        // A checkpoint of such a block does not carry the push either.
        pass(1 hours);
        uint256 mean = oracle.market().meanE18;
        vm.assertGt(mean, before);
    }

    /// +900 % for 10 of 30 minutes reads as +115 %: no price, for either side.
    function test_RevertGiven_TheMarketDivergedFromTheDay() public {
        _ofADay();
        pushTo(100_000);
        pass(10 minutes);
        pushTo(10_000);
        IMarketOracle.Market memory seen = oracle.market();
        vm.assertTrue(seen.verdict == IMarketOracle.Verdict.Diverged);
        _assertNear(seen.meanE18, (PRICE * 21_544) / 10_000);
        _expectNoPrice(
            abi.encodeWithSelector(
                IMarketOracle.PriceOracleDiverged.selector,
                seen.meanE18,
                seen.referenceE18
            )
        );
        pass(30 minutes);
        vm.assertTrue(_verdict() == IMarketOracle.Verdict.Calm);
    }

    /* REFERENCE */

    function test_TheGovernedPriceStandsInOnTheFirstDay() public {
        _name();
        vm.assertEq(oracle.market().referenceE18, PRICE);
        pass(24 hours);
        _assertNear(oracle.market().referenceE18, PRICE);
        vm.assertTrue(oracle.market().referenceE18 != PRICE);
    }

    function test_RevertGiven_NothingToHoldThePriceAgainst() public {
        (, uint48 end) = governed.lastPrice();
        vm.warp(end);
        _name();
        vm.assertTrue(_verdict() == IMarketOracle.Verdict.NoReference);
        _expectNoPrice(abi.encodeWithSelector(IMarketOracle.PriceOracleReferenceMissing.selector));
        pass(24 hours);
        vm.assertTrue(_verdict() == IMarketOracle.Verdict.Calm);
    }

    /// The reference is the mean since the newest checkpoint of a day ago, not since the first one.
    function test_TheReferenceForgetsWhatIsOlderThanADay() public {
        _name();
        pushTo(30_000);
        for (uint256 hour = 0; hour < 26; hour++) {
            pass(1 hours);
            oracle.poke();
        }
        _assertNear(oracle.market().referenceE18, 3 * PRICE);
        vm.assertTrue(_verdict() == IMarketOracle.Verdict.Calm);
    }

    /* FAILURES */

    function test_AThinPoolLeavesTheLastGoodPriceForADay() public {
        _ofADay();
        oracle.poke();
        (uint256 good, uint48 goodAt) = oracle.lastGoodPrice();
        thin(LEAST / 2);
        pass(1 hours);
        pushTo(11_000);
        vm.assertTrue(_verdict() == IMarketOracle.Verdict.Thin);
        vm.assertEq(oracle.chargePrice(), good);
        vm.assertEq(oracle.payPrice(), good);

        vm.warp(goodAt + 24 hours);
        vm.assertEq(oracle.chargePrice(), good);
        pass(1);
        uint128 liquidity = oracle.market().liquidity;
        _expectNoPrice(
            abi.encodeWithSelector(IMarketOracle.PriceOracleThin.selector, liquidity, LEAST, goodAt)
        );
    }

    function test_RevertGiven_AThinPoolAndNoGoodPrice() public {
        thin(LEAST / 2);
        pass(30 minutes);
        _name();
        uint128 liquidity = oracle.market().liquidity;
        _expectNoPrice(abi.encodeWithSelector(IMarketOracle.PriceOracleThin.selector, liquidity, LEAST, 0));
    }

    /// Liquidity that comes for a block does not count, and neither does its absence for one.
    function test_LiquidityIsMeantOverTheWindow() public {
        _name();
        thin(1);
        vm.assertTrue(_verdict() == IMarketOracle.Verdict.Calm);
        pass(1 minutes);
        vm.assertTrue(_verdict() == IMarketOracle.Verdict.Thin);
    }

    function test_RevertGiven_TheFeedOfEtherIsLate() public {
        _name();
        ethFeed.set(3_000e8, 0, block.timestamp - 4_501);
        vm.assertTrue(_verdict() == IMarketOracle.Verdict.NoEther);
        _expectNoPrice(
            abi.encodeWithSelector(
                IAssetPrices.AssetPricesStale.selector,
                Currency.Eth,
                block.timestamp - 4_501,
                4_500
            )
        );
    }

    function test_RevertGiven_TheFeedOfEtherIsZeroOrClamped() public {
        _name();
        int256[3] memory answers = [int256(0), 100e8 - 1, 100_000e8 + 1];
        for (uint256 i = 0; i < 3; i++) {
            ethFeed.set(answers[i], 0, 0);
            vm.assertTrue(_verdict() == IMarketOracle.Verdict.NoEther);
            _expectNoPrice(
                abi.encodeWithSelector(
                    IAssetPrices.AssetPricesOutOfBounds.selector,
                    Currency.Eth,
                    answers[i],
                    uint112(100e18),
                    uint112(100_000e18)
                )
            );
        }
    }

    function test_RevertGiven_TheSequencerIsDownOrCameUpWithinAnHour() public {
        _name();
        uint256 up = block.timestamp - 1 hours + 1;
        for (uint256 i = 0; i < 2; i++) {
            sequencer.set(i == 0 ? int256(1) : int256(0), i == 0 ? 1 : up, 0);
            _expectNoPrice(
                abi.encodeWithSelector(
                    IAssetPrices.AssetPricesSequencerDown.selector,
                    i == 0 ? 1 : up,
                    1 hours
                )
            );
        }
        pass(1);
        _assertNear(oracle.chargePrice(), PRICE);
    }

    /// A thousand blocks with trades, a second each, push what happened half an hour ago out of the ring.
    function test_RevertGiven_ThePoolForgotTheWindow() public {
        _name();
        for (uint256 i = 0; i < 1_001; i++) {
            pass(1);
            pool.mint(address(this), LOWEST, HIGHEST, 1, "");
        }
        vm.assertTrue(_verdict() == IMarketOracle.Verdict.NoObservation);
        _expectNoPrice(
            abi.encodeWithSelector(
                IMarketOracle.PriceOracleObservationMissing.selector,
                block.timestamp - 999,
                block.timestamp - 30 minutes
            )
        );
    }

    function test_ARingThatWrappedIsReadFromItsOldest() public {
        _name();
        for (uint256 i = 0; i < 1_001; i++) {
            pass(3);
            pool.mint(address(this), LOWEST, HIGHEST, 1, "");
        }
        vm.assertTrue(_verdict() == IMarketOracle.Verdict.Calm);
    }

    /* LAWS */

    /// Whatever is done to the pool: no price, or two of which the lower charges and that are 25 % apart at most.
    function testFuzz_SidesAreOrderedAndNear(uint16[6] calldata pushes, uint16[6] calldata waits) public {
        _ofADay();
        for (uint256 i = 0; i < 6; i++) {
            pushTo(bound(pushes[i], 5_000, 20_000));
            pass(bound(waits[i], 1, 7_200));
            if (block.timestamp >= oracle.nextPokeAt()) oracle.poke();
            IMarketOracle.Verdict verdict = _verdict();
            try oracle.chargePrice() returns (uint256 low) {
                uint256 high = oracle.payPrice();
                vm.assertTrue(low > 0 && low <= high && (high - low) * 10_000 < 2_501 * low);
                vm.assertTrue(
                    verdict == IMarketOracle.Verdict.Calm || verdict == IMarketOracle.Verdict.Sided
                );
            } catch {
                vm.assertTrue(verdict == IMarketOracle.Verdict.Diverged);
            }
        }
    }

    /// No push within the window moves the charged price above the day's mean by more than the calm band.
    function testFuzz_APushNeverMakesSogniDearerThanTheBand(uint32 push, uint16 held) public {
        _ofADay();
        pushTo(bound(push, 10_000, 1_000_000));
        pass(bound(held, 1, 30 minutes));
        try oracle.chargePrice() returns (uint256 price) {
            vm.assertLe(price * 10_000, oracle.market().referenceE18 * 11_001);
        } catch {}
    }

    function testFuzz_ThePriceIsWithinATickOfThePools(uint32 push) public {
        _ofADay();
        pushTo(bound(push, 100, 1_000_000));
        pass(30 minutes);
        IMarketOracle.Market memory seen = oracle.market();
        uint256 tick = seen.spotE18 / 5_000;
        vm.assertTrue(seen.meanE18 + tick >= seen.spotE18 && seen.meanE18 <= seen.spotE18 + tick);
    }

    /* HELPERS */

    function _name() private {
        oracle.setPool(pool, LEAST);
    }

    /// @dev Named, and with a reference of a whole day.
    function _ofADay() private {
        _name();
        pass(24 hours);
    }

    function _verdict() private view returns (IMarketOracle.Verdict) {
        return oracle.market().verdict;
    }

    function _assertNear(uint256 price, uint256 wanted) private pure {
        uint256 distance = price > wanted ? price - wanted : wanted - price;
        vm.assertLe(distance, (wanted * 3) / 10_000);
    }

    function _expectNoPrice(bytes memory reason) private {
        vm.expectRevert(reason);
        oracle.chargePrice();
        vm.expectRevert(reason);
        oracle.payPrice();
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

contract PriceOracleOfSogniAndWethTest is PriceOracleTest {
    function setUp() public {
        buildMarket(true);
    }
}

contract PriceOracleOfWethAndSogniTest is PriceOracleTest {
    function setUp() public {
        buildMarket(false);
    }
}
