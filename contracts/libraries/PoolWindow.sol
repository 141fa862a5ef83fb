// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IUniswapV3Pool} from "../interfaces/external/IUniswapV3Pool.sol";
import {TickQuote} from "./TickQuote.sol";

/// @title What a Uniswap v3 pool remembers
library PoolWindow {
    /// @notice Time of the oldest observation that the pool keeps.
    function oldest(IUniswapV3Pool pool) internal view returns (uint256) {
        // Where the ring stands, and when its places were written: the sums are read with {read}.
        // slither-disable-next-line unused-return
        (, , uint16 index, uint16 cardinality, , , ) = pool.slot0();
        // slither-disable-next-line unused-return
        (uint32 time, , , bool isWritten) = pool.observations((uint256(index) + 1) % cardinality);
        // A ring that was widened and not yet filled begins at its first place.
        // slither-disable-next-line unused-return
        if (!isWritten) (time, , , ) = pool.observations(0);
        // Times are kept in 32 bits, and wrap: how long ago is what they say.
        unchecked {
            return block.timestamp - uint32(uint32(block.timestamp) - time);
        }
    }

    /// @notice Means of the last `window` seconds, and the sum of ticks up to now.
    function read(
        IUniswapV3Pool pool,
        uint32 window
    ) internal view returns (int24 tick, int56 sum, uint128 liquidity) {
        uint32[] memory agos = new uint32[](2);
        agos[0] = window;
        (int56[] memory sums, uint160[] memory perLiquidity) = pool.observe(agos);
        sum = sums[1];
        // Both sums wrap in the pool.
        unchecked {
            tick = TickQuote.meanTick(sum - sums[0], window);
            liquidity = TickQuote.meanLiquidity(perLiquidity[1] - perLiquidity[0], window);
        }
    }

    /// @notice The sum of ticks up to now.
    function tickSum(IUniswapV3Pool pool) internal view returns (int56) {
        // Liquidity is not meant over this time.
        // slither-disable-next-line unused-return
        (int56[] memory sums, ) = pool.observe(new uint32[](1));
        return sums[0];
    }
}
