// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Staking of rewards by a share that the worker's owner sets
/// @notice Every owner has a box, an address of its own that only this contract empties. An owner who makes the box the
/// payout of its workers has a share of every claim staked for it and the rest paid.
/// @dev The ledger knows nothing of it: a claim pays the box as it would pay any address, whoever calls it.
interface IAutoStaker {
    /// @notice From now on `newShareBps` of what is in the box is staked.
    event AutoStakeSet(address indexed owner, uint16 oldShareBps, uint16 newShareBps);
    /// @notice The box was emptied: `staked` became stake of the owner, `paid` went to it.
    event RewardsDistributed(address indexed owner, uint256 staked, uint256 paid);

    /// @notice A share is at most 10,000 basis points.
    error AutoStakerShareTooHigh(uint16 shareBps);
    /// @notice The box is empty.
    error AutoStakerNothingToDistribute(address owner);

    /// @notice Sets the share of the caller's rewards that is staked; it holds until the caller sets another. Emits
    /// {AutoStakeSet}.
    function setShare(uint16 shareBps) external;

    /// @notice Stakes the owner's share of what is in its box and pays it the rest; by anyone. Emits {RewardsDistributed}.
    /// @dev While staking is paused only an owner whose share is zero is paid: setting it to zero is always possible.
    function distribute(address owner) external returns (uint256 staked, uint256 paid);

    /// @notice Share of an owner in basis points.
    function shareOf(address owner) external view returns (uint16);

    /// @notice The owner's box: what it makes the payout of its workers.
    function boxOf(address owner) external view returns (address);
}
