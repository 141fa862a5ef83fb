// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title What is read of a constant-product pair whose shares are an ERC-20 (Uniswap v2 and its like)
interface IConstantProductPair is IERC20 {
    /// @notice One side of the pair.
    function token0() external view returns (address);

    /// @notice The other side.
    function token1() external view returns (address);

    /// @notice Reserves as of the last trade, mint, burn or sync.
    function getReserves()
        external
        view
        returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast);
}
