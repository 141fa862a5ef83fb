// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IRewardStream} from "../../../contracts/interfaces/IRewardStream.sol";
import {SogniMock} from "../../../contracts/mocks/LedgerNeighbourMocks.sol";
import {RewardStream} from "../../../contracts/treasury/RewardStream.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

contract RewardStreamTest is ManagedTest {
    SogniMock private sogni = new SogniMock();
    address private rewards = makeAddr("rewards");
    RewardStream private stream;

    function setUp() public {
        vm.warp(100 days + 3 hours);
        stream = RewardStream(
            proxyOf(
                address(new RewardStream(sogni)),
                abi.encodeCall(RewardStream.initialize, (address(manager), rewards))
            )
        );
    }

    function test_VestsOverThirtyDaysFromTheEndOfTheDay() public {
        sogni.mint(address(stream), 30e18);
        vm.expectEmit(address(stream));
        emit IRewardStream.TakenIn(100, 30e18);
        stream.takeIn();
        vm.assertEq(stream.takeIn(), 0);
        vm.assertEq(stream.streaming(), 30e18);
        vm.warp(101 days);
        vm.assertEq(stream.release(), 0);
        vm.warp(111 days + 12 hours);
        vm.assertEq(stream.releasable(), 10.5e18);
        vm.expectEmit(address(stream));
        emit IRewardStream.Released(rewards, 10.5e18);
        vm.prank(stranger);
        stream.release();
        vm.assertEq(stream.release(), 0);
        vm.warp(131 days);
        stream.release();
        vm.assertEq(sogni.balanceOf(rewards), 30e18);
        vm.assertEq(stream.streaming(), 0);
    }

    function test_CatchesUpAfterAYearAndAHalf() public {
        sogni.mint(address(stream), 1e18);
        stream.takeIn();
        vm.warp(700 days);
        sogni.mint(address(stream), 2e18);
        stream.takeIn();
        vm.warp(740 days);
        stream.release();
        stream.release();
        vm.assertEq(sogni.balanceOf(rewards), 3e18);
    }

    /// A gift of a wei on each day does not move what came before it.
    function test_AGiftDelaysNobody() public {
        sogni.mint(address(stream), 30e18);
        stream.takeIn();
        for (uint256 day = 101; day <= 131; day++) {
            vm.warp(day * 1 days);
            sogni.mint(address(stream), 1);
            stream.release();
        }
        vm.assertGe(sogni.balanceOf(rewards), 30e18);
    }

    function test_SetsTheDestination() public {
        vm.expectEmit(address(stream));
        emit IRewardStream.DestinationSet(rewards, address(this));
        stream.setDestination(address(this));
        vm.assertEq(stream.destination(), address(this));
        vm.expectRevert(IRewardStream.RewardStreamNoDestination.selector);
        stream.setDestination(address(0));
        expectUnauthorized();
        stream.setDestination(stranger);
        expectUnauthorized();
        stream.upgradeToAndCall(address(1), "");
    }

    function testFuzz_NothingIsLostOrMade(uint256[8] memory amounts, uint256[8] memory waits) public {
        uint256 sum = 0;
        for (uint256 i = 0; i < 8; i++) {
            uint256 amount = bound(amounts[i], 0, 1e27);
            sum += amount;
            sogni.mint(address(stream), amount);
            vm.warp(block.timestamp + bound(waits[i], 0, 40 days));
            uint256 expected = stream.releasable();
            vm.assertEq(stream.release(), expected);
            vm.assertEq(sogni.balanceOf(address(stream)), stream.streaming());
        }
        vm.warp(block.timestamp + 31 days);
        stream.release();
        vm.assertEq(sogni.balanceOf(rewards), sum);
    }
}
