// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {RateLimiter} from "@openzeppelin/contracts/utils/RateLimiter.sol";

import {ISparkPoints} from "../interfaces/ISparkPoints.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";

/// @title Spark Points
/// @custom:security-contact see SECURITY.md
contract SparkPoints is ISparkPoints, AccessManagedUpgradeable, UUPSUpgradeable {
    using RateLimiter for RateLimiter.RefillingBucket;

    /// @custom:storage-location erc7201:supernet.storage.SparkPoints
    struct SparkPointsStorage {
        mapping(SparkClass class => mapping(address owner => uint256)) balances;
        mapping(SparkClass class => uint256) supply;
        mapping(address minter => mapping(SparkClass class => RateLimiter.RefillingBucket)) limits;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.SparkPoints")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant SPARK_POINTS_STORAGE =
        0xef73c2d63057b5809775da7f642ce58dbe60250a358f7359e4aac9cdc90b2600;

    /// @dev Each minter and class has a bucket of its own, so one key inside it is enough.
    bytes32 private constant BUCKET = 0;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    ITreasury private immutable _treasury;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(ITreasury treasury) {
        _treasury = treasury;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
    }

    /* MINT */

    /// @inheritdoc ISparkPoints
    function mint(address owner, uint256 amount, SparkClass class, MintReason reason) external restricted {
        require(owner != address(0), SparkPointsInvalidOwner(owner));
        require(
            (class == SparkClass.Purchased) == (reason == MintReason.Sale || reason == MintReason.Fiat),
            SparkPointsReasonMismatch(class, reason)
        );
        SparkPointsStorage storage $ = _getSparkPointsStorage();
        RateLimiter.RefillingBucket storage limit = $.limits[msg.sender][class];
        require(
            limit.tryConsume(BUCKET, amount),
            SparkPointsMintLimited(msg.sender, class, limit.available(BUCKET), amount)
        );

        $.supply[class] += amount;
        uint256 balance = $.balances[class][owner] += amount;

        emit Transfer(address(0), owner, amount);
        emit SparkMinted(owner, msg.sender, class, reason, amount, balance);

        // Only purchased credit is a promise that the treasury must be able to keep.
        if (class == SparkClass.Purchased) _treasury.requireSolvent();
    }

    /// @inheritdoc ISparkPoints
    function setMintLimit(
        address minter,
        SparkClass class,
        uint208 capacity,
        uint48 window
    ) external restricted {
        RateLimiter.RefillingBucket storage limit = _getSparkPointsStorage().limits[minter][class];
        emit MintLimitSet(minter, class, limit._capacity, capacity, limit._window, window);
        // What was refilled so far is written down first, so that the new rate does not reach into the past.
        limit.sync(BUCKET);
        limit.updateSettings(window, capacity);
    }

    /* PLATFORM */

    /// @inheritdoc ISparkPoints
    function moveFrom(address owner, uint256 amount, SparkClass class) external restricted {
        uint256 balance = _move(owner, msg.sender, amount, class);
        emit SparkTaken(owner, msg.sender, class, amount, balance);
    }

    /// @inheritdoc ISparkPoints
    function moveTo(address owner, uint256 amount, SparkClass class) external restricted {
        require(owner != address(0), SparkPointsInvalidOwner(owner));
        _move(msg.sender, owner, amount, class);
        emit SparkReturned(owner, msg.sender, class, amount, classBalanceOf(owner, class));
    }

    /// @inheritdoc ISparkPoints
    function burn(uint256 amount, SparkClass class) external restricted {
        SparkPointsStorage storage $ = _getSparkPointsStorage();
        _debit($, msg.sender, amount, class);
        uint256 supply = $.supply[class] -= amount;
        emit Transfer(msg.sender, address(0), amount);
        emit SparkSpent(msg.sender, class, amount, supply);
    }

    /* ERC-20, WITHOUT THE MOVES */

    /// @inheritdoc IERC20
    function transfer(address, uint256) external pure returns (bool) {
        revert SparkPointsNotTransferable();
    }

    /// @inheritdoc IERC20
    function transferFrom(address, address, uint256) external pure returns (bool) {
        revert SparkPointsNotTransferable();
    }

    /// @inheritdoc IERC20
    function approve(address, uint256) external pure returns (bool) {
        revert SparkPointsNotTransferable();
    }

    /// @inheritdoc IERC20
    function allowance(address, address) external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IERC20
    function balanceOf(address owner) external view returns (uint256) {
        return classBalanceOf(owner, SparkClass.Purchased) + classBalanceOf(owner, SparkClass.Promotional);
    }

    /// @inheritdoc IERC20
    function totalSupply() external view returns (uint256) {
        return classSupply(SparkClass.Purchased) + classSupply(SparkClass.Promotional);
    }

    /// @inheritdoc IERC20Metadata
    function name() external pure returns (string memory) {
        return "Spark Points";
    }

    /// @inheritdoc IERC20Metadata
    function symbol() external pure returns (string memory) {
        return "SPARK";
    }

    /// @inheritdoc IERC20Metadata
    function decimals() external pure returns (uint8) {
        return 18;
    }

    /* VIEWS */

    /// @inheritdoc ISparkPoints
    function classBalanceOf(address owner, SparkClass class) public view returns (uint256) {
        return _getSparkPointsStorage().balances[class][owner];
    }

    /// @inheritdoc ISparkPoints
    function classSupply(SparkClass class) public view returns (uint256) {
        return _getSparkPointsStorage().supply[class];
    }

    /// @inheritdoc ISparkPoints
    function mintable(address minter, SparkClass class) external view returns (uint256) {
        return _getSparkPointsStorage().limits[minter][class].available(BUCKET);
    }

    /// @inheritdoc ISparkPoints
    function mintLimit(
        address minter,
        SparkClass class
    ) external view returns (uint208 capacity, uint48 window) {
        RateLimiter.RefillingBucket storage limit = _getSparkPointsStorage().limits[minter][class];
        return (limit._capacity, limit._window);
    }

    /* INTERNAL */

    function _move(
        address from,
        address to,
        uint256 amount,
        SparkClass class
    ) private returns (uint256 balance) {
        SparkPointsStorage storage $ = _getSparkPointsStorage();
        balance = _debit($, from, amount, class);
        $.balances[class][to] += amount;
        emit Transfer(from, to, amount);
    }

    function _debit(
        SparkPointsStorage storage $,
        address owner,
        uint256 amount,
        SparkClass class
    ) private returns (uint256 left) {
        uint256 balance = $.balances[class][owner];
        require(balance >= amount, SparkPointsInsufficientBalance(owner, class, balance, amount));
        left = balance - amount;
        $.balances[class][owner] = left;
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getSparkPointsStorage() private pure returns (SparkPointsStorage storage $) {
        assembly {
            $.slot := SPARK_POINTS_STORAGE
        }
    }
}
