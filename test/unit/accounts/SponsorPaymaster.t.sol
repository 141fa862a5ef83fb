// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Paymaster} from "@openzeppelin/contracts/account/paymaster/Paymaster.sol";
import {ERC4337Utils} from "@openzeppelin/contracts/account/utils/ERC4337Utils.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {ISponsorPaymaster} from "../../../contracts/interfaces/ISponsorPaymaster.sol";
import {AccountWorld} from "../../helpers/AccountWorld.sol";

abstract contract SponsorPaymasterTest is AccountWorld {
    uint256 private constant NEXT_KEY = uint256(keccak256("next sponsor"));

    /* WHAT AN OPERATION CAN COST */

    function test_PaysForAnApprovedOperationAndNoMoreThanItsGas() public {
        uint256 before = sponsor.getDeposit();
        PackedUserOperation memory op = signed(sponsored(address(0), transferCall(shop, 1)), owner);
        send(op);
        uint256 charged = before - sponsor.getDeposit();
        vm.assertEq(purse.balance, charged);
        vm.assertLt(charged, 300_000 * GAS_PRICE);
        vm.assertEq(address(account).balance, 0);
    }

    function test_PaysForACallThatRevertsWhatItWasSignedFor() public {
        // Simulation before signing is what spares the sponsor this one; here the bill is bounded by the signed limits.
        uint256 before = sponsor.getDeposit();
        PackedUserOperation memory op = sponsored(address(0), transferCall(address(0), 1));
        send(signed(op, owner));
        vm.assertLt(before - sponsor.getDeposit(), 300_000 * GAS_PRICE);
    }

    function test_RevertWhen_TheCallGasIsRaisedAfterApproval() public {
        PackedUserOperation memory op = sponsored(address(0), transferCall(shop, 1));
        op.accountGasLimits = bytes32((uint256(VERIFICATION_GAS) << 128) | (CALL_GAS + 1));
        sendRefused(signed(op, owner), "AA34 signature error");
    }

    function test_RevertWhen_TheVerificationGasIsRaisedAfterApproval() public {
        PackedUserOperation memory op = sponsored(address(0), transferCall(shop, 1));
        op.accountGasLimits = bytes32((uint256(VERIFICATION_GAS + 1) << 128) | CALL_GAS);
        sendRefused(signed(op, owner), "AA34 signature error");
    }

    function test_RevertWhen_ThePreVerificationGasIsRaisedAfterApproval() public {
        PackedUserOperation memory op = sponsored(address(0), transferCall(shop, 1));
        op.preVerificationGas += 2_000_000;
        sendRefused(signed(op, owner), "AA34 signature error");
    }

    function test_RevertWhen_TheFeeIsRaisedAfterApproval() public {
        PackedUserOperation memory op = sponsored(address(0), transferCall(shop, 1));
        op.gasFees = bytes32(((2 * GAS_PRICE) << 128) | (2 * GAS_PRICE));
        sendRefused(signed(op, owner), "AA34 signature error");
    }

    function test_RevertWhen_ThePaymasterGasIsRaisedAfterApproval() public {
        PackedUserOperation memory op = sponsored(address(0), transferCall(shop, 1));
        // The low byte of paymasterVerificationGasLimit.
        op.paymasterAndData[35] = bytes1(uint8(op.paymasterAndData[35]) + 1);
        sendRefused(signed(op, owner), "AA34 signature error");
    }

    function test_RevertWhen_TheCallIsChangedAfterApproval() public {
        PackedUserOperation memory op = sponsored(address(0), transferCall(shop, 1));
        op.callData = transferCall(shop, 2);
        sendRefused(signed(op, owner), "AA34 signature error");
    }

    function test_RevertWhen_AnApprovalIsMovedToAnotherNonce() public {
        PackedUserOperation memory op = sponsored(address(0), transferCall(shop, 1));
        bytes memory approval = op.paymasterAndData;
        send(signed(op, owner));
        op = operation(address(0), transferCall(shop, 1));
        op.paymasterAndData = approval;
        sendRefused(signed(op, owner), "AA34 signature error");
    }

    function test_RevertWhen_AnOperationCouldCostTooMuch() public {
        sponsor.setMaxCost(1 gwei);
        PackedUserOperation memory op = signed(sponsored(address(0), transferCall(shop, 1)), owner);
        uint256 cost = (uint256(VERIFICATION_GAS) + CALL_GAS + 100_000 + 60_000) * GAS_PRICE;
        sendRefused(
            op,
            "AA33 reverted",
            abi.encodeWithSelector(ISponsorPaymaster.SponsorPaymasterTooDear.selector, cost, 1 gwei)
        );
    }

    /* UNTIL WHEN */

    function test_RevertWhen_TheApprovalIsOverOrNotYet() public {
        PackedUserOperation memory op = sponsored(address(0), transferCall(shop, 1));
        vm.warp(block.timestamp + 301);
        sendRefused(signed(op, owner), "AA32 paymaster expired or not due");

        op = operation(address(0), transferCall(shop, 1));
        approve(op, SPONSOR_KEY, uint48(block.timestamp + 10), uint48(block.timestamp + 300));
        sendRefused(signed(op, owner), "AA32 paymaster expired or not due");
    }

    function test_RevertWhen_TheApprovalNeverEnds() public {
        PackedUserOperation memory op = operation(address(0), transferCall(shop, 1));
        approve(op, SPONSOR_KEY, 0, 0);
        sendRefused(signed(op, owner), "AA34 signature error");
    }

    function test_RevertWhen_TheApprovalCountsBlocks() public {
        PackedUserOperation memory op = operation(address(0), transferCall(shop, 1));
        uint48 flag = uint48(ERC4337Utils.BLOCK_RANGE_FLAG);
        approve(op, SPONSOR_KEY, flag, flag | 1_000_000);
        sendRefused(signed(op, owner), "AA34 signature error");
    }

    /* BY WHOM */

    function test_RevertWhen_AStrangerApproves() public {
        PackedUserOperation memory op = operation(address(0), transferCall(shop, 1));
        approve(op, NEXT_KEY, 0, uint48(block.timestamp + 300));
        sendRefused(signed(op, owner), "AA34 signature error");
    }

    function test_RevertWhen_TheApprovalIsTooShort() public {
        PackedUserOperation memory op = operation(address(0), transferCall(shop, 1));
        op.paymasterAndData = abi.encodePacked(address(sponsor), uint128(100_000), uint128(0), hex"00");
        sendRefused(signed(op, owner), "AA34 signature error");
    }

    function test_TheFormerSignerCountsForItsWindow() public {
        PackedUserOperation memory old = sponsored(address(0), transferCall(shop, 1));
        uint48 until = uint48(block.timestamp + 60);
        vm.expectEmit(address(sponsor));
        emit ISponsorPaymaster.SponsorSignerRotated(vm.addr(SPONSOR_KEY), vm.addr(NEXT_KEY), until);
        sponsor.rotateSigner(vm.addr(NEXT_KEY), 60);
        vm.assertEq(sponsor.signer(), vm.addr(NEXT_KEY));
        (address previous, uint48 previousUntil) = sponsor.previousSigner();
        vm.assertTrue(previous == vm.addr(SPONSOR_KEY) && previousUntil == until);

        vm.warp(until);
        send(signed(old, owner));
        PackedUserOperation memory op = operation(address(0), transferCall(shop, 1));
        approve(op, NEXT_KEY, 0, uint48(block.timestamp + 300));
        send(signed(op, owner));

        // Whatever the former signer still signs ends with its window.
        op = sponsored(address(0), transferCall(shop, 1));
        vm.warp(until + 1);
        sendRefused(signed(op, owner), "AA32 paymaster expired or not due");
    }

    function test_WithoutAWindowTheFormerSignerIsOutAtOnce() public {
        PackedUserOperation memory old = sponsored(address(0), transferCall(shop, 1));
        sponsor.rotateSigner(vm.addr(NEXT_KEY), 0);
        sendRefused(signed(old, owner), "AA34 signature error");
    }

    function test_RevertWhen_TheGuardianHasRevokedTheSigners() public {
        sponsor.rotateSigner(vm.addr(NEXT_KEY), 60);
        PackedUserOperation memory old = sponsored(address(0), transferCall(shop, 1));
        PackedUserOperation memory op = operation(address(0), transferCall(shop, 1));
        approve(op, NEXT_KEY, 0, uint48(block.timestamp + 300));
        vm.expectEmit(address(sponsor));
        emit ISponsorPaymaster.SponsorSignersRevoked(vm.addr(NEXT_KEY), vm.addr(SPONSOR_KEY));
        sponsor.revokeSigners();
        sendRefused(signed(old, owner), "AA34 signature error");
        sendRefused(signed(op, owner), "AA34 signature error");

        // What was revoked does not come back with the next signer.
        sponsor.rotateSigner(vm.addr(SPONSOR_KEY), 60);
        send(signed(old, owner));
        (address previous, ) = sponsor.previousSigner();
        vm.assertEq(previous, address(0));
    }

    function test_RevertWhen_TheRotationIsBad() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                ISponsorPaymaster.SponsorPaymasterWindowTooLong.selector,
                uint32(1 hours + 1),
                uint32(1 hours)
            )
        );
        sponsor.rotateSigner(vm.addr(NEXT_KEY), 1 hours + 1);
        vm.expectRevert(
            abi.encodeWithSelector(ISponsorPaymaster.SponsorPaymasterInvalidSigner.selector, address(0))
        );
        sponsor.rotateSigner(address(0), 0);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISponsorPaymaster.SponsorPaymasterInvalidSigner.selector,
                vm.addr(SPONSOR_KEY)
            )
        );
        sponsor.rotateSigner(vm.addr(SPONSOR_KEY), 0);
    }

    /* MONEY AND DOORS */

    function test_TheAdministratorTakesDepositAndStakeBack() public {
        sponsor.withdraw(purse, 1 ether);
        vm.assertEq(purse.balance, 1 ether);
        vm.assertEq(sponsor.getDeposit(), 9 ether);
        vm.deal(address(this), 2 ether);
        sponsor.addStake{value: 2 ether}(1 days);
        sponsor.unlockStake();
        vm.warp(block.timestamp + 1 days);
        sponsor.withdrawStake(purse);
        vm.assertEq(purse.balance, 3 ether);
    }

    function test_SetsTheMostOfAnOperation() public {
        vm.expectEmit(address(sponsor));
        emit ISponsorPaymaster.SponsorMaxCostSet(MAX_COST, 5);
        sponsor.setMaxCost(5);
        vm.assertEq(uint256(sponsor.maxCost()), 5);
    }

    function test_RevertWhen_AStrangerManages() public {
        expectUnauthorized();
        sponsor.rotateSigner(stranger, 0);
        expectUnauthorized();
        sponsor.revokeSigners();
        expectUnauthorized();
        sponsor.setMaxCost(1);
        expectUnauthorized();
        sponsor.withdraw(payable(stranger), 1);
        expectUnauthorized();
        sponsor.addStake(1);
        expectUnauthorized();
        sponsor.unlockStake();
        expectUnauthorized();
        sponsor.withdrawStake(payable(stranger));
    }

    function test_RevertWhen_AStrangerValidates() public {
        PackedUserOperation memory op = sponsored(address(0), transferCall(shop, 1));
        vm.expectRevert(abi.encodeWithSelector(Paymaster.PaymasterUnauthorized.selector, stranger));
        vm.prank(stranger);
        sponsor.validatePaymasterUserOp(op, 0, 0);
    }
}

contract SponsorPaymasterOn08Test is SponsorPaymasterTest {
    function entryPointAddress() internal pure override returns (address) {
        return ENTRY_POINT_08;
    }
}

contract SponsorPaymasterOn09Test is SponsorPaymasterTest {
    function entryPointAddress() internal pure override returns (address) {
        return ENTRY_POINT_09;
    }
}
