// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Price of SOGNI in US dollars
interface IPriceOracle {
    /// @notice Dollars per SOGNI with 18 decimals. Reverts where no price may be used.
    function latestPrice() external view returns (uint256 priceE18);
}
