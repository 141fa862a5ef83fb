// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title What a render costs
/// @notice Order to render milliseconds to Spark, SOGNI and dollars, rounded up once per image to the ledger's unit.
/// @dev Ledger units: 1e-6 Spark, 1e9 wei of SOGNI.
interface IRenderPricing {
    /// @notice The model is closed to orders.
    error RenderPricingModelUnlisted(uint32 model);
    /// @notice Steps are zero or above the model's limit.
    error RenderPricingBadSteps(uint32 model, uint16 steps, uint16 maxSteps);
    /// @notice The image is smaller or larger than the model's table.
    error RenderPricingBadSize(
        uint32 model,
        uint32 width,
        uint32 height,
        uint256 minPixels,
        uint256 maxPixels
    );
    /// @notice The tier is neither Fast nor Relaxed.
    error RenderPricingUnknownTier(uint16 tierBps);

    /// @notice Cost of one image; in SOGNI at the lower side of the price. Reverts where no price of SOGNI may be used.
    /// @param tierBps 10,000 for Fast, 5,000 for Relaxed.
    /// @return unitMs Base render milliseconds; the tier does not change them.
    /// @return unitSpark In units of 1e-6 Spark.
    /// @return unitSogni In units of 1e9 wei.
    /// @return unitUsdE18 In 1e-18 dollars.
    function unitCost(
        uint32 model,
        uint16 steps,
        uint32 width,
        uint32 height,
        uint16 tierBps
    ) external view returns (uint32 unitMs, uint40 unitSpark, uint40 unitSogni, uint256 unitUsdE18);

    /// @notice Cost of one image without the price of SOGNI: Spark goes on where that price is refused.
    function sparkCost(
        uint32 model,
        uint16 steps,
        uint32 width,
        uint32 height,
        uint16 tierBps
    ) external view returns (uint32 unitMs, uint40 unitSpark, uint256 unitUsdE18);

    /// @notice What the ledger's pool pays for one spent Spark, in units of 1e9 wei of SOGNI; rounded down, at the
    /// higher side of the price.
    function sparkRate() external view returns (uint64);

    /// @notice Price of SOGNI that users are charged with and assets are valued at, 18 decimals; reverts where none may be
    /// used.
    function sogniPriceE18() external view returns (uint256);

    /// @notice Price of a base render in dollars, 18 decimals.
    function usdPerBaseE18() external view returns (uint256);

    /// @notice Render milliseconds of a base render.
    function baseMs() external view returns (uint256);
}
