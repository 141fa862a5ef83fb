// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {PausableUpgradeable} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";
import {IAutoStaker} from "../../../contracts/interfaces/IAutoStaker.sol";
import {AutoStaker} from "../../../contracts/staking/AutoStaker.sol";
import {RewardBox} from "../../../contracts/staking/RewardBox.sol";
import {StakingWorld} from "../../helpers/StakingWorld.sol";

contract AutoStakerTest is StakingWorld {
    AutoStaker private staker;

    function setUp() public {
        deployStaking();
        staker = new AutoStaker(sogni, vault);
    }

    function test_RevertWhen_TheShareIsMoreThanAll() public {
        vm.expectRevert(abi.encodeWithSelector(IAutoStaker.AutoStakerShareTooHigh.selector, 10_001));
        staker.setShare(10_001);
    }

    function test_RevertGiven_AnEmptyBox() public {
        vm.expectRevert(abi.encodeWithSelector(IAutoStaker.AutoStakerNothingToDistribute.selector, alice));
        staker.distribute(alice);
    }

    function test_RevertWhen_AStrangerEmptiesABox() public {
        sogni.transfer(staker.boxOf(alice), 1);
        staker.distribute(alice);
        RewardBox box = RewardBox(staker.boxOf(alice));
        vm.expectRevert(abi.encodeWithSelector(RewardBox.RewardBoxNotStaker.selector, stranger));
        vm.prank(stranger);
        box.empty();
    }

    function test_PaysEverythingUntilTheOwnerSetsAShareAndAfterItCancels() public {
        _reward(alice, 100);
        staker.distribute(alice);
        vm.assertEq(sogni.balanceOf(alice), 100);
        vm.prank(alice);
        vm.expectEmit(address(staker));
        emit IAutoStaker.AutoStakeSet(alice, 0, 3_333);
        staker.setShare(3_333);
        _reward(alice, 100);
        vm.expectEmit(address(staker));
        emit IAutoStaker.RewardsDistributed(alice, 33, 67);
        vm.prank(stranger);
        staker.distribute(alice);
        _reward(alice, 100);
        staker.distribute(alice);
        vm.assertEq(vault.activeOf(alice), 66);
        vm.assertEq(vault.getVotes(alice), 66);
        vm.assertEq(staker.shareOf(alice), 3_333);
        vm.prank(alice);
        staker.setShare(0);
        _reward(alice, 100);
        staker.distribute(alice);
        vm.assertEq(sogni.balanceOf(alice), 334);
    }

    function test_APausedVaultHoldsNobodysRewards() public {
        vm.prank(alice);
        staker.setShare(10_000);
        _reward(alice, 100);
        vault.pause();
        vm.expectRevert(PausableUpgradeable.EnforcedPause.selector);
        staker.distribute(alice);
        vm.prank(alice);
        staker.setShare(0);
        staker.distribute(alice);
        vm.assertEq(sogni.balanceOf(alice), 100);
    }

    function testFuzz_SplitsExactlyAndRoundsTheStakeDown(uint256 amount, uint16 share) public {
        amount = bound(amount, 1, 1e27);
        share = uint16(bound(share, 0, 10_000));
        vm.prank(alice);
        staker.setShare(share);
        _reward(alice, amount);
        _reward(bob, 7);
        (uint256 staked, uint256 paid) = staker.distribute(alice);
        vm.assertEq(staked, (amount * share) / 10_000);
        vm.assertEq(staked + paid, amount);
        vm.assertEq(vault.activeOf(alice), staked);
        vm.assertEq(sogni.balanceOf(alice), paid);
        vm.assertEq(sogni.balanceOf(staker.boxOf(bob)), 7);
        vm.assertEq(sogni.balanceOf(address(staker)), 0);
    }

    function _reward(address owner, uint256 amount) private {
        sogni.transfer(staker.boxOf(owner), amount);
    }
}
