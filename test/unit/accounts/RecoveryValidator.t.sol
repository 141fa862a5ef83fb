// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {IRecoveryValidator} from "../../../contracts/interfaces/IRecoveryValidator.sol";
import {AccountWorld} from "../../helpers/AccountWorld.sol";

abstract contract RecoveryValidatorTest is AccountWorld {
    uint256 private constant FRIEND_KEY = uint256(keccak256("friend"));
    uint32 private constant DELAY = 2 days;

    Passkey private spare = passkey("spare");
    Passkey private fresh = passkey("fresh");
    bytes private friend = abi.encodePacked(vm.addr(FRIEND_KEY));

    function setUp() public override {
        super.setUp();
        install(address(recovery), abi.encode(guardians(), uint32(2), DELAY));
    }

    function test_GuardiansPutAnotherPasskeyInPlaceAfterTheDelay() public {
        uint48 readyAt = uint48(block.timestamp + DELAY);
        PackedUserOperation memory op = signedByBoth(sponsored(address(recovery), proposal()));
        vm.expectEmit(address(recovery));
        emit IRecoveryValidator.RecoveryProposed(
            address(account),
            fresh.x,
            fresh.y,
            readyAt,
            readyAt + 14 days
        );
        send(op);

        vm.warp(readyAt + 1);
        op = signedByBoth(sponsored(address(recovery), completion()));
        vm.expectEmit(address(recovery));
        emit IRecoveryValidator.RecoveryCompleted(address(account), fresh.x, fresh.y);
        send(op);

        sendRefused(signed(sponsored(address(0), transferCall(shop, 1)), owner), "AA24 signature error");
        send(signed(sponsored(address(0), transferCall(shop, 1)), fresh));
        vm.assertEq(uint256(recovery.recoveryOf(address(account)).readyAt), 0);
    }

    function test_AnyoneCanSendItWhereNobodySponsors() public {
        PackedUserOperation memory op = operation(address(recovery), proposal());
        op.gasFees = 0;
        send(signedByBoth(op));
        vm.assertTrue(recovery.recoveryOf(address(account)).qx == fresh.x);
    }

    function test_GuardiansSignBothInOneSitting() public {
        (PackedUserOperation memory first, PackedUserOperation memory second) = signedAhead();
        sendRefused(second, "AA25 invalid account nonce");
        send(first);
        sendRefused(second, "AA22 expired or not due");
        vm.warp(block.timestamp + DELAY + 1);
        send(second);
        (bytes32 qx, bytes32 qy) = account.signer();
        vm.assertTrue(qx == fresh.x && qy == fresh.y);
    }

    function test_ACompletionSignedBeforehandEndsWithItsProposal() public {
        (PackedUserOperation memory first, PackedUserOperation memory second) = signedAhead();
        send(first);
        vm.prank(address(account));
        recovery.cancel();
        vm.warp(block.timestamp + DELAY + 1);
        sendRefused(second, "AA24 signature error");
        // The same key once more: the number of the old completion is that of the new proposal.
        propose();
        vm.warp(block.timestamp + DELAY + 1);
        sendRefused(second, "AA25 invalid account nonce");
    }

    function test_RevertWhen_TheAccountWouldPay() public {
        vm.deal(address(account), 1 ether);
        sendRefused(signedByBoth(operation(address(recovery), proposal())), "AA24 signature error");
    }

    function test_RevertWhen_TheDelayIsNotOver() public {
        propose();
        vm.warp(block.timestamp + DELAY);
        sendRefused(signedByBoth(sponsored(address(recovery), completion())), "AA22 expired or not due");
    }

    function test_RevertWhen_TheProposalIsTooOld() public {
        propose();
        vm.warp(block.timestamp + DELAY + 14 days + 1);
        sendRefused(signedByBoth(sponsored(address(recovery), completion())), "AA22 expired or not due");
    }

    function test_TheOwnerCancels() public {
        propose();
        PackedUserOperation memory op = signed(
            sponsored(address(0), call(address(recovery), abi.encodeCall(recovery.cancel, ()))),
            owner
        );
        vm.expectEmit(address(recovery));
        emit IRecoveryValidator.RecoveryCancelled(address(account), fresh.x, fresh.y);
        send(op);
        vm.warp(block.timestamp + DELAY + 1);
        sendRefused(signedByBoth(sponsored(address(recovery), completion())), "AA24 signature error");
    }

    function test_RevertWhen_TooFewGuardiansSign() public {
        PackedUserOperation memory op = sponsored(address(recovery), proposal());
        bytes[] memory signers = new bytes[](1);
        bytes[] memory signatures = new bytes[](1);
        signers[0] = friend;
        signatures[0] = sign(FRIEND_KEY, hashOf(op));
        op.signature = abi.encode(signers, signatures);
        sendRefused(op, "AA24 signature error");
    }

    function test_RevertWhen_OneGuardianSignsTwice() public {
        PackedUserOperation memory op = sponsored(address(recovery), proposal());
        bytes[] memory signers = new bytes[](2);
        bytes[] memory signatures = new bytes[](2);
        signers[0] = signers[1] = friend;
        signatures[0] = signatures[1] = sign(FRIEND_KEY, hashOf(op));
        op.signature = abi.encode(signers, signatures);
        sendRefused(op, "AA24 signature error");
    }

    function test_RevertWhen_AStrangerSigns() public {
        PackedUserOperation memory op = sponsored(address(recovery), proposal());
        bytes[] memory signers = new bytes[](2);
        bytes[] memory signatures = new bytes[](2);
        signers[0] = friend;
        signatures[0] = sign(FRIEND_KEY, hashOf(op));
        signers[1] = abi.encodePacked(vm.addr(7));
        signatures[1] = sign(7, hashOf(op));
        op.signature = abi.encode(signers, signatures);
        sendRefused(op, "AA24 signature error");
    }

    function test_RevertWhen_GuardiansDoAnythingElse() public {
        sendRefused(
            signedByBoth(sponsored(address(recovery), transferCall(shop, 1))),
            "AA24 signature error"
        );
        bytes memory rotate = call(address(account), abi.encodeCall(account.rotateKey, (fresh.x, fresh.y)));
        sendRefused(signedByBoth(sponsored(address(recovery), rotate)), "AA24 signature error");
        bytes memory cancel = call(address(recovery), abi.encodeCall(recovery.cancel, ()));
        sendRefused(signedByBoth(sponsored(address(recovery), cancel)), "AA24 signature error");
        // Another passkey than the one that waited.
        propose();
        vm.warp(block.timestamp + DELAY + 1);
        bytes memory other = recovery.completion(address(account), spare.x, spare.y);
        sendRefused(signedByBoth(sponsored(address(recovery), other)), "AA24 signature error");
    }

    function test_GuardiansConfirmNothing() public view {
        bytes memory signature = abi.encodePacked(address(recovery), sign(FRIEND_KEY, "hash"));
        vm.assertTrue(account.isValidSignature("hash", signature) == 0xffffffff);
        vm.assertTrue(recovery.isModuleType(1) && !recovery.isModuleType(2));
    }

    function test_SettingGuardiansAgainDropsTheOldOnesAndTheProposal() public {
        propose();
        bytes[] memory next = new bytes[](1);
        next[0] = abi.encodePacked(shop);
        vm.expectEmit(address(recovery));
        emit IRecoveryValidator.RecoveryCancelled(address(account), fresh.x, fresh.y);
        vm.expectEmit(address(recovery));
        emit IRecoveryValidator.GuardiansSet(address(account), next, 1, 1 days);
        vm.prank(address(account));
        recovery.setGuardians(next, 1, 1 days);
        vm.assertFalse(recovery.isGuardian(address(account), friend));
        vm.assertTrue(recovery.isGuardian(address(account), next[0]));
        (uint32 threshold, uint32 delay) = recovery.settingsOf(address(account));
        vm.assertTrue(threshold == 1 && delay == 1 days);
    }

    function test_UninstallingForgetsTheGuardians() public {
        propose();
        vm.prank(address(account));
        account.uninstallModule(1, address(recovery), "");
        vm.assertFalse(recovery.isGuardian(address(account), friend));
        vm.assertEq(uint256(recovery.recoveryOf(address(account)).readyAt), 0);
    }

    function test_RevertWhen_TheThresholdIsBad() public {
        vm.expectRevert(
            abi.encodeWithSelector(IRecoveryValidator.RecoveryValidatorBadThreshold.selector, 0, 2)
        );
        recovery.setGuardians(guardians(), 0, DELAY);
        vm.expectRevert(
            abi.encodeWithSelector(IRecoveryValidator.RecoveryValidatorBadThreshold.selector, 3, 2)
        );
        recovery.setGuardians(guardians(), 3, DELAY);
    }

    function test_RevertWhen_TheDelayIsOutOfBounds() public {
        bytes4 bad = IRecoveryValidator.RecoveryValidatorBadDelay.selector;
        vm.expectRevert(abi.encodeWithSelector(bad, 1 days - 1, 1 days, 90 days));
        recovery.setGuardians(guardians(), 2, 1 days - 1);
        vm.expectRevert(abi.encodeWithSelector(bad, 90 days + 1, 1 days, 90 days));
        recovery.setGuardians(guardians(), 2, 90 days + 1);
    }

    function test_RevertWhen_AGuardianIsNone() public {
        bytes[] memory named = guardians();
        named[1] = hex"01";
        bytes4 invalid = IRecoveryValidator.RecoveryValidatorInvalidGuardian.selector;
        vm.expectRevert(abi.encodeWithSelector(invalid, named[1]));
        recovery.setGuardians(named, 1, DELAY);
        named[1] = abi.encodePacked(address(this));
        vm.expectRevert(abi.encodeWithSelector(invalid, named[1]));
        recovery.setGuardians(named, 1, DELAY);
        named[1] = named[0];
        vm.expectRevert(
            abi.encodeWithSelector(IRecoveryValidator.RecoveryValidatorRepeated.selector, named[0])
        );
        recovery.setGuardians(named, 1, DELAY);
    }

    function test_RevertWhen_ThereIsNothingToProposeOrEnd() public {
        vm.expectRevert(
            abi.encodeWithSelector(IRecoveryValidator.RecoveryValidatorNotConfigured.selector, stranger)
        );
        vm.prank(stranger);
        recovery.propose(fresh.x, fresh.y);
        vm.expectRevert(
            abi.encodeWithSelector(IRecoveryValidator.RecoveryValidatorInvalidKey.selector, fresh.x, spare.y)
        );
        vm.prank(address(account));
        recovery.propose(fresh.x, spare.y);
        bytes4 absent = IRecoveryValidator.RecoveryValidatorNotProposed.selector;
        vm.expectRevert(abi.encodeWithSelector(absent, address(account), bytes32(0), bytes32(0)));
        vm.prank(address(account));
        recovery.cancel();
        vm.expectRevert(abi.encodeWithSelector(absent, address(account), fresh.x, fresh.y));
        vm.prank(address(account));
        recovery.complete(fresh.x, fresh.y);
    }

    function test_RevertWhen_TheAccountCompletesTooEarlyItself() public {
        propose();
        uint48 readyAt = uint48(block.timestamp + DELAY);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRecoveryValidator.RecoveryValidatorNotNow.selector,
                readyAt,
                readyAt + 14 days
            )
        );
        vm.prank(address(account));
        recovery.complete(fresh.x, fresh.y);
    }

    function guardians() private view returns (bytes[] memory named) {
        named = new bytes[](2);
        named[0] = friend;
        named[1] = signerOf(spare);
    }

    function proposal() private view returns (bytes memory) {
        return call(address(recovery), abi.encodeCall(recovery.propose, (fresh.x, fresh.y)));
    }

    function completion() private view returns (bytes memory) {
        return recovery.completion(address(account), fresh.x, fresh.y);
    }

    /// @dev What a relayer keeps after one sitting: the completion has the number after the proposal's.
    function signedAhead()
        private
        view
        returns (PackedUserOperation memory first, PackedUserOperation memory second)
    {
        first = operation(address(recovery), proposal());
        first.gasFees = 0;
        first = signedByBoth(first);
        second = operation(address(recovery), completion());
        second.gasFees = 0;
        second.nonce += 1;
        second = signedByBoth(second);
    }

    function propose() private {
        send(signedByBoth(sponsored(address(recovery), proposal())));
    }

    function signedByBoth(PackedUserOperation memory op) private view returns (PackedUserOperation memory) {
        bytes32 hash = hashOf(op);
        bytes[] memory signatures = new bytes[](2);
        signatures[0] = sign(FRIEND_KEY, hash);
        signatures[1] = assertion(spare, hash);
        op.signature = abi.encode(guardians(), signatures);
        return op;
    }
}

contract RecoveryValidatorOn08Test is RecoveryValidatorTest {
    function entryPointAddress() internal pure override returns (address) {
        return ENTRY_POINT_08;
    }
}

contract RecoveryValidatorOn09Test is RecoveryValidatorTest {
    function entryPointAddress() internal pure override returns (address) {
        return ENTRY_POINT_09;
    }
}
