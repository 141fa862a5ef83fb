// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title What LP tokens stand for
library LpRates {
    uint256 private constant E18 = 1e18;
    uint256 private constant BPS = 10_000;
    uint256 private constant HAIRCUT_BPS = 9_000;
    uint256 private constant DOWN_BPS = 9_000;
    uint256 private constant UP_BPS = 11_000;

    /// @notice SOGNI side of 1e18 LP tokens if the reserves stood at `price`, rounded down.
    /// @param sogni Reserve of SOGNI.
    /// @param quote Reserve of the quote token, with 18 decimals.
    /// @param price Quote tokens per SOGNI, with 18 decimals.
    /// @param supply Supply of the LP token.
    function fair(
        uint256 sogni,
        uint256 quote,
        uint256 price,
        uint256 supply
    ) internal pure returns (uint256) {
        if (price == 0 || supply == 0) return 0;
        return Math.mulDiv(Math.sqrt(Math.mulDiv(sogni, quote * E18, price)), E18, supply);
    }

    /// @notice 90 % of the lower of two fair rates.
    function haircut(uint256 fairRate, uint256 lowest) internal pure returns (uint256) {
        return (Math.min(fairRate, lowest) * HAIRCUT_BPS) / BPS;
    }

    /// @notice `target`, as far as one step of 10 % goes.
    function step(uint256 rate, uint256 target) internal pure returns (uint256) {
        return Math.max(Math.min(target, (rate * UP_BPS) / BPS), (rate * DOWN_BPS) / BPS);
    }

    /// @notice Units of `amount` LP tokens, rounded down.
    function unitsOf(uint256 amount, uint256 rate) internal pure returns (uint256) {
        return Math.mulDiv(amount, rate, E18);
    }
}
