// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {PausableUpgradeable} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";
import {IStakingVault} from "../../../contracts/interfaces/IStakingVault.sol";
import {StakingWorld} from "../../helpers/StakingWorld.sol";

contract StakingVaultTest is StakingWorld {
    bytes32 private constant PERMIT = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    function setUp() public {
        deployStaking();
    }

    /* STAKE */

    function test_RevertWhen_AmountsAreZero() public {
        vm.expectRevert(IStakingVault.StakingVaultZeroAmount.selector);
        vault.stake(0);
        vm.expectRevert(IStakingVault.StakingVaultZeroAmount.selector);
        vault.requestUnstake(0);
        vm.expectRevert(IStakingVault.StakingVaultZeroAmount.selector);
        vault.restake(0);
        vm.expectRevert(IStakingVault.StakingVaultZeroAmount.selector);
        vault.bond(0, 0);
        vm.expectRevert(IStakingVault.StakingVaultZeroAmount.selector);
        vault.unbond(0, 0);
    }

    function test_StakesAndDelegatesToItself() public {
        sogni.transfer(alice, 100e18);
        vm.startPrank(alice);
        sogni.approve(address(vault), 100e18);
        vm.expectEmit(address(vault));
        emit IStakingVault.Staked(alice, alice, 100e18, 100e18);
        vault.stake(100e18);
        vm.stopPrank();
        vm.assertEq(vault.activeOf(alice), 100e18);
        vm.assertEq(vault.getVotes(alice), 100e18);
        vm.assertEq(vault.delegates(alice), alice);
        vm.assertEq(vault.benefitOf(alice), 100e18);
        vm.assertEq(vault.totalActive(), 100e18);
        vm.assertEq(sogni.balanceOf(address(vault)), 100e18);
        vm.assertEq(vault.sogni(), address(sogni));
        vm.assertEq(vault.CLOCK_MODE(), "mode=timestamp");
    }

    function test_KeepsTheChosenDelegate() public {
        stakes(alice, 10e18);
        vm.prank(alice);
        vault.delegate(bob);
        stakes(alice, 5e18);
        vm.assertEq(vault.getVotes(bob), 15e18);
        vm.prank(alice);
        vault.delegate(address(0));
        stakes(alice, 5e18);
        vm.assertEq(vault.delegates(alice), address(0));
        vm.assertEq(vault.getVotes(alice), 0);
    }

    function test_RevertWhen_StakingForNobody() public {
        vm.expectRevert(
            abi.encodeWithSelector(IStakingVault.StakingVaultInvalidAccount.selector, address(0))
        );
        vault.stakeFor(address(0), 1);
    }

    function test_StakesForAnother() public {
        sogni.approve(address(vault), 7e18);
        vault.stakeFor(alice, 7e18);
        vm.assertEq(vault.activeOf(alice), 7e18);
        vm.assertEq(vault.getVotes(alice), 7e18);
        vm.assertEq(vault.activeOf(address(this)), 0);
    }

    function test_StakesWithAPermit() public {
        sogni.transfer(alice, 9e18);
        (uint8 v, bytes32 r, bytes32 s) = _permit(9e18);
        vm.prank(alice);
        vault.stakeWithPermit(9e18, START, v, r, s);
        vm.assertEq(vault.activeOf(alice), 9e18);
    }

    function test_StakesWithAPermitThatSomebodyElseSubmitted() public {
        sogni.transfer(alice, 9e18);
        (uint8 v, bytes32 r, bytes32 s) = _permit(9e18);
        sogni.permit(alice, address(vault), 9e18, START, v, r, s);
        vm.prank(alice);
        vault.stakeWithPermit(9e18, START, v, r, s);
        vm.assertEq(vault.activeOf(alice), 9e18);
    }

    function test_RevertWhen_ThePermitIsBad() public {
        sogni.transfer(alice, 9e18);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(vault), 0, 9e18)
        );
        vm.prank(alice);
        vault.stakeWithPermit(9e18, START, 27, bytes32(uint256(1)), bytes32(uint256(1)));
    }

    /* UNSTAKE */

    function test_RevertWhen_UnstakingMoreThanIsFree() public {
        stakes(alice, 10e18);
        vault.lock(alice, "case", 4e18);
        vm.startPrank(alice);
        vault.bond("worker", 3e18);
        vm.expectRevert(
            abi.encodeWithSelector(IStakingVault.StakingVaultInsufficientStake.selector, alice, 6e18, 7e18)
        );
        vault.requestUnstake(7e18);
    }

    function test_RequestTakesVotesAtOnceAndKeepsBenefits() public {
        stakes(alice, 10e18);
        later(1);
        vm.expectEmit(address(vault));
        emit IStakingVault.UnstakeRequested(alice, 4e18, uint48(START + 1 + 7 days), 6e18, 4e18);
        vm.prank(alice);
        vault.requestUnstake(4e18);
        vm.assertEq(vault.getVotes(alice), 6e18);
        vm.assertEq(vault.getPastVotes(alice, START), 10e18);
        vm.assertEq(vault.getPastBalanceOf(alice, START), 10e18);
        vm.assertEq(vault.getPastDelegate(alice, START), alice);
        vm.assertEq(vault.benefitOf(alice), 10e18);
        vm.assertEq(vault.totalActive(), 6e18);
        vm.assertEq(vault.totalCooling(), 4e18);
    }

    function test_RevertGiven_NothingIsReady() public {
        vm.expectRevert(
            abi.encodeWithSelector(IStakingVault.StakingVaultNothingReady.selector, address(this), 0)
        );
        vault.withdraw();
        stakes(alice, 10e18);
        vm.startPrank(alice);
        uint48 readyAt = vault.requestUnstake(4e18);
        vm.warp(readyAt - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IStakingVault.StakingVaultNothingReady.selector, alice, readyAt)
        );
        vault.withdraw();
    }

    function test_WithdrawsWhatIsReady() public {
        stakes(alice, 10e18);
        vm.startPrank(alice);
        vault.requestUnstake(1e18);
        vault.requestUnstake(2e18);
        later(1 days);
        vault.requestUnstake(3e18);
        later(6 days);
        vm.expectEmit(address(vault));
        emit IStakingVault.StakeWithdrawn(alice, 3e18, 2, 3e18);
        vm.assertEq(vault.withdraw(), 3e18);
        vm.assertEq(sogni.balanceOf(alice), 3e18);
        vm.assertEq(vault.requestsOf(alice).length, 1);
        vm.assertEq(vault.benefitOf(alice), 7e18);
    }

    function test_RevertWhen_RestakingMoreThanCools() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                IStakingVault.StakingVaultInsufficientCooling.selector,
                address(this),
                0,
                1
            )
        );
        vault.restake(1);
    }

    function test_RestakesTheNewestFirst() public {
        stakes(alice, 10e18);
        vm.startPrank(alice);
        vault.requestUnstake(2e18);
        later(1);
        vault.requestUnstake(3e18);
        vm.expectEmit(address(vault));
        emit IStakingVault.Restaked(alice, 4e18, 9e18, 1e18);
        vault.restake(4e18);
        IStakingVault.CoolingRequest[] memory left = vault.requestsOf(alice);
        vm.assertEq(left.length, 1);
        vm.assertEq(left[0].amount, 1e18);
        vm.assertEq(left[0].readyAt, START + 7 days);
        vm.assertEq(vault.getVotes(alice), 9e18);
    }

    /* BONDS */

    function test_RevertWhen_BondingMoreThanIsUnpledged() public {
        stakes(alice, 10e18);
        vm.startPrank(alice);
        vault.bond("one", 8e18);
        vm.expectRevert(
            abi.encodeWithSelector(IStakingVault.StakingVaultInsufficientStake.selector, alice, 2e18, 3e18)
        );
        vault.bond("two", 3e18);
    }

    function test_RevertWhen_UnbondingMoreThanIsPledged() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                IStakingVault.StakingVaultInsufficientBond.selector,
                bytes32("one"),
                address(this),
                0,
                1
            )
        );
        vault.unbond("one", 1);
    }

    function test_BondKeepsVotesAndMayOverlapALock() public {
        stakes(alice, 10e18);
        vault.lock(alice, "case", 10e18);
        vm.startPrank(alice);
        vm.expectEmit(address(vault));
        emit IStakingVault.StakeBonded("one", alice, 8e18, 8e18, 8e18);
        vault.bond("one", 8e18);
        vm.assertEq(vault.getVotes(alice), 10e18);
        vm.assertEq(vault.bondOf("one", alice).amount, 8e18);
        vm.assertEq(vault.bondOf("one", alice).since, START);
        vm.expectEmit(address(vault));
        emit IStakingVault.StakeUnbonded("one", alice, 5e18, 3e18, 3e18);
        vault.unbond("one", 5e18);
        vm.assertEq(vault.bondedOf(alice), 3e18);
        vm.assertEq(vault.freeOf(alice), 0);
    }

    function test_ASlashThinsEveryBondUntilStakeComesBack() public {
        stakes(alice, 10e18);
        vm.startPrank(alice);
        vault.bond("one", 4e18);
        vault.bond("two", 6e18);
        vm.stopPrank();
        vault.slash(alice, "case", 5e18, treasury);
        vm.assertEq(vault.bondOf("one", alice).amount, 2e18);
        vm.assertEq(vault.bondOf("one", alice).pledged, 4e18);
        vm.assertEq(vault.bondOf("two", alice).amount, 3e18);
        vm.assertEq(vault.bondedOf(alice), 5e18);
        stakes(alice, 5e18);
        vm.assertEq(vault.bondOf("one", alice).amount, 4e18);
    }

    /* DISPUTES */

    function test_RevertWhen_LockingMoreThanIsUnlocked() public {
        stakes(alice, 10e18);
        vault.lock(alice, "one", 7e18);
        vm.expectRevert(
            abi.encodeWithSelector(IStakingVault.StakingVaultInsufficientStake.selector, alice, 3e18, 4e18)
        );
        vault.lock(alice, "two", 4e18);
    }

    function test_RevertWhen_UnlockingMoreThanTheLock() public {
        stakes(alice, 10e18);
        vault.lock(alice, "one", 7e18);
        vm.expectRevert(
            abi.encodeWithSelector(
                IStakingVault.StakingVaultInsufficientLock.selector,
                alice,
                bytes32("two"),
                0,
                1
            )
        );
        vault.unlock(alice, "two", 1);
    }

    function test_LocksAndUnlocks() public {
        stakes(alice, 10e18);
        vm.expectEmit(address(vault));
        emit IStakingVault.StakeLocked(alice, address(this), "one", 7e18, 7e18);
        vault.lock(alice, "one", 7e18);
        vm.assertEq(vault.freeOf(alice), 3e18);
        vm.expectEmit(address(vault));
        emit IStakingVault.StakeUnlocked(alice, address(this), "one", 5e18, 2e18);
        vault.unlock(alice, "one", 5e18);
        vm.assertEq(vault.lockedOf(alice), 2e18);
        vm.assertEq(vault.lockOf(alice, address(this), "one"), 2e18);
    }

    function test_SlashTakesActiveThenTheNewestRequests() public {
        stakes(alice, 10e18);
        vault.lock(alice, "one", 3e18);
        vault.lock(alice, "two", 2e18);
        vm.startPrank(alice);
        vault.requestUnstake(2e18);
        vault.requestUnstake(3e18);
        vm.stopPrank();
        vm.expectEmit(address(vault));
        emit IStakingVault.StakeSlashed(alice, address(this), "one", treasury, 5e18, 1e18, 0);
        vm.assertEq(vault.slash(alice, "one", 6e18, treasury), 6e18);
        vm.assertEq(sogni.balanceOf(treasury), 6e18);
        vm.assertEq(vault.lockedOf(alice), 0);
        vm.assertEq(vault.lockOf(alice, address(this), "two"), 2e18);
        IStakingVault.CoolingRequest[] memory left = vault.requestsOf(alice);
        vm.assertEq(left.length, 2);
        vm.assertEq(left[0].amount, 2e18);
        vm.assertEq(left[1].amount, 2e18);
        vm.assertEq(vault.getVotes(alice), 0);
    }

    function testFuzz_SlashTakesNoMoreThanThereIs(uint256 stake_, uint256 cool, uint256 amount) public {
        stake_ = bound(stake_, 1, 1e27);
        cool = bound(cool, 0, stake_);
        stakes(alice, stake_);
        if (cool > 0) {
            vm.prank(alice);
            vault.requestUnstake(cool);
        }
        uint256 taken = vault.slash(alice, "one", amount, treasury);
        vm.assertEq(taken, amount < stake_ ? amount : stake_);
        vm.assertEq(vault.activeOf(alice) + vault.coolingOf(alice), stake_ - taken);
        vm.assertEq(sogni.balanceOf(address(vault)), stake_ - taken);
    }

    /* PAUSE AND ACCESS */

    function test_PauseStopsOnlyWhatComesIn() public {
        stakes(alice, 10e18);
        vault.pause();
        vm.expectRevert(PausableUpgradeable.EnforcedPause.selector);
        vault.stake(1);
        vm.startPrank(alice);
        vault.bond("one", 1e18);
        vault.unbond("one", 1e18);
        vault.requestUnstake(10e18);
        vault.restake(1e18);
        later(7 days);
        vm.assertEq(vault.withdraw(), 9e18);
        vm.stopPrank();
        vault.unpause();
        stakes(alice, 1e18);
    }

    function test_RevertWhen_UnauthorizedCallsARestrictedFunction() public {
        expectUnauthorized();
        vault.lock(alice, "one", 1);
        expectUnauthorized();
        vault.unlock(alice, "one", 1);
        expectUnauthorized();
        vault.slash(alice, "one", 1, stranger);
        expectUnauthorized();
        vault.setLpUnits(alice, 1, 1);
        expectUnauthorized();
        vault.pause();
        expectUnauthorized();
        vault.unpause();
        expectUnauthorized();
        vault.upgradeToAndCall(address(1), "");
    }

    function _permit(uint256 amount) private view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 data = keccak256(abi.encode(PERMIT, alice, address(vault), amount, 0, START));
        return vm.sign(0xA11CE, keccak256(abi.encodePacked("\x19\x01", sogni.DOMAIN_SEPARATOR(), data)));
    }
}
