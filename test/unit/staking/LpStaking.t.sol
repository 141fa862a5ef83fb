// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {PausableUpgradeable} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";
import {ILpStaking} from "../../../contracts/interfaces/ILpStaking.sol";
import {Dollar, Pair, StakingWorld} from "../../helpers/StakingWorld.sol";

contract LpStakingTest is StakingWorld {
    /// @dev The vector of formulas.md 3: 100,000 units for one LP token, 90 % after the haircut.
    uint128 private constant RATE = 90_000e18;

    function setUp() public {
        deployStaking();
        vm.expectEmit(address(lpStaking));
        emit ILpStaking.PoolListed(address(pair), address(oracle), RATE);
        lpStaking.listPool(address(pair), address(oracle));
    }

    /* POOLS */

    function test_RevertWhen_ListingTwice() public {
        vm.expectRevert(abi.encodeWithSelector(ILpStaking.LpStakingListed.selector, address(pair)));
        lpStaking.listPool(address(pair), address(oracle));
    }

    function test_RevertWhen_ThePairHasNoSogni() public {
        Pair other = new Pair(address(1), address(2));
        vm.expectRevert(abi.encodeWithSelector(ILpStaking.LpStakingNotSogniPair.selector, address(other)));
        lpStaking.listPool(address(other), address(oracle));
    }

    function test_RevertWhen_TheQuoteHasTooManyDecimals() public {
        Dollar fine = new Dollar(19);
        Pair other = new Pair(address(fine), address(sogni));
        vm.expectRevert(abi.encodeWithSelector(ILpStaking.LpStakingDecimals.selector, address(fine), 19));
        lpStaking.listPool(address(other), address(oracle));
    }

    function test_RevertWhen_ThePoolIsEmpty() public {
        Pair other = new Pair(address(new Dollar(6)), address(sogni));
        vm.expectRevert(abi.encodeWithSelector(ILpStaking.LpStakingNoRate.selector, address(other)));
        lpStaking.listPool(address(other), address(oracle));
    }

    function test_EqualisesDecimalsAndReadsEitherOrder() public {
        Pair other = new Pair(address(new Dollar(6)), address(sogni));
        other.setReserves(1e11, 1e25);
        other.mint(address(this), 100e18);
        lpStaking.listPool(address(other), address(oracle));
        vm.assertEq(lpStaking.fairRate(address(other)), 100_000e18);
        vm.assertFalse(lpStaking.poolOf(address(other)).sogniFirst);
    }

    function test_RevertGiven_AnUnlistedPool() public {
        lpStaking.unlistPool(address(pair));
        bytes memory notListed = abi.encodeWithSelector(
            ILpStaking.LpStakingNotListed.selector,
            address(pair)
        );
        vm.expectRevert(notListed);
        lpStaking.stake(address(pair), 1);
        vm.expectRevert(notListed);
        lpStaking.unlistPool(address(pair));
        vm.expectRevert(abi.encodeWithSelector(ILpStaking.LpStakingNotListed.selector, bob));
        lpStaking.fairRate(bob);
    }

    /* RATE */

    function test_RevertWhen_RebasingWithinAWeek() public {
        later(7 days - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                ILpStaking.LpStakingTooEarly.selector,
                address(pair),
                uint48(START + 7 days)
            )
        );
        lpStaking.rebase(address(pair));
    }

    function test_ALowerRateComesInStepsOfATenth() public {
        later(7 days);
        // A SOGNI that costs four times as much: half the fair side.
        oracle.set(4e16);
        vm.expectEmit(address(lpStaking));
        emit ILpStaking.PoolRebased(address(pair), RATE, (RATE * 9) / 10);
        lpStaking.rebase(address(pair));
    }

    function test_TheLowestRateOfThirtyDaysCounts() public {
        later(1 days);
        oracle.set(4e16);
        lpStaking.observe(address(pair));
        oracle.set(1e16);
        lpStaking.observe(address(pair));
        vm.assertEq(lpStaking.lowestRate(address(pair)), 50_000e18);
        later(29 days);
        vm.assertEq(lpStaking.lowestRate(address(pair)), 50_000e18);
        later(1 days);
        vm.assertEq(lpStaking.lowestRate(address(pair)), type(uint256).max);
    }

    /* STAKE */

    function test_RevertWhen_AmountsAreZero() public {
        vm.expectRevert(ILpStaking.LpStakingZeroAmount.selector);
        lpStaking.stake(address(pair), 0);
        vm.expectRevert(ILpStaking.LpStakingZeroAmount.selector);
        lpStaking.requestUnstake(address(pair), 0);
    }

    function test_RevertWhen_TheTokenTakesAFee() public {
        pair.setFee(1);
        pair.approve(address(lpStaking), 10);
        vm.expectRevert(
            abi.encodeWithSelector(ILpStaking.LpStakingInexactTransfer.selector, address(pair), 9, 10)
        );
        lpStaking.stake(address(pair), 10);
    }

    function test_VotesAndBenefitsButNoBondNorJurorWeight() public {
        stakes(bob, 1_000_000e18);
        stakesLp(alice, 1e18);
        later(1);
        vm.assertEq(vault.getVotes(alice), RATE);
        vm.assertEq(vault.getPastVotes(alice, START), RATE);
        vm.assertEq(vault.getPastTotalSupply(START), 1_000_000e18 + RATE);
        vm.assertEq(vault.benefitOf(alice), RATE);
        vm.assertEq(vault.getPastBalanceOf(alice, START), 0);
        vm.assertEq(vault.getPastTotalActive(START), 1_000_000e18);
        vm.assertEq(vault.activeOf(alice), 0);
        vm.assertEq(vault.slash(alice, "case", 1, treasury), 0);
    }

    function test_LpVotesFollowTheDelegate() public {
        stakes(bob, 1_000_000e18);
        stakesLp(alice, 1e18);
        vm.prank(alice);
        vault.delegate(bob);
        vm.assertEq(vault.getVotes(alice), 0);
        vm.assertEq(vault.getVotes(bob), 1_000_000e18 + RATE);
        vm.assertEq(vault.lpVotesOf(bob), RATE);
        vm.prank(alice);
        vault.delegate(bob);
        vm.assertEq(vault.lpVotesOf(bob), RATE);
    }

    function testFuzz_LpVotesAreAtMostThreeTenthsOfAll(uint256 active, uint256 a, uint256 b) public {
        active = bound(active, 1, 1e27);
        a = bound(a, 1, 40e18);
        b = bound(b, 1, 40e18);
        stakes(stranger, active);
        stakesLp(alice, a);
        stakesLp(bob, b);
        later(1);
        uint256 all = vault.getPastTotalSupply(START);
        uint256 lp = vault.getPastVotes(alice, START) + vault.getPastVotes(bob, START);
        vm.assertLe(lp, (all * 3_000) / 10_000);
        vm.assertLe(lp + vault.getPastVotes(stranger, START), all);
    }

    function test_LpAloneHasNoVotes() public {
        stakesLp(alice, 1e18);
        vm.assertEq(vault.getVotes(alice), 0);
        vm.assertEq(vault.totalLpUnits(), RATE);
    }

    function test_SyncsAHoldingToTheNewRateByAnyone() public {
        stakesLp(alice, 1e18);
        later(7 days);
        oracle.set(4e16);
        lpStaking.rebase(address(pair));
        vm.expectEmit(address(lpStaking));
        emit ILpStaking.LpSynced(alice, address(pair), 81_000e18, 0);
        vm.prank(stranger);
        lpStaking.sync(alice, address(pair));
        vm.assertEq(vault.totalLpUnits(), 81_000e18);
    }

    /* UNSTAKE */

    function test_RevertWhen_UnstakingMoreThanIsStaked() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                ILpStaking.LpStakingInsufficientStake.selector,
                address(this),
                address(pair),
                0,
                1
            )
        );
        lpStaking.requestUnstake(address(pair), 1);
    }

    function test_RevertGiven_SixteenRequests() public {
        stakesLp(alice, 17);
        vm.startPrank(alice);
        for (uint256 i = 0; i < 16; ++i) lpStaking.requestUnstake(address(pair), 1);
        vm.expectRevert(
            abi.encodeWithSelector(ILpStaking.LpStakingTooManyRequests.selector, alice, address(pair), 16)
        );
        lpStaking.requestUnstake(address(pair), 1);
    }

    function test_CoolsDownKeepsBenefitsAndPaysOut() public {
        stakes(bob, 1_000_000e18);
        stakesLp(alice, 1e18);
        vm.startPrank(alice);
        vm.expectEmit(address(lpStaking));
        emit ILpStaking.LpUnstakeRequested(alice, address(pair), 1e18, uint48(START + 7 days));
        uint48 readyAt = lpStaking.requestUnstake(address(pair), 1e18);
        vm.assertEq(vault.getVotes(alice), 0);
        vm.assertEq(vault.benefitOf(alice), RATE);
        vm.expectRevert(
            abi.encodeWithSelector(ILpStaking.LpStakingNothingReady.selector, alice, address(pair), readyAt)
        );
        lpStaking.withdraw(address(pair));
        vm.warp(readyAt);
        vm.assertEq(lpStaking.withdraw(address(pair)), 1e18);
        vm.assertEq(vault.benefitOf(alice), 0);
        vm.assertEq(pair.balanceOf(alice), 1e18);
        vm.assertEq(lpStaking.holdingOf(alice, address(pair)).cooling, 0);
    }

    function test_PauseAndUnlistingStopOnlyWhatComesIn() public {
        stakesLp(alice, 1e18);
        lpStaking.pause();
        vm.expectRevert(PausableUpgradeable.EnforcedPause.selector);
        lpStaking.stake(address(pair), 1);
        lpStaking.unlistPool(address(pair));
        vm.startPrank(alice);
        lpStaking.requestUnstake(address(pair), 1e18);
        later(7 days);
        lpStaking.rebase(address(pair));
        vm.assertEq(lpStaking.withdraw(address(pair)), 1e18);
        vm.stopPrank();
        lpStaking.unpause();
    }

    function test_RevertWhen_UnauthorizedCallsARestrictedFunction() public {
        expectUnauthorized();
        lpStaking.listPool(address(pair), address(oracle));
        expectUnauthorized();
        lpStaking.unlistPool(address(pair));
        expectUnauthorized();
        lpStaking.pause();
        expectUnauthorized();
        lpStaking.unpause();
        expectUnauthorized();
        lpStaking.upgradeToAndCall(address(1), "");
    }
}
