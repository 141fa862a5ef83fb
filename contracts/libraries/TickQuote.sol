// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Ticks of Uniswap v3 as prices
/// @notice A tick is a power of 1.0001. Same numbers as the pool's own arithmetic, to the last bit: a fuzz test holds both
/// against each other.
library TickQuote {
    /// @notice The largest tick, and with a minus sign the smallest.
    uint256 internal constant MAX_TICK = 887_272;

    /// @dev 2^128 / sqrt(1.0001)^(2^i) for i from 0 to 19, rounded, 16 bytes each.
    bytes private constant POWERS =
        hex"fffcb933bd6fad37aa2d162d1a594001fff97272373d413259a46990580e213a"
        hex"fff2e50f5f656932ef12357cf3c7fdccffe5caca7e10e4e61c3624eaa0941cd0"
        hex"ffcb9843d60f6159c9db58835c926644ff973b41fa98c081472e6896dfb254c0"
        hex"ff2ea16466c96a3843ec78b326b52861fe5dee046a99a2a811c461f1969c3053"
        hex"fcbe86c7900a88aedcffc83b479aa3a4f987a7253ac413176f2b074cf7815e54"
        hex"f3392b0822b70005940c7a398e4b70f3e7159475a2c29b7443b29c7fa6e889d9"
        hex"d097f3bdfd2022b8845ad8f792aa5825a9f746462d870fdf8a65dc1f90e061e5"
        hex"70d869a156d2a1b890bb3df62baf32f731be135f97d08fd981231505542fcfa6"
        hex"09aa508b5b7a84e1c677de54f3e99bc9005d6af8dedb81196699c329225ee604"
        hex"00002216e584f5fa1ea926041bedfe9800000000048a170391f7dc42444e8fa2";

    /// @notice The tick is beyond what a pool knows.
    error TickQuoteOutOfRange(int24 tick);

    /// @notice sqrt(1.0001)^tick with 96 fractional bits, rounded up.
    function sqrtPriceAt(int24 tick) internal pure returns (uint160) {
        uint256 distance = tick < 0 ? uint256(-int256(tick)) : uint256(int256(tick));
        require(distance <= MAX_TICK, TickQuoteOutOfRange(tick));

        bytes memory powers = POWERS;
        uint256 ratio = 1 << 128;
        for (uint256 i = 0; distance >> i != 0; ++i) {
            if ((distance >> i) & 1 == 0) continue;
            uint256 power;
            assembly {
                power := shr(128, mload(add(add(powers, 32), mul(i, 16))))
            }
            // Every step drops what is below 128 bits, as the pool's own library does.
            // slither-disable-next-line divide-before-multiply
            ratio = (ratio * power) >> 128;
        }
        if (tick > 0) ratio = type(uint256).max / ratio;
        // From 128 fractional bits to 96; what is left after the shift fits by the range of ticks.
        return uint160(Math.ceilDiv(ratio, 1 << 32));
    }

    /// @notice What `amount` of one token is worth in the other at a price, rounded down.
    /// @param zeroForOne Whether the amount is of token 0.
    function quote(uint160 sqrtPriceX96, uint256 amount, bool zeroForOne) internal pure returns (uint256) {
        uint256 root = sqrtPriceX96;
        // The square of a root above 128 bits overflows: 64 of its fractional bits are dropped, as the periphery does.
        (uint256 ratio, uint256 one) = root <= type(uint128).max
            ? (root * root, uint256(1) << 192)
            : (Math.mulDiv(root, root, 1 << 64), uint256(1) << 128);
        return zeroForOne ? Math.mulDiv(ratio, amount, one) : Math.mulDiv(one, amount, ratio);
    }

    /// @notice Mean tick of a time, rounded toward minus infinity.
    /// @param rise Of the pool's sum of ticks.
    function meanTick(int56 rise, uint256 elapsed) internal pure returns (int24 tick) {
        int256 time = int256(elapsed);
        tick = int24(rise / time);
        // What is left of a division, not chance.
        // slither-disable-next-line weak-prng
        if (rise < 0 && rise % time != 0) --tick;
    }

    /// @notice Harmonic mean of the liquidity over a time; a moment without liquidity counts as one unit.
    /// @param rise Of the pool's sum of seconds per liquidity, with 128 fractional bits.
    function meanLiquidity(uint160 rise, uint256 elapsed) internal pure returns (uint128) {
        // Liquidity fits 128 bits, so the sum rises every second.
        return uint128(Math.min((elapsed << 128) / rise, type(uint128).max));
    }

    /// @notice What full-range liquidity holds of one token at a price, rounded down.
    /// @param ofZero Whether that is token 0.
    function depth(uint128 liquidity, uint160 sqrtPriceX96, bool ofZero) internal pure returns (uint256) {
        return
            ofZero
                ? Math.mulDiv(liquidity, 1 << 96, sqrtPriceX96)
                : Math.mulDiv(liquidity, sqrtPriceX96, 1 << 96);
    }
}
