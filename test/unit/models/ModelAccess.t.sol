// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IModelAccess} from "../../../contracts/interfaces/IModelAccess.sol";
import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {ModelAccess} from "../../../contracts/models/ModelAccess.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

contract ModelAccessTest is ManagedTest {
    address private registry = neighbour("registry");
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");
    ModelAccess private access;

    function setUp() public {
        access = ModelAccess(
            proxyOf(
                address(new ModelAccess(IModelRegistry(registry))),
                abi.encodeCall(ModelAccess.initialize, (address(manager)))
            )
        );
        vm.mockCall(registry, abi.encodeCall(IERC721.ownerOf, (3)), abi.encode(alice));
    }

    function test_AModelIsOpenUntilItsOwnerClosesIt() public {
        vm.assertTrue(access.mayUse(3, bob));
        vm.expectEmit(address(access));
        emit IModelAccess.ModelPrivacySet(3, true);
        vm.prank(alice);
        access.setPrivate(3, true);
        vm.assertTrue(access.isPrivate(3));
        vm.assertFalse(access.mayUse(3, bob));
        vm.assertTrue(access.mayUse(3, alice));

        vm.expectEmit(address(access));
        emit IModelAccess.ModelUserSet(3, bob, true);
        _set(true);
        vm.assertTrue(access.mayUse(3, bob));
        _set(false);
        vm.assertFalse(access.mayUse(3, bob));
        vm.prank(alice);
        access.setPrivate(3, false);
        vm.assertTrue(access.mayUse(3, bob));
    }

    function test_RevertWhen_NotTheOwner() public {
        bytes memory refused = abi.encodeWithSelector(
            IModelAccess.ModelAccessNotOwner.selector,
            3,
            address(this)
        );
        vm.expectRevert(refused);
        access.setPrivate(3, true);
        vm.expectRevert(refused);
        access.setUsers(3, new address[](1), true);
    }

    function test_RevertWhen_NoneOrTooManyUsers() public {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IModelAccess.ModelAccessBadCount.selector, 0));
        access.setUsers(3, new address[](0), true);
        vm.expectRevert(abi.encodeWithSelector(IModelAccess.ModelAccessBadCount.selector, 101));
        access.setUsers(3, new address[](101), true);
        vm.stopPrank();
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(new ModelAccess(IModelRegistry(registry)));
        expectUnauthorized();
        access.upgradeToAndCall(next, "");
    }

    function _set(bool allowed) private {
        address[] memory users = new address[](1);
        users[0] = bob;
        vm.prank(alice);
        access.setUsers(3, users, allowed);
    }
}
