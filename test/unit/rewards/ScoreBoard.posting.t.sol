// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IActivitySource} from "../../../contracts/interfaces/IActivitySource.sol";
import {IScoreBoard} from "../../../contracts/interfaces/IScoreBoard.sol";
import {ScoreBoard} from "../../../contracts/rewards/ScoreBoard.sol";
import {Population, Thresholds} from "../../../contracts/types/ScoreTypes.sol";
import {ScoreWorld} from "./ScoreWorld.sol";

contract ScoreBoardPostingTest is ScoreWorld {
    function test_PostsWithTheBond() public {
        IScoreBoard.Scores memory scores = scoresOver(leaves());
        uint48 until = uint48(block.timestamp) + 24 hours;
        vm.expectEmit(address(board));
        emit IScoreBoard.ScoresPosted(
            1,
            Population.Users,
            EPOCH,
            poster,
            scores,
            Thresholds(1_000, 500, 2_000),
            BOND,
            until
        );
        vm.assertEq(post(), 1);
        vm.assertEq(sogni.balanceOf(address(board)), BOND);
        vm.assertEq(board.proposalOf(Population.Users, EPOCH), 1);
        vm.assertEq(board.proposal(1).poster, poster);
        vm.assertFalse(board.isAccepted(1));
        vm.warp(until);
        vm.assertTrue(board.isAccepted(1));
    }

    function test_RevertWhen_ScoresAreEmpty() public {
        for (uint256 i = 0; i < 3; i++) {
            IScoreBoard.Scores memory scores = scoresOver(leaves());
            if (i == 0) scores.count = 0;
            if (i == 1) scores.root = 0;
            if (i == 2) scores.dataHash = 0;
            vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardEmptyScores.selector));
            board.post(Population.Users, EPOCH, scores);
        }
    }

    function test_RevertWhen_TheEpochRunsOrIsTooOld() public {
        IScoreBoard.Scores memory scores = scoresOver(leaves());
        uint32[2] memory wrong = [NOW, NOW - 3];
        for (uint256 i = 0; i < 2; i++) {
            vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardWrongEpoch.selector, wrong[i], NOW));
            board.post(Population.Users, wrong[i], scores);
        }
        vm.prank(poster);
        board.post(Population.Users, NOW - 2, scores);
    }

    function test_RevertGiven_AnotherStandsForTheEpoch() public {
        post();
        IScoreBoard.Scores memory scores = scoresOver(leaves());
        bytes memory taken = abi.encodeWithSelector(IScoreBoard.ScoreBoardAlreadyPosted.selector, 1);
        vm.expectRevert(taken);
        board.post(Population.Users, EPOCH, scores);
        vm.warp(block.timestamp + 24 hours);
        board.releaseBond(1);
        vm.expectRevert(taken);
        board.post(Population.Users, EPOCH, scores);
        // Workers have a root of their own.
        population = Population.Workers;
        vm.assertEq(post(), 2);
    }

    function test_ReleasesTheBondOnce() public {
        post();
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardNotAccepted.selector, 1));
        board.releaseBond(1);
        vm.warp(block.timestamp + 24 hours);
        vm.expectEmit(address(board));
        emit IScoreBoard.BondReleased(1, poster, BOND);
        board.releaseBond(1);
        vm.assertEq(sogni.balanceOf(poster), 1e24);
        vm.assertTrue(board.isAccepted(1));
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardBondReleased.selector, 1));
        board.releaseBond(1);
    }

    function test_TheGuardianOnlyCancels() public {
        post();
        expectUnauthorized();
        board.veto(1);
        vm.expectEmit(address(board));
        emit IScoreBoard.ProposalVetoed(1);
        board.veto(1);
        vm.assertEq(sogni.balanceOf(poster), 1e24);
        vm.warp(block.timestamp + 24 hours);
        vm.assertFalse(board.isAccepted(1));
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardNotContested.selector, 1));
        board.veto(1);
        // The epoch can be posted again.
        vm.assertEq(post(), 2);
    }

    function test_RevertWhen_AcceptedRootsAreVetoed() public {
        post();
        vm.warp(block.timestamp + 24 hours);
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardNotContested.selector, 1));
        board.veto(1);
    }

    function test_SetsTheBondInItsRange() public {
        expectUnauthorized();
        board.setBond(2e18);
        uint104[2] memory wrong = [uint104(1e18 - 1), uint104(1e25 + 1)];
        for (uint256 i = 0; i < 2; i++) {
            vm.expectRevert(
                abi.encodeWithSelector(IScoreBoard.ScoreBoardBondOutOfRange.selector, wrong[i], 1e18, 1e25)
            );
            board.setBond(wrong[i]);
        }
        vm.expectEmit(address(board));
        emit IScoreBoard.BondSet(BOND, 2e18);
        board.setBond(2e18);
        vm.assertEq(board.bond(), 2e18);
    }

    function test_SetsThresholds() public {
        expectUnauthorized();
        board.setThresholds(Thresholds(1, 1, 1));
        for (uint64 i = 0; i < 3; i++) {
            vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardZeroThreshold.selector));
            board.setThresholds(Thresholds(i == 0 ? 0 : 1, i == 1 ? 0 : 1, i == 2 ? 0 : 1));
        }
        vm.expectEmit(address(board));
        emit IScoreBoard.ThresholdsSet(Thresholds(1_000, 500, 2_000), Thresholds(1, 2, 3));
        board.setThresholds(Thresholds(1, 2, 3));
        vm.assertEq(board.thresholds().work, 3);
    }

    function test_BenefitsAreBounded() public {
        expectUnauthorized();
        board.setBenefits([uint16(0), 1, 2, 3, 4]);
        uint16[5][3] memory wrong = [
            [uint16(1), 2, 3, 4, 5],
            [uint16(0), 2, 1, 4, 5],
            [uint16(0), 1, 2, 3, 751]
        ];
        for (uint256 i = 0; i < 3; i++) {
            vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardBadBenefits.selector, wrong[i]));
            board.setBenefits(wrong[i]);
        }
        vm.expectEmit(address(board));
        emit IScoreBoard.BenefitsSet([0, 150, 300, 500, 750], [uint16(0), 1, 2, 3, 4]);
        board.setBenefits([uint16(0), 1, 2, 3, 4]);
        vm.assertEq(board.benefitBps(4), 4);
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardUnknownTier.selector, 5));
        board.benefitBps(5);
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(
            new ScoreBoard(sogni, treasury, IActivitySource(userActivity), IActivitySource(workerActivity))
        );
        expectUnauthorized();
        board.upgradeToAndCall(next, "");
    }
}
