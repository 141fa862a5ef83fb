// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Price of SOGNI in US dollars
/// @notice Two sides of one price, 18 decimals. They are the same in calm times; when the market has moved fast, each is
/// the side that is safe for the protocol.
interface IPriceOracle {
    /// @notice Dollars per SOGNI to charge users with and to value assets at: the lower side. Reverts where no price may be
    /// used.
    function chargePrice() external view returns (uint256 priceE18);

    /// @notice Dollars per SOGNI to pay workers with: the higher side. Reverts where no price may be used.
    function payPrice() external view returns (uint256 priceE18);
}
