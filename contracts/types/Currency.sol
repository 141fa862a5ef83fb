// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

/// @notice What the treasury holds, and Spark is sold for.
enum Currency {
    Usdc,
    Eth,
    Sogni
}
