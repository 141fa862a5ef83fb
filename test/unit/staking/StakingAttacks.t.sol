// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ILpStaking} from "../../../contracts/interfaces/ILpStaking.sol";
import {IStakingVault} from "../../../contracts/interfaces/IStakingVault.sol";
import {StakingWorld} from "../../helpers/StakingWorld.sol";

/// @dev The attacks on staking that the design names, one test each.
contract StakingAttacksTest is StakingWorld {
    function setUp() public {
        deployStaking();
        lpStaking.listPool(address(pair), address(oracle));
        stakes(alice, 1_000e18);
    }

    function test_FillingTheQueueHurtsOnlyWhoFillsIt() public {
        vm.startPrank(alice);
        for (uint256 i = 0; i < 16; ++i) vault.requestUnstake(1e18);
        vm.expectRevert(
            abi.encodeWithSelector(IStakingVault.StakingVaultTooManyRequests.selector, alice, 16)
        );
        vault.requestUnstake(1e18);
        vm.stopPrank();
        // Nobody can add to the queue of another: staking for somebody makes no request.
        sogni.approve(address(vault), 1e18);
        vault.stakeFor(bob, 1e18);
        vm.assertEq(vault.requestsOf(bob).length, 0);
        // A full queue can still be slashed and emptied.
        vm.assertEq(vault.slash(alice, "case", 990e18, treasury), 990e18);
        later(7 days);
        vm.prank(alice);
        vm.assertEq(vault.withdraw(), 10e18);
    }

    function test_StakeVoteUnstakeInOneBlockHasNoVotesAtTheSnapshot() public {
        stakes(bob, 500e18);
        vm.prank(bob);
        vault.requestUnstake(500e18);
        later(1);
        vm.assertEq(vault.getPastVotes(bob, START), 0);
        vm.assertEq(vault.getPastTotalSupply(START), 1_000e18);
        vm.assertEq(sogni.balanceOf(bob), 0);
    }

    function test_DelegatingAndCoolingDownTakesTheVotesFromTheDelegate() public {
        vm.startPrank(alice);
        vault.delegate(bob);
        vault.requestUnstake(400e18);
        vm.assertEq(vault.getVotes(bob), 600e18);
        vault.delegate(alice);
        vm.assertEq(vault.getVotes(bob), 0);
        vm.assertEq(vault.getVotes(alice), 600e18);
    }

    function test_CoolingStakeIsSlashed() public {
        vm.prank(alice);
        vault.requestUnstake(1_000e18);
        later(7 days - 1);
        vm.assertEq(vault.slash(alice, "case", 300e18, treasury), 300e18);
        later(1);
        vm.prank(alice);
        vm.assertEq(vault.withdraw(), 700e18);
    }

    function test_RestakingDoesNotKeepAnOldReadyTime() public {
        vm.startPrank(alice);
        vault.requestUnstake(1_000e18);
        later(7 days);
        // Votes again, but what is asked back later waits the whole time.
        vault.restake(1_000e18);
        uint48 readyAt = vault.requestUnstake(1_000e18);
        vm.assertEq(readyAt, block.timestamp + 7 days);
        vm.expectRevert(
            abi.encodeWithSelector(IStakingVault.StakingVaultNothingReady.selector, alice, readyAt)
        );
        vault.withdraw();
    }

    function test_SkewedReservesDoNotMoveTheUnits() public {
        uint256 fair = lpStaking.fairRate(address(pair));
        // A swap that takes three quarters of the SOGNI out leaves k alone.
        pair.setReserves(25e23, 4e23);
        vm.assertEq(lpStaking.fairRate(address(pair)), fair);
        pair.setReserves(4e25, 25e21);
        vm.assertEq(lpStaking.fairRate(address(pair)), fair);
    }

    function test_ASandwichedRebaseGainsAtMostOneStepAndTheLowestDayHolds() public {
        uint128 rate = lpStaking.poolOf(address(pair)).rate;
        later(7 days);
        // A donation that is synced in raises k a hundredfold, around somebody's rebase.
        pair.setReserves(1e26, 1e24);
        lpStaking.rebase(address(pair));
        // The lowest rate of 30 days is still the honest one: nothing was gained.
        vm.assertEq(lpStaking.poolOf(address(pair)).rate, rate);
        vm.expectRevert(
            abi.encodeWithSelector(
                ILpStaking.LpStakingTooEarly.selector,
                address(pair),
                uint48(block.timestamp + 7 days)
            )
        );
        lpStaking.rebase(address(pair));
        // Held for a month, it gains a step a week and no more.
        later(31 days);
        lpStaking.rebase(address(pair));
        vm.assertEq(lpStaking.poolOf(address(pair)).rate, (uint256(rate) * 11) / 10);
    }

    function test_ABondDoesNotFollowTheLicenceAndStaysSlashable() public {
        vm.prank(alice);
        vault.bond("worker", 1_000e18);
        // The licence goes to bob: for him the worker has no bond, and the seller's is still there.
        vm.assertEq(vault.bondOf("worker", bob).amount, 0);
        vm.startPrank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IStakingVault.StakingVaultInsufficientStake.selector, alice, 0, 1)
        );
        vault.requestUnstake(1);
        vault.unbond("worker", 1_000e18);
        vault.requestUnstake(1_000e18);
        vm.stopPrank();
        // A late key settles for 48 h and its claim waits 72 h: a case in that time still finds the stake.
        later(5 days);
        vm.assertEq(vault.slash(alice, "case", 1_000e18, treasury), 1_000e18);
    }

    function test_OneStakeBondsOneLicence() public {
        vm.startPrank(alice);
        vault.bond("worker", 600e18);
        // What is pledged to one licence is not there for another, split as it may be.
        vm.expectRevert(
            abi.encodeWithSelector(
                IStakingVault.StakingVaultInsufficientStake.selector,
                alice,
                400e18,
                401e18
            )
        );
        vault.bond("another worker", 401e18);
        vault.bond("another worker", 400e18);
        vm.expectRevert(
            abi.encodeWithSelector(IStakingVault.StakingVaultInsufficientStake.selector, alice, 0, 1)
        );
        vault.bond("a third worker", 1);
        vm.stopPrank();
        // A slash cuts into all of them: no bond counts more than the stake that is left.
        vault.slash(alice, "case", 700e18, treasury);
        vm.assertEq(vault.bondedOf(alice), 300e18);
        vm.assertLe(
            vault.bondOf("worker", alice).amount + vault.bondOf("another worker", alice).amount,
            300e18
        );
    }
}
