// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Uniswap v3's factory
/// @notice The part of it that is used here.
interface IUniswapV3Factory {
    /// @notice The pool of two tokens, in either order, and a fee; zero where there is none.
    function getPool(address tokenA, address tokenB, uint24 fee) external view returns (address pool);
}
