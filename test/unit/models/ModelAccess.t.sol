// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IModelAccess} from "../../../contracts/interfaces/IModelAccess.sol";
import {ITierSource} from "../../../contracts/interfaces/ITierSource.sol";
import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {ModelAccess} from "../../../contracts/models/ModelAccess.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

contract ModelAccessTest is ManagedTest {
    address private registry = neighbour("registry");
    address private tiers = neighbour("tiers");
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");
    ModelAccess private access;

    function setUp() public {
        access = ModelAccess(
            proxyOf(
                address(new ModelAccess(IModelRegistry(registry), ITierSource(tiers))),
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

    function test_ATierAdmitsToAPrivateModel() public {
        _mockTier(2);
        vm.startPrank(alice);
        access.setPrivate(3, true);
        vm.assertFalse(access.mayUse(3, bob));
        vm.expectEmit(address(access));
        emit IModelAccess.ModelLeastTierSet(3, 2);
        access.setLeastTier(3, 2);
        vm.assertEq(access.leastTier(3), 2);
        vm.assertTrue(access.mayUse(3, bob));
        _mockTier(1);
        vm.assertFalse(access.mayUse(3, bob));
        access.setLeastTier(3, 0);
        _mockTier(4);
        vm.assertFalse(access.mayUse(3, bob));
        vm.stopPrank();
    }

    function test_RevertWhen_ThereIsNoSuchTier() public {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IModelAccess.ModelAccessBadTier.selector, 5));
        access.setLeastTier(3, 5);
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
        vm.expectRevert(refused);
        access.setLeastTier(3, 1);
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
        address next = address(new ModelAccess(IModelRegistry(registry), ITierSource(tiers)));
        expectUnauthorized();
        access.upgradeToAndCall(next, "");
    }

    function _mockTier(uint8 tier) private {
        vm.mockCall(tiers, abi.encodeCall(ITierSource.tierOf, (bob)), abi.encode(tier));
    }

    function _set(bool allowed) private {
        address[] memory users = new address[](1);
        users[0] = bob;
        vm.prank(alice);
        access.setUsers(3, users, allowed);
    }
}
