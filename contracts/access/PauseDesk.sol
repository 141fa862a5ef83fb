// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

import {IPauseDesk} from "../interfaces/IPauseDesk.sol";
import {IPausable} from "../interfaces/external/IPausable.sol";

/// @title The desk that pauses what takes in money, for a time
/// @dev It alone holds the role that pauses; what it may call at a target is what that role is asked for, so that a target
/// which cannot be paused refuses it.
/// @custom:security-contact see SECURITY.md
contract PauseDesk is IPauseDesk, AccessManagedUpgradeable, UUPSUpgradeable {
    /// @custom:storage-location erc7201:supernet.storage.PauseDesk
    struct PauseDeskStorage {
        mapping(address target => Pause) pauses;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.PauseDesk")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant PAUSE_DESK_STORAGE =
        0xd8fc100ea38143f1411c5af9f7fd58b1d15bcaefafb387cf1db433496abc3c00;

    /// @notice How long a pauser stops a contract.
    uint48 public constant MAX_PAUSE = 7 days;
    /// @notice How long it is then left alone.
    uint48 public constant REST = 7 days;
    /// @notice The latest end that governance may set, from the moment it does.
    uint48 public constant MAX_EXTENSION = 90 days;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
    }

    /// @inheritdoc IPauseDesk
    function pause(address target) external restricted {
        Pause storage row = _getPauseDeskStorage().pauses[target];
        require(block.timestamp >= row.restsUntil, PauseDeskResting(target, row.restsUntil));
        uint48 endsAt = uint48(block.timestamp) + MAX_PAUSE;
        row.endsAt = endsAt;
        row.restsUntil = endsAt + REST;
        emit PauseStarted(target, msg.sender, endsAt, endsAt + REST);
        IPausable(target).pause();
    }

    /// @inheritdoc IPauseDesk
    function extend(address target, uint48 newEndsAt) external restricted {
        Pause storage row = _getPauseDeskStorage().pauses[target];
        uint48 endsAt = row.endsAt;
        uint48 latest = uint48(block.timestamp) + MAX_EXTENSION;
        require(endsAt != 0, PauseDeskNotPaused(target));
        require(newEndsAt > endsAt && newEndsAt <= latest, PauseDeskBadEnd(newEndsAt, endsAt, latest));
        row.endsAt = newEndsAt;
        row.restsUntil = newEndsAt + REST;
        emit PauseExtended(target, endsAt, newEndsAt, newEndsAt + REST);
    }

    /// @inheritdoc IPauseDesk
    function resume(address target) external {
        Pause storage row = _getPauseDeskStorage().pauses[target];
        uint48 endsAt = row.endsAt;
        require(endsAt != 0, PauseDeskNotPaused(target));
        // What governance has ended at the contract itself has nothing left to wait for.
        bool isPaused = IPausable(target).paused();
        require(block.timestamp >= endsAt || !isPaused, PauseDeskNotOver(target, endsAt));
        row.endsAt = 0;
        emit PauseEnded(target, msg.sender);
        if (isPaused) IPausable(target).unpause();
    }

    /// @inheritdoc IPauseDesk
    function pauseOf(address target) external view returns (Pause memory) {
        return _getPauseDeskStorage().pauses[target];
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getPauseDeskStorage() private pure returns (PauseDeskStorage storage $) {
        assembly {
            $.slot := PAUSE_DESK_STORAGE
        }
    }
}
