// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Where tiers relative to peers are read
/// @notice Tiers 0 (none) to 4 of users and workers, from the last score roots that stood unchallenged.
/// @dev Views only, no call out: cheap enough for whoever pushes take rates and discounts.
interface ITierSource {
    /// @notice Tier in force of a user, 0 to 4; falls by halves where nothing newer was applied for two epochs.
    function tierOf(address account) external view returns (uint8 tier);

    /// @notice Tier in force of a worker, by its id in the worker registry.
    function tierOfWorker(bytes32 workerId) external view returns (uint8 tier);

    /// @notice What a tier is worth in basis points of a price or of a take: never more than 750, never falling with the tier.
    function benefitBps(uint8 tier) external view returns (uint16);
}
