// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Population, ScoreRow, Thresholds} from "../types/ScoreTypes.sol";

/// @title Scores relative to peers
/// @notice Pure: what the SDK's `tiers.ts` and `scoreTree.ts` compute for a whole epoch, here for single rows.
library ScoreMath {
    uint256 internal constant FACTORS = 5;
    uint8 internal constant TOP_TIER = 4;

    uint256 private constant E12 = 1e12;
    uint256 private constant BPS = 10_000;

    /// @notice Square root of a factor, with six more decimals: whales are damped.
    function damp(uint128 factor) internal pure returns (uint128) {
        // Below 2^168 under the root, below 2^84 after it.
        return uint128(Math.sqrt(uint256(factor) * E12));
    }

    /// @notice Weighted shares of the totals; 1e16 is everything there is.
    function scoreOf(
        uint128[5] calldata factors,
        uint128[5] memory totals
    ) internal pure returns (uint256 score) {
        uint16[5] memory weights = [3_500, 3_000, 1_500, 1_000, 1_000];
        for (uint256 k = 0; k < FACTORS; ++k) {
            if (totals[k] == 0) continue;
            // Each share is rounded before it is weighed: the SDK's order, which the fraud proofs recompute.
            // slither-disable-next-line divide-before-multiply
            score += ((uint256(damp(factors[k])) * E12) / totals[k]) * weights[k];
        }
    }

    /// @notice Tier of the row at `rank` among `count`.
    function tierAt(uint256 rank, uint256 count) internal pure returns (uint8) {
        if (rank < Math.max(10, (count * 100) / BPS)) return 4;
        if (rank < Math.max(50, (count * 500) / BPS)) return 3;
        if (rank < Math.max(200, (count * 1_500) / BPS)) return 2;
        if (rank < Math.max(500, (count * 4_000) / BPS)) return 1;
        return 0;
    }

    /// @notice Whether what a row says it did is enough to be compared.
    function qualifies(
        Population population,
        uint128[5] calldata factors,
        Thresholds memory thresholds
    ) internal pure returns (bool) {
        if (population == Population.Workers) return factors[1] >= thresholds.work;
        return factors[0] >= thresholds.spend || factors[1] >= thresholds.stake;
    }

    /// @notice Whether `a` ranks before `b`: by score, then by id.
    function before(ScoreRow calldata a, ScoreRow calldata b) internal pure returns (bool) {
        return a.score == b.score ? a.id < b.id : a.score > b.score;
    }

    /// @notice The rank of a row and everything that its score was computed from.
    function inputsHash(Population population, ScoreRow calldata row) internal pure returns (bytes32) {
        return keccak256(abi.encode(population, row.rank, row.factors, row.sums));
    }

    /// @notice Leaf of a row: hashed twice, so that no inner node can pass for one.
    function leaf(
        bytes32 id,
        uint32 epoch,
        uint64 score,
        uint8 tier,
        bytes32 inputs
    ) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(id, epoch, score, tier, inputs))));
    }

    /// @notice Whether `leafNode` is the leaf at `index` of the `count` under the root. Pairs are hashed left before right
    /// and the depth follows from the count, so that a root holds one leaf at a place and none besides.
    function isUnder(
        bytes32 root,
        uint256 count,
        uint256 index,
        bytes32 leafNode,
        bytes32[] calldata proof
    ) internal pure returns (bool) {
        if (index >= count || proof.length != Math.log2(count, Math.Rounding.Ceil)) return false;
        bytes32 node = leafNode;
        for (uint256 i = 0; i < proof.length; ++i) {
            node =
                (index >> i) & 1 == 1
                    ? Hashes.efficientKeccak256(proof[i], node)
                    : Hashes.efficientKeccak256(node, proof[i]);
        }
        return node == root;
    }
}
