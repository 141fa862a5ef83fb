// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IAggregatorV3} from "../interfaces/external/IAggregatorV3.sol";

/// @notice A Chainlink-shaped feed of the local network and of tests: whoever deployed it sets the answer. While no time is
/// set with it, every answer is of the running block.
contract LocalFeed is IAggregatorV3 {
    address private immutable _setter;
    uint8 public immutable decimals;

    int256 private _answer;
    uint256 private _startedAt;
    uint256 private _updatedAt;

    error LocalFeedNotSetter(address caller);

    constructor(uint8 decimals_, int256 answer) {
        _setter = msg.sender;
        decimals = decimals_;
        _answer = answer;
    }

    /// @notice Sets the answer; zero times stand for the running block.
    function set(int256 answer, uint256 startedAt, uint256 updatedAt) external {
        require(msg.sender == _setter, LocalFeedNotSetter(msg.sender));
        _answer = answer;
        _startedAt = startedAt;
        _updatedAt = updatedAt;
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        uint256 startedAt = _startedAt == 0 ? block.timestamp : _startedAt;
        return (1, _answer, startedAt, _updatedAt == 0 ? block.timestamp : _updatedAt, 1);
    }
}
