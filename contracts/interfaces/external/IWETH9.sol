// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Ether as a token
interface IWETH9 {
    /// @notice Makes tokens of the ether that comes along.
    function deposit() external payable;
}
