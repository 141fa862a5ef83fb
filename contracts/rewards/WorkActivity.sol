// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

import {IActivitySource} from "../interfaces/IActivitySource.sol";
import {IWorkActivity} from "../interfaces/IWorkActivity.sol";
import {IWorkerRegistry} from "../interfaces/IWorkerRegistry.sol";

/// @title Marks of what workers have rendered
/// @dev No proxy and no role: it copies what the registry says, and a later version only begins with empty marks.
/// @custom:security-contact see SECURITY.md
contract WorkActivity is IWorkActivity {
    using Checkpoints for Checkpoints.Trace208;

    IWorkerRegistry private immutable _registry;

    mapping(bytes32 workerId => Checkpoints.Trace208) private _marks;

    constructor(IWorkerRegistry registry) {
        _registry = registry;
    }

    /// @inheritdoc IWorkActivity
    function mark(bytes32 workerId) external {
        uint48 at = uint48(block.timestamp);
        uint208 baseMs = SafeCast.toUint208(_registry.countersOf(workerId).baseMs);
        // What was marked before does not matter.
        // slither-disable-next-line unused-return
        _marks[workerId].push(at, baseMs);
        emit WorkMarked(workerId, at, baseMs);
    }

    /// @inheritdoc IActivitySource
    function provenActivity(bytes32 id, uint48 from, uint48 to) external view returns (uint256) {
        Checkpoints.Trace208 storage marks = _marks[id];
        uint256 last = marks.upperLookup(to - 1);
        uint256 first = marks.lowerLookup(from);
        // Without a mark in the epoch `first` is a later one, or none at all.
        // When, not how much.
        // slither-disable-next-line unused-return
        (bool any, uint48 newest, ) = marks.latestCheckpoint();
        return any && newest >= from && last > first ? last - first : 0;
    }

    /// @inheritdoc IWorkActivity
    function lastMark(bytes32 workerId) external view returns (uint48 at, uint208 baseMs) {
        // Zeros say that there is none.
        // slither-disable-next-line unused-return
        (, at, baseMs) = _marks[workerId].latestCheckpoint();
    }
}
