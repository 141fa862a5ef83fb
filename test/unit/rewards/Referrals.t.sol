// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IPromoIssuer} from "../../../contracts/interfaces/IPromoIssuer.sol";
import {IReferrals} from "../../../contracts/interfaces/IReferrals.sol";
import {ISparkPoints} from "../../../contracts/interfaces/ISparkPoints.sol";
import {Attested} from "../../../contracts/rewards/Attested.sol";
import {Referrals} from "../../../contracts/rewards/Referrals.sol";
import {PromoWorld} from "./PromoWorld.sol";

contract ReferralsTest is PromoWorld {
    Referrals private referrals;

    function setUp() public {
        referrals = Referrals(
            proxyOf(
                address(new Referrals(IPromoIssuer(issuer))),
                abi.encodeCall(Referrals.initialize, (address(manager), 500, 100e18))
            )
        );
        listen(referrals);
    }

    function test_BindsOnce() public {
        vm.expectEmit(address(referrals));
        emit IReferrals.ReferralBound(bob, alice, uint48(block.timestamp));
        _bind(bob, alice);
        vm.assertEq(referrals.referralOf(bob).referrer, alice);
        vm.expectRevert(abi.encodeWithSelector(IReferrals.ReferralsBound.selector, bob, alice));
        _bind(bob, stranger);
    }

    /// Attack: bringing oneself, or each other.
    function test_Attack_SelfReferral() public {
        vm.expectRevert(abi.encodeWithSelector(IReferrals.ReferralsSelf.selector, alice));
        _bind(alice, alice);
        vm.expectRevert(abi.encodeWithSelector(IReferrals.ReferralsSelf.selector, alice));
        _bind(alice, address(0));
        _bind(bob, alice);
        vm.expectRevert(abi.encodeWithSelector(IReferrals.ReferralsCircle.selector, alice, bob));
        _bind(alice, bob);
    }

    function test_PaysAPartOfWhatWasSpentSince() public {
        _bind(bob, alice);
        expectIssued(alice, 50e18, ISparkPoints.MintReason.Referral);
        vm.expectEmit(address(referrals));
        emit IReferrals.ReferralRewarded(bob, alice, 50e18, 1_000e18);
        vm.assertEq(_reward(1_000e18), 50e18);
        vm.assertEq(_reward(1_200e18), 10e18);
        // No more than the cap for one referee.
        vm.assertEq(_reward(1_000_000e18), 40e18);
        _expectNothingNew(2_000_000e18, 1_000_000e18);
        vm.assertEq(referrals.referralOf(bob).paid, 100e18);
    }

    /// Attack: the same spend again, or less of it.
    function test_Attack_RewardedSpendAgain() public {
        _bind(bob, alice);
        _reward(1_000e18);
        _expectNothingNew(1_000e18, 1_000e18);
        _expectNothingNew(999e18, 1_000e18);
        // What is too little to pay for is kept for the next time.
        _expectNothingNew(1_000e18 + 1, 1_000e18);
    }

    function test_RevertGiven_NobodyWasNamed() public {
        bytes memory signature = _signed(1e18);
        vm.expectRevert(abi.encodeWithSelector(IReferrals.ReferralsNotBound.selector, bob));
        referrals.reward(bob, 1e18, deadline, signature);
    }

    function test_RevertWhen_NobodyVouches() public {
        _bind(bob, alice);
        bytes memory signature = _signed(1e18);
        expectNotAttested(referrals, _statement(2e18), signature);
        referrals.reward(bob, 2e18, deadline, signature);
        deadline = 0;
        signature = _signed(1e18);
        vm.expectRevert(abi.encodeWithSelector(Attested.AttestedExpired.selector, 0));
        referrals.reward(bob, 1e18, 0, signature);
    }

    function test_SetsTheRate() public {
        expectUnauthorized();
        referrals.setRate(1, 1);
        vm.expectRevert(abi.encodeWithSelector(IReferrals.ReferralsRateTooHigh.selector, 1_001, 1_000));
        referrals.setRate(1_001, 1);
        vm.expectEmit(address(referrals));
        emit IReferrals.ReferralRateSet(500, 1_000, 100e18, 1);
        referrals.setRate(1_000, 1);
        (uint16 bps, uint128 cap) = referrals.rate();
        vm.assertEq(bps, 1_000);
        vm.assertEq(cap, 1);
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(new Referrals(IPromoIssuer(issuer)));
        expectUnauthorized();
        referrals.upgradeToAndCall(next, "");
    }

    function testFuzz_NeverMoreThanTheRateAndTheCap(uint128[4] memory spends) public {
        _bind(bob, alice);
        uint256 paid = 0;
        uint256 most = 0;
        for (uint256 i = 0; i < 4; i++) {
            spends[i] = uint128(bound(spends[i], 0, 1e24));
            if (spends[i] > most) most = spends[i];
            try this.rewardOf(spends[i]) returns (uint256 amount) {
                paid += amount;
            } catch {}
        }
        vm.assertLe(paid, (most * 500) / 10_000);
        vm.assertLe(paid, 100e18);
    }

    function rewardOf(uint128 spent) external returns (uint256) {
        return _reward(spent);
    }

    function _bind(address referee, address referrer) private {
        vm.prank(referee);
        referrals.bind(referrer);
    }

    function _reward(uint128 spent) private returns (uint256) {
        return referrals.reward(bob, spent, deadline, _signed(spent));
    }

    function _statement(uint128 spent) private view returns (bytes32) {
        bytes32 typehash = keccak256("Spend(address referee,uint256 spent,uint48 deadline)");
        return keccak256(abi.encode(typehash, bob, uint256(spent), deadline));
    }

    function _signed(uint128 spent) private view returns (bytes memory) {
        return signed(referrals, _statement(spent));
    }

    function _expectNothingNew(uint128 spent, uint256 rewarded) private {
        bytes memory signature = _signed(spent);
        vm.expectRevert(abi.encodeWithSelector(IReferrals.ReferralsNothingNew.selector, bob, rewarded));
        referrals.reward(bob, spent, deadline, signature);
    }
}
