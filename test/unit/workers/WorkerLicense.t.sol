// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IWorkerRegistry} from "../../../contracts/interfaces/IWorkerRegistry.sol";
import {TokenAccount} from "../../../contracts/libraries/TokenAccount.sol";
import {WorkerLicense} from "../../../contracts/workers/WorkerLicense.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

contract WorkerLicenseTest is ManagedTest {
    address private registry = neighbour("registry");
    address private account = makeAddr("account");
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");
    WorkerLicense private license;

    function setUp() public {
        etchTokenAccountRegistry();
        license = WorkerLicense(
            proxyOf(
                address(new WorkerLicense(IWorkerRegistry(registry), account)),
                abi.encodeCall(WorkerLicense.initialize, (address(manager)))
            )
        );
    }

    function test_RevertWhen_MintedByStranger() public {
        expectUnauthorized();
        license.mint(alice);
    }

    function test_CountsFromOneAndSaysNothingOfAMint() public {
        vm.expectCall(registry, "", 0);
        vm.assertEq(license.mint(alice), 1);
        vm.assertEq(license.mint(bob), 2);
        vm.assertEq(license.minted(), 2);
        vm.assertEq(license.ownerOf(2), bob);
        vm.assertEq(license.name(), "Sogni Fast Worker License");
        vm.assertEq(license.symbol(), "SOGNI-FAST");
    }

    function test_TellsTheRegistryOfATransfer() public {
        license.mint(alice);
        bytes memory call = abi.encodeCall(IWorkerRegistry.onLicenseTransfer, (1, alice, bob));
        vm.mockCall(registry, call, "");
        vm.expectCall(registry, call, 1);
        vm.prank(alice);
        license.transferFrom(alice, bob, 1);
        vm.assertEq(license.ownerOf(1), bob);
    }

    function test_RevertWhen_AccountOfNoToken() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 1));
        license.accountOf(1);
    }

    function test_AccountIsTheCanonicalRegistrys() public {
        license.mint(alice);
        vm.assertEq(
            license.accountOf(1),
            TokenAccount.REGISTRY.account(account, 0, block.chainid, address(license), 1)
        );
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(new WorkerLicense(IWorkerRegistry(registry), account));
        expectUnauthorized();
        license.upgradeToAndCall(next, "");
    }
}
