// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {PausableUpgradeable} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";
import {IFiatMinter} from "../../../contracts/interfaces/IFiatMinter.sol";
import {EconomyWorld} from "../../helpers/EconomyWorld.sol";

contract FiatMinterTest is EconomyWorld {
    bytes32 private constant RECEIPT = keccak256("stripe:1");

    function setUp() public {
        buildEconomy();
        usdc.mint(address(treasury), 1_000_000e6);
    }

    /* MINT */

    function test_MintsForThePriceAndTheFee() public {
        vm.expectEmit(address(fiat));
        emit IFiatMinter.FiatMinted(
            RECEIPT,
            alice,
            11e6,
            2_000e18,
            0,
            uint48(block.timestamp + 72 hours),
            10e6
        );
        vm.assertEq(fiat.mint(RECEIPT, alice, 11e6, 2_000e18), 2_000e18);
        vm.assertEq(spark.classBalanceOf(alice, PURCHASED), 2_000e18);
        vm.assertEq(fiat.fiatOwed(), 10e6);
        vm.assertEq(fiat.mintableUsdE6(alice), 489e6);
        vm.assertEq(fiat.receiptOf(RECEIPT).spark, 2_000e18);
    }

    function test_RevertWhen_StrangerCalls() public {
        expectUnauthorized();
        fiat.mint(RECEIPT, alice, 1e6, 0);
        expectUnauthorized();
        fiat.chargeback(RECEIPT, 1);
        expectUnauthorized();
        fiat.setLimits(fiatLimits());
        expectUnauthorized();
        fiat.pause();
        expectUnauthorized();
        fiat.unpause();
        expectUnauthorized();
        fiat.upgradeToAndCall(address(1), "");
    }

    function test_RevertWhen_TheOwnerIsNobodyOrTheMinter() public {
        vm.expectRevert(abi.encodeWithSelector(IFiatMinter.FiatMinterInvalidOwner.selector, address(0)));
        fiat.mint(RECEIPT, address(0), 1e6, 0);
        vm.expectRevert(abi.encodeWithSelector(IFiatMinter.FiatMinterInvalidOwner.selector, address(fiat)));
        fiat.mint(RECEIPT, address(fiat), 1e6, 0);
    }

    function test_RevertWhen_ThePaymentBuysTooLittle() public {
        vm.expectRevert(
            abi.encodeWithSelector(IFiatMinter.FiatMinterTooLittle.selector, 2_000e18, 2_000e18 + 1)
        );
        fiat.mint(RECEIPT, alice, 11e6, 2_000e18 + 1);
        vm.expectRevert(abi.encodeWithSelector(IFiatMinter.FiatMinterTooLittle.selector, 0, 0));
        fiat.mint(RECEIPT, alice, 0, 0);
    }

    function test_RevertWhen_Paused() public {
        fiat.pause();
        vm.expectRevert(PausableUpgradeable.EnforcedPause.selector);
        fiat.mint(RECEIPT, alice, 1e6, 0);
        fiat.unpause();
        fiat.mint(RECEIPT, alice, 1e6, 0);
    }

    function test_RevertWhen_TheOwnersBucketIsEmpty() public {
        fiat.mint(RECEIPT, alice, 400e6, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IFiatMinter.FiatMinterUserLimited.selector, alice, 100e6, 100e6 + 1)
        );
        fiat.mint(keccak256("2"), alice, 100e6 + 1, 0);
        vm.warp(block.timestamp + 12 hours);
        fiat.mint(keccak256("2"), alice, 350e6, 0);
    }

    function test_RevertWhen_TheWholeBucketIsEmpty() public {
        _mintMany(40, 500e6);
        vm.expectRevert(abi.encodeWithSelector(IFiatMinter.FiatMinterTotalLimited.selector, 0, 1e6));
        fiat.mint(RECEIPT, alice, 1e6, 0);
    }

    function test_RevertWhen_TheCreditLineIsReached() public {
        IFiatMinter.Limits memory limits = fiatLimits();
        limits.creditLineUsdE6 = 10e6;
        fiat.setLimits(limits);
        fiat.mint(RECEIPT, alice, 11e6, 0);
        vm.expectRevert(abi.encodeWithSelector(IFiatMinter.FiatMinterCreditLine.selector, 11e6, 10e6));
        fiat.mint(keccak256("2"), alice, 1.1e6, 0);
        _settle(4e6);
        vm.assertEq(fiat.fiatOwed(), 6e6);
        fiat.mint(keccak256("2"), alice, 1.1e6, 0);
    }

    /* SETTLE */

    function test_PaysUsdcIntoTheTreasuryAndAhead() public {
        fiat.mint(RECEIPT, alice, 11e6, 0);
        uint256 before = usdc.balanceOf(address(treasury));
        _settle(13e6);
        vm.assertEq(fiat.fiatOwed(), 0);
        vm.assertEq(usdc.balanceOf(address(treasury)) - before, 13e6);
        fiat.mint(keccak256("2"), alice, 11e6, 0);
        vm.assertEq(fiat.fiatOwed(), 7e6);
    }

    function test_RevertWhen_NothingIsPaid() public {
        vm.expectRevert(IFiatMinter.FiatMinterZeroAmount.selector);
        fiat.settle(0);
    }

    /* ESCROW */

    function test_ANewOwnerGetsTwentyDollarsAtOnceAndTheRestInThreeDays() public {
        fiat.mint(RECEIPT, alice, 110e6, 0);
        uint256 all = 20_000e18;
        uint256 instant = (all * 20) / 110;
        vm.assertEq(spark.balanceOf(alice), instant);
        vm.assertEq(fiat.receiptOf(RECEIPT).escrowed, all - instant);
        // A second receipt of a new owner waits whole.
        fiat.mint(keccak256("2"), alice, 11e6, 0);
        vm.assertEq(fiat.receiptOf(keccak256("2")).escrowed, 2_000e18);

        _expectNothing(RECEIPT, all - instant, 1_000_000 + 72 hours);
        fiat.release(RECEIPT);
        vm.warp(1_000_000 + 72 hours);
        vm.expectEmit(address(fiat));
        emit IFiatMinter.EscrowReleased(RECEIPT, alice, all - instant);
        vm.prank(stranger);
        fiat.release(RECEIPT);
        vm.assertEq(spark.balanceOf(alice), all);
        _expectNothing(RECEIPT, 0, 1_000_000 + 72 hours);
        fiat.release(RECEIPT);
        // No longer new.
        fiat.mint(keccak256("3"), alice, 110e6, 0);
        vm.assertEq(fiat.receiptOf(keccak256("3")).escrowed, 0);
    }

    /* CHARGEBACK */

    function test_AChargebackBurnsWhatWaitsFirst() public {
        fiat.mint(RECEIPT, alice, 110e6, 0);
        uint256 had = spark.balanceOf(alice);
        fiat.chargeback(RECEIPT, 11e6);
        vm.assertEq(spark.balanceOf(alice), had);
        vm.assertEq(spark.totalSupply(), 18_000e18);
        vm.assertEq(fiat.fiatOwed(), 90e6);
        fiat.chargeback(RECEIPT, 110e6);
        vm.assertEq(spark.totalSupply(), 0);
        vm.assertEq(fiat.fiatOwed(), 0);
        // Not trusted for half a year.
        vm.assertEq(fiat.newUntil(alice), block.timestamp + 180 days);
    }

    function test_RevertWhen_ARefundIsRepeatedOrBeyondThePayment() public {
        fiat.mint(RECEIPT, alice, 110e6, 0);
        fiat.chargeback(RECEIPT, 11e6);
        _expectBadRefund(11e6, 11e6);
        fiat.chargeback(RECEIPT, 11e6);
        _expectBadRefund(110e6 + 1, 11e6);
        fiat.chargeback(RECEIPT, 110e6 + 1);
    }

    function test_RevertWhen_TheReceiptIsUnknownOrFinal() public {
        vm.expectRevert(abi.encodeWithSelector(IFiatMinter.FiatMinterUnknownReceipt.selector, RECEIPT));
        fiat.chargeback(RECEIPT, 1);
        fiat.mint(RECEIPT, alice, 1e6, 0);
        vm.warp(1_000_000 + 180 days);
        vm.expectRevert(
            abi.encodeWithSelector(IFiatMinter.FiatMinterReceiptFinal.selector, RECEIPT, 1_000_000 + 180 days)
        );
        fiat.chargeback(RECEIPT, 1);
    }

    /* ATTACKS: mechanisms 4.7 */

    function test_AttackDoubleMint_AReceiptMintsOnce() public {
        fiat.mint(RECEIPT, alice, 1e6, 0);
        vm.expectRevert(abi.encodeWithSelector(IFiatMinter.FiatMinterReceiptUsed.selector, RECEIPT));
        fiat.mint(RECEIPT, bob, 1e6, 0);
        fiat.chargeback(RECEIPT, 1e6);
        vm.expectRevert(abi.encodeWithSelector(IFiatMinter.FiatMinterReceiptUsed.selector, RECEIPT));
        fiat.mint(RECEIPT, alice, 1e6, 0);
    }

    /// What was rendered for stolen money is the loss of who runs the checkout, not of the treasury.
    function test_AttackChargebackAfterSpend_TheRestIsBurnedAndTheLossStaysOwed() public {
        fiat.mint(RECEIPT, alice, 11e6, 0);
        spendSpark(alice, 1_500e18);
        vm.expectEmit(address(fiat));
        emit IFiatMinter.ChargedBack(RECEIPT, alice, 11e6, 500e18, 1_500e18, 2.5e6);
        fiat.chargeback(RECEIPT, 11e6);
        vm.assertEq(spark.balanceOf(alice), 0);
        vm.assertEq(fiat.fiatOwed(), 7.5e6);
        fiat.mint(keccak256("2"), alice, 11e6, 0);
        vm.assertEq(fiat.receiptOf(keccak256("2")).escrowed, 2_000e18);
    }

    /* LIMITS */

    function test_SetsLimitsWithoutReachingIntoThePast() public {
        _mintMany(40, 500e6);
        vm.warp(block.timestamp + 12 hours);
        IFiatMinter.Limits memory next = fiatLimits();
        next.totalUsdE6 = 40_000e6;
        vm.expectEmit(address(fiat));
        emit IFiatMinter.LimitsSet(fiatLimits(), next);
        fiat.setLimits(next);
        vm.assertEq(fiat.limits().totalUsdE6, 40_000e6);
        vm.assertEq(fiat.mintableUsdE6(alice), 500e6);
    }

    function test_RevertWhen_ALimitIsBeyondReason() public {
        for (uint256 i = 0; i < 7; i++) {
            IFiatMinter.Limits memory bad = fiatLimits();
            if (i == 0) bad.totalUsdE6 = 1_000_000e6 + 1;
            if (i == 1) bad.userUsdE6 = bad.totalUsdE6 + 1;
            if (i == 2) bad.creditLineUsdE6 = 500_000e6 + 1;
            if (i == 3) bad.instantUsdE6 = bad.userUsdE6 + 1;
            if (i == 4) bad.windowSeconds = 1 hours - 1;
            if (i == 5) bad.escrowSeconds = 30 days + 1;
            if (i == 6) bad.feeBps = 5_001;
            vm.expectRevert(abi.encodeWithSelector(IFiatMinter.FiatMinterBadLimits.selector, bad));
            fiat.setLimits(bad);
        }
    }

    /* ROUNDING */

    function testFuzz_PartsOfARefundAddUpAndNothingIsLeft(uint64 usdE6, uint64 part, uint256 spent) public {
        usdE6 = uint64(bound(usdE6, 2, 500e6));
        part = uint64(bound(part, 1, usdE6 - 1));
        uint256 minted = fiat.mint(RECEIPT, alice, usdE6, 0);
        vm.assertLe(minted * 5_500, uint256(usdE6) * 1e18);
        spent = bound(spent, 0, spark.balanceOf(alice));
        if (spent > 0) spendSpark(alice, spent);
        fiat.chargeback(RECEIPT, part);
        fiat.chargeback(RECEIPT, usdE6);
        IFiatMinter.Receipt memory row = fiat.receiptOf(RECEIPT);
        vm.assertEq(row.recalled, row.spark);
        vm.assertEq(row.escrowed, 0);
        vm.assertEq(spark.totalSupply(), 0);
        // What was rendered stays owed, in full.
        vm.assertGe(fiat.fiatOwed() * 1e12, (spent * 5e15) / 1e18);
    }

    function _mintMany(uint256 count, uint64 usdE6) private {
        for (uint160 i = 1; i <= count; i++) fiat.mint(bytes32(uint256(i)), address(i), usdE6, 0);
    }

    function _settle(uint256 amount) private {
        usdc.mint(bob, amount);
        vm.startPrank(bob);
        usdc.approve(address(fiat), amount);
        fiat.settle(amount);
        vm.stopPrank();
    }

    function _expectNothing(bytes32 receipt, uint256 escrowed, uint256 releaseAt) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                IFiatMinter.FiatMinterNothingToRelease.selector,
                receipt,
                escrowed,
                releaseAt
            )
        );
    }

    function _expectBadRefund(uint256 refunded, uint256 before) private {
        vm.expectRevert(
            abi.encodeWithSelector(IFiatMinter.FiatMinterBadRefund.selector, refunded, before, 110e6)
        );
    }
}
