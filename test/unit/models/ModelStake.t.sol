// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IModelStake} from "../../../contracts/interfaces/IModelStake.sol";
import {ModelStake} from "../../../contracts/models/ModelStake.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";
import {BondCoin} from "../rewards/ScoreWorld.sol";

contract ModelStakeTest is ManagedTest {
    BondCoin private sogni = new BondCoin();
    address private registry = neighbour("registry");
    address private alice = makeAddr("alice");
    ModelStake private stakes;

    function setUp() public {
        stakes = ModelStake(
            proxyOf(
                address(new ModelStake(sogni, IModelRegistry(registry))),
                abi.encodeCall(ModelStake.initialize, (address(manager), 1_000))
            )
        );
        _listed(true);
        sogni.mint(alice, 10_000);
        vm.prank(alice);
        sogni.approve(address(stakes), type(uint256).max);
    }

    function test_StakeRaisesAModelUpToABound() public {
        vm.expectEmit(address(stakes));
        emit IModelStake.ModelStaked(3, alice, 500, 500, 500);
        _stake(500);
        vm.assertEq(stakes.stakeOf(3), 500);
        vm.assertEq(stakes.boostBps(3), 2_500);
        _stake(5_000);
        vm.assertEq(stakes.boostBps(3), 5_000);
        vm.assertEq(stakes.positionOf(3, alice).staked, 5_500);
        vm.assertEq(sogni.balanceOf(address(stakes)), 5_500);
    }

    function test_WhatIsAskedBackStopsCountingAndIsPaidLater() public {
        _stake(1_000);
        uint48 readyAt = uint48(block.timestamp) + 7 days;
        vm.expectEmit(address(stakes));
        emit IModelStake.ModelUnstakeRequested(3, alice, 400, 600, 400, 600, readyAt);
        _unstake(400);
        vm.assertEq(stakes.boostBps(3), 3_000);
        vm.warp(readyAt - 1);
        _expectNotReady(readyAt);
        // A later request begins the 7 days again for both.
        _unstake(100);
        vm.warp(readyAt);
        _expectNotReady(readyAt - 1 + 7 days);
        vm.warp(readyAt - 1 + 7 days);
        // Whatever becomes of the model.
        _listed(false);
        vm.expectEmit(address(stakes));
        emit IModelStake.ModelStakeWithdrawn(3, alice, 500);
        vm.prank(alice);
        vm.assertEq(stakes.withdraw(3), 500);
        vm.assertEq(sogni.balanceOf(alice), 9_500);
        _expectNotReady(0);
    }

    function test_RevertWhen_AmountsOrModelsAreWrong() public {
        vm.expectRevert(abi.encodeWithSelector(IModelStake.ModelStakeZeroAmount.selector));
        stakes.stake(3, 0);
        vm.expectRevert(abi.encodeWithSelector(IModelStake.ModelStakeZeroAmount.selector));
        stakes.requestUnstake(3, 0);
        _stake(10);
        vm.expectRevert(
            abi.encodeWithSelector(IModelStake.ModelStakeInsufficient.selector, 3, alice, 10, 11)
        );
        _unstake(11);
        _listed(false);
        vm.expectRevert(abi.encodeWithSelector(IModelStake.ModelStakeNotListed.selector, 3));
        _stake(1);
    }

    function test_SetsTheStakeOfTheWholeBoost() public {
        expectUnauthorized();
        stakes.setFullStake(1);
        vm.expectRevert(abi.encodeWithSelector(IModelStake.ModelStakeZeroAmount.selector));
        stakes.setFullStake(0);
        vm.expectEmit(address(stakes));
        emit IModelStake.FullStakeSet(1_000, 2_000);
        stakes.setFullStake(2_000);
        vm.assertEq(stakes.fullStake(), 2_000);
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(new ModelStake(sogni, IModelRegistry(registry)));
        expectUnauthorized();
        stakes.upgradeToAndCall(next, "");
    }

    function testFuzz_HoldsWhatIsStakedAndCooling(uint104[6] memory amounts) public {
        for (uint256 i = 0; i < 6; i++) {
            IModelStake.Position memory position = stakes.positionOf(3, alice);
            if (i % 2 == 0) _stake(uint104(bound(amounts[i], 1, 3_000)));
            else _unstake(uint104(bound(amounts[i], 1, position.staked)));
            position = stakes.positionOf(3, alice);
            vm.assertEq(sogni.balanceOf(address(stakes)), uint256(position.staked) + position.cooling);
            vm.assertEq(stakes.stakeOf(3), position.staked);
        }
    }

    function _stake(uint104 amount) private {
        vm.prank(alice);
        stakes.stake(3, amount);
    }

    function _unstake(uint104 amount) private {
        vm.prank(alice);
        stakes.requestUnstake(3, amount);
    }

    function _expectNotReady(uint48 readyAt) private {
        vm.expectRevert(abi.encodeWithSelector(IModelStake.ModelStakeNotReady.selector, 3, alice, readyAt));
        vm.prank(alice);
        stakes.withdraw(3);
    }

    function _listed(bool listed) private {
        vm.mockCall(registry, abi.encodeCall(IModelRegistry.isListed, (3)), abi.encode(listed));
    }
}
