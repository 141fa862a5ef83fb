// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

import {ISalePolicy} from "../interfaces/ISalePolicy.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";
import {MixDiscount} from "../libraries/MixDiscount.sol";
import {Currency} from "../types/Currency.sol";

/// @title The treasury's policy for its mix of currencies
/// @custom:security-contact see SECURITY.md
contract SalePolicy is ISalePolicy, AccessManagedUpgradeable, UUPSUpgradeable {
    /// @custom:storage-location erc7201:supernet.storage.SalePolicy
    struct SalePolicyStorage {
        Target[3] targets;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.SalePolicy")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant SALE_POLICY_STORAGE =
        0x728818235d2192f0f737d640d623d66d773da611b131b47b5666fc3f9b3cfb00;

    /// @notice Bound of the discount on SOGNI.
    uint256 public constant MAX_SOGNI_DISCOUNT_BPS = 500;
    /// @notice Bound of the discount on any other currency.
    uint256 public constant MAX_DISCOUNT_BPS = 1_000;

    uint256 private constant BPS = 10_000;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    ITreasury private immutable _treasury;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(ITreasury treasury) {
        _treasury = treasury;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager and sets the first mix.
    function initialize(address authority, Target[3] calldata targets_) external initializer {
        __AccessManaged_init(authority);
        _set(targets_);
    }

    /// @inheritdoc ISalePolicy
    function setTargets(Target[3] calldata targets_) external restricted {
        _set(targets_);
    }

    /// @inheritdoc ISalePolicy
    function targets() external view returns (Target[3] memory) {
        return _getSalePolicyStorage().targets;
    }

    /// @inheritdoc ISalePolicy
    function discountBps(Currency currency) external view returns (uint256) {
        Target memory target = _getSalePolicyStorage().targets[uint256(currency)];
        if (target.maxDiscountBps == 0) return 0;
        ITreasury.Reserves memory held = _treasury.reserves();
        uint256 mine =
            currency == Currency.Usdc
                ? held.usdcUsdE18
                : currency == Currency.Eth
                    ? held.ethUsdE18
                    : held.sogniUsdE18;
        uint256 total = held.usdcUsdE18 + held.ethUsdE18 + held.sogniUsdE18;
        return MixDiscount.discountBps(mine, total, target.shareBps, target.maxDiscountBps);
    }

    function _set(Target[3] calldata targets_) private {
        SalePolicyStorage storage $ = _getSalePolicyStorage();
        uint256 sum = 0;
        for (uint256 i = 0; i < 3; ++i) {
            sum += targets_[i].shareBps;
            uint256 most = i == uint256(Currency.Sogni) ? MAX_SOGNI_DISCOUNT_BPS : MAX_DISCOUNT_BPS;
            uint16 discount = targets_[i].maxDiscountBps;
            require(discount <= most, SalePolicyDiscountTooLarge(Currency(i), discount, most));
        }
        require(sum == BPS, SalePolicyBadShares(sum));
        emit TargetsSet($.targets, targets_);
        for (uint256 i = 0; i < 3; ++i) $.targets[i] = targets_[i];
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getSalePolicyStorage() private pure returns (SalePolicyStorage storage $) {
        assembly {
            $.slot := SALE_POLICY_STORAGE
        }
    }
}
