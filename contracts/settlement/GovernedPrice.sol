// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IGovernedPrice} from "../interfaces/IGovernedPrice.sol";
import {IPriceOracle} from "../interfaces/IPriceOracle.sol";

/// @title A SOGNI price set by governance
/// @custom:security-contact see SECURITY.md
contract GovernedPrice is IGovernedPrice, AccessManagedUpgradeable, UUPSUpgradeable {
    /// @custom:storage-location erc7201:supernet.storage.GovernedPrice
    struct GovernedPriceStorage {
        uint208 priceE18;
        uint48 validUntil;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.GovernedPrice")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant GOVERNED_PRICE_STORAGE =
        0x4d238184faeed77d644096e417cf534613ecb4ee5abebbd1991b6dcdaff8d900;

    /// @notice Furthest a price may move at once, in basis points of the last one.
    uint256 public constant MAX_STEP_BPS = 1_500;
    /// @notice Highest price that can be set: a million dollars. Keeps every product of a quote far from overflow.
    uint256 public constant MAX_PRICE_E18 = 1e24;
    /// @notice Longest life of a price.
    uint48 public constant MAX_VALIDITY = 7 days;

    uint256 private constant BPS = 10_000;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager and sets the first price, alive for `validSeconds`.
    function initialize(address authority, uint256 priceE18, uint48 validSeconds) external initializer {
        __AccessManaged_init(authority);
        _set(priceE18, uint48(block.timestamp) + validSeconds);
    }

    /// @inheritdoc IGovernedPrice
    function setPrice(uint256 priceE18, uint48 validUntil) external restricted {
        uint256 old = _getGovernedPriceStorage().priceE18;
        uint256 step = priceE18 > old ? priceE18 - old : old - priceE18;
        require(
            step <= Math.mulDiv(old, MAX_STEP_BPS, BPS),
            GovernedPriceStepTooLarge(old, priceE18, MAX_STEP_BPS)
        );
        _set(priceE18, validUntil);
    }

    /// @inheritdoc IPriceOracle
    function chargePrice() external view returns (uint256) {
        return _price();
    }

    /// @inheritdoc IPriceOracle
    function payPrice() external view returns (uint256) {
        return _price();
    }

    /// @inheritdoc IGovernedPrice
    function lastPrice() external view returns (uint256 priceE18, uint48 validUntil) {
        GovernedPriceStorage storage $ = _getGovernedPriceStorage();
        return ($.priceE18, $.validUntil);
    }

    function _price() private view returns (uint256) {
        GovernedPriceStorage storage $ = _getGovernedPriceStorage();
        require(block.timestamp < $.validUntil, GovernedPriceExpired($.validUntil));
        return $.priceE18;
    }

    function _set(uint256 priceE18, uint48 validUntil) private {
        GovernedPriceStorage storage $ = _getGovernedPriceStorage();
        uint48 time = uint48(block.timestamp);
        require(priceE18 > 0 && priceE18 <= MAX_PRICE_E18, GovernedPriceOutOfRange(priceE18, MAX_PRICE_E18));
        require(
            validUntil > time && validUntil <= time + MAX_VALIDITY,
            GovernedPriceBadExpiry(validUntil, time + 1, time + MAX_VALIDITY)
        );
        emit PriceSet($.priceE18, priceE18, $.validUntil, validUntil);
        // The range check keeps the price far below 2^208.
        $.priceE18 = uint208(priceE18);
        $.validUntil = validUntil;
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getGovernedPriceStorage() private pure returns (GovernedPriceStorage storage $) {
        assembly {
            $.slot := GOVERNED_PRICE_STORAGE
        }
    }
}
