// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

import {IModelAccess} from "../interfaces/IModelAccess.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {ITierSource} from "../interfaces/ITierSource.sol";

/// @title Who may use a model
/// @custom:security-contact see SECURITY.md
contract ModelAccess is IModelAccess, AccessManagedUpgradeable, UUPSUpgradeable {
    /// @custom:storage-location erc7201:supernet.storage.ModelAccess
    struct ModelAccessStorage {
        mapping(uint32 model => bool) isPrivate;
        mapping(uint32 model => mapping(address user => bool)) allowed;
        mapping(uint32 model => uint8) leastTier;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.ModelAccess")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant MODEL_ACCESS_STORAGE =
        0xb15611654c3fd0ccfc469b33fe685fcf34174293fc7de96fbba7a71c3ce23800;

    /// @notice Most users that one call sets.
    uint256 public constant MAX_USERS = 100;
    /// @notice The highest tier.
    uint8 public constant TOP_TIER = 4;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IModelRegistry private immutable _registry;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    ITierSource private immutable _tiers;

    modifier onlyOwnerOf(uint32 model) {
        require(_registry.ownerOf(model) == msg.sender, ModelAccessNotOwner(model, msg.sender));
        _;
    }

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IModelRegistry registry, ITierSource tiers) {
        _registry = registry;
        _tiers = tiers;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
    }

    /// @inheritdoc IModelAccess
    function setPrivate(uint32 model, bool isPrivate_) external onlyOwnerOf(model) {
        _getModelAccessStorage().isPrivate[model] = isPrivate_;
        emit ModelPrivacySet(model, isPrivate_);
    }

    /// @inheritdoc IModelAccess
    function setUsers(uint32 model, address[] calldata users, bool allowed) external onlyOwnerOf(model) {
        uint256 count = users.length;
        require(count > 0 && count <= MAX_USERS, ModelAccessBadCount(count));
        ModelAccessStorage storage $ = _getModelAccessStorage();
        for (uint256 i = 0; i < count; ++i) {
            $.allowed[model][users[i]] = allowed;
            emit ModelUserSet(model, users[i], allowed);
        }
    }

    /// @inheritdoc IModelAccess
    function setLeastTier(uint32 model, uint8 tier) external onlyOwnerOf(model) {
        require(tier <= TOP_TIER, ModelAccessBadTier(tier));
        _getModelAccessStorage().leastTier[model] = tier;
        emit ModelLeastTierSet(model, tier);
    }

    /// @inheritdoc IModelAccess
    function isPrivate(uint32 model) external view returns (bool) {
        return _getModelAccessStorage().isPrivate[model];
    }

    /// @inheritdoc IModelAccess
    function leastTier(uint32 model) external view returns (uint8) {
        return _getModelAccessStorage().leastTier[model];
    }

    /// @inheritdoc IModelAccess
    function mayUse(uint32 model, address user) external view returns (bool) {
        ModelAccessStorage storage $ = _getModelAccessStorage();
        if (!$.isPrivate[model] || $.allowed[model][user] || _registry.ownerOf(model) == user) return true;
        uint8 least = $.leastTier[model];
        return least != 0 && _tiers.tierOf(user) >= least;
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getModelAccessStorage() private pure returns (ModelAccessStorage storage $) {
        assembly {
            $.slot := MODEL_ACCESS_STORAGE
        }
    }
}
