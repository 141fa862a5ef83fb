// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @notice Whom a score compares. The order is part of every leaf.
enum Population {
    Users,
    Workers
}

/// @notice One account's place in an epoch. Leaf and meaning: docs/explanation/scores.md.
/// @param id The user's address in the low 20 bytes, or the worker's id.
/// @param index Position by rising id, from 0: where the row lies in the tree.
/// @param rank Position by (score falling, id rising), from 0.
/// @param factors What the account did, in the units of the population's five factors.
/// @param sums Damped factors of all rows with an index up to this one.
struct ScoreRow {
    bytes32 id;
    uint32 index;
    uint32 rank;
    uint64 score;
    uint8 tier;
    uint128[5] factors;
    uint128[5] sums;
}

/// @notice What an account must have done in an epoch to be compared at all.
/// @param spend Users: paid spend, in 1e-6 Spark; or
/// @param stake Users: stake, in 1e9 wei of SOGNI.
/// @param work Workers: paid render milliseconds.
struct Thresholds {
    uint64 spend;
    uint64 stake;
    uint64 work;
}
