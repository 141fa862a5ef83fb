// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title SOGNI on its way to rewards
/// @notice What arrives here (bought back, or spent on rewards by the treasury) vests evenly over 30 days, counted from the
/// end of the day on which it was taken in, and is released to the destination that pays rewards.
interface IRewardStream {
    /// @notice `amount` of SOGNI that had arrived was taken in with the arrivals of `day`.
    event TakenIn(uint48 indexed day, uint256 amount);
    /// @notice `amount` of vested SOGNI was released.
    event Released(address indexed destination, uint256 amount);
    /// @notice Where vested SOGNI goes was set.
    event DestinationSet(address oldDestination, address newDestination);

    /// @notice Rewards need an address.
    error RewardStreamNoDestination();

    /// @notice Takes in what has arrived, by anyone. Emits {TakenIn} where anything has.
    function takeIn() external returns (uint256 amount);

    /// @notice Releases what has vested to the destination, by anyone. Emits {Released} where anything has.
    function release() external returns (uint256 amount);

    /// @notice Sets where vested SOGNI goes. Emits {DestinationSet}. Role: admin.
    function setDestination(address newDestination) external;

    /// @notice What {release} would release now.
    function releasable() external view returns (uint256);

    /// @notice SOGNI that was taken in and not yet released.
    function streaming() external view returns (uint256);

    /// @notice Where vested SOGNI goes.
    function destination() external view returns (address);
}
