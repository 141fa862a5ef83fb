// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title What the desk asks of a contract that can be paused
interface IPausable {
    /// @notice Stops what it takes in. Reverts where it is paused.
    function pause() external;

    /// @notice Lets it go on. Reverts where it is not paused.
    function unpause() external;

    /// @notice Whether it is stopped now.
    function paused() external view returns (bool);
}
