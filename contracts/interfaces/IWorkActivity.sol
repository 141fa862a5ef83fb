// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IActivitySource} from "./IActivitySource.sol";

/// @title Marks of what workers have rendered
/// @notice Anyone writes down a worker's counter of paid render milliseconds; between two marks of one epoch lies work that
/// nobody can leave out of that epoch's scores.
interface IWorkActivity is IActivitySource {
    /// @notice The worker's counter stood at `baseMs` at `at`.
    event WorkMarked(bytes32 indexed workerId, uint48 at, uint208 baseMs);

    /// @notice Writes down where the counter stands, by anyone. Emits {WorkMarked}.
    function mark(bytes32 workerId) external;

    /// @notice The newest mark of a worker; zeros without any.
    function lastMark(bytes32 workerId) external view returns (uint48 at, uint208 baseMs);
}
