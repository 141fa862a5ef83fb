// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Account} from "@openzeppelin/contracts/account/Account.sol";
import {ERC7579Utils} from "@openzeppelin/contracts/account/utils/draft-ERC7579Utils.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {SignerP256} from "@openzeppelin/contracts/utils/cryptography/signers/SignerP256.sol";
import {SupernetAccount} from "../../../contracts/accounts/SupernetAccount.sol";
import {ISupernetAccount} from "../../../contracts/interfaces/ISupernetAccount.sol";
import {ISupernetAccountFactory} from "../../../contracts/interfaces/ISupernetAccountFactory.sol";
import {AccountWorld} from "../../helpers/AccountWorld.sol";

abstract contract SupernetAccountTest is AccountWorld {
    bytes32 private constant CONTENTS_TYPEHASH = keccak256("Vote(uint256 proposal,bool support)");
    Passkey private other = passkey("other");

    function test_TheChainVerifiesPasskeysItself() public view {
        // Gas of the Solidity fallback is thirty times as much: it must not stand in unseen.
        bytes32 digest = keccak256("digest");
        (bytes32 r, bytes32 s) = vm.signP256(owner.key, digest);
        (bool answered, bytes memory answer) = address(0x100).staticcall(
            abi.encodePacked(digest, r, s, owner.x, owner.y)
        );
        vm.assertTrue(answered && answer.length == 32 && uint256(bytes32(answer)) == 1);
    }

    /* OPERATIONS */

    function test_TheFirstOperationMakesTheAccount() public {
        address fresh = factory.accountOf(other.x, other.y, 0, noBirth());
        PackedUserOperation memory op = operation(address(0), call(shop, ""));
        op.sender = fresh;
        op.callData = call(address(token), abi.encodeCall(token.approve, (shop, 7)));
        op.nonce = 0;
        op.initCode = abi.encodePacked(
            address(factory),
            abi.encodeCall(factory.createAccount, (other.x, other.y, 0, noBirth()))
        );
        approve(op, SPONSOR_KEY, 0, uint48(block.timestamp + 300));
        vm.expectEmit(address(factory));
        emit ISupernetAccountFactory.AccountCreated(
            fresh,
            other.x,
            other.y,
            0,
            keccak256(abi.encode(noBirth()))
        );
        send(signed(op, other));

        vm.assertEq(token.allowance(fresh, shop), 7);
        vm.assertEq(fresh.balance, 0);
        (bytes32 x, bytes32 y) = SupernetAccount(payable(fresh)).signer();
        vm.assertTrue(x == other.x && y == other.y);
    }

    function test_TheOwnerCallsOnceAndInBatches() public {
        sendAsOwner(transferCall(shop, 7));
        vm.assertEq(token.balanceOf(shop), 7);

        Execution[] memory calls = new Execution[](2);
        calls[0] = Execution(address(token), 0, abi.encodeCall(token.transfer, (shop, 1)));
        calls[1] = Execution(address(token), 0, abi.encodeCall(token.approve, (shop, 5)));
        sendAsOwner(batch(calls));
        vm.assertEq(token.balanceOf(shop), 8);
        vm.assertEq(token.allowance(address(account), shop), 5);
    }

    function test_RevertWhen_AnotherPasskeySigns() public {
        sendRefused(signed(sponsored(address(0), transferCall(shop, 1)), other), "AA24 signature error");
    }

    function test_RevertWhen_TheAuthenticatorDidNotVerifyItsUser() public {
        PackedUserOperation memory op = sponsored(address(0), transferCall(shop, 1));
        op.signature = assertion(owner, hashOf(op), 0x19);
        sendRefused(op, "AA24 signature error");
    }

    function test_RevertWhen_TheSignatureIsOfAnotherOperation() public {
        bytes memory signature = signed(sponsored(address(0), transferCall(shop, 1)), owner).signature;
        PackedUserOperation memory op = sponsored(address(0), transferCall(shop, 2));
        op.signature = signature;
        sendRefused(op, "AA24 signature error");
    }

    function test_RevertWhen_AnOperationComesAgain() public {
        PackedUserOperation memory op = signed(sponsored(address(0), transferCall(shop, 1)), owner);
        send(op);
        sendRefused(op, "AA25 invalid account nonce");
        vm.assertEq(token.balanceOf(shop), 1);
    }

    function test_TheAccountPaysWhereNobodySponsors() public {
        vm.deal(address(account), 1 ether);
        send(signed(operation(address(0), transferCall(shop, 1)), owner));
        vm.assertEq(token.balanceOf(shop), 1);
        vm.assertLt(address(account).balance, 1 ether);
    }

    /* DOOR */

    function test_RevertWhen_AStrangerCalls() public {
        PackedUserOperation memory op = operation(address(0), "");
        bytes memory refusal = abi.encodeWithSelector(Account.AccountUnauthorized.selector, stranger);
        vm.expectRevert(refusal);
        vm.prank(stranger);
        account.execute(0, abi.encodePacked(shop, uint256(0)));
        vm.expectRevert(refusal);
        vm.prank(stranger);
        account.rotateKey(other.x, other.y);
        vm.expectRevert(refusal);
        vm.prank(stranger);
        account.installModule(1, address(devices), "");
        vm.expectRevert(refusal);
        vm.prank(stranger);
        account.validateUserOp(op, 0, 0);
    }

    function test_RevertWhen_TheCallIsADelegateCall() public {
        bytes32 mode = bytes32(uint256(0xff) << 248);
        vm.assertFalse(account.supportsExecutionMode(mode));
        vm.assertTrue(account.supportsExecutionMode(0));
        vm.expectRevert(
            abi.encodeWithSelector(
                ERC7579Utils.ERC7579UnsupportedCallType.selector,
                ERC7579Utils.CALLTYPE_DELEGATECALL
            )
        );
        vm.prank(address(account));
        account.execute(mode, abi.encodePacked(address(token)));
    }

    function test_NobodyOwnsTheImplementation() public {
        SupernetAccount code = SupernetAccount(payable(factory.implementation()));
        (bytes32 x, bytes32 y) = code.signer();
        vm.assertTrue(x == 0 && y == 0);
        vm.expectRevert(abi.encodeWithSelector(Account.AccountUnauthorized.selector, address(this)));
        code.rotateKey(owner.x, owner.y);
    }

    function test_HoldsEtherAndEveryKindOfToken() public {
        vm.deal(address(this), 1 ether);
        (bool sent, ) = address(account).call{value: 1 ether}("");
        vm.assertTrue(sent && address(account).balance == 1 ether);
        vm.assertTrue(
            account.onERC721Received(address(0), address(0), 0, "") == account.onERC721Received.selector
        );
        vm.assertTrue(
            account.onERC1155Received(address(0), address(0), 0, 0, "") == account.onERC1155Received.selector
        );
        vm.assertEq(account.accountId(), "sogni.supernet-account.1.0.0");
        vm.assertEq(address(account.entryPoint()), address(entryPoint));
    }

    /* ROTATION */

    function test_ARotatedKeyTakesOver() public {
        PackedUserOperation memory op = signed(
            sponsored(
                address(0),
                call(address(account), abi.encodeCall(account.rotateKey, (other.x, other.y)))
            ),
            owner
        );
        vm.expectEmit(address(account));
        emit ISupernetAccount.KeyRotated(owner.x, owner.y, other.x, other.y);
        send(op);

        sendRefused(signed(sponsored(address(0), transferCall(shop, 1)), owner), "AA24 signature error");
        send(signed(sponsored(address(0), transferCall(shop, 1)), other));
        vm.assertEq(token.balanceOf(shop), 1);

        // And back: a stored key is replaced as well.
        vm.prank(address(account));
        account.rotateKey(owner.x, owner.y);
        sendAsOwner(transferCall(shop, 1));
        vm.assertEq(token.balanceOf(shop), 2);
    }

    function test_RevertWhen_TheNewKeyIsNoPointOfTheCurve() public {
        vm.expectRevert(
            abi.encodeWithSelector(SignerP256.SignerP256InvalidPublicKey.selector, owner.x, other.y)
        );
        vm.prank(address(account));
        account.rotateKey(owner.x, other.y);
    }

    function testFuzz_OnlyTheSignedFieldsCount(uint256 seed) public {
        PackedUserOperation memory op = signed(sponsored(address(0), transferCall(shop, 1)), owner);
        // Any byte of the assertion's signature, or of what was signed, makes another signature of it.
        uint256 position = seed % 64;
        op.signature[position] = bytes1(uint8(op.signature[position]) ^ uint8(1 + ((seed >> 8) % 255)));
        sendRefused(op, "AA24 signature error");
    }

    /* ERC-1271 */

    function test_ConfirmsTypedDataThatTheOwnerSigned() public view {
        (bytes32 hash, bytes memory signature) = nested(address(account), owner);
        vm.assertTrue(account.isValidSignature(hash, signature) == 0x1626ba7e);
        vm.assertTrue(account.isValidSignature(keccak256("other"), signature) == 0xffffffff);
        (, bytes memory foreign) = nested(address(account), other);
        vm.assertTrue(account.isValidSignature(hash, foreign) == 0xffffffff);
    }

    function test_ASignatureForOneAccountIsNoneForAnother() public {
        SupernetAccount twin = SupernetAccount(
            payable(factory.createAccount(owner.x, owner.y, "twin", noBirth()))
        );
        (bytes32 hash, bytes memory signature) = nested(address(account), owner);
        vm.assertTrue(twin.isValidSignature(hash, signature) == 0xffffffff);
    }

    function test_RefusesABareHash() public view {
        bytes32 hash = keccak256("hash");
        vm.assertTrue(account.isValidSignature(hash, assertion(owner, hash)) == 0xffffffff);
    }

    /// @dev ERC-7739: the typed data of a dapp, nested in that of the account.
    function nested(
        address target,
        Passkey memory who
    ) private view returns (bytes32 hash, bytes memory signature) {
        string memory description = "Vote(uint256 proposal,bool support)";
        bytes32 contents = keccak256(abi.encode(CONTENTS_TYPEHASH, 7, true));
        bytes32 app = domainOf("Governor", shop);
        hash = keccak256(abi.encodePacked(hex"1901", app, contents));
        bytes32 typeHash = keccak256(
            abi.encodePacked(
                "TypedDataSign(Vote contents,string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)",
                description
            )
        );
        bytes32 structHash = keccak256(
            abi.encode(
                typeHash,
                contents,
                keccak256("SupernetAccount"),
                keccak256("1"),
                block.chainid,
                target,
                bytes32(0)
            )
        );
        bytes32 challenge = keccak256(abi.encodePacked(hex"1901", app, structHash));
        signature = abi.encodePacked(
            assertion(who, challenge),
            app,
            contents,
            description,
            uint16(bytes(description).length)
        );
    }
}

contract SupernetAccountOn08Test is SupernetAccountTest {
    function entryPointAddress() internal pure override returns (address) {
        return ENTRY_POINT_08;
    }
}

contract SupernetAccountOn09Test is SupernetAccountTest {
    function entryPointAddress() internal pure override returns (address) {
        return ENTRY_POINT_09;
    }
}
