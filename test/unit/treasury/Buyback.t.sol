// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBuyback} from "../../../contracts/interfaces/IBuyback.sol";
import {IMarketOracle} from "../../../contracts/interfaces/IMarketOracle.sol";
import {ISparkPoints} from "../../../contracts/interfaces/ISparkPoints.sol";
import {ITreasury} from "../../../contracts/interfaces/ITreasury.sol";
import {Buyback} from "../../../contracts/treasury/Buyback.sol";
import {RewardStream} from "../../../contracts/treasury/RewardStream.sol";
import {Treasury} from "../../../contracts/treasury/Treasury.sol";
import {FullPool, MarketWorld} from "../../helpers/MarketWorld.sol";
import {Vm} from "../../helpers/Test.sol";

/// @dev Real pools, treasury and stream. The pool holds 60 million SOGNI against 1,000 ether, the treasury 100 ether.
contract BuybackTest is MarketWorld {
    uint64 private constant SPENDER_ROLE = 3;
    uint128 private constant CHUNK = 100_000e18;
    uint256 private constant USD = 5_000e18; // of a chunk at $0.05

    Buyback private buyback;
    RewardStream private stream;
    address private rewards = makeAddr("rewards");

    function setUp() public {
        buildMarket(true);
        stream = RewardStream(
            proxyOf(
                address(new RewardStream(sogni)),
                abi.encodeCall(RewardStream.initialize, (address(manager), rewards))
            )
        );
        buyback = Buyback(
            payable(
                proxyOf(
                    address(
                        new Buyback(sogni, address(usdc), address(weth), factory, oracle, treasury, stream)
                    ),
                    abi.encodeCall(Buyback.initialize, (address(manager), _limits(8_000e18, 20_000e18)))
                )
            )
        );
        bytes4[] memory spends = new bytes4[](1);
        spends[0] = Treasury.spendOn.selector;
        manager.setTargetFunctionRole(address(treasury), spends, SPENDER_ROLE);
        manager.grantRole(SPENDER_ROLE, address(buyback), 0);
        treasury.setSpendLimit(address(buyback), address(0), 1e30, 1 days);
        treasury.setSpendLimit(address(buyback), address(usdc), 1e30, 1 days);
        vm.deal(address(treasury), 100e18);
        oracle.setPool(pool, LIQUIDITY / 4);
        buyback.open("net emission is below zero");
    }

    /* BUYING */

    function test_BuysAChunkByAnyone() public {
        IBuyback.Purchase memory next = buyback.nextPurchase();
        vm.assertEq(next.token, address(0));
        _assertNear(next.amount, 1.6667e18);
        _assertNear(next.usdE18, USD);
        _assertNear(next.minSogni, 99_000e18);

        vm.prank(stranger);
        uint256 bought = buyback.buyback();
        vm.assertGe(bought, next.minSogni);
        vm.assertEq(sogni.balanceOf(address(treasury)), bought);
        vm.assertEq(address(treasury).balance, 100e18 - next.amount);
        _assertNothingStays();

        (, uint48 nextAt, uint256 today, uint256 month) = buyback.state();
        vm.assertEq(nextAt, block.timestamp + 30 minutes);
        vm.assertEq(today, 8_000e18 - next.usdE18);
        vm.assertEq(month, 20_000e18 - next.usdE18);
    }

    function test_SaysWhatItBought() public {
        IBuyback.Purchase memory next = buyback.nextPurchase();
        vm.recordLogs();
        uint256 bought = buyback.buyback();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] != IBuyback.BoughtBack.selector) continue;
            vm.assertEq(logs[i].topics[1], bytes32(uint256(uint160(address(this)))));
            vm.assertEq(logs[i].topics[2], bytes32(0));
            vm.assertEq(logs[i].topics[3], bytes32(uint256(uint160(address(treasury)))));
            vm.assertEq(keccak256(logs[i].data), keccak256(abi.encode(next.amount, next.usdE18, bought)));
            return;
        }
        vm.assertTrue(false, "it said nothing");
    }

    function test_BuysWithWhatTheTreasuryHoldsMoreOf() public {
        _poolOfUsdc();
        usdc.mint(address(treasury), 400_000e6);
        IBuyback.Purchase memory next = buyback.nextPurchase();
        vm.assertEq(next.token, address(usdc));
        _assertNear(next.amount, 5_000e6);
        uint256 bought = buyback.buyback();
        vm.assertGe(bought, next.minSogni);
        vm.assertEq(usdc.balanceOf(address(treasury)), 400_000e6 - next.amount);
        _assertNothingStays();
    }

    function test_WithoutAPoolOfUsdcEtherBuys() public {
        usdc.mint(address(treasury), 400_000e6);
        vm.assertEq(buyback.nextPurchase().token, address(0));
    }

    function test_WhatIsBoughtVestsIntoRewards() public {
        vm.expectEmit(address(buyback));
        emit IBuyback.DestinationSet(true);
        buyback.setDestination(true);
        vm.assertEq(buyback.destination(), address(stream));
        uint256 bought = buyback.buyback();
        vm.assertEq(stream.streaming(), bought);
        vm.assertEq(sogni.balanceOf(address(treasury)), 0);
        pass(32 days);
        stream.release();
        vm.assertEq(sogni.balanceOf(rewards), bought);
    }

    function test_AChunkIsHalfAPercentOfAShallowPool() public {
        thin(LIQUIDITY / 10);
        oracle.setMinLiquidity(1);
        pass(30 minutes);
        _assertNear(buyback.nextPurchase().usdE18, 1_500e18);
        buyback.buyback();
    }

    function test_TheBucketOfTheTreasuryBounds() public {
        treasury.setSpendLimit(address(buyback), address(0), 1e18, 1 days);
        vm.assertEq(buyback.nextPurchase().amount, 1e18);
        buyback.buyback();
        pass(30 minutes);
        vm.assertEq(buyback.nextPurchase().amount, uint256(1e18) / 48);
    }

    /* REFUSALS */

    function test_RevertWhen_Closed() public {
        vm.expectEmit(address(buyback));
        emit IBuyback.BuybackShut("to be looked into");
        buyback.shut("to be looked into");
        vm.expectRevert(IBuyback.BuybackClosed.selector);
        buyback.buyback();
        vm.expectEmit(address(buyback));
        emit IBuyback.BuybackOpened("looked into");
        buyback.open("looked into");
        buyback.buyback();
    }

    function test_RevertWhen_TheLastPurchaseIsLessThanHalfAnHourOld() public {
        buyback.buyback();
        uint256 nextAt = block.timestamp + 30 minutes;
        vm.warp(nextAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IBuyback.BuybackTooSoon.selector, nextAt));
        buyback.buyback();
        vm.warp(nextAt);
        buyback.buyback();
    }

    function test_RevertWhen_GovernedByStranger() public {
        expectUnauthorized();
        buyback.open("");
        expectUnauthorized();
        buyback.shut("");
        expectUnauthorized();
        buyback.setDestination(true);
        expectUnauthorized();
        buyback.setLimits(_limits(1, 1));
    }

    function test_RevertGiven_TheMarketHasNoPriceToBuyAt() public {
        ethFeed.set(0, 0, 0);
        _expectNoMarket(IMarketOracle.Verdict.NoEther);
        ethFeed.set(3_000e8, 0, 0);
        oracle.setMinLiquidity(LIQUIDITY * 2);
        _expectNoMarket(IMarketOracle.Verdict.Thin);
        oracle.setMinLiquidity(1);
        pushTo(20_000);
        pass(30 minutes);
        _expectNoMarket(IMarketOracle.Verdict.Diverged);
    }

    function test_RevertGiven_ThereIsNothingToBuyWith() public {
        vm.deal(address(treasury), 0);
        vm.expectRevert(IBuyback.BuybackNothingToSpend.selector);
        buyback.buyback();
    }

    function test_RevertWhen_SomeoneElseSendsEther() public {
        vm.deal(stranger, 1);
        vm.prank(stranger);
        (bool sent, bytes memory why) = address(buyback).call{value: 1}("");
        vm.assertFalse(sent);
        vm.assertEq(
            keccak256(why),
            keccak256(abi.encodeWithSelector(IBuyback.BuybackNotTheTreasury.selector, stranger))
        );
    }

    function test_RevertWhen_SomeoneElseSaysThatMoneyCame() public {
        vm.expectRevert(abi.encodeWithSelector(IBuyback.BuybackNotTheTreasury.selector, stranger));
        vm.prank(stranger);
        buyback.onSpend(address(0), 1, abi.encode(0));
    }

    /// A pool that nobody trades with, or that only says it is one, gets nothing.
    function test_RevertWhen_AFakePoolAsksForMoney() public {
        vm.expectRevert(abi.encodeWithSelector(IBuyback.BuybackNotThePool.selector, stranger));
        vm.prank(stranger);
        buyback.uniswapV3SwapCallback(1, 0, abi.encode(address(weth), 1));
        vm.expectRevert(abi.encodeWithSelector(IBuyback.BuybackNotThePool.selector, pool));
        vm.prank(address(pool));
        buyback.uniswapV3SwapCallback(1, 0, abi.encode(address(weth), 1));
    }

    /// The pool of USDC runs dry on the way: nothing is left hanging here, the purchase fails whole.
    function test_RevertGiven_APoolTakesLessThanItWasGiven() public {
        usdc.mint(address(this), 1e18);
        FullPool narrow = FullPool(address(factory.createPool(address(usdc), address(weth), 500)));
        (uint256 of0, uint256 of1) = address(usdc) < address(weth)
            ? (uint256(3_000e6), uint256(1e18))
            : (uint256(1e18), uint256(3_000e6));
        narrow.initialize(uint160(Math.sqrt(Math.mulDiv(of1, 1 << 192, of0))));
        (, int24 tick, , , , , ) = narrow.slot0();
        narrow.mint(address(this), (tick / 10) * 10 - 100, (tick / 10) * 10 + 100, 1e12, "");
        usdc.mint(address(treasury), 400_000e6);
        (bool bought, bytes memory why) = address(buyback).call(abi.encodeCall(Buyback.buyback, ()));
        vm.assertFalse(bought);
        vm.assertEq(bytes32(bytes4(why)), bytes32(IBuyback.BuybackPartlyFilled.selector));
    }

    /// A way through ether that costs too much is refused by the least that must come out.
    function test_RevertGiven_TheWayThroughEtherCostsTooMuch() public {
        usdc.mint(address(this), 1e18);
        makePool(address(usdc), address(weth), 500, 3_300e6, 1e18, 54_772_255_750_516_611);
        usdc.mint(address(treasury), 400_000e6);
        _expectTooLittle();
    }

    /// A dollar of USDC that is no dollar buys too little.
    function test_RevertGiven_UsdcIsNoDollar() public {
        usdc.mint(address(this), 1e18);
        makePool(address(usdc), address(weth), 500, 3_060e6, 1e18, 54_772_255_750_516_611);
        usdc.mint(address(treasury), 400_000e6);
        _expectTooLittle();
    }

    /* CAPS */

    function test_RevertGiven_TheDayIsUsedUp() public {
        buyback.buyback();
        pass(30 minutes);
        // The rest of the day's cap, then nothing.
        _assertNear(buyback.nextPurchase().usdE18, 3_000e18);
        buyback.buyback();
        pass(30 minutes);
        vm.expectRevert(IBuyback.BuybackNothingToSpend.selector);
        buyback.buyback();
        pass(24 hours);
        buyback.buyback();
    }

    function test_RevertGiven_TheMonthIsUsedUp() public {
        // Four chunks of nearly $5,000, and what they left.
        for (uint256 i = 0; i < 5; i++) {
            (, , , uint256 left) = buyback.state();
            if (left > 1e18) buyback.buyback();
            pass(25 hours);
            oracle.poke();
            pushTo(10_000);
        }
        vm.expectRevert(IBuyback.BuybackNothingToSpend.selector);
        buyback.buyback();
    }

    function test_SetsItsLimits() public {
        vm.expectEmit(address(buyback));
        emit IBuyback.LimitsSet(_limits(8_000e18, 20_000e18), _limits(1e18, 2e18));
        buyback.setLimits(_limits(1e18, 2e18));
        vm.assertEq(buyback.limits().dailyUsdE18, 1e18);
        _assertNear(buyback.nextPurchase().usdE18, 1e18);
    }

    /// What was spent stays spent: a higher cap adds the difference, and nothing of the time that has passed.
    function test_ARaisedCapDoesNotRefillThePast() public {
        buyback.buyback();
        (, , uint256 today, uint256 month) = buyback.state();
        pass(23 hours);
        buyback.setLimits(_limits(80_000e18, 200_000e18));
        (, , uint256 todayRaised, uint256 monthRaised) = buyback.state();
        vm.assertEq(todayRaised, today + 72_000e18);
        vm.assertEq(monthRaised, month + 180_000e18);
        buyback.setLimits(_limits(1e18, 2e18));
        buyback.setLimits(_limits(8_000e18, 20_000e18));
        (, , todayRaised, monthRaised) = buyback.state();
        vm.assertEq(todayRaised, today);
        vm.assertEq(monthRaised, month);
    }

    /// Whatever is spent: the least is at least 99 % of what the mean price gives, to the last wei, and the caps count no less
    /// than was spent.
    function testFuzz_TheLeastAndTheDollarsAreRoundedUp(uint128 cap) public {
        cap = uint128(bound(cap, 1e4, 5_000e18));
        buyback.setLimits(_limits(cap, cap));
        IBuyback.Purchase memory next = buyback.nextPurchase();
        IMarketOracle.Market memory seen = oracle.market();
        vm.assertGe(next.usdE18 * 1e18, next.amount * seen.ethE18);
        vm.assertLe(next.usdE18, cap);
        vm.assertGe(next.minSogni * seen.meanE18 * 10_000, next.usdE18 * 1e18 * 9_900);
        // And a wei less would be too little.
        vm.assertLt((next.minSogni - 2) * seen.meanE18 * 10_000, next.usdE18 * 1e18 * 9_900);
    }

    /// However often and whenever it is called, no window of a day or of 30 days takes more than its cap.
    function testFuzz_NoWindowTakesMoreThanItsCap(uint32[20] calldata waits) public {
        uint256[20] memory times;
        uint256[20] memory spent;
        for (uint256 i = 0; i < 20; i++) {
            pass(bound(waits[i], 30 minutes, 4 days));
            if (block.timestamp >= oracle.nextPokeAt()) oracle.poke();
            pushTo(10_000);
            uint256 held = address(treasury).balance;
            try buyback.buyback() {} catch {}
            times[i] = block.timestamp;
            spent[i] = (held - address(treasury).balance) * 3_000;
            (uint256 day, uint256 month) = (0, 0);
            for (uint256 j = 0; j <= i; j++) {
                if (times[j] + 1 days > block.timestamp) day += spent[j];
                if (times[j] + 30 days > block.timestamp) month += spent[j];
            }
            vm.assertTrue(day <= 8_000e18 && month <= 20_000e18);
        }
    }

    /* SOLVENCY */

    /// What is bought into the inventory counts before the treasury asks whether it is solvent.
    function test_BuysWhereOnlyTheBoughtSogniKeepsItSolvent() public {
        _oweAllBut(100e18);
        buyback.buyback();
        treasury.requireSolvent();
    }

    function test_RevertGiven_RewardsWouldLeaveTheTreasuryInsolvent() public {
        _oweAllBut(100e18);
        buyback.setDestination(true);
        (bool bought, bytes memory why) = address(buyback).call(abi.encodeCall(Buyback.buyback, ()));
        vm.assertFalse(bought);
        vm.assertEq(bytes32(bytes4(why)), bytes32(ITreasury.TreasuryInsolvent.selector));
        vm.assertEq(address(treasury).balance, 100e18);
    }

    /* SANDWICHES */

    function test_RevertWhen_ThePriceWasPushedUpBeforehand() public {
        pushTo(10_210);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBuyback.BuybackSpotOff.selector,
                oracle.market().spotE18,
                oracle.market().meanE18,
                200
            )
        );
        buyback.buyback();
    }

    function test_RevertWhen_ThePriceIsFarFromTheDay() public {
        pass(24 hours);
        // The half hour is within 10 % of the day and the block within 2 % of the half hour, but not of the day.
        pushTo(10_950);
        pass(30 minutes);
        pushTo(11_060);
        IMarketOracle.Market memory seen = oracle.market();
        vm.expectRevert(
            abi.encodeWithSelector(IBuyback.BuybackSpotOff.selector, seen.spotE18, seen.referenceE18, 1_000)
        );
        buyback.buyback();
    }

    function test_RevertWhen_ASandwichTakesMoreThanAPercent() public {
        pushTo(10_150);
        _expectTooLittle();
    }

    /// Whatever is traded in the same block before: the treasury gets 99 % of what the mean price gives, or nothing moves.
    /// And whoever did it, and trades back, has less than before.
    function testFuzz_ASandwichNeverTakesMoreThanAPercent(uint96 push, bool up) public {
        uint256 before = weth.balanceOf(address(this));
        uint256 sognis = sogni.balanceOf(address(this));
        IBuyback.Purchase memory wanted = buyback.nextPurchase();
        if (up) buySogni(bound(push, 1e15, 20e18));
        else sellSogni(bound(push, 1e18, 1_000_000e18));
        uint256 treasuryBefore = address(treasury).balance;
        try buyback.buyback() returns (uint256 bought) {
            vm.assertGe(bought, wanted.minSogni);
            vm.assertLe(treasuryBefore - address(treasury).balance, wanted.amount);
        } catch {
            vm.assertEq(address(treasury).balance, treasuryBefore);
            return;
        }
        uint256 now_ = sogni.balanceOf(address(this));
        if (now_ > sognis) {
            sellSogni(now_ - sognis);
            // Two fees of 0.3 % eat what a percent of one chunk may yield: at most a hundredth of a chunk is left.
            vm.assertLe(weth.balanceOf(address(this)), before + wanted.amount / 100);
        }
    }

    /* HELPERS */

    function _limits(uint128 daily, uint128 monthly) private pure returns (IBuyback.Limits memory) {
        return IBuyback.Limits({chunk: CHUNK, dailyUsdE18: daily, monthlyUsdE18: monthly});
    }

    function _poolOfUsdc() private {
        usdc.mint(address(this), 1e18);
        makePool(address(usdc), address(weth), 500, 3_000e6, 1e18, 54_772_255_750_516_611);
    }

    /// @dev So much purchased Spark that `spare` dollars of the $300,000 are left.
    function _oweAllBut(uint256 spare) private {
        manager.grantRole(MINTER_ROLE, address(this), 0);
        spark.setMintLimit(address(this), PURCHASED, 1e30, 1 days);
        uint256 owed = 300_000e18 - spare;
        // A Spark of $0.005 counts 55 % and a tenth of that.
        spark.mint(alice, (owed * 1e18) / 3_025e12, PURCHASED, ISparkPoints.MintReason.Sale);
    }

    function _expectNoMarket(IMarketOracle.Verdict verdict) private {
        vm.expectRevert(abi.encodeWithSelector(IBuyback.BuybackNoMarket.selector, verdict));
        buyback.buyback();
    }

    function _expectTooLittle() private {
        (bool bought, bytes memory why) = address(buyback).call(abi.encodeCall(Buyback.buyback, ()));
        vm.assertFalse(bought);
        vm.assertEq(bytes32(bytes4(why)), bytes32(IBuyback.BuybackTooLittle.selector));
    }

    function _assertNothingStays() private view {
        vm.assertEq(address(buyback).balance, 0);
        vm.assertEq(sogni.balanceOf(address(buyback)), 0);
        vm.assertEq(weth.balanceOf(address(buyback)), 0);
        vm.assertEq(usdc.balanceOf(address(buyback)), 0);
    }

    function _assertNear(uint256 price, uint256 wanted) private pure {
        uint256 distance = price > wanted ? price - wanted : wanted - price;
        vm.assertLe(distance, (wanted * 3) / 10_000);
    }
}
