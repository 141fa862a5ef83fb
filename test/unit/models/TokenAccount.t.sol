// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC6551AccountUpgradeable} from "erc6551/examples/upgradeable/ERC6551AccountUpgradeable.sol";
import {TokenAccount} from "../../../contracts/libraries/TokenAccount.sol";
import {TokenAccountProxy} from "../../../contracts/models/TokenAccountProxy.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

contract Coin is ERC20("Coin", "COIN") {
    constructor() {
        _mint(msg.sender, 100);
    }
}

contract Deed is ERC721("Deed", "DEED") {
    constructor(address to) {
        _mint(to, 7);
    }
}

/// @dev The account of a token: paid by anyone, spent by the holder.
contract TokenAccountTest is ManagedTest {
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");
    Coin private coin = new Coin();
    Deed private deed;
    address private implementation;
    ERC6551AccountUpgradeable private account;

    function setUp() public {
        etchTokenAccountRegistry();
        deed = new Deed(alice);
        implementation = address(new TokenAccountProxy(address(new ERC6551AccountUpgradeable())));
        account = ERC6551AccountUpgradeable(
            payable(TokenAccount.accountOf(implementation, address(deed), 7))
        );
    }

    function test_RevertWhen_DefaultHasNoCode() public {
        vm.expectRevert(abi.encodeWithSelector(TokenAccountProxy.TokenAccountProxyNoCode.selector, alice));
        new TokenAccountProxy(alice);
    }

    function test_IsPaidBeforeItExistsAndSpentAfter() public {
        coin.transfer(address(account), 40);
        vm.assertEq(TokenAccount.create(implementation, address(deed), 7), address(account));

        vm.prank(alice);
        account.execute(address(coin), 0, abi.encodeCall(coin.transfer, (bob, 30)), 0);
        vm.assertEq(coin.balanceOf(bob), 30);
        vm.assertEq(account.state(), 1);
    }

    function test_FollowsTheToken() public {
        TokenAccount.create(implementation, address(deed), 7);
        vm.assertEq(account.owner(), alice);
        vm.prank(alice);
        deed.transferFrom(alice, bob, 7);
        vm.assertEq(account.owner(), bob);

        vm.expectRevert(bytes.concat(bytes4(keccak256("Error(string)")), abi.encode("Caller is not owner")));
        vm.prank(alice);
        account.execute(address(coin), 0, "", 0);
    }

    function test_TakesEther() public {
        TokenAccount.create(implementation, address(deed), 7);
        vm.deal(address(this), 1 ether);
        (bool taken, ) = address(account).call{value: 1 ether}("");
        vm.assertTrue(taken);
        vm.prank(alice);
        account.execute(bob, 1 ether, "", 0);
        vm.assertEq(bob.balance, 1 ether);
    }

    function test_OwnerChoosesAnotherImplementationForThisAccountOnly() public {
        TokenAccount.create(implementation, address(deed), 7);
        address chosen = address(new ERC6551AccountUpgradeable());
        vm.prank(alice);
        account.upgrade(chosen);
        bytes32 slot = bytes32(uint256(keccak256("eip1967.proxy.implementation")) - 1);
        vm.assertEq(vm.load(address(account), slot), bytes32(uint256(uint160(chosen))));
        vm.assertEq(vm.load(implementation, slot), bytes32(0));
        vm.assertEq(account.owner(), alice);
    }
}
