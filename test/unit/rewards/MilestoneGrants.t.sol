// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IMilestoneGrants} from "../../../contracts/interfaces/IMilestoneGrants.sol";
import {IRenderLedger} from "../../../contracts/interfaces/IRenderLedger.sol";
import {IRenderLedgerDesk} from "../../../contracts/interfaces/IRenderLedgerDesk.sol";
import {MilestoneGrants} from "../../../contracts/rewards/MilestoneGrants.sol";
import {Model} from "../../../contracts/types/LedgerTypes.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";
import {PartnerCoin} from "./RewardsDistributor.t.sol";

contract MilestoneGrantsTest is ManagedTest {
    PartnerCoin private token = new PartnerCoin();
    address private ledger = neighbour("ledger");
    address private treasury = makeAddr("treasury");
    address private alice = makeAddr("alice");
    MilestoneGrants private grants;
    uint48 private deadline = uint48(block.timestamp) + 90 days;

    function setUp() public {
        grants = MilestoneGrants(
            proxyOf(
                address(new MilestoneGrants(IRenderLedger(ledger), treasury)),
                abi.encodeCall(MilestoneGrants.initialize, (address(manager)))
            )
        );
        token.mint(address(this), 1e24);
        token.approve(address(grants), type(uint256).max);
    }

    function test_IsFundedWholeWhenItIsMade() public {
        IMilestoneGrants.Milestone[] memory two = _two();
        vm.expectEmit(address(grants));
        emit IMilestoneGrants.GrantMade(1, alice, token, deadline, two, "ipfs://agreed");
        vm.assertEq(grants.make(token, alice, deadline, two, "ipfs://agreed"), 1);
        vm.assertEq(token.balanceOf(address(grants)), 300);
        vm.assertEq(grants.grantOf(1).left, 300);
    }

    function test_PaysByTheWordOfAnEvaluator() public {
        _make();
        expectUnauthorized();
        grants.attest(1, 0, bytes32(uint256(5)));
        vm.expectEmit(address(grants));
        emit IMilestoneGrants.MilestonePaid(1, 0, 100, bytes32(uint256(5)));
        grants.attest(1, 0, bytes32(uint256(5)));
        vm.assertEq(token.balanceOf(alice), 100);
        vm.expectRevert(abi.encodeWithSelector(IMilestoneGrants.MilestoneGrantsPaid.selector, 1, 0));
        grants.attest(1, 0, 0);
        _expectWrongProof(1, IMilestoneGrants.Proof.ModelImages);
        grants.attest(1, 1, 0);
    }

    function test_PaysByWhatTheLedgerCounted() public {
        _make();
        _images(999);
        vm.expectRevert(
            abi.encodeWithSelector(IMilestoneGrants.MilestoneGrantsNotReached.selector, 1, 1, 999, 1_000)
        );
        grants.collect(1, 1);
        _images(1_000);
        vm.expectEmit(address(grants));
        emit IMilestoneGrants.MilestonePaid(1, 1, 200, 0);
        vm.prank(stranger);
        grants.collect(1, 1);
        vm.assertEq(token.balanceOf(alice), 200);
        _expectWrongProof(0, IMilestoneGrants.Proof.Attested);
        grants.collect(1, 0);
    }

    function test_TheRestGoesToTheTreasuryAfterTheDeadline() public {
        _make();
        grants.attest(1, 0, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IMilestoneGrants.MilestoneGrantsTooEarly.selector, 1, deadline)
        );
        grants.end(1);
        vm.warp(deadline);
        _images(5_000);
        vm.expectRevert(
            abi.encodeWithSelector(IMilestoneGrants.MilestoneGrantsTooLate.selector, 1, deadline)
        );
        grants.collect(1, 1);
        vm.expectEmit(address(grants));
        emit IMilestoneGrants.GrantEnded(1, 200);
        grants.end(1);
        grants.end(1);
        vm.assertEq(token.balanceOf(treasury), 200);
    }

    function test_RevertWhen_MadeBadly() public {
        IMilestoneGrants.Milestone[] memory two = _two();
        expectUnauthorized();
        grants.make(token, alice, deadline, two, "");
        vm.expectRevert(
            abi.encodeWithSelector(
                IMilestoneGrants.MilestoneGrantsBadDeadline.selector,
                uint48(block.timestamp)
            )
        );
        grants.make(token, alice, uint48(block.timestamp), two, "");
        uint256[2] memory counts = [uint256(0), 17];
        for (uint256 i = 0; i < 2; i++) {
            vm.expectRevert(
                abi.encodeWithSelector(IMilestoneGrants.MilestoneGrantsBadCount.selector, counts[i])
            );
            grants.make(token, alice, deadline, new IMilestoneGrants.Milestone[](counts[i]), "");
        }
        for (uint256 i = 0; i < 4; i++) {
            two = _two();
            if (i == 0) two[1].amount = 0;
            if (i == 1) two[1].paid = true;
            if (i == 2) two[1].target = 0;
            if (i == 3) two[1].proof = IMilestoneGrants.Proof.Attested;
            vm.expectRevert(abi.encodeWithSelector(IMilestoneGrants.MilestoneGrantsBadMilestone.selector, 1));
            grants.make(token, alice, deadline, two, "");
        }
        token.setGreedy(true);
        vm.expectRevert(abi.encodeWithSelector(IMilestoneGrants.MilestoneGrantsShort.selector, 297, 300));
        grants.make(token, alice, deadline, _two(), "");
    }

    function test_RevertWhen_Unknown() public {
        _make();
        vm.expectRevert(abi.encodeWithSelector(IMilestoneGrants.MilestoneGrantsUnknown.selector, 1, 2));
        grants.attest(1, 2, 0);
        vm.expectRevert(abi.encodeWithSelector(IMilestoneGrants.MilestoneGrantsUnknown.selector, 2, 0));
        grants.end(2);
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(new MilestoneGrants(IRenderLedger(ledger), treasury));
        expectUnauthorized();
        grants.upgradeToAndCall(next, "");
    }

    function _make() private {
        grants.make(token, alice, deadline, _two(), "");
    }

    function _two() private pure returns (IMilestoneGrants.Milestone[] memory two) {
        two = new IMilestoneGrants.Milestone[](2);
        two[0].amount = 100;
        two[1] = IMilestoneGrants.Milestone(IMilestoneGrants.Proof.ModelImages, 3, 1_000, 200, false);
    }

    function _images(uint40 count) private {
        Model memory row;
        row.images = count;
        vm.mockCall(ledger, abi.encodeCall(IRenderLedgerDesk.model, (3)), abi.encode(row));
    }

    function _expectWrongProof(uint256 milestone, IMilestoneGrants.Proof proof) private {
        vm.expectRevert(
            abi.encodeWithSelector(IMilestoneGrants.MilestoneGrantsWrongProof.selector, 1, milestone, proof)
        );
    }
}
