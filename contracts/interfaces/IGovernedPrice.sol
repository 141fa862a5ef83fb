// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IPriceOracle} from "./IPriceOracle.sol";

/// @title A SOGNI price set by governance, before a market exists
/// @notice The price dies at its expiry: no renewal, no quotes.
interface IGovernedPrice is IPriceOracle {
    /// @notice A price was set, to be used until `validUntil`.
    event PriceSet(uint256 oldPriceE18, uint256 newPriceE18, uint48 oldValidUntil, uint48 newValidUntil);

    /// @notice The price is zero, or beyond reason.
    error GovernedPriceOutOfRange(uint256 priceE18, uint256 maxPriceE18);
    /// @notice The price moves more than one step allows.
    error GovernedPriceStepTooLarge(uint256 oldPriceE18, uint256 newPriceE18, uint256 maxStepBps);
    /// @notice The expiry is not in the future, or further away than a price may live.
    error GovernedPriceBadExpiry(uint48 validUntil, uint48 earliest, uint48 latest);
    /// @notice The price has expired, or was never set.
    error GovernedPriceExpired(uint48 validUntil);

    /// @notice Sets the price, at most 15 % away from the last one and for at most 7 days. Emits {PriceSet}. Role: price setter.
    /// @dev Warning: steps may follow one another; how fast is bounded by the delay of the role.
    function setPrice(uint256 priceE18, uint48 validUntil) external;

    /// @notice The last price and its expiry, expired or not.
    function lastPrice() external view returns (uint256 priceE18, uint48 validUntil);
}
