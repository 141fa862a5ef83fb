// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IModelRegistry} from "../interfaces/IModelRegistry.sol";

/// @title Render milliseconds of an image
/// @notice Pure arithmetic over a model's table; no input comes from a worker.
library RenderTime {
    uint256 private constant BPS = 10_000;
    uint256 private constant MICRO = 1e6;

    /// @notice max(minMs, ceil(fixedMs + steps * stepMicro / 1e6 * bps / 1e4)), rounded once.
    function imageMs(
        IModelRegistry.RenderTable memory table,
        uint256 steps,
        uint256 bps
    ) internal pure returns (uint32) {
        uint256 exact = table.fixedMs * MICRO * BPS + steps * table.stepMicro * bps;
        return SafeCast.toUint32(Math.max(table.minMs, Math.ceilDiv(exact, MICRO * BPS)));
    }

    /// @notice Cost of a step at a size, interpolated between the points around it and rounded up.
    /// @return inRange False where the size lies outside the table.
    function pixelBps(
        IModelRegistry.PixelPoint[] memory points,
        uint256 pixels
    ) internal pure returns (bool inRange, uint256 bps) {
        if (pixels < points[0].pixels) return (false, 0);
        for (uint256 i = 0; i < points.length; ++i) {
            IModelRegistry.PixelPoint memory right = points[i];
            if (pixels == right.pixels) return (true, right.bps);
            if (pixels < right.pixels) {
                IModelRegistry.PixelPoint memory left = points[i - 1];
                uint256 rise = (right.bps - left.bps) * (pixels - left.pixels);
                return (true, left.bps + Math.ceilDiv(rise, right.pixels - left.pixels));
            }
        }
        return (false, 0);
    }
}
