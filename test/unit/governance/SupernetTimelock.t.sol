// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {ISupernetTimelock} from "../../../contracts/interfaces/ISupernetTimelock.sol";
import {GovernanceWorld, Ruled} from "../../helpers/GovernanceWorld.sol";

contract SupernetTimelockTest is GovernanceWorld {
    function test_RevertWhen_TheSlowDelayIsTheShorter() public {
        vm.expectRevert(
            abi.encodeWithSelector(ISupernetTimelock.SupernetTimelockDelays.selector, 2 days, 2 days - 1)
        );
        newTimelock(2 days, 2 days - 1);
    }

    function test_WhatOnlyTheAdministratorMayDoIsSlow() public view {
        vm.assertEq(timelock.slowDelay(), 7 days);
        vm.assertEq(_delayOf(address(ruled), abi.encodeCall(Ruled.setFee, (1))), 2 days);
        vm.assertEq(_delayOf(address(ruled), abi.encodeCall(Ruled.setCap, (1))), 7 days);
        bytes memory upgrade = abi.encodeCall(UUPSUpgradeable.upgradeToAndCall, (address(1), ""));
        vm.assertEq(_delayOf(address(ruled), upgrade), 7 days);
        vm.assertEq(_delayOf(address(governor), upgrade), 7 days);
        bytes memory grant = abi.encodeCall(AccessManager.grantRole, (DAO, address(1), 0));
        vm.assertEq(_delayOf(address(manager), grant), 7 days);
        vm.assertEq(_delayOf(address(timelock), abi.encodeCall(TimelockController.updateDelay, (0))), 7 days);
        vm.assertEq(_delayOf(address(ruled), ""), 7 days);
        vm.assertEq(_delayOf(address(ruled), abi.encodePacked(bytes3(Ruled.setFee.selector))), 7 days);
        vm.assertEq(_delayOf(address(votes), abi.encodeCall(Ruled.setFee, (1))), 7 days);
    }

    function test_OneSlowCallSlowsItsBatch() public view {
        address[] memory targets = new address[](2);
        bytes[] memory payloads = new bytes[](2);
        (targets[0], targets[1]) = (address(ruled), address(ruled));
        payloads[0] = abi.encodeCall(Ruled.setFee, (1));
        payloads[1] = abi.encodeCall(Ruled.setFee, (2));
        vm.assertEq(timelock.delayOf(targets, payloads), 2 days);
        payloads[1] = abi.encodeCall(Ruled.setCap, (2));
        vm.assertEq(timelock.delayOf(targets, payloads), 7 days);
    }

    function test_ASingleCallWaitsAsABatchDoes() public {
        bytes memory fee = abi.encodeCall(Ruled.setFee, (1));
        bytes memory cap = abi.encodeCall(Ruled.setCap, (1));
        vm.startPrank(address(governor));
        timelock.schedule(address(ruled), 0, fee, 0, 0, 2 days);
        timelock.schedule(address(ruled), 0, cap, 0, 0, 2 days);
        vm.stopPrank();
        vm.assertEq(
            timelock.getTimestamp(timelock.hashOperation(address(ruled), 0, fee, 0, 0)),
            block.timestamp + 2 days
        );
        vm.assertEq(
            timelock.getTimestamp(timelock.hashOperation(address(ruled), 0, cap, 0, 0)),
            block.timestamp + 7 days
        );
    }

    function test_ALongerDelayIsKept() public {
        bytes memory cap = abi.encodeCall(Ruled.setCap, (1));
        vm.prank(address(governor));
        timelock.schedule(address(ruled), 0, cap, 0, 0, 30 days);
        vm.assertEq(
            timelock.getTimestamp(timelock.hashOperation(address(ruled), 0, cap, 0, 0)),
            block.timestamp + 30 days
        );
    }

    function test_RevertWhen_AnOrdinaryCallIsScheduledTooSoon() public {
        vm.expectRevert(
            abi.encodeWithSelector(TimelockController.TimelockInsufficientDelay.selector, 2 days - 1, 2 days)
        );
        vm.prank(address(governor));
        timelock.schedule(address(ruled), 0, abi.encodeCall(Ruled.setFee, (1)), 0, 0, 2 days - 1);
    }

    function test_RevertWhen_ABatchIsUneven() public {
        (address[] memory targets, uint256[] memory values, ) = only(address(ruled), "");
        vm.expectRevert(
            abi.encodeWithSelector(TimelockController.TimelockInvalidOperationLength.selector, 1, 0, 1)
        );
        vm.prank(address(governor));
        timelock.scheduleBatch(targets, values, new bytes[](0), 0, 0, 2 days);
    }

    /// @dev Making the cap ordinary first is no way around: the grant itself is slow.
    function test_Attack_TheTableCannotBeChangedFast() public {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = Ruled.setCap.selector;
        uint256 id = queued(
            address(manager),
            abi.encodeCall(AccessManager.setTargetFunctionRole, (address(ruled), selectors, DAO))
        );
        vm.assertEq(governor.proposalEta(id), block.timestamp + 7 days);
    }

    function _delayOf(address target, bytes memory data) private view returns (uint256) {
        (address[] memory targets, , bytes[] memory calls) = only(target, data);
        return timelock.delayOf(targets, calls);
    }
}
