// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {DoubleEndedQueue} from "@openzeppelin/contracts/utils/structs/DoubleEndedQueue.sol";

/// @title A queue of amounts that become ready in the order in which they came
/// @dev One word a request: amount 208 | readyAt 48. Every request of a queue waits equally long, so those that are ready
/// are the oldest ones, and what is taken back or slashed comes off the newest end.
library CoolingQueue {
    using DoubleEndedQueue for DoubleEndedQueue.Bytes32Deque;

    function push(DoubleEndedQueue.Bytes32Deque storage queue, uint208 amount, uint48 readyAt) internal {
        queue.pushBack(_pack(amount, readyAt));
    }

    /// @dev Takes up to `amount` off the newest requests.
    function takeNewest(
        DoubleEndedQueue.Bytes32Deque storage queue,
        uint256 amount
    ) internal returns (uint256 taken) {
        while (taken < amount && !queue.empty()) {
            (uint208 held, uint48 readyAt) = unpack(queue.popBack());
            uint256 wanted = amount - taken;
            if (wanted < held) {
                queue.pushBack(_pack(uint208(held - wanted), readyAt));
                return amount;
            }
            taken += held;
        }
    }

    /// @dev Takes every request that is ready.
    function takeReady(
        DoubleEndedQueue.Bytes32Deque storage queue
    ) internal returns (uint256 taken, uint256 requests) {
        while (!queue.empty()) {
            (uint208 held, uint48 readyAt) = unpack(queue.front());
            if (block.timestamp < readyAt) break;
            // It was read as the front.
            // slither-disable-next-line unused-return
            queue.popFront();
            taken += held;
            ++requests;
        }
    }

    /// @dev When the oldest request is ready; zero without one.
    function readyAtOf(DoubleEndedQueue.Bytes32Deque storage queue) internal view returns (uint48 readyAt) {
        if (!queue.empty()) (, readyAt) = unpack(queue.front());
    }

    function unpack(bytes32 request) internal pure returns (uint208 amount, uint48 readyAt) {
        return (uint208(uint256(request)), uint48(uint256(request) >> 208));
    }

    function _pack(uint208 amount, uint48 readyAt) private pure returns (bytes32) {
        return bytes32((uint256(readyAt) << 208) | amount);
    }
}
