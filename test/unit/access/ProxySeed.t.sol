// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {ProxySeed} from "../../../contracts/access/ProxySeed.sol";
import {GovernedPrice} from "../../../contracts/settlement/GovernedPrice.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

contract ProxySeedTest is ManagedTest {
    address private proxy;
    address private next;

    function setUp() public {
        vm.warp(1_000_000);
        proxy = proxyOf(address(new ProxySeed(address(this))), abi.encodeCall(ProxySeed.plant, ()));
        next = address(new GovernedPrice());
    }

    function test_RevertWhen_GrownByStranger() public {
        vm.expectRevert(abi.encodeWithSelector(ProxySeed.ProxySeedNotDeployer.selector, stranger));
        vm.prank(stranger);
        UUPSUpgradeable(proxy).upgradeToAndCall(next, "");
    }

    function test_BecomesItsContractOnce() public {
        UUPSUpgradeable(proxy).upgradeToAndCall(
            next,
            abi.encodeCall(GovernedPrice.initialize, (address(manager), 5e16, 1 days))
        );
        vm.assertEq(GovernedPrice(proxy).chargePrice(), 5e16);

        // The seed's deployer has no word any more: the access manager decides.
        expectUnauthorized();
        UUPSUpgradeable(proxy).upgradeToAndCall(next, "");
    }
}
