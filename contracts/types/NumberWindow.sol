// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

/// @title Sliding window of used numbers
/// @notice Every number below `base` is used; bit i of `window` tells whether base + i is.
/// @dev `base` moves over the used prefix only, so nobody can jump ahead and kill older tickets.
library NumberWindow {
    uint256 internal constant SIZE = 136;

    /// @notice Whether seq .. seq + count - 1 are all in the window and unused. `count` is 1 to 255.
    function isFree(uint256 base, uint256 window, uint256 seq, uint256 count) internal pure returns (bool) {
        // Numbers and counts are below 2^33: nothing wraps once seq >= base is known.
        unchecked {
            if (seq < base || seq + count > base + SIZE) return false;
            return (window >> (seq - base)) & ((1 << count) - 1) == 0;
        }
    }

    /// @notice Marks free numbers as used and moves the base over the used prefix.
    function use(
        uint256 base,
        uint256 window,
        uint256 seq,
        uint256 count
    ) internal pure returns (uint256, uint256) {
        // The numbers are free, so seq - base + count <= 136 and no bit is lost.
        unchecked {
            if (seq == base) {
                base += count;
                window >>= count;
            } else {
                window |= ((1 << count) - 1) << (seq - base);
            }
            while (window & 1 != 0) {
                window >>= 1;
                ++base;
            }
        }
        return (base, window);
    }
}
