// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title A Chainlink-shaped price feed
/// @notice The part of Chainlink's `AggregatorV3Interface` that is used here. `answeredInRound` is deprecated and unread.
interface IAggregatorV3 {
    /// @notice Decimals of the answers.
    function decimals() external view returns (uint8);

    /// @notice The newest answer and when it was given. A sequencer feed answers 0 while the sequencer is up, and
    /// `startedAt` is when that last changed.
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}
