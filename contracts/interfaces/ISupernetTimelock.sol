// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title The timelock of the DAO
/// @notice OpenZeppelin's timelock with two classes of delay. What only the access manager's administrator may do is slow:
/// upgrades, grants, limits, the treasury's large spends, the governor's and the timelock's own settings, and every
/// contract that the manager does not know. A call that any other role may make is ordinary. The permission table is the
/// list of what is ordinary.
interface ISupernetTimelock {
    /// @notice The slow delay is shorter than the ordinary one.
    error SupernetTimelockDelays(uint256 minDelay, uint256 slowDelay);

    /// @notice Least time that anything but an ordinary call waits, in seconds.
    function slowDelay() external view returns (uint256);

    /// @notice How long a batch of calls waits at least: the slow delay unless every one of them is ordinary.
    function delayOf(address[] calldata targets, bytes[] calldata payloads) external view returns (uint256);
}
