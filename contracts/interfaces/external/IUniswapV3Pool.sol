// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title A Uniswap v3 pool
/// @notice The part of it that is used here. Prices are token 1 for one of token 0; a tick is a step of 0.01 %.
interface IUniswapV3Pool {
    /// @notice The token with the lower address.
    function token0() external view returns (address);

    /// @notice The token with the higher address.
    function token1() external view returns (address);

    /// @notice The fee in hundredths of a basis point.
    function fee() external view returns (uint24);

    /// @notice The present price, and where the ring of observations stands.
    function slot0()
        external
        view
        returns (
            uint160 sqrtPriceX96,
            int24 tick,
            uint16 observationIndex,
            uint16 observationCardinality,
            uint16 observationCardinalityNext,
            uint8 feeProtocol,
            bool unlocked
        );

    /// @notice One observation of the ring.
    function observations(
        uint256 index
    )
        external
        view
        returns (
            uint32 blockTimestamp,
            int56 tickCumulative,
            uint160 secondsPerLiquidityCumulativeX128,
            bool initialized
        );

    /// @notice Sums of the tick, and of seconds per liquidity, up to each of the moments so many seconds ago.
    function observe(
        uint32[] calldata secondsAgos
    )
        external
        view
        returns (int56[] memory tickCumulatives, uint160[] memory secondsPerLiquidityCumulativeX128s);

    /// @notice Swaps; the caller pays in its `uniswapV3SwapCallback`.
    /// @param amountSpecified What goes in where it is positive.
    /// @return amount0 What the pool gets of token 0, negative where it gives.
    /// @return amount1 The same of token 1.
    function swap(
        address recipient,
        bool zeroForOne,
        int256 amountSpecified,
        uint160 sqrtPriceLimitX96,
        bytes calldata data
    ) external returns (int256 amount0, int256 amount1);
}
