// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title The rule that says which workers are bonded
interface IBondPolicy {
    /// @notice Whether the worker's bond lets it serve.
    function isBonded(bytes32 workerId, address owner) external view returns (bool);
}
