// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IRewardsDistributor} from "../../../contracts/interfaces/IRewardsDistributor.sol";
import {RewardsDistributor} from "../../../contracts/rewards/RewardsDistributor.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";
import {MerkleBuilder} from "../../helpers/MerkleBuilder.sol";

/// A token that keeps a hundredth of every transfer.
contract PartnerCoin is ERC20("Partner", "PART") {
    bool public greedy;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setGreedy(bool on) external {
        greedy = on;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (greedy && from != address(0) && to != address(0)) {
            super._update(from, address(0xFEE), amount / 100);
            amount -= amount / 100;
        }
        super._update(from, to, amount);
    }
}

contract RewardsDistributorTest is ManagedTest {
    PartnerCoin private token = new PartnerCoin();
    address private treasury = makeAddr("treasury");
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");
    RewardsDistributor private rewards;
    uint48 private endsAt = uint48(block.timestamp) + 30 days;

    function setUp() public {
        rewards = RewardsDistributor(
            proxyOf(
                address(new RewardsDistributor(treasury)),
                abi.encodeCall(RewardsDistributor.initialize, (address(manager)))
            )
        );
        token.mint(address(this), 1e24);
        token.approve(address(rewards), type(uint256).max);
        rewards.openCampaign(token, IRewardsDistributor.Kind.Airdrop, endsAt, "ipfs://first");
        rewards.fund(1, 1_000);
    }

    /* CAMPAIGNS */

    function test_OpensAndFunds() public {
        vm.expectEmit(address(rewards));
        emit IRewardsDistributor.CampaignOpened(
            2,
            token,
            IRewardsDistributor.Kind.Partner,
            endsAt,
            "ipfs://partner"
        );
        rewards.openCampaign(token, IRewardsDistributor.Kind.Partner, endsAt, "ipfs://partner");
        vm.expectEmit(address(rewards));
        emit IRewardsDistributor.CampaignFunded(2, address(this), 500, 500);
        rewards.fund(2, 500);
        vm.assertEq(rewards.campaignOf(2).funded, 500);
        vm.assertEq(rewards.campaignOf(1).funded, 1_000);
    }

    function test_CountsWhatArrives() public {
        token.setGreedy(true);
        rewards.fund(1, 1_000);
        vm.assertEq(rewards.campaignOf(1).funded, 1_990);
        vm.assertEq(rewards.idle(token), 0);
    }

    function test_AssignsWhatWasSentWithoutACampaign() public {
        token.transfer(address(rewards), 70);
        vm.assertEq(rewards.idle(token), 70);
        expectUnauthorized();
        rewards.assignIdle(1, 70);
        vm.expectRevert(
            abi.encodeWithSelector(IRewardsDistributor.RewardsDistributorNotIdle.selector, token, 70, 71)
        );
        rewards.assignIdle(1, 71);
        rewards.assignIdle(1, 70);
        vm.assertEq(rewards.campaignOf(1).funded, 1_070);
        vm.assertEq(rewards.idle(token), 0);
    }

    function test_RevertWhen_OpenedBadly() public {
        expectUnauthorized();
        rewards.openCampaign(token, IRewardsDistributor.Kind.Epoch, endsAt, "");
        uint256 earliest = block.timestamp + 7 days;
        uint256 latest = block.timestamp + 5 * 365 days;
        uint256[2] memory wrong = [earliest - 1, latest + 1];
        for (uint256 i = 0; i < 2; i++) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IRewardsDistributor.RewardsDistributorBadEnd.selector,
                    wrong[i],
                    earliest,
                    latest
                )
            );
            rewards.openCampaign(token, IRewardsDistributor.Kind.Epoch, uint48(wrong[i]), "");
        }
    }

    function test_RevertWhen_Unknown() public {
        bytes memory unknown = abi.encodeWithSelector(
            IRewardsDistributor.RewardsDistributorUnknownCampaign.selector,
            9
        );
        vm.expectRevert(unknown);
        rewards.fund(9, 1);
        vm.expectRevert(unknown);
        rewards.campaignOf(9);
        vm.expectRevert(unknown);
        rewards.close(9);
    }

    /* ROOTS */

    function test_RevertWhen_ARootPromisesMoreThanWasFunded() public {
        vm.expectRevert(
            abi.encodeWithSelector(IRewardsDistributor.RewardsDistributorNotFunded.selector, 1, 1_000, 1_001)
        );
        rewards.publishRoot(1, bytes32(uint256(1)), 1_001, bytes32(uint256(1)), "");
    }

    function test_RevertWhen_PublishedBadly() public {
        expectUnauthorized();
        rewards.publishRoot(1, bytes32(uint256(1)), 1, bytes32(uint256(1)), "");
        vm.expectRevert(abi.encodeWithSelector(IRewardsDistributor.RewardsDistributorEmptyRoot.selector));
        rewards.publishRoot(1, 0, 1, bytes32(uint256(1)), "");
        vm.expectRevert(abi.encodeWithSelector(IRewardsDistributor.RewardsDistributorEmptyRoot.selector));
        rewards.publishRoot(1, bytes32(uint256(1)), 1, 0, "");
    }

    function test_TheGuardianRevokesARootThatWaits() public {
        _publish(300, 400);
        expectUnauthorized();
        rewards.revokeRoot(1);
        bytes32 root = rewards.pendingOf(1).root;
        vm.expectEmit(address(rewards));
        emit IRewardsDistributor.RootRevoked(1, root);
        rewards.revokeRoot(1);
        vm.expectRevert(
            abi.encodeWithSelector(IRewardsDistributor.RewardsDistributorNothingPending.selector, 1)
        );
        rewards.revokeRoot(1);

        _publish(300, 400);
        vm.warp(block.timestamp + 1 days);
        vm.expectRevert(
            abi.encodeWithSelector(IRewardsDistributor.RewardsDistributorNothingPending.selector, 1)
        );
        rewards.revokeRoot(1);
        vm.assertEq(rewards.campaignOf(1).promised, 700);
        vm.assertEq(rewards.pendingOf(1).root, 0);
    }

    /* CLAIMS */

    function test_PaysWhatWasEarnedInAllLessWhatWasClaimed() public {
        bytes32[] memory tree = _publish(300, 400);
        vm.warp(block.timestamp + 1 days);
        vm.expectEmit(address(rewards));
        emit IRewardsDistributor.RewardClaimed(1, alice, 300, 300);
        vm.prank(stranger);
        vm.assertEq(rewards.claim(1, alice, 300, MerkleBuilder.proofOf(tree, 0)), 300);
        vm.assertEq(token.balanceOf(alice), 300);

        bytes32[] memory next = _publish(350, 500);
        // Until the next root is active the old one holds.
        vm.assertEq(rewards.claim(1, bob, 400, MerkleBuilder.proofOf(tree, 1)), 400);
        vm.warp(block.timestamp + 1 days);
        vm.assertEq(rewards.claim(1, alice, 350, MerkleBuilder.proofOf(next, 0)), 50);
        vm.assertEq(rewards.claim(1, bob, 500, MerkleBuilder.proofOf(next, 1)), 100);
        vm.assertEq(rewards.claimedOf(1, bob), 500);
        vm.assertEq(rewards.campaignOf(1).claimed, 850);
    }

    /// Attack: the same claim again.
    function test_Attack_Reclaim() public {
        bytes32[] memory path = MerkleBuilder.proofOf(_publish(300, 400), 0);
        vm.warp(block.timestamp + 1 days);
        rewards.claim(1, alice, 300, path);
        vm.expectRevert(
            abi.encodeWithSelector(IRewardsDistributor.RewardsDistributorNothingDue.selector, 1, alice, 300)
        );
        rewards.claim(1, alice, 300, path);
    }

    /// Attack: the proof of one campaign used in another with the same token.
    function test_Attack_ProofOfAnotherCampaign() public {
        bytes32[] memory tree = _publish(300, 400);
        rewards.openCampaign(token, IRewardsDistributor.Kind.Rebate, endsAt, "");
        rewards.fund(2, 700);
        rewards.publishRoot(2, MerkleBuilder.rootOf(tree), 700, bytes32(uint256(1)), "");
        vm.warp(block.timestamp + 1 days);
        bytes32[] memory path = MerkleBuilder.proofOf(tree, 0);
        _expectNotEarned(2, alice, 300);
        rewards.claim(2, alice, 300, path);
    }

    /// Attack: a root that promises more than its total.
    function test_Attack_RootBeyondItsFunds() public {
        bytes32[] memory tree = new bytes32[](2);
        (tree[0], tree[1]) = (_leaf(alice, 800), _leaf(bob, 800));
        rewards.publishRoot(1, MerkleBuilder.rootOf(tree), 1_000, bytes32(uint256(1)), "");
        rewards.openCampaign(token, IRewardsDistributor.Kind.Rebate, endsAt, "");
        rewards.fund(2, 5_000);
        vm.warp(block.timestamp + 1 days);
        rewards.claim(1, alice, 800, MerkleBuilder.proofOf(tree, 0));
        bytes32[] memory path = MerkleBuilder.proofOf(tree, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IRewardsDistributor.RewardsDistributorNotFunded.selector, 1, 1_000, 1_600)
        );
        rewards.claim(1, bob, 800, path);
    }

    function test_RevertWhen_ClaimedBeforeTheRootIsActive() public {
        bytes32[] memory path = MerkleBuilder.proofOf(_publish(300, 400), 0);
        _expectNotEarned(1, alice, 300);
        rewards.claim(1, alice, 300, path);
        vm.warp(block.timestamp + 1 days);
        _expectNotEarned(1, alice, 301);
        rewards.claim(1, alice, 301, path);
        _expectNotEarned(1, bob, 300);
        rewards.claim(1, bob, 300, path);
    }

    function test_TheRestOfAnEndedCampaignGoesToTheTreasury() public {
        bytes32[] memory path = MerkleBuilder.proofOf(_publish(300, 400), 0);
        vm.warp(block.timestamp + 1 days);
        rewards.claim(1, alice, 300, path);
        vm.expectRevert(
            abi.encodeWithSelector(IRewardsDistributor.RewardsDistributorStillRuns.selector, 1, endsAt)
        );
        rewards.close(1);
        vm.warp(endsAt);
        bytes memory ended = abi.encodeWithSelector(
            IRewardsDistributor.RewardsDistributorEnded.selector,
            1,
            endsAt
        );
        vm.expectRevert(ended);
        rewards.claim(1, alice, 300, path);
        vm.expectRevert(ended);
        rewards.fund(1, 1);
        vm.expectEmit(address(rewards));
        emit IRewardsDistributor.CampaignClosed(1, 700);
        rewards.close(1);
        vm.assertEq(token.balanceOf(treasury), 700);
        rewards.close(1);
        vm.assertEq(token.balanceOf(treasury), 700);
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(new RewardsDistributor(treasury));
        expectUnauthorized();
        rewards.upgradeToAndCall(next, "");
    }

    function _publish(uint256 ofAlice, uint256 ofBob) private returns (bytes32[] memory tree) {
        tree = new bytes32[](2);
        (tree[0], tree[1]) = (_leaf(alice, ofAlice), _leaf(bob, ofBob));
        bytes32 root = MerkleBuilder.rootOf(tree);
        uint48 activeAt = uint48(block.timestamp) + 1 days;
        vm.expectEmit(address(rewards));
        emit IRewardsDistributor.RootPublished(
            1,
            root,
            ofAlice + ofBob,
            activeAt,
            bytes32(uint256(7)),
            "ipfs://leaves"
        );
        rewards.publishRoot(1, root, ofAlice + ofBob, bytes32(uint256(7)), "ipfs://leaves");
    }

    function _leaf(address account, uint256 earned) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(uint32(1), account, earned))));
    }

    function _expectNotEarned(uint32 campaign, address account, uint256 earned) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                IRewardsDistributor.RewardsDistributorNotEarned.selector,
                campaign,
                account,
                earned
            )
        );
    }
}
