// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

/// @title Sliding window of used numbers
/// @notice Every number below `base` is used; bit i of `window` tells whether base + i is.
/// @dev `base` moves over the used prefix only, so nobody can jump ahead and kill older tickets.
library NumberWindow {
    uint256 internal constant SIZE = 136;
    uint256 private constant BEYOND = type(uint256).max << SIZE;

    /// @notice The bits of numbers seq .. seq + count - 1 over `base`; none for a number below it or far beyond.
    /// @dev `count` is 1 to 255. Bits past the window are kept as far as a word goes, so that `isFree` sees them.
    function bitsOf(uint256 base, uint256 seq, uint256 count) internal pure returns (uint256) {
        // Below the base the distance wraps to more than 255, and a shift by that much leaves nothing.
        unchecked {
            return ((1 << count) - 1) << (seq - base);
        }
    }

    /// @notice The bits that are used already or beyond the window.
    function taken(uint256 window, uint256 bits) internal pure returns (uint256) {
        return bits & (window | BEYOND);
    }

    /// @notice Whether all the numbers are in the window and unused.
    function isFree(uint256 window, uint256 bits) internal pure returns (bool) {
        return bits != 0 && taken(window, bits) == 0;
    }

    /// @notice Marks free numbers as used and moves the base over the used prefix.
    function use(uint256 base, uint256 window, uint256 bits) internal pure returns (uint256, uint256) {
        window |= bits;
        // At most SIZE steps.
        unchecked {
            while (window & 1 != 0) {
                window >>= 1;
                ++base;
            }
        }
        return (base, window);
    }
}
