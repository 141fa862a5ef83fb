// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {Currency} from "../types/Currency.sol";

/// @title Dollar prices of what the treasury holds
/// @notice USDC and ETH from Chainlink-shaped feeds, SOGNI from the price oracle on the side that is safe for the treasury.
/// @dev A price is refused when it is late (older than 1.25 heartbeats), not positive, outside its own bounds, or while the
/// sequencer is down or has been up for less than an hour.
interface IAssetPrices {
    /// @notice What a feed must keep to.
    /// @param heartbeat Seconds between two answers at most.
    /// @param minE18 Lowest price that is believed, 18 decimals.
    /// @param maxE18 Highest price that is believed, 18 decimals.
    struct FeedBounds {
        uint32 heartbeat;
        uint112 minE18;
        uint112 maxE18;
    }

    /// @notice The bounds of a feed were set.
    event FeedBoundsSet(Currency indexed currency, FeedBounds oldBounds, FeedBounds newBounds);

    /// @notice The price is not read from a feed here.
    error AssetPricesNoFeed(Currency currency);
    /// @notice The bounds are empty, or the heartbeat is zero or beyond reason.
    error AssetPricesBadBounds(uint32 heartbeat, uint32 maxHeartbeat, uint112 minE18, uint112 maxE18);
    /// @notice The feed's last answer is too old.
    error AssetPricesStale(Currency currency, uint256 updatedAt, uint256 maxAge);
    /// @notice The feed's answer is not to be believed.
    error AssetPricesOutOfBounds(Currency currency, int256 answer, uint112 minE18, uint112 maxE18);
    /// @notice The sequencer is down, or came up too short a time ago.
    error AssetPricesSequencerDown(uint256 upSince, uint256 grace);

    /// @notice Sets what the feed of `currency` must keep to. Emits {FeedBoundsSet}. Role: admin.
    function setFeedBounds(Currency currency, FeedBounds calldata bounds) external;

    /// @notice Dollars per whole token (or ether) with 18 decimals. Reverts where no price may be used.
    function priceOf(Currency currency) external view returns (uint256 priceE18);

    /// @notice As {priceOf}, and zero where no price may be used: what is held without a price counts for nothing.
    function priceOrZero(Currency currency) external view returns (uint256 priceE18);

    /// @notice What the feed of `currency` must keep to.
    function feedBounds(Currency currency) external view returns (FeedBounds memory);
}
