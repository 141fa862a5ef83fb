// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IAssetPrices} from "../../../contracts/interfaces/IAssetPrices.sol";
import {IMarketOracle} from "../../../contracts/interfaces/IMarketOracle.sol";
import {Currency} from "../../../contracts/types/Currency.sol";
import {PriceOracleTest} from "./PriceOracleTest.sol";

/// @dev What it says of calm and wild markets, and of every failure of pool, feed and sequencer.
abstract contract PriceOracleMarketTest is PriceOracleTest {
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
}

contract PriceOracleMarketOfSogniAndWethTest is PriceOracleMarketTest {
    function setUp() public {
        buildMarket(true);
    }
}

contract PriceOracleMarketOfWethAndSogniTest is PriceOracleMarketTest {
    function setUp() public {
        buildMarket(false);
    }
}
