// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

import {IAssetPrices} from "../interfaces/IAssetPrices.sol";
import {IRenderPricing} from "../interfaces/IRenderPricing.sol";
import {IAggregatorV3} from "../interfaces/external/IAggregatorV3.sol";
import {Currency} from "../types/Currency.sol";

/// @title Dollar prices of what the treasury holds
/// @custom:security-contact see SECURITY.md
contract AssetPrices is IAssetPrices, AccessManagedUpgradeable, UUPSUpgradeable {
    /// @custom:storage-location erc7201:supernet.storage.AssetPrices
    struct AssetPricesStorage {
        mapping(Currency currency => FeedBounds) bounds;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.AssetPrices")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant ASSET_PRICES_STORAGE =
        0xb67ec013770b45755a98b2d0715a6cc50a4f1ab35bc56f6d3c65e2bbac887800;

    /// @notice How long the sequencer must have been up: liquidations and stale prices of a restart pass in that time.
    uint256 public constant SEQUENCER_GRACE = 1 hours;
    /// @notice Longest heartbeat that a feed may have.
    uint32 public constant MAX_HEARTBEAT = 2 days;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IAggregatorV3 private immutable _usdcFeed;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IAggregatorV3 private immutable _ethFeed;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IAggregatorV3 private immutable _sequencer;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IRenderPricing private immutable _pricing;

    /// @param sequencer The zero address on a chain without one.
    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(
        IAggregatorV3 usdcFeed,
        IAggregatorV3 ethFeed,
        IAggregatorV3 sequencer,
        IRenderPricing pricing
    ) {
        _usdcFeed = usdcFeed;
        _ethFeed = ethFeed;
        _sequencer = sequencer;
        _pricing = pricing;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager and sets what the two feeds must keep to.
    function initialize(
        address authority,
        FeedBounds calldata usdc,
        FeedBounds calldata eth
    ) external initializer {
        __AccessManaged_init(authority);
        _setBounds(Currency.Usdc, usdc);
        _setBounds(Currency.Eth, eth);
    }

    /// @inheritdoc IAssetPrices
    function setFeedBounds(Currency currency, FeedBounds calldata bounds) external restricted {
        require(currency != Currency.Sogni, AssetPricesNoFeed(currency));
        _setBounds(currency, bounds);
    }

    /// @inheritdoc IAssetPrices
    function priceOf(Currency currency) public view returns (uint256) {
        // The price that users are charged with: its oracle has bands, a sequencer check and an expiry of its own.
        if (currency == Currency.Sogni) return _pricing.sogniPriceE18();
        _requireSequencer();
        return _readFeed(currency);
    }

    /// @inheritdoc IAssetPrices
    function priceOrZero(Currency currency) external view returns (uint256) {
        try this.priceOf(currency) returns (uint256 priceE18) {
            return priceE18;
        } catch {
            return 0;
        }
    }

    /// @inheritdoc IAssetPrices
    function feedBounds(Currency currency) external view returns (FeedBounds memory) {
        return _getAssetPricesStorage().bounds[currency];
    }

    function _readFeed(Currency currency) private view returns (uint256 priceE18) {
        IAggregatorV3 feed = currency == Currency.Usdc ? _usdcFeed : _ethFeed;
        FeedBounds memory bounds = _getAssetPricesStorage().bounds[currency];
        // Rounds say nothing that the time does not; `answeredInRound` is deprecated.
        // slither-disable-next-line unused-return
        (, int256 answer, , uint256 updatedAt, ) = feed.latestRoundData();
        uint256 maxAge = (uint256(bounds.heartbeat) * 5) / 4;
        require(block.timestamp <= updatedAt + maxAge, AssetPricesStale(currency, updatedAt, maxAge));

        if (answer > 0) priceE18 = (uint256(answer) * 1e18) / 10 ** feed.decimals();
        require(
            priceE18 >= bounds.minE18 && priceE18 <= bounds.maxE18,
            AssetPricesOutOfBounds(currency, answer, bounds.minE18, bounds.maxE18)
        );
    }

    function _requireSequencer() private view {
        if (address(_sequencer) == address(0)) return;
        // The start of the round is the time of the change.
        // slither-disable-next-line unused-return
        (, int256 down, uint256 since, , ) = _sequencer.latestRoundData();
        // `since` is zero before the first report.
        bool up = down == 0 && since > 0 && block.timestamp >= since + SEQUENCER_GRACE;
        require(up, AssetPricesSequencerDown(since, SEQUENCER_GRACE));
    }

    function _setBounds(Currency currency, FeedBounds calldata bounds) private {
        require(
            bounds.heartbeat > 0 &&
                bounds.heartbeat <= MAX_HEARTBEAT &&
                bounds.minE18 > 0 &&
                bounds.minE18 < bounds.maxE18,
            AssetPricesBadBounds(bounds.heartbeat, MAX_HEARTBEAT, bounds.minE18, bounds.maxE18)
        );
        FeedBounds storage stored = _getAssetPricesStorage().bounds[currency];
        emit FeedBoundsSet(currency, stored, bounds);
        _getAssetPricesStorage().bounds[currency] = bounds;
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getAssetPricesStorage() private pure returns (AssetPricesStorage storage $) {
        assembly {
            $.slot := ASSET_PRICES_STORAGE
        }
    }
}
