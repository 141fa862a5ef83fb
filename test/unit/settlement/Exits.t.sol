// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRenderLedgerErrors as Errors} from "../../../contracts/interfaces/IRenderLedgerErrors.sol";
import {Currency} from "../../../contracts/types/LedgerTypes.sol";
import {LedgerCompare} from "../../helpers/LedgerCompare.sol";
import {TabBuilder} from "../../helpers/TabBuilder.sol";

contract ExitsTest is LedgerCompare, TabBuilder {
    address internal stranger = address(0x57A6);

    function setUp() public {
        buildWorld();
        openBoth(0, Currency.Sogni, 1e12);
        openBoth(1, Currency.Spark, 1e9);
        openBoth(2, Currency.Promo, 1e9);
    }

    function expectBoth(address sender, bytes memory data, bytes memory error) private {
        (bool success, bytes memory result) = callBoth(sender, data);
        assertTrue(!success, "must revert");
        assertEq(keccak256(result), keccak256(error), "error");
    }

    function allow(address sender, bytes memory data) private {
        (bool success, ) = callBoth(sender, data);
        assertTrue(success, "must succeed");
    }

    function earn(uint32 seq) private {
        settleBoth(encode(single(0, 0, seq, 1_000_000)));
    }

    function request(uint256 worker) private view returns (bytes memory) {
        return abi.encodeCall(packed.requestClaim, (operatorOf(worker)));
    }

    function test_RevertWhen_StrangerRequestsAClaim() public {
        earn(0);
        expectBoth(
            stranger,
            request(0),
            abi.encodeWithSelector(Errors.RenderLedgerNotClaimant.selector, operatorOf(0), stranger)
        );
    }

    function test_RevertWhen_NothingAccrued() public {
        bytes memory nothing = abi.encodeWithSelector(Errors.RenderLedgerNothingToClaim.selector);
        expectBoth(operatorOf(0), request(0), nothing);
        expectBoth(stranger, abi.encodeCall(packed.claim, (operatorOf(0))), nothing);
        expectBoth(stranger, abi.encodeCall(packed.claimRoyalty, (1)), nothing);
        expectBoth(stranger, abi.encodeCall(packed.claimTreasury, ()), nothing);
        expectBoth(stranger, abi.encodeCall(packed.flushBurn, ()), nothing);
    }

    function test_RevertWhen_BothBucketsAreTaken() public {
        for (uint32 i = 0; i < 2; i++) {
            earn(i);
            allow(operatorOf(0), request(0));
        }
        earn(2);
        expectBoth(
            operatorOf(0),
            request(0),
            abi.encodeWithSelector(Errors.RenderLedgerBucketsFull.selector, operatorOf(0))
        );
    }

    function test_RevertWhen_NobodyIsToBePaid() public {
        earn(0);
        allow(operatorOf(0), request(0));
        vm.warp(START + 72 hours);
        payees.setOperator(operatorOf(0), address(0), address(0));
        payees.setAccount(1, address(0));
        bytes memory error = abi.encodeWithSelector(Errors.RenderLedgerNoPayout.selector);
        expectBoth(stranger, abi.encodeCall(packed.claim, (operatorOf(0))), error);
        expectBoth(stranger, abi.encodeCall(packed.claimRoyalty, (1)), error);
    }

    function test_PaysEachBucketAfterItsHoldback() public {
        address payout = payees.payoutOf(operatorOf(0));
        earn(0);
        allow(payees.ownerOfOperator(operatorOf(0)), request(0));
        vm.warp(START + 24 hours);
        earn(1);
        allow(payout, request(0));
        vm.warp(START + 72 hours - 1);
        expectBoth(
            stranger,
            abi.encodeCall(packed.claim, (operatorOf(0))),
            abi.encodeWithSelector(Errors.RenderLedgerNothingToClaim.selector)
        );
        vm.warp(START + 72 hours);
        allow(stranger, abi.encodeCall(packed.claim, (operatorOf(0))));
        assertEq(sogni.balanceOf(payout), 2 * 525_000e9, "first bucket, from both ledgers");
        earn(2);
        allow(operatorOf(0), request(0));
        vm.warp(START + 96 hours);
        allow(stranger, abi.encodeCall(packed.claim, (operatorOf(0))));
        assertEq(sogni.balanceOf(payout), 4 * 525_000e9, "second bucket");
        assertEq(packed.pendingClaims(operatorOf(0)).amount0, 525_000, "the first bucket is in use again");
    }

    function test_HoldsRelaxedWorkersForAWeek() public {
        settleBoth(encode(single(0, 1, 0, 1_000_000)));
        allow(operatorOf(1), request(1));
        assertEq(packed.pendingClaims(operatorOf(1)).unlockAt0, START + 7 days, "unlock");
    }

    function test_PaysRoyaltyAndTreasury() public {
        earn(0);
        allow(stranger, abi.encodeCall(packed.claimRoyalty, (1)));
        allow(stranger, abi.encodeCall(packed.claimTreasury, ()));
        assertEq(sogni.balanceOf(payees.accountOf(1)), 2 * 25_000e9, "royalty");
        assertEq(sogni.balanceOf(treasury), 2 * 450_000e9, "take");
    }

    function test_BurnsWhatWasSpent() public {
        settleBoth(encode(single(1, 0, 0, 1_000_000)));
        settleBoth(encode(single(2, 0, 0, 300_000)));
        uint256 purchased = spark.supply(0);
        uint256 promotional = spark.supply(1);
        allow(stranger, abi.encodeCall(packed.flushBurn, ()));
        assertEq(purchased - spark.supply(0), 2 * 1_000_000e12, "purchased");
        assertEq(promotional - spark.supply(1), 2 * 300_000e12, "promotional");
        assertEq(packed.global().sparkHeld, packed.global().sparkOutstanding, "books");
    }

    // Pool

    function test_RevertWhen_PoolMovesNothing() public {
        bytes memory error = abi.encodeWithSelector(Errors.RenderLedgerZeroAmount.selector);
        expectBoth(address(this), abi.encodeCall(packed.fundPool, (0)), error);
        expectBoth(address(this), abi.encodeCall(packed.defundPool, (0)), error);
    }

    function test_RevertWhen_PoolIsDefundedBelowNeed() public {
        // 1e9 units of Spark outstanding at 500 SOGNI per Spark.
        uint64 needed = 1e9 * 500;
        expectBoth(
            address(this),
            abi.encodeCall(packed.defundPool, (POOL - needed + 1)),
            abi.encodeWithSelector(Errors.RenderLedgerPoolTooSmall.selector, needed - 1, needed)
        );
        expectBoth(
            address(this),
            abi.encodeCall(packed.defundPool, (POOL + 1)),
            abi.encodeWithSelector(Errors.RenderLedgerPoolTooSmall.selector, POOL, POOL + 1)
        );
        allow(address(this), abi.encodeCall(packed.defundPool, (POOL - needed)));
        assertEq(sogni.balanceOf(treasury), 2 * (uint256(POOL) - needed) * 1e9, "paid to the treasury");
    }

    function test_RevertWhen_RateIsNotCovered() public {
        pricing.setSparkRate(1e12 + 1);
        expectBoth(
            stranger,
            abi.encodeCall(packed.pushSparkRate, ()),
            abi.encodeWithSelector(Errors.RenderLedgerPoolTooSmall.selector, POOL, POOL + 1_000)
        );
        pricing.setSparkRate(1e12);
        allow(stranger, abi.encodeCall(packed.pushSparkRate, ()));
        assertEq(packed.global().sparkRate, 1e12, "rate");
    }

    function test_RevertWhen_RateIsZero() public {
        pricing.setSparkRate(0);
        expectBoth(
            stranger,
            abi.encodeCall(packed.pushSparkRate, ()),
            abi.encodeWithSelector(Errors.RenderLedgerZeroRate.selector)
        );
    }
}
