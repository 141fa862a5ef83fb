// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IBuyback} from "../../../contracts/interfaces/IBuyback.sol";
import {IMarketOracle} from "../../../contracts/interfaces/IMarketOracle.sol";
import {BuybackWorld} from "./BuybackWorld.sol";

/// @dev Who trades around a purchase.
contract BuybackSandwichesTest is BuybackWorld {
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
}
