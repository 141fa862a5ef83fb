// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Test} from "../helpers/Test.sol";
import {SparkActors} from "./SparkActors.sol";

/// @dev The runner knows contracts of test files only. Here are the laws, by their numbers in docs/security/invariants.md.
contract SparkCity is SparkActors {
    function checkT1_SupplyIsMintedLessBurned() public view {
        vm.assertEq(spark.totalSupply(), minted - burned, "T1");
        vm.assertEq(
            spark.balanceOf(alice) + spark.balanceOf(bob) + spark.balanceOf(address(fiat)),
            spark.totalSupply(),
            "T1: owners"
        );
    }

    function checkT2_AReceiptMintsOnce() public view {
        for (uint256 id = 0; id < receipts(); ++id) {
            vm.assertLe(mintsOf[bytes32(id)], 1);
        }
    }

    function checkT3_CardsStayWithinBucketAndCreditLine() public view {
        uint256 elapsed = block.timestamp - firstAt;
        vm.assertLe(cardUsdE6, 20_000e6 + (20_000e6 * elapsed) / 1 days + 1);
        vm.assertLe(fiat.fiatOwed(), 50_000e6);
    }

    function checkT4_ManagersStayWithinTheirBucket() public view {
        uint256 elapsed = block.timestamp - firstAt;
        vm.assertLe(managerUsdc, 100e6 + (100e6 * elapsed) / 1 days + 1);
    }

    function checkT5_NothingIsMintedOrPaidIntoInsolvency() public view {
        vm.assertEq(insolvencies, 0, "T5");
    }

    function checkT6_TheSaleHoldsNothing() public view {
        uint256 held = usdc.balanceOf(address(sale)) + sogni.balanceOf(address(sale));
        vm.assertEq(held + address(sale).balance, 0, "T6");
    }

    function checkT7_NothingIsSoldBelowItsPrice() public view {
        vm.assertEq(bargains, 0, "T7");
    }

    function checkT8_WhatWaitsIsThere() public view {
        vm.assertEq(spark.balanceOf(address(fiat)), escrowed, "T8");
    }

    function checkT9_BoughtSogniIsNeitherLostNorMade() public view {
        uint256 left = sogni.balanceOf(address(stream));
        vm.assertEq(left + sogni.balanceOf(bob), sentToStream, "T9");
        vm.assertLe(stream.streaming(), left);
    }

    /// @dev A call of its own, so that its memory is given back.
    function checkLaws() external view {
        checkT1_SupplyIsMintedLessBurned();
        checkT2_AReceiptMintsOnce();
        checkT3_CardsStayWithinBucketAndCreditLine();
        checkT4_ManagersStayWithinTheirBucket();
        checkT5_NothingIsMintedOrPaidIntoInsolvency();
        checkT6_TheSaleHoldsNothing();
        checkT7_NothingIsSoldBelowItsPrice();
        checkT8_WhatWaitsIsThere();
        checkT9_BoughtSogniIsNeitherLostNorMade();
    }
}

/// Laws T1 to T9 of docs/security/invariants.md.
contract SparkEconomyInvariantTest is Test {
    uint256 private constant CALLS = 800;

    SparkCity private city;

    function setUp() public {
        city = new SparkCity();
        targetContract(address(city));
    }

    function invariant_LawsOfSparkAndTreasury() public view {
        city.checkLaws();
    }

    /// @dev More than 100,000 calls, in worlds of their own. ECONOMY_CAMPAIGN_RUNS makes it shorter or longer.
    function test_LawsHoldInALongCampaign() public {
        uint256 runs = vm.envOr("ECONOMY_CAMPAIGN_RUNS", 126);
        for (uint256 run = 0; run < runs; ++run) {
            // Before the clock of the world that is built: roles count from when they were granted.
            vm.warp(1);
            city = new SparkCity();
            for (uint256 i = 0; i < CALLS; ++i) {
                city.act(uint256(keccak256(abi.encode("economy", run, i))));
                if (i % 80 == 79) city.checkLaws();
            }
            vm.assertEq(city.calls(), CALLS);
        }
    }
}
