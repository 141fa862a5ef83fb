// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IScoreBoard} from "../../../contracts/interfaces/IScoreBoard.sol";
import {ScoreRow} from "../../../contracts/types/ScoreTypes.sol";
import {MerkleBuilder} from "../../helpers/MerkleBuilder.sol";
import {ScoreWorld} from "./ScoreWorld.sol";

contract ScoreBoardChallengesTest is ScoreWorld {
    /* ROWS */

    function test_RevertGiven_TheRowIsSound() public {
        uint32 id = post();
        for (uint256 at = 0; at < rows.length; at++) {
            bytes32[] memory path = proof(at);
            vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardRowSound.selector, rows[at].id));
            board.challengeRow(id, rows[at], path);
        }
    }

    function test_StrikesAWrongScore() public {
        rows[2].score++;
        _strikeRow(2);
    }

    function test_StrikesAWrongTier() public {
        rows[2].tier = 3;
        _strikeRow(2);
    }

    function test_StrikesARankBeyondTheCount() public {
        rows[2].rank = 4;
        _strikeRow(2);
    }

    function test_StrikesWhoDoesNotQualify() public {
        rows[0].factors[0] = 999;
        _strikeRow(0);
    }

    function test_StrikesWrongFirstSums() public {
        rows[0].sums[3]++;
        _strikeRow(0);
    }

    function test_StrikesWrongTotals() public {
        rows[3].sums[4]++;
        _strikeRow(3);
    }

    function test_StrikesLessStakeThanTheChainRecorded() public {
        proven(rows[1].id, rows[1].factors[1] + 1);
        _strikeRow(1);
    }

    function test_RevertWhen_TheRowIsNotUnderTheRoot() public {
        uint32 id = post();
        bytes32[] memory path = proof(1);
        rows[1].score++;
        _expectNotUnderRoot(rows[1].id);
        board.challengeRow(id, rows[1], path);
    }

    /// Attack: an inner node passed off as a leaf. A leaf is hashed twice, a node once, so no row hashes to a node.
    function test_Attack_InnerNodeAsLeaf() public {
        uint32 id = post();
        vm.warp(block.timestamp + 24 hours);
        bytes32[] memory tree = leaves();
        bytes32[] memory upper = new bytes32[](1);
        upper[0] = MerkleBuilder.placedProof(tree, 0)[1];
        // The node's children in the place of the row's words, with the path of the node.
        _expectNotUnderRoot(tree[0]);
        board.applyTier(id, 0, tree[0], uint64(uint256(tree[1])), 4, tree[1], upper);
    }

    /* PAIRS */

    function test_RevertGiven_RowsAgree() public {
        uint32 id = post();
        for (uint256 a = 0; a < rows.length; a++) {
            for (uint256 b = 0; b < rows.length; b++) {
                (bytes32[] memory pathA, bytes32[] memory pathB) = (proof(a), proof(b));
                vm.expectRevert(
                    abi.encodeWithSelector(IScoreBoard.ScoreBoardPairSound.selector, rows[a].id, rows[b].id)
                );
                board.challengePair(id, rows[a], pathA, rows[b], pathB);
            }
        }
    }

    /// Attack: an account that is scored twice.
    function test_Attack_DuplicateId() public {
        rows[2].id = rows[1].id;
        _strikePair(1, 2);
    }

    function test_StrikesTwoRowsOfOneRank() public {
        rows[2].rank = rows[1].rank;
        _strikePair(1, 2);
    }

    function test_StrikesTheWrongOrderOfIds() public {
        (rows[1].id, rows[3].id) = (rows[3].id, rows[1].id);
        _strikePair(3, 1);
    }

    function test_StrikesTheWrongOrderOfScores() public {
        (rows[1].rank, rows[2].rank) = (rows[2].rank, rows[1].rank);
        _strikePair(1, 2);
    }

    function test_StrikesTheWrongOrderOfEqualScores() public {
        rows[1].score = rows[2].score;
        _strikePair(1, 2);
    }

    function test_StrikesSumsThatDoNotFollow() public {
        rows[1].sums[0]++;
        _strikePair(2, 1);
    }

    function test_RevertWhen_ARowOfThePairIsNotUnderTheRoot() public {
        uint32 id = post();
        (bytes32[] memory pathA, bytes32[] memory pathB) = (proof(0), proof(1));
        _expectNotUnderRoot(rows[1].id);
        board.challengePair(id, rows[0], pathA, rows[1], pathA);
        rows[0].rank++;
        _expectNotUnderRoot(rows[0].id);
        board.challengePair(id, rows[0], pathA, rows[1], pathB);
    }

    /* OMISSIONS */

    function test_StrikesAnOmissionBetweenRows() public {
        _strikeOmission(bytes32(uint256(25)), 1, 2);
    }

    function test_StrikesAnOmissionBeforeTheFirst() public {
        _strikeOmission(bytes32(uint256(9)), 0, 0);
    }

    function test_StrikesAnOmissionAfterTheLast() public {
        _strikeOmission(bytes32(uint256(41)), 3, 3);
    }

    function test_RevertGiven_TheChainDoesNotKnowTheOmitted() public {
        uint32 id = post();
        bytes32 missing = bytes32(uint256(25));
        proven(missing, 499);
        (ScoreRow[] memory between, bytes32[][] memory paths) = _neighbours(1, 2);
        vm.expectRevert(
            abi.encodeWithSelector(IScoreBoard.ScoreBoardNotQualified.selector, missing, 499, 500)
        );
        board.challengeOmission(id, missing, between, paths);
    }

    function test_RevertGiven_TheIdIsThereOrCouldBe() public {
        uint32 id = post();
        // A row has that id; the rows are not adjacent; one in the middle alone; the wrong side of both ends.
        _expectNotOmitted(id, bytes32(uint256(20)), 1, 2);
        _expectNotOmitted(id, bytes32(uint256(30)), 1, 2);
        _expectNotOmitted(id, bytes32(uint256(25)), 1, 3);
        _expectNotOmitted(id, bytes32(uint256(25)), 1, 1);
        _expectNotOmitted(id, bytes32(uint256(11)), 0, 0);
        _expectNotOmitted(id, bytes32(uint256(39)), 3, 3);

        bytes32 missing = bytes32(uint256(25));
        proven(missing, 500);
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardNotOmitted.selector, missing));
        board.challengeOmission(id, missing, new ScoreRow[](0), new bytes32[][](0));
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardNotOmitted.selector, missing));
        board.challengeOmission(id, missing, new ScoreRow[](0), new bytes32[][](1));
    }

    /* DEMANDS */

    function test_AShownRowEarnsTheFeeAndCanStillBeContested() public {
        uint32 id = post();
        vm.warp(block.timestamp + 23 hours);
        uint48 until = uint48(block.timestamp) + 24 hours;
        vm.expectEmit(address(board));
        emit IScoreBoard.RowDemanded(id, 2, watcher, until);
        vm.prank(watcher);
        board.demandRow(id, 2);
        vm.assertEq(board.demandOf(id, 2).until, until);

        // An open demand keeps the root from being accepted.
        vm.warp(until - 1);
        vm.assertFalse(board.isAccepted(id));
        bytes32[] memory path = proof(2);
        vm.expectEmit(address(board));
        emit IScoreBoard.RowShown(id, 2, rows[2], until - 1 + 12 hours);
        board.showRow(id, rows[2], path);
        vm.assertEq(sogni.balanceOf(poster), 1e24 - BOND + FEE);
        vm.assertFalse(board.isAccepted(id));
        vm.warp(until - 1 + 12 hours);
        vm.assertTrue(board.isAccepted(id));

        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardNotDemanded.selector, 2));
        board.reclaimDemand(id, 2);
    }

    function test_AWithheldRowStrikes() public {
        uint32 id = post();
        vm.prank(watcher);
        board.demandRow(id, 2);
        uint48 until = board.demandOf(id, 2).until;
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardStillTime.selector, until));
        board.strikeUnanswered(id, 2);
        vm.warp(until);
        vm.expectEmit(address(board));
        emit IScoreBoard.ProposalStruck(id, watcher, IScoreBoard.Fault.Unanswered, BOND / 2, BOND / 2);
        vm.prank(stranger);
        board.strikeUnanswered(id, 2);
        vm.assertEq(sogni.balanceOf(watcher), 1e24 + BOND / 2);
        vm.assertEq(sogni.balanceOf(treasury), BOND / 2);
        vm.assertEq(sogni.balanceOf(address(board)), 0);
    }

    function test_TheFeeComesBackWhereTheRootFellOtherwise() public {
        uint32 id = post();
        vm.prank(watcher);
        board.demandRow(id, 2);
        uint48 until = board.demandOf(id, 2).until;
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardStillTime.selector, until));
        board.reclaimDemand(id, 2);
        board.veto(id);
        vm.expectEmit(address(board));
        emit IScoreBoard.DemandReclaimed(id, 2, watcher, FEE);
        board.reclaimDemand(id, 2);
        vm.assertEq(sogni.balanceOf(watcher), 1e24);
        vm.assertEq(sogni.balanceOf(address(board)), 0);
    }

    function test_RevertWhen_DemandedBadly() public {
        uint32 id = post();
        uint48 last = uint48(block.timestamp) + 24 hours;
        vm.startPrank(watcher);
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardNoSuchRow.selector, 4, 4));
        board.demandRow(id, 4);
        board.demandRow(id, 3);
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardAlreadyDemanded.selector, 3));
        board.demandRow(id, 3);
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardNotDemanded.selector, 1));
        board.strikeUnanswered(id, 1);
        vm.warp(last);
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardDemandTooLate.selector, last));
        board.demandRow(id, 2);
        vm.stopPrank();
        bytes32[] memory path = proof(1);
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardNotDemanded.selector, 1));
        board.showRow(id, rows[1], path);
    }

    function test_RevertGiven_AcceptedOrFallen() public {
        uint32 id = post();
        vm.warp(block.timestamp + 24 hours);
        bytes32[] memory path = proof(0);
        (ScoreRow[] memory between, bytes32[][] memory paths) = _neighbours(0, 1);
        bytes memory closed = abi.encodeWithSelector(IScoreBoard.ScoreBoardNotContested.selector, id);
        vm.expectRevert(closed);
        board.challengeRow(id, rows[0], path);
        vm.expectRevert(closed);
        board.challengePair(id, rows[0], path, rows[0], path);
        vm.expectRevert(closed);
        board.challengeOmission(id, 0, between, paths);
        vm.expectRevert(closed);
        board.demandRow(id, 0);
        vm.expectRevert(closed);
        board.showRow(id, rows[0], path);
        vm.expectRevert(closed);
        board.strikeUnanswered(id, 0);
    }

    function _strikeRow(uint256 at) private {
        uint32 id = post();
        bytes32[] memory path = proof(at);
        _expectStruck(id, IScoreBoard.Fault.Row);
        board.challengeRow(id, rows[at], path);
        _checkStruck(id);
    }

    function _strikePair(uint256 a, uint256 b) private {
        uint32 id = post();
        (bytes32[] memory pathA, bytes32[] memory pathB) = (proof(a), proof(b));
        _expectStruck(id, IScoreBoard.Fault.Pair);
        board.challengePair(id, rows[a], pathA, rows[b], pathB);
        _checkStruck(id);
    }

    function _strikeOmission(bytes32 missing, uint256 left, uint256 right) private {
        uint32 id = post();
        proven(missing, 500);
        (ScoreRow[] memory between, bytes32[][] memory paths) = _neighbours(left, right);
        _expectStruck(id, IScoreBoard.Fault.Omission);
        board.challengeOmission(id, missing, between, paths);
        _checkStruck(id);
    }

    function _expectNotOmitted(uint32 id, bytes32 missing, uint256 left, uint256 right) private {
        proven(missing, 500);
        (ScoreRow[] memory between, bytes32[][] memory paths) = _neighbours(left, right);
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardNotOmitted.selector, missing));
        board.challengeOmission(id, missing, between, paths);
    }

    function _neighbours(
        uint256 left,
        uint256 right
    ) private view returns (ScoreRow[] memory between, bytes32[][] memory paths) {
        uint256 count = left == right ? 1 : 2;
        (between, paths) = (new ScoreRow[](count), new bytes32[][](count));
        (between[0], paths[0]) = (rows[left], proof(left));
        if (count == 2) (between[1], paths[1]) = (rows[right], proof(right));
    }

    function _expectStruck(uint32 id, IScoreBoard.Fault fault) private {
        vm.expectEmit(address(board));
        emit IScoreBoard.ProposalStruck(id, watcher, fault, BOND / 2, BOND / 2);
        vm.prank(watcher);
    }

    function _checkStruck(uint32 id) private {
        vm.assertEq(sogni.balanceOf(watcher), 1e24 + BOND / 2);
        vm.assertEq(sogni.balanceOf(treasury), BOND / 2);
        vm.assertEq(sogni.balanceOf(address(board)), 0);
        vm.warp(block.timestamp + 24 hours);
        vm.assertFalse(board.isAccepted(id));
    }

    function _expectNotUnderRoot(bytes32 id) private {
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardNotUnderRoot.selector, id));
    }
}
