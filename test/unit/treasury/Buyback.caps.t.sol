// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IBuyback} from "../../../contracts/interfaces/IBuyback.sol";
import {IMarketOracle} from "../../../contracts/interfaces/IMarketOracle.sol";
import {BuybackWorld} from "./BuybackWorld.sol";

/// @dev What a day and a month may take.
contract BuybackCapsTest is BuybackWorld {
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
}
