// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {RenderTime} from "../../../contracts/libraries/RenderTime.sol";
import {Test} from "../../helpers/Test.sol";

contract RenderTimeTest is Test {
    function test_InterpolatesAndRoundsUp() public pure {
        IModelRegistry.PixelPoint[] memory points = _points();
        _assertBps(points, 100, 1_000);
        _assertBps(points, 400, 4_000);
        _assertBps(points, 250, 2_500);
        // 4,000 + ceil(1 * 9,000 / 500)
        _assertBps(points, 401, 4_018);
        _assertBps(points, 900, 13_000);
    }

    function test_RefusesSizesOutsideTheTable() public pure {
        (bool below, ) = RenderTime.pixelBps(_points(), 99);
        (bool above, ) = RenderTime.pixelBps(_points(), 901);
        vm.assertFalse(below);
        vm.assertFalse(above);
    }

    function test_RoundsOnceAndKeepsTheMinimum() public pure {
        IModelRegistry.RenderTable memory table = _table();
        vm.assertEq(RenderTime.imageMs(table, 1, 10_000), 500);
        vm.assertEq(RenderTime.imageMs(table, 1_000, 10_000), 1_000 + 100);
        vm.assertEq(RenderTime.imageMs(table, 1_000, 10_001), 1_101);
    }

    function testFuzz_MoreStepsOrPixelsNeverCostLess(uint256 steps, uint256 pixels) public pure {
        steps = bound(steps, 1, 999);
        pixels = bound(pixels, 100, 899);
        IModelRegistry.RenderTable memory table = _table();
        (, uint256 bps) = RenderTime.pixelBps(_points(), pixels);
        (, uint256 larger) = RenderTime.pixelBps(_points(), pixels + 1);
        vm.assertLe(bps, larger);
        vm.assertLe(RenderTime.imageMs(table, steps, bps), RenderTime.imageMs(table, steps + 1, bps));
        vm.assertLe(RenderTime.imageMs(table, steps, bps), RenderTime.imageMs(table, steps, larger));
    }

    function _assertBps(
        IModelRegistry.PixelPoint[] memory points,
        uint256 pixels,
        uint256 want
    ) private pure {
        (bool inRange, uint256 bps) = RenderTime.pixelBps(points, pixels);
        vm.assertTrue(inRange);
        vm.assertEq(bps, want);
    }

    function _points() private pure returns (IModelRegistry.PixelPoint[] memory points) {
        points = new IModelRegistry.PixelPoint[](3);
        points[0] = IModelRegistry.PixelPoint(100, 1_000);
        points[1] = IModelRegistry.PixelPoint(400, 4_000);
        points[2] = IModelRegistry.PixelPoint(900, 13_000);
    }

    /// @dev 100 ms an image and 1 ms a step, at least 500 ms.
    function _table() private pure returns (IModelRegistry.RenderTable memory table) {
        table.fixedMs = 100;
        table.minMs = 500;
        table.stepMicro = 1e6;
    }
}
