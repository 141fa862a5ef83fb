// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IScoreBoard} from "../../../contracts/interfaces/IScoreBoard.sol";
import {Population} from "../../../contracts/types/ScoreTypes.sol";
import {MerkleBuilder} from "../../helpers/MerkleBuilder.sol";
import {ScoreWorld} from "./ScoreWorld.sol";

contract ScoreBoardTiersTest is ScoreWorld {
    function test_AppliesATierByAnyoneOnce() public {
        uint32 id = post();
        bytes32[] memory path = proof(3);
        bytes32 opened = inputs(3);
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardNotAccepted.selector, id));
        board.applyTier(id, 3, rows[3].id, rows[3].score, 4, opened, path);

        vm.warp(block.timestamp + 24 hours);
        vm.expectEmit(address(board));
        emit IScoreBoard.TierApplied(rows[3].id, Population.Users, EPOCH, 0, 4, rows[3].score);
        vm.prank(stranger);
        board.applyTier(id, 3, rows[3].id, rows[3].score, 4, opened, path);
        vm.assertEq(board.tierOf(address(40)), 4);
        vm.assertEq(board.tierOfWorker(rows[3].id), 0);
        (uint8 tier, uint32 epoch) = board.appliedTier(Population.Users, rows[3].id);
        vm.assertEq(tier, 4);
        vm.assertEq(epoch, EPOCH);

        vm.expectRevert(
            abi.encodeWithSelector(IScoreBoard.ScoreBoardAlreadyApplied.selector, rows[3].id, EPOCH)
        );
        board.applyTier(id, 3, rows[3].id, rows[3].score, 4, opened, path);
    }

    function test_WorkersHaveTiersOfTheirOwn() public {
        population = Population.Workers;
        uint32 id = post();
        vm.warp(block.timestamp + 24 hours);
        apply_(id, 2);
        vm.assertEq(board.tierOfWorker(rows[2].id), 4);
        vm.assertEq(board.tierOf(address(30)), 0);
    }

    function test_RevertWhen_TheResultIsNotUnderTheRoot() public {
        uint32 id = post();
        vm.warp(block.timestamp + 24 hours);
        bytes32[] memory path = proof(0);
        bytes32 opened = inputs(0);
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardNotUnderRoot.selector, rows[0].id));
        board.applyTier(id, 0, rows[0].id, rows[0].score, 3, opened, path);
    }

    /// Attack: a row that was not published, applied when the root is accepted.
    function test_Attack_HiddenRow() public {
        bytes32[] memory tree = leaves();
        bytes32[] memory wide = new bytes32[](5);
        for (uint256 i = 0; i < 4; i++) wide[i] = tree[i];
        rows[3].id = bytes32(uint256(999));
        wide[4] = this.leafOf(rows[3]);
        bytes32[] memory path = MerkleBuilder.placedProof(wide, 4);
        bytes32 opened = inputs(3);
        uint32 id = post(wide);
        vm.warp(block.timestamp + 24 hours);
        for (uint32 index = 0; index < 8; index++) {
            vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardNotUnderRoot.selector, rows[3].id));
            board.applyTier(id, index, rows[3].id, rows[3].score, 4, opened, path);
        }
    }

    /// A root that nobody contested is bounded all the same.
    function test_RevertWhen_ThereIsNoSuchTier() public {
        rows[0].tier = 5;
        uint32 id = post();
        vm.warp(block.timestamp + 24 hours);
        bytes32[] memory path = proof(0);
        bytes32 opened = inputs(0);
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardUnknownTier.selector, 5));
        board.applyTier(id, 0, rows[0].id, rows[0].score, 5, opened, path);
    }

    function test_HalvesWhereNothingNewComes() public {
        uint32 id = post();
        vm.warp(block.timestamp + 24 hours);
        apply_(id, 3);
        uint8[7] memory expected = [4, 4, 2, 1, 0, 0, 0];
        for (uint256 i = 0; i < 7; i++) {
            vm.warp((uint256(NOW) + i) * 7 days + 2 days);
            vm.assertEq(board.tierOf(address(40)), expected[i]);
        }
        vm.warp(uint256(type(uint32).max) * 7 days);
        vm.assertEq(board.tierOf(address(40)), 0);
        vm.assertEq(board.tierOf(stranger), 0);
    }

    function testFuzz_ATierIsAppliedOncePerEpoch(uint8 first, uint8 second) public {
        uint32 id = post();
        vm.warp(block.timestamp + 24 hours);
        apply_(id, first % 4);
        if (second % 4 != first % 4) return apply_(id, second % 4);
        bytes32[] memory path = proof(second % 4);
        bytes32 opened = inputs(second % 4);
        bytes32 same = rows[second % 4].id;
        vm.expectRevert(abi.encodeWithSelector(IScoreBoard.ScoreBoardAlreadyApplied.selector, same, EPOCH));
        board.applyTier(id, second % 4, same, rows[second % 4].score, rows[second % 4].tier, opened, path);
    }
}
