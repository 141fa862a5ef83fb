// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {ISogniToken} from "../../../contracts/interfaces/ISogniToken.sol";
import {SogniToken} from "../../../contracts/tokens/SogniToken.sol";
import {Test} from "../../helpers/Test.sol";

contract SogniTokenTest is Test {
    uint256 private constant KEY = 0xA11CE;
    bytes32 private constant NONCE = keccak256("nonce");

    address private alice = vm.addr(KEY);
    address private bob = makeAddr("bob");
    SogniToken private token;

    function setUp() public {
        vm.warp(1_000_000);
        ISogniToken.Allocation[] memory allocations = new ISogniToken.Allocation[](2);
        allocations[0] = ISogniToken.Allocation(alice, 4_000_000_000e18);
        allocations[1] = ISogniToken.Allocation(bob, 6_000_000_000e18);
        token = new SogniToken(allocations);
    }

    function test_RevertWhen_AllocationsFallShort() public {
        ISogniToken.Allocation[] memory allocations = new ISogniToken.Allocation[](1);
        allocations[0] = ISogniToken.Allocation(alice, 1e18);
        vm.expectRevert(
            abi.encodeWithSelector(ISogniToken.SogniTokenAllocationMismatch.selector, 1e18, 10_000_000_000e18)
        );
        new SogniToken(allocations);
    }

    function test_MintsTheWholeSupplyToItsAllocations() public view {
        vm.assertEq(token.totalSupply(), 10_000_000_000e18);
        vm.assertEq(token.balanceOf(alice), 4_000_000_000e18);
        vm.assertEq(token.balanceOf(bob), 6_000_000_000e18);
        vm.assertEq(token.name(), "Sogni");
        vm.assertEq(token.symbol(), "SOGNI");
    }

    function test_PermitSetsTheAllowance() public {
        bytes32 typeHash = keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );
        (uint8 v, bytes32 r, bytes32 s) = _sign(
            keccak256(abi.encode(typeHash, alice, bob, 5e18, token.nonces(alice), block.timestamp))
        );
        token.permit(alice, bob, 5e18, block.timestamp, v, r, s);
        vm.assertEq(token.allowance(alice, bob), 5e18);
        vm.assertEq(token.nonces(alice), 1);
    }

    function test_TransfersWithAuthorizationOnce() public {
        (uint8 v, bytes32 r, bytes32 s) = _authorize("TransferWithAuthorization");
        token.transferWithAuthorization(alice, bob, 3e18, 0, block.timestamp + 1, NONCE, v, r, s);
        vm.assertEq(token.balanceOf(bob), 6_000_000_003e18);
        vm.assertTrue(token.authorizationState(alice, NONCE));

        vm.expectRevert(abi.encodeWithSelector(ERC3009.ERC3009UsedAuthorization.selector, alice, NONCE));
        token.transferWithAuthorization(alice, bob, 3e18, 0, block.timestamp + 1, NONCE, v, r, s);
    }

    function test_RevertWhen_AuthorizationSignedByAnother() public {
        (uint8 v, bytes32 r, bytes32 s) = _authorize("TransferWithAuthorization");
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        token.transferWithAuthorization(bob, alice, 3e18, 0, block.timestamp + 1, NONCE, v, r, s);
    }

    function test_RevertWhen_AuthorizationExpired() public {
        (uint8 v, bytes32 r, bytes32 s) = _authorize("TransferWithAuthorization");
        uint256 validBefore = block.timestamp + 1;
        vm.warp(validBefore);
        vm.expectRevert(
            abi.encodeWithSelector(ERC3009.ERC3009InvalidAuthorizationTime.selector, 0, validBefore)
        );
        token.transferWithAuthorization(alice, bob, 3e18, 0, validBefore, NONCE, v, r, s);
    }

    function test_RevertWhen_ReceivedByAnother() public {
        (uint8 v, bytes32 r, bytes32 s) = _authorize("ReceiveWithAuthorization");
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, bob));
        token.receiveWithAuthorization(alice, bob, 3e18, 0, block.timestamp + 1, NONCE, v, r, s);
    }

    function test_ReceivesWithAuthorization() public {
        (uint8 v, bytes32 r, bytes32 s) = _authorize("ReceiveWithAuthorization");
        vm.prank(bob);
        token.receiveWithAuthorization(alice, bob, 3e18, 0, block.timestamp + 1, NONCE, v, r, s);
        vm.assertEq(token.balanceOf(bob), 6_000_000_003e18);
    }

    function test_CancelledAuthorizationIsUsed() public {
        bytes32 typeHash = keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");
        (uint8 v, bytes32 r, bytes32 s) = _sign(keccak256(abi.encode(typeHash, alice, NONCE)));
        token.cancelAuthorization(alice, NONCE, v, r, s);

        (v, r, s) = _authorize("TransferWithAuthorization");
        vm.expectRevert(abi.encodeWithSelector(ERC3009.ERC3009UsedAuthorization.selector, alice, NONCE));
        token.transferWithAuthorization(alice, bob, 3e18, 0, block.timestamp + 1, NONCE, v, r, s);
    }

    /// @dev Alice allows 3 SOGNI to Bob, for one second.
    function _authorize(string memory name) private view returns (uint8, bytes32, bytes32) {
        bytes32 typeHash = keccak256(
            abi.encodePacked(
                name,
                "(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
            )
        );
        return _sign(keccak256(abi.encode(typeHash, alice, bob, 3e18, 0, block.timestamp + 1, NONCE)));
    }

    function _sign(bytes32 structHash) private view returns (uint8, bytes32, bytes32) {
        return vm.sign(KEY, keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash)));
    }
}
