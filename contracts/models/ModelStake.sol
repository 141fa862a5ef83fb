// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IModelStake} from "../interfaces/IModelStake.sol";

/// @title Stake on models
/// @custom:security-contact see SECURITY.md
contract ModelStake is IModelStake, AccessManagedUpgradeable, ReentrancyGuardTransient, UUPSUpgradeable {
    using SafeERC20 for IERC20;

    /// @custom:storage-location erc7201:supernet.storage.ModelStake
    struct ModelStakeStorage {
        uint104 fullStake;
        mapping(uint32 model => uint256) total;
        mapping(uint32 model => mapping(address account => Position)) positions;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.ModelStake")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant MODEL_STAKE_STORAGE =
        0xe3d9d87d739c4f6c864a637d17b38585784f4eb8ca4a0655b652341ae4438800;

    /// @notice Most that stake adds, in basis points.
    uint256 public constant MAX_BOOST_BPS = 5_000;
    /// @notice Time between asking stake back and getting it.
    uint48 public constant COOLDOWN = 7 days;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IERC20 private immutable _sogni;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IModelRegistry private immutable _registry;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IERC20 sogni, IModelRegistry registry) {
        _sogni = sogni;
        _registry = registry;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager and sets the stake that gives the whole boost.
    function initialize(address authority, uint104 firstFullStake) external initializer {
        __AccessManaged_init(authority);
        _setFullStake(firstFullStake);
    }

    /// @inheritdoc IModelStake
    function stake(uint32 model, uint104 amount) external nonReentrant {
        require(amount > 0, ModelStakeZeroAmount());
        require(_registry.isListed(model), ModelStakeNotListed(model));
        ModelStakeStorage storage $ = _getModelStakeStorage();
        Position storage position = $.positions[model][msg.sender];
        position.staked += amount;
        uint256 total = $.total[model] += amount;
        emit ModelStaked(model, msg.sender, amount, position.staked, total);
        _sogni.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc IModelStake
    function requestUnstake(uint32 model, uint104 amount) external {
        require(amount > 0, ModelStakeZeroAmount());
        ModelStakeStorage storage $ = _getModelStakeStorage();
        Position storage position = $.positions[model][msg.sender];
        require(
            position.staked >= amount,
            ModelStakeInsufficient(model, msg.sender, position.staked, amount)
        );
        position.staked -= amount;
        position.cooling += amount;
        position.readyAt = uint48(block.timestamp) + COOLDOWN;
        uint256 total = $.total[model] -= amount;
        emit ModelUnstakeRequested(
            model,
            msg.sender,
            amount,
            position.staked,
            position.cooling,
            total,
            position.readyAt
        );
    }

    /// @inheritdoc IModelStake
    function withdraw(uint32 model) external nonReentrant returns (uint256 amount) {
        Position storage position = _getModelStakeStorage().positions[model][msg.sender];
        amount = position.cooling;
        require(
            amount > 0 && block.timestamp >= position.readyAt,
            ModelStakeNotReady(model, msg.sender, position.readyAt)
        );
        (position.cooling, position.readyAt) = (0, 0);
        emit ModelStakeWithdrawn(model, msg.sender, amount);
        _sogni.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc IModelStake
    function setFullStake(uint104 newStake) external restricted {
        _setFullStake(newStake);
    }

    /// @inheritdoc IModelStake
    function stakeOf(uint32 model) external view returns (uint256) {
        return _getModelStakeStorage().total[model];
    }

    /// @inheritdoc IModelStake
    function boostBps(uint32 model) external view returns (uint256) {
        ModelStakeStorage storage $ = _getModelStakeStorage();
        return Math.min(MAX_BOOST_BPS, ($.total[model] * MAX_BOOST_BPS) / $.fullStake);
    }

    /// @inheritdoc IModelStake
    function positionOf(uint32 model, address account) external view returns (Position memory) {
        return _getModelStakeStorage().positions[model][account];
    }

    /// @inheritdoc IModelStake
    function fullStake() external view returns (uint256) {
        return _getModelStakeStorage().fullStake;
    }

    function _setFullStake(uint104 newStake) private {
        require(newStake > 0, ModelStakeZeroAmount());
        ModelStakeStorage storage $ = _getModelStakeStorage();
        emit FullStakeSet($.fullStake, newStake);
        $.fullStake = newStake;
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getModelStakeStorage() private pure returns (ModelStakeStorage storage $) {
        assembly {
            $.slot := MODEL_STAKE_STORAGE
        }
    }
}
