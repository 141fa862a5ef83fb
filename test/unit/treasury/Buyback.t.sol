// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IBuyback} from "../../../contracts/interfaces/IBuyback.sol";
import {ITreasury} from "../../../contracts/interfaces/ITreasury.sol";
import {Buyback} from "../../../contracts/treasury/Buyback.sol";
import {Vm} from "../../helpers/Test.sol";
import {BuybackWorld} from "./BuybackWorld.sol";

/// @dev What a purchase does, and that it leaves the treasury solvent.
contract BuybackTest is BuybackWorld {
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
}
