// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {ScoreMath} from "../../../contracts/libraries/ScoreMath.sol";
import {Population, ScoreRow} from "../../../contracts/types/ScoreTypes.sol";
import {Test} from "../../helpers/Test.sol";

/// The vectors that the SDK reads too: test/fixtures/scores.json.
contract ScoreMathTest is Test {
    uint256 private constant PEERS = 2_000;

    string private _json = vm.readFile("test/fixtures/scores.json");

    function test_TotalsAndScoresOfTheVectors() public view {
        uint128[5] memory totals;
        for (uint256 i = 0; i < PEERS; i++) {
            uint128[5] memory factors = _factors(i);
            for (uint256 k = 0; k < 5; k++) totals[k] += ScoreMath.damp(factors[k]);
        }
        for (uint256 k = 0; k < 5; k++) {
            vm.assertEq(totals[k], _uint(string.concat(".tiers.totals[", Strings.toString(k), "]")));
        }
        bytes memory scores;
        for (uint256 i = 0; i < PEERS; i++) {
            scores = bytes.concat(scores, bytes8(uint64(this.scoreOf(_factors(i), totals))));
        }
        vm.assertEq(keccak256(scores), vm.parseJsonBytes32(_json, ".tiers.scoresHash"));
    }

    function test_MembersOfTheVectors() public view {
        uint256[5] memory members;
        for (uint256 rank = 0; rank < PEERS; rank++) members[ScoreMath.tierAt(rank, PEERS)]++;
        for (uint256 tier = 0; tier < 5; tier++) {
            vm.assertEq(members[tier], _uint(string.concat(".tiers.members[", Strings.toString(tier), "]")));
        }
    }

    function test_RowsOfTheVectorsAreUnderTheRoot() public view {
        bytes32 root = vm.parseJsonBytes32(_json, ".tiers.root");
        for (uint256 i = 0; i < 6; i++) {
            ScoreRow memory row = _row(i);
            vm.assertEq(row.tier, ScoreMath.tierAt(row.rank, PEERS));
            bytes32[] memory proof = new bytes32[](11);
            for (uint256 k = 0; k < proof.length; k++) {
                string memory at = string.concat(_path(i), ".proof[", Strings.toString(k), "]");
                proof[k] = vm.parseJsonBytes32(_json, at);
            }
            vm.assertTrue(this.isUnder(root, row, proof), "row");
            row.score++;
            vm.assertFalse(this.isUnder(root, row, proof));
        }
    }

    function test_FewAccountsHaveTheLeastSlots() public pure {
        uint16[9] memory ranks = [0, 9, 10, 49, 50, 199, 200, 499, 500];
        uint8[9] memory tiers = [4, 4, 3, 3, 2, 2, 1, 1, 0];
        for (uint256 i = 0; i < 9; i++) vm.assertEq(ScoreMath.tierAt(ranks[i], 600), tiers[i]);
    }

    function testFuzz_AScoreIsAtMostEverything(
        uint128[5] calldata factors,
        uint128[5] calldata others
    ) public pure {
        uint128[5] memory totals;
        for (uint256 k = 0; k < 5; k++) totals[k] = ScoreMath.damp(factors[k]) + ScoreMath.damp(others[k]);
        vm.assertLe(ScoreMath.scoreOf(factors, totals), 1e16);
    }

    function scoreOf(
        uint128[5] calldata factors,
        uint128[5] calldata totals
    ) external pure returns (uint256) {
        return ScoreMath.scoreOf(factors, totals);
    }

    function isUnder(
        bytes32 root,
        ScoreRow calldata row,
        bytes32[] calldata proof
    ) external view returns (bool) {
        uint32 epoch = uint32(_uint(".tiers.epoch"));
        bytes32 inputs = ScoreMath.inputsHash(Population.Users, row);
        bytes32 leaf = ScoreMath.leaf(row.id, epoch, row.score, row.tier, inputs);
        return ScoreMath.isUnder(root, PEERS, row.index, leaf, proof);
    }

    function _factors(uint256 i) private pure returns (uint128[5] memory) {
        return
            [
                uint128((i * 7919) % 5000),
                uint128((i * 104729) % 900),
                uint128(i % 30),
                uint128((i * 31) % 12),
                uint128(i % 8)
            ];
    }

    function _row(uint256 i) private view returns (ScoreRow memory row) {
        string memory at = _path(i);
        row.id = vm.parseJsonBytes32(_json, string.concat(at, ".id"));
        row.index = uint32(_uint(string.concat(at, ".index")));
        row.rank = uint32(_uint(string.concat(at, ".rank")));
        row.score = uint64(_uint(string.concat(at, ".score")));
        row.tier = uint8(_uint(string.concat(at, ".tier")));
        row.factors = _factors(uint256(row.id));
        for (uint256 k = 0; k < 5; k++) {
            row.sums[k] = uint128(_uint(string.concat(at, ".sums[", Strings.toString(k), "]")));
        }
    }

    function _path(uint256 i) private pure returns (string memory) {
        return string.concat(".tiers.rows[", Strings.toString(i), "]");
    }

    function _uint(string memory path) private view returns (uint256) {
        return vm.parseJsonUint(_json, path);
    }
}
