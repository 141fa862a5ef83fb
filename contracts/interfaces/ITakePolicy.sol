// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title The rule that says what share of a worker's gross goes to the treasury
interface ITakePolicy {
    /// @notice Take rate of a worker in basis points.
    function takeBps(bytes32 workerId, address owner) external view returns (uint16);
}
