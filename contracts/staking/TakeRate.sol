// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IStakeBenefits} from "../interfaces/IStakeBenefits.sol";

/// @title From stake to take
/// @dev Arithmetic of the take; the same vectors hold in the SDK's `takeRate.ts`.
library TakeRate {
    uint256 private constant BPS = 10_000;

    /// @notice What is bonded above `required`, in basis points of the base requirement, rounded down.
    function extraBps(uint256 bonded, uint256 required, uint256 base) internal pure returns (uint256) {
        return bonded <= required ? 0 : Math.mulDiv(bonded - required, BPS, base);
    }

    /// @notice Discount of the curve at `extra`, straight between two points, rounded down.
    function discountAt(
        IStakeBenefits.CurvePoint[] memory points,
        uint256 extra
    ) internal pure returns (uint256) {
        IStakeBenefits.CurvePoint memory below = points[0];
        for (uint256 i = 1; i < points.length; ++i) {
            IStakeBenefits.CurvePoint memory above = points[i];
            if (extra < above.extraBps) {
                uint256 rise = above.discountBps - below.discountBps;
                return
                    below.discountBps + (rise * (extra - below.extraBps)) / (above.extraBps - below.extraBps);
            }
            below = above;
        }
        return below.discountBps;
    }

    /// @notice `base` less the discounts, never below `floor`.
    function take(uint256 base, uint256 floor, uint256 discounts) internal pure returns (uint256) {
        return Math.max(floor, Math.saturatingSub(base, discounts));
    }
}
