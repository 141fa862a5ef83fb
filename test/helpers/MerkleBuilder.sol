// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// @dev Trees over leaves in the order given: of sorted pairs, where whatever has no partner moves up, and by position,
/// where it is paired with an empty branch.
library MerkleBuilder {
    function placedRoot(bytes32[] memory leaves) internal pure returns (bytes32) {
        for (bytes32 empty = 0; leaves.length > 1; empty = Hashes.efficientKeccak256(empty, empty)) {
            leaves = _placedAbove(leaves, empty);
        }
        return leaves[0];
    }

    function placedProof(bytes32[] memory leaves, uint256 at) internal pure returns (bytes32[] memory proof) {
        bytes32[] memory long = new bytes32[](32);
        uint256 length = 0;
        for (bytes32 empty = 0; leaves.length > 1; empty = Hashes.efficientKeccak256(empty, empty)) {
            uint256 sibling = at ^ 1;
            long[length++] = sibling < leaves.length ? leaves[sibling] : empty;
            leaves = _placedAbove(leaves, empty);
            at /= 2;
        }
        proof = _cut(long, length);
    }

    function rootOf(bytes32[] memory leaves) internal pure returns (bytes32) {
        while (leaves.length > 1) leaves = _above(leaves);
        return leaves[0];
    }

    function proofOf(bytes32[] memory leaves, uint256 at) internal pure returns (bytes32[] memory proof) {
        bytes32[] memory long = new bytes32[](32);
        uint256 length = 0;
        while (leaves.length > 1) {
            uint256 sibling = at ^ 1;
            if (sibling < leaves.length) long[length++] = leaves[sibling];
            leaves = _above(leaves);
            at /= 2;
        }
        proof = _cut(long, length);
    }

    function _cut(bytes32[] memory long, uint256 length) private pure returns (bytes32[] memory proof) {
        proof = new bytes32[](length);
        for (uint256 i = 0; i < length; i++) proof[i] = long[i];
    }

    function _placedAbove(
        bytes32[] memory nodes,
        bytes32 empty
    ) private pure returns (bytes32[] memory above) {
        above = new bytes32[]((nodes.length + 1) / 2);
        for (uint256 i = 0; i < above.length; i++) {
            bytes32 right = 2 * i + 1 < nodes.length ? nodes[2 * i + 1] : empty;
            above[i] = Hashes.efficientKeccak256(nodes[2 * i], right);
        }
    }

    function _above(bytes32[] memory nodes) private pure returns (bytes32[] memory above) {
        above = new bytes32[]((nodes.length + 1) / 2);
        for (uint256 i = 0; i < above.length; i++) {
            above[i] =
                2 * i + 1 < nodes.length
                    ? Hashes.commutativeKeccak256(nodes[2 * i], nodes[2 * i + 1])
                    : nodes[2 * i];
        }
    }
}
