// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {ISupernetTimelock} from "../interfaces/ISupernetTimelock.sol";

/// @title The timelock of the DAO
/// @dev The governor asks for the minimum delay whatever it queues (docs/decisions/0012): the class is judged here, where
/// no proposer can name it. Executing asks nothing of the class: what was scheduled has waited.
/// @custom:security-contact see SECURITY.md
contract SupernetTimelock is TimelockController, ISupernetTimelock {
    /// @dev The access manager's own administrator role.
    uint64 private constant ADMIN_ROLE = 0;

    IAccessManager private immutable _manager;
    uint256 private immutable _slowDelay;

    constructor(
        IAccessManager manager,
        uint256 minDelay,
        uint256 slowDelay_,
        address[] memory proposers,
        address[] memory executors,
        address admin
    ) TimelockController(minDelay, proposers, executors, admin) {
        require(slowDelay_ >= minDelay, SupernetTimelockDelays(minDelay, slowDelay_));
        _manager = manager;
        _slowDelay = slowDelay_;
    }

    /// @inheritdoc TimelockController
    function schedule(
        address target,
        uint256 value,
        bytes calldata data,
        bytes32 predecessor,
        bytes32 salt,
        uint256 delay
    ) public override {
        uint256 least = _isOrdinary(target, data) ? delay : _slowDelay;
        super.schedule(target, value, data, predecessor, salt, Math.max(delay, least));
    }

    /// @inheritdoc TimelockController
    function scheduleBatch(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata payloads,
        bytes32 predecessor,
        bytes32 salt,
        uint256 delay
    ) public override {
        uint256 longer = Math.max(delay, delayOf(targets, payloads));
        super.scheduleBatch(targets, values, payloads, predecessor, salt, longer);
    }

    /// @inheritdoc ISupernetTimelock
    function slowDelay() external view returns (uint256) {
        return _slowDelay;
    }

    /// @inheritdoc ISupernetTimelock
    function delayOf(address[] calldata targets, bytes[] calldata payloads) public view returns (uint256) {
        uint256 minDelay = getMinDelay();
        // Arrays of unequal length are refused by {scheduleBatch}.
        for (uint256 i = 0; i < targets.length && i < payloads.length; ++i) {
            if (!_isOrdinary(targets[i], payloads[i])) return Math.max(minDelay, _slowDelay);
        }
        return minDelay;
    }

    /// @dev A target that the manager does not know asks for its administrator, so it is never ordinary.
    function _isOrdinary(address target, bytes calldata data) private view returns (bool) {
        return data.length >= 4 && _manager.getTargetFunctionRole(target, bytes4(data)) != ADMIN_ROLE;
    }
}
