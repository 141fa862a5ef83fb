// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {ERC6551Registry} from "erc6551/ERC6551Registry.sol";
import {TokenAccount} from "../../contracts/libraries/TokenAccount.sol";
import {Test} from "./Test.sol";

/// @dev One contract behind a proxy and an access manager whose administrator is the test: every restricted function is
/// open to the test and to nobody else. Neighbours are named addresses with mocked calls.
abstract contract ManagedTest is Test {
    AccessManager internal manager = new AccessManager(address(this));
    address internal stranger = makeAddr("stranger");

    function proxyOf(address implementation, bytes memory initialize) internal returns (address) {
        return address(new ERC1967Proxy(implementation, initialize));
    }

    /// @dev A neighbour: code, so that it can be called, and no answer until one is mocked.
    function neighbour(string memory name) internal returns (address account) {
        account = makeAddr(name);
        vm.etch(account, hex"00");
    }

    function etchTokenAccountRegistry() internal {
        vm.etch(address(TokenAccount.REGISTRY), type(ERC6551Registry).runtimeCode);
    }

    /// @dev The next call comes from a stranger and must be refused.
    function expectUnauthorized() internal {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        vm.prank(stranger);
    }
}
