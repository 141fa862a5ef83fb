// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IRewardStream} from "../interfaces/IRewardStream.sol";

/// @title The stream of bought SOGNI into rewards
/// @dev Arrivals of one day are one tranche, so that a release looks at 31 of them and a few empty days, however often
/// SOGNI arrived. A gift of a wei delays nobody: it vests with its own day.
/// @custom:security-contact see SECURITY.md
contract RewardStream is IRewardStream, AccessManagedUpgradeable, UUPSUpgradeable {
    using SafeERC20 for IERC20;

    struct Tranche {
        uint128 amount;
        uint128 released;
    }

    /// @custom:storage-location erc7201:supernet.storage.RewardStream
    struct RewardStreamStorage {
        address destination;
        uint48 oldest;
        uint256 streaming;
        mapping(uint48 day => Tranche) tranches;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.RewardStream")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant REWARD_STREAM_STORAGE =
        0x9aec7e48d4947f932c9952180df24ce9f5610de0fc4b2154f7a1e31226542d00;

    /// @notice How long a tranche vests.
    uint256 public constant VESTING = 30 days;
    /// @notice Most days that one release looks at; what is older than that comes with the next one.
    uint256 public constant MAX_DAYS = 400;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IERC20 private immutable _sogni;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IERC20 sogni) {
        _sogni = sogni;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager and sets the first destination.
    function initialize(address authority, address destination_) external initializer {
        __AccessManaged_init(authority);
        _getRewardStreamStorage().oldest = _today();
        _setDestination(destination_);
    }

    /// @inheritdoc IRewardStream
    function takeIn() public returns (uint256 amount) {
        RewardStreamStorage storage $ = _getRewardStreamStorage();
        amount = _sogni.balanceOf(address(this)) - $.streaming;
        // Nothing to do: whatever is sent on purpose only makes it something.
        // slither-disable-next-line incorrect-equality
        if (amount == 0) return 0;
        $.streaming += amount;
        $.tranches[_today()].amount += SafeCast.toUint128(amount);
        emit TakenIn(_today(), amount);
    }

    /// @inheritdoc IRewardStream
    function release() external returns (uint256 amount) {
        takeIn();
        RewardStreamStorage storage $ = _getRewardStreamStorage();
        uint48 end = _end($.oldest);
        uint48 oldest = $.oldest;
        for (uint48 day = oldest; day < end; ++day) {
            Tranche storage tranche = $.tranches[day];
            uint128 vested = uint128(_vested(day, tranche.amount));
            amount += vested - tranche.released;
            if (vested != tranche.released) tranche.released = vested;
            // Only days that are over and paid out are left behind.
            if (day == oldest && _isOver(day)) oldest = day + 1;
        }
        if (oldest != $.oldest) $.oldest = oldest;
        // Nothing to do: whatever is sent on purpose only makes it something.
        // slither-disable-next-line incorrect-equality
        if (amount == 0) return 0;
        $.streaming -= amount;
        emit Released($.destination, amount);
        _sogni.safeTransfer($.destination, amount);
    }

    /// @inheritdoc IRewardStream
    function setDestination(address newDestination) external restricted {
        _setDestination(newDestination);
    }

    /// @inheritdoc IRewardStream
    function releasable() external view returns (uint256 amount) {
        RewardStreamStorage storage $ = _getRewardStreamStorage();
        uint48 end = _end($.oldest);
        for (uint48 day = $.oldest; day < end; ++day) {
            Tranche memory tranche = $.tranches[day];
            amount += _vested(day, tranche.amount) - tranche.released;
        }
    }

    /// @inheritdoc IRewardStream
    function streaming() external view returns (uint256) {
        return _getRewardStreamStorage().streaming;
    }

    /// @inheritdoc IRewardStream
    function destination() external view returns (address) {
        return _getRewardStreamStorage().destination;
    }

    function _setDestination(address newDestination) private {
        require(newDestination != address(0), RewardStreamNoDestination());
        RewardStreamStorage storage $ = _getRewardStreamStorage();
        emit DestinationSet($.destination, newDestination);
        $.destination = newDestination;
    }

    /// @dev Vesting of a day's arrivals begins when the day ends.
    function _vested(uint48 day, uint256 amount) private view returns (uint256) {
        uint256 start = (uint256(day) + 1) * 1 days;
        uint256 passed = Math.min(Math.saturatingSub(block.timestamp, start), VESTING);
        return Math.mulDiv(amount, passed, VESTING);
    }

    function _isOver(uint48 day) private view returns (bool) {
        return block.timestamp >= (uint256(day) + 1) * 1 days + VESTING;
    }

    function _today() private view returns (uint48) {
        return uint48(block.timestamp / 1 days);
    }

    function _end(uint48 oldest) private view returns (uint48) {
        return uint48(Math.min(_today(), uint256(oldest) + MAX_DAYS));
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getRewardStreamStorage() private pure returns (RewardStreamStorage storage $) {
        assembly {
            $.slot := REWARD_STREAM_STORAGE
        }
    }
}
