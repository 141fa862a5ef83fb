// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

/// @title Discount of a currency that the treasury is short of
/// @dev Pure: the sale policy decides what counts as a reserve.
library MixDiscount {
    uint256 private constant BPS = 10_000;

    /// @notice Grows evenly from nothing, where the currency has its share of the reserves, to `mostBps`, where the treasury
    /// holds none of it. Rounded down: a discount is never more than was set.
    /// @param heldUsdE18 Worth of what is held of the currency.
    /// @param totalUsdE18 Worth of all reserves; at least `heldUsdE18`, below 2^200.
    /// @param targetBps Share of the reserves that the currency should have.
    /// @param mostBps Discount while none is held.
    function discountBps(
        uint256 heldUsdE18,
        uint256 totalUsdE18,
        uint256 targetBps,
        uint256 mostBps
    ) internal pure returns (uint256) {
        if (targetBps == 0) return 0;
        if (totalUsdE18 == 0) return mostBps;
        uint256 wanted = totalUsdE18 * targetBps;
        uint256 held = heldUsdE18 * BPS;
        return held >= wanted ? 0 : ((wanted - held) * mostBps) / wanted;
    }
}
