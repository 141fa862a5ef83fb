// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title The governor of the DAO
/// @notice OpenZeppelin's governor over active stake: whoever has enough proposes, stakers vote, the timelock waits, and
/// anyone executes. Here is what it has beside OpenZeppelin's events and functions, which are unchanged: other tools
/// read them.
/// @dev The clock is in seconds. A quorum is a fraction of the active stake, and at least a fixed number of votes: a
/// fraction of a small stake is cheap to buy.
interface ISupernetGovernor {
    /// @notice How votes run. Times in seconds, votes in wei of SOGNI.
    struct Terms {
        uint48 votingDelay;
        uint32 votingPeriod;
        /// Least time that remains after a quorum is reached.
        uint48 lateQuorumExtension;
        uint256 proposalThreshold;
        /// Of the active stake, in percent.
        uint256 quorumPercent;
    }

    /// @notice `guardian` can cancel proposals until `endsAt`. It can do nothing else.
    event GuardianTermSet(address indexed guardian, uint48 endsAt);

    /// @notice Fewest votes, for and abstaining, that any proposal needs.
    function quorumFloor() external view returns (uint256);

    /// @notice When the guardian's term ends, unless a proposal names it again.
    function guardianEndsAt() external view returns (uint48);
}
