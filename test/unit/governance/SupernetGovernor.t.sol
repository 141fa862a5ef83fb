// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {SupernetGovernor} from "../../../contracts/governance/SupernetGovernor.sol";
import {GovernanceWorld, Ruled} from "../../helpers/GovernanceWorld.sol";

contract SupernetGovernorTest is GovernanceWorld {
    bytes private constant SET_FEE = abi.encodeCall(Ruled.setFee, (7));

    event ProposalQueued(uint256 proposalId, uint256 etaSeconds);
    event ProposalExtended(uint256 indexed proposalId, uint64 extendedDeadline);

    /* TERMS */

    function test_RevertWhen_InitializedAgain() public {
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        governor.initialize(votes, address(timelock), guardian, terms());
        SupernetGovernor bare = new SupernetGovernor(FLOOR);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        bare.initialize(votes, address(timelock), guardian, terms());
    }

    function test_IsWhatItsTermsSay() public view {
        vm.assertEq(governor.votingDelay(), 1 days);
        vm.assertEq(governor.votingPeriod(), 5 days);
        vm.assertEq(governor.lateQuorumVoteExtension(), 2 days);
        vm.assertEq(governor.proposalThreshold(), THRESHOLD);
        vm.assertEq(governor.quorumNumerator(), 10);
        vm.assertEq(governor.quorumFloor(), FLOOR);
        vm.assertEq(governor.timelock(), address(timelock));
        vm.assertEq(address(governor.token()), address(votes));
        vm.assertEq(governor.CLOCK_MODE(), "mode=timestamp");
        vm.assertEq(governor.clock(), block.timestamp);
    }

    function testFuzz_TheQuorumIsATenthOfTheStakeAndAtLeastTheFloor(uint256 stake) public {
        stake = bound(stake, 0, 10_000_000_000e18 - FLOOR - THRESHOLD);
        votes.give(stranger, stake);
        uint256 total = stake + FLOOR + THRESHOLD;
        vm.warp(block.timestamp + 1);
        uint256 quorum = governor.quorum(block.timestamp - 1);
        vm.assertEq(quorum, total / 10 > FLOOR ? total / 10 : FLOOR);
    }

    /* PROPOSING */

    function test_RevertWhen_ProposedWithLessThanTheThreshold() public {
        votes.take(proposer, 1);
        vm.warp(block.timestamp + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IGovernor.GovernorInsufficientProposerVotes.selector,
                proposer,
                THRESHOLD - 1,
                THRESHOLD
            )
        );
        propose(address(ruled), SET_FEE);
    }

    function test_AProposalIsStoredAndCanBeRead() public {
        uint256 id = propose(address(ruled), SET_FEE);
        vm.assertEq(governor.proposalCount(), 1);
        (address[] memory targets, , bytes[] memory calls, bytes32 why) = governor.proposalDetails(id);
        vm.assertEq(targets[0], address(ruled));
        vm.assertEq(keccak256(calls[0]), keccak256(SET_FEE));
        vm.assertEq(why, keccak256("why"));
        vm.assertEq(governor.proposalSnapshot(id), block.timestamp + 1 days);
        vm.assertEq(governor.proposalDeadline(id), block.timestamp + 6 days);
    }

    /* VOTING */

    function test_AVotePassesWithTheQuorumAndTheMajority() public {
        uint256 id = propose(address(ruled), SET_FEE);
        openVote(id);
        vote(id, voter, FOR);
        vote(id, proposer, AGAINST);
        endVote(id);
        vm.assertTrue(governor.state(id) == IGovernor.ProposalState.Succeeded);
    }

    function test_AMinorityIsDefeated() public {
        votes.give(stranger, FLOOR + 1);
        vm.warp(block.timestamp + 1);
        uint256 id = propose(address(ruled), SET_FEE);
        openVote(id);
        vote(id, voter, FOR);
        vote(id, stranger, AGAINST);
        endVote(id);
        vm.assertTrue(governor.state(id) == IGovernor.ProposalState.Defeated);
    }

    function test_VotesFollowTheirDelegate() public {
        vm.prank(voter);
        votes.delegate(stranger);
        uint256 id = propose(address(ruled), SET_FEE);
        openVote(id);
        vote(id, voter, FOR);
        (, uint256 inFavour, ) = governor.proposalVotes(id);
        vm.assertEq(inFavour, 0);
        vote(id, stranger, FOR);
        (, inFavour, ) = governor.proposalVotes(id);
        vm.assertEq(inFavour, FLOOR);
    }

    function test_AVoteBySignatureCountsForItsSigner() public {
        (address signer, uint256 key) = _signer();
        uint256 id = propose(address(ruled), SET_FEE);
        openVote(id);
        bytes memory signature = _sign(key, id, FOR, signer);
        vm.prank(stranger);
        governor.castVoteBySig(id, FOR, signer, signature);
        vm.assertTrue(governor.hasVoted(id, signer));
        (, uint256 inFavour, ) = governor.proposalVotes(id);
        vm.assertEq(inFavour, 5e18);
    }

    function test_RevertWhen_AVoteBySignatureIsChangedOrRepeated() public {
        (address signer, uint256 key) = _signer();
        uint256 id = propose(address(ruled), SET_FEE);
        openVote(id);
        bytes memory signature = _sign(key, id, FOR, signer);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInvalidSignature.selector, signer));
        governor.castVoteBySig(id, AGAINST, signer, signature);
        governor.castVoteBySig(id, FOR, signer, signature);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInvalidSignature.selector, signer));
        governor.castVoteBySig(id, FOR, signer, signature);
    }

    /* EXECUTION */

    function test_AnyoneQueuesAndExecutesWhatPassedAfterItsDelay() public {
        uint256 id = propose(address(ruled), SET_FEE);
        openVote(id);
        vote(id, voter, FOR);
        endVote(id);
        vm.expectEmit(address(governor));
        emit ProposalQueued(id, block.timestamp + 2 days);
        vm.prank(stranger);
        governor.queue(id);
        vm.warp(block.timestamp + 2 days - 1);
        _expectTimelocked(SET_FEE);
        governor.execute(id);
        vm.warp(block.timestamp + 1);
        vm.prank(stranger);
        governor.execute(id);
        vm.assertEq(ruled.fee(), 7);
    }

    function test_UpgradesItselfByProposalOnly() public {
        address next = address(new SupernetGovernor(FLOOR + 1));
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorOnlyExecutor.selector, address(this)));
        governor.upgradeToAndCall(next, "");
        pass(address(governor), abi.encodeCall(UUPSUpgradeable.upgradeToAndCall, (next, "")));
        vm.assertEq(governor.quorumFloor(), FLOOR + 1);
        vm.assertEq(governor.proposalCount(), 1);
    }

    /* GUARDIAN */

    function test_TheGuardianCancelsUntilTheEndOfItsTerm() public {
        uint256 id = queued(address(ruled), SET_FEE);
        vm.prank(guardian);
        governor.cancel(id);
        vm.assertTrue(governor.state(id) == IGovernor.ProposalState.Canceled);

        vm.warp(governor.guardianEndsAt());
        vm.assertEq(governor.proposalGuardian(), address(0));
        id = queued(address(ruled), abi.encodeCall(Ruled.setFee, (8)));
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorUnableToCancel.selector, id, guardian));
        vm.prank(guardian);
        governor.cancel(id);
    }

    function test_AProposalRenewsTheGuardian() public {
        vm.assertEq(governor.guardianEndsAt(), 1_800_000_000 + 730 days);
        vm.warp(governor.guardianEndsAt() - 20 days);
        pass(address(governor), abi.encodeCall(governor.setProposalGuardian, (guardian)));
        vm.assertEq(governor.guardianEndsAt(), block.timestamp + 730 days);
        vm.assertEq(governor.proposalGuardian(), guardian);
    }

    function test_RevertWhen_TheGuardianIsNamedWithoutAProposal() public {
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorOnlyExecutor.selector, guardian));
        vm.prank(guardian);
        governor.setProposalGuardian(guardian);
    }

    /* ATTACKS */

    function test_Attack_ATinyStakeCannotPass() public {
        // Nearly everybody left: a tenth of what stays is next to nothing, and the floor holds.
        votes.take(voter, FLOOR);
        vm.warp(block.timestamp + 1);
        uint256 id = propose(address(ruled), abi.encodeCall(Ruled.setCap, (1)));
        openVote(id);
        vote(id, proposer, FOR);
        endVote(id);
        vm.assertEq(governor.quorum(governor.proposalSnapshot(id)), FLOOR);
        vm.assertTrue(governor.state(id) == IGovernor.ProposalState.Defeated);
    }

    function test_Attack_ALateWhaleGivesTheOthersTwoDays() public {
        votes.give(stranger, 2 * FLOOR);
        vm.warp(block.timestamp + 1);
        uint256 id = propose(address(ruled), SET_FEE);
        uint256 deadline = governor.proposalDeadline(id);
        vm.warp(deadline);
        vm.expectEmit(address(governor));
        emit ProposalExtended(id, uint64(deadline + 2 days));
        vote(id, voter, FOR);
        vm.warp(deadline + 2 days);
        vote(id, stranger, AGAINST);
        endVote(id);
        vm.assertTrue(governor.state(id) == IGovernor.ProposalState.Defeated);
    }

    function test_Attack_StakeBoughtAfterTheProposalHasNoVotes() public {
        uint256 id = propose(address(ruled), SET_FEE);
        openVote(id);
        votes.give(stranger, 100 * FLOOR);
        vote(id, stranger, FOR);
        endVote(id);
        vm.assertTrue(governor.state(id) == IGovernor.ProposalState.Defeated);
    }

    function test_Attack_ACapRaiseWaitsSevenDays() public {
        bytes memory raise = abi.encodeCall(Ruled.setCap, (type(uint256).max));
        uint256 id = queued(address(ruled), raise);
        vm.assertEq(governor.proposalEta(id), block.timestamp + 7 days);
        vm.warp(block.timestamp + 7 days - 1);
        _expectTimelocked(raise);
        governor.execute(id);
        vm.prank(guardian);
        governor.cancel(id);
        vm.warp(block.timestamp + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IGovernor.GovernorUnexpectedProposalState.selector,
                id,
                IGovernor.ProposalState.Canceled,
                bytes32(uint256(1) << uint8(IGovernor.ProposalState.Queued))
            )
        );
        governor.execute(id);
        vm.assertEq(ruled.cap(), 0);
    }

    function test_Attack_ACapturedGuardianCanOnlyCancel() public {
        (address[] memory targets, uint256[] memory values, bytes[] memory calls) = only(
            address(ruled),
            SET_FEE
        );
        vm.startPrank(guardian);
        vm.expectRevert(
            abi.encodeWithSelector(
                IGovernor.GovernorInsufficientProposerVotes.selector,
                guardian,
                0,
                THRESHOLD
            )
        );
        governor.propose(targets, values, calls, "");
        _expectMissingRole(guardian, timelock.PROPOSER_ROLE());
        timelock.scheduleBatch(targets, values, calls, 0, 0, 7 days);
        _expectMissingRole(guardian, timelock.EXECUTOR_ROLE());
        timelock.executeBatch(targets, values, calls, 0, 0);
        _expectMissingRole(guardian, timelock.CANCELLER_ROLE());
        timelock.cancel(0);
        vm.expectRevert(abi.encodeWithSignature("AccessManagedUnauthorized(address)", guardian));
        ruled.setFee(1);
        vm.stopPrank();
    }

    /* HELPERS */

    function _signer() private returns (address signer, uint256 key) {
        key = uint256(keccak256("signer"));
        signer = vm.addr(key);
        votes.give(signer, 5e18);
        vm.warp(block.timestamp + 1);
    }

    function _sign(
        uint256 key,
        uint256 id,
        uint8 support,
        address signer
    ) private view returns (bytes memory) {
        bytes32 ballot = keccak256(
            abi.encode(governor.BALLOT_TYPEHASH(), id, support, signer, governor.nonces(signer))
        );
        bytes32 domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("SupernetGovernor"),
                keccak256("1"),
                block.chainid,
                address(governor)
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(
            key,
            keccak256(abi.encodePacked(hex"1901", domain, ballot))
        );
        return abi.encodePacked(r, s, v);
    }

    function _expectTimelocked(bytes memory data) private {
        (address[] memory targets, uint256[] memory values, bytes[] memory calls) = only(
            address(ruled),
            data
        );
        bytes32 salt = bytes20(address(governor)) ^ keccak256("why");
        bytes32 operation = timelock.hashOperationBatch(targets, values, calls, 0, salt);
        vm.expectRevert(
            abi.encodeWithSelector(
                TimelockController.TimelockUnexpectedOperationState.selector,
                operation,
                bytes32(uint256(1) << uint8(TimelockController.OperationState.Ready))
            )
        );
    }

    function _expectMissingRole(address account, bytes32 role) private {
        vm.expectRevert(
            abi.encodeWithSignature("AccessControlUnauthorizedAccount(address,bytes32)", account, role)
        );
    }
}
