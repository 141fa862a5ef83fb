// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution, IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {IDelegateValidator} from "../../../contracts/interfaces/IDelegateValidator.sol";
import {AccountWorld} from "../../helpers/AccountWorld.sol";

abstract contract DelegateValidatorTest is AccountWorld {
    uint256 private constant KEY = uint256(keccak256("render key"));
    uint8 private constant NO_WORD = 255;

    address private key = vm.addr(KEY);
    uint48 private expiry;

    function setUp() public override {
        super.setUp();
        install(address(delegates), "");
        expiry = uint48(block.timestamp + 30 days);
        authorize(5, transfers(100, 40));
    }

    /* WITHIN THE LIMITS */

    function test_CallsWithinItsRulesAndCountsThem() public {
        PackedUserOperation memory op = signedByKey(transferCall(shop, 30));
        vm.expectEmit(address(delegates));
        emit IDelegateValidator.DelegateUsed(
            address(account),
            key,
            address(token),
            token.transfer.selector,
            30,
            today()
        );
        send(op);
        vm.assertEq(token.balanceOf(shop), 30);
        (uint48 validUntil, uint32 uses) = delegates.delegateOf(address(account), key);
        vm.assertTrue(validUntil == expiry && uses == 4);
    }

    function test_TheDayBeginsAnew() public {
        send(signedByKey(transferCall(shop, 40)));
        sendRefused(signedByKey(transferCall(shop, 1)), "AA24 signature error");
        vm.warp(block.timestamp + 1 days);
        send(signedByKey(transferCall(shop, 40)));
        vm.warp(block.timestamp + 1 days);
        // Only 20 of the total are left.
        sendRefused(signedByKey(transferCall(shop, 21)), "AA24 signature error");
        send(signedByKey(transferCall(shop, 20)));
        vm.assertEq(token.balanceOf(shop), 100);
    }

    function test_CountsCallsWithoutAnAmount() public {
        IDelegateValidator.Rule[] memory rules = transfers(0, 0);
        rules[0].amountWord = NO_WORD;
        authorize(2, rules);
        send(signedByKey(transferCall(shop, 1_000)));
        send(signedByKey(transferCall(shop, 1_000)));
        sendRefused(signedByKey(transferCall(shop, 1_000)), "AA24 signature error");
    }

    function test_APinnedArgumentHolds() public {
        IDelegateValidator.Rule[] memory rules = transfers(100, 100);
        rules[0].pinnedWord = 0;
        rules[0].pinned = bytes32(uint256(uint160(shop)));
        authorize(5, rules);
        send(signedByKey(transferCall(shop, 1)));
        sendRefused(signedByKey(transferCall(stranger, 1)), "AA24 signature error");
    }

    function test_ARevertedCallHasUsedItsLimits() public {
        vm.prank(address(account));
        token.transfer(stranger, 10_000_000_000e18);
        send(signedByKey(transferCall(shop, 30)));
        vm.assertEq(token.balanceOf(shop), 0);
        vm.assertEq(uint256(allowance().left), 70);
    }

    /* BEYOND THEM */

    function test_RevertWhen_TheAmountIsTooLarge() public {
        sendRefused(signedByKey(transferCall(shop, 41)), "AA24 signature error");
        sendRefused(signedByKey(transferCall(shop, type(uint256).max)), "AA24 signature error");
    }

    function test_RevertWhen_TheUsesAreSpent() public {
        authorize(1, transfers(100, 40));
        send(signedByKey(transferCall(shop, 1)));
        sendRefused(signedByKey(transferCall(shop, 1)), "AA24 signature error");
    }

    function test_RevertWhen_TheKeyHasExpired() public {
        vm.warp(expiry);
        send(signedByKey(transferCall(shop, 1)));
        vm.warp(expiry + 1);
        sendRefused(signedByKey(transferCall(shop, 1)), "AA22 expired or not due");
    }

    function test_RevertWhen_TheDayIsAnother() public {
        PackedUserOperation memory op = sponsored(address(delegates), transferCall(shop, 1));
        op.signature = abi.encodePacked(today() + 1, sign(KEY, hashOf(op)));
        sendRefused(op, "AA22 expired or not due");
        op.signature = abi.encodePacked(today() - 1, sign(KEY, hashOf(op)));
        sendRefused(op, "AA22 expired or not due");
        op.signature = abi.encodePacked(uint32(0), sign(KEY, hashOf(op)));
        sendRefused(op, "AA24 signature error");
        // A day that has been used is not gone back from.
        send(signedByKey(transferCall(shop, 1)));
        op = sponsored(address(delegates), transferCall(shop, 1));
        op.signature = abi.encodePacked(today() - 1, sign(KEY, hashOf(op)));
        sendRefused(op, "AA24 signature error");
    }

    function test_RevertWhen_TheFunctionIsAnother() public {
        bytes memory approval = call(address(token), abi.encodeCall(token.approve, (shop, 1)));
        sendRefused(signedByKey(approval), "AA24 signature error");
        sendRefused(
            signedByKey(call(shop, abi.encodeCall(token.transfer, (shop, 1)))),
            "AA24 signature error"
        );
    }

    function test_RevertWhen_TheAccountWouldPay() public {
        vm.deal(address(account), 1 ether);
        PackedUserOperation memory op = operation(address(delegates), transferCall(shop, 1));
        op.signature = abi.encodePacked(today(), sign(KEY, hashOf(op)));
        sendRefused(op, "AA24 signature error");
        // At no fee anyone may bring it.
        op.gasFees = 0;
        op.signature = abi.encodePacked(today(), sign(KEY, hashOf(op)));
        send(op);
        vm.assertEq(token.balanceOf(shop), 1);
    }

    function test_RevertWhen_TheShapeIsAnother() public {
        Execution[] memory calls = new Execution[](1);
        calls[0] = Execution(address(token), 0, abi.encodeCall(token.transfer, (shop, 1)));
        bytes memory transfer = abi.encodeCall(token.transfer, (shop, 1));
        bytes memory good = transferCall(shop, 1);
        bytes[8] memory shapes = [
            batch(calls),
            // With ether.
            abi.encodeCall(
                IERC7579Execution.execute,
                (0, abi.encodePacked(address(token), uint256(1), transfer))
            ),
            // One that goes on where its call reverts.
            abi.encodeCall(
                IERC7579Execution.execute,
                (bytes32(uint256(1) << 240), abi.encodePacked(address(token), uint256(0), transfer))
            ),
            // Not through `execute`.
            abi.encodeCall(account.rotateKey, (owner.x, owner.y)),
            // Cut off: without its amount.
            call(address(token), abi.encodeWithSelector(token.transfer.selector, shop)),
            call(address(token), ""),
            bytes.concat(good, bytes32(0)),
            ""
        ];
        for (uint256 i = 0; i < shapes.length; ++i)
            sendRefused(signedByKey(shapes[i]), "AA24 signature error");
    }

    function test_RevertWhen_ItReachesForTheAccountOrAModule() public {
        // Allowed while it was no module yet.
        IDelegateValidator.Rule[] memory rules = transfers(0, 0);
        rules[0].target = address(devices);
        rules[0].selector = devices.addDevice.selector;
        rules[0].amountWord = NO_WORD;
        authorize(5, rules);
        install(address(devices), "");
        bytes memory addition = call(
            address(devices),
            abi.encodeCall(devices.addDevice, (abi.encodePacked(key)))
        );
        sendRefused(signedByKey(addition), "AA24 signature error");

        address[5] memory targets = [
            address(account),
            address(0),
            address(delegates),
            address(devices),
            address(entryPoint)
        ];
        for (uint256 i = 0; i < targets.length; ++i) {
            rules[0].target = targets[i];
            vm.expectRevert(
                abi.encodeWithSelector(
                    IDelegateValidator.DelegateValidatorForbiddenTarget.selector,
                    targets[i]
                )
            );
            authorize(5, rules);
        }
    }

    function test_RevertWhen_AnotherKeySigns() public {
        PackedUserOperation memory op = sponsored(address(delegates), transferCall(shop, 1));
        op.signature = abi.encodePacked(today(), sign(KEY + 1, hashOf(op)));
        sendRefused(op, "AA24 signature error");
        op.signature = abi.encodePacked(today(), new bytes(65));
        sendRefused(op, "AA24 signature error");
        op.signature = abi.encodePacked(today(), sign(KEY, hashOf(op)), hex"00");
        sendRefused(op, "AA24 signature error");
    }

    function test_RevertWhen_AnOperationComesAgain() public {
        PackedUserOperation memory op = signedByKey(transferCall(shop, 1));
        send(op);
        sendRefused(op, "AA25 invalid account nonce");
    }

    /* GIVING AND TAKING */

    function test_AuthorizingAgainReplacesTheRules() public {
        IDelegateValidator.Rule[] memory rules = transfers(1, 1);
        rules[0].selector = token.approve.selector;
        vm.expectEmit(address(delegates));
        emit IDelegateValidator.DelegateAuthorized(address(account), key, expiry, 1, rules);
        authorize(1, rules);
        sendRefused(signedByKey(transferCall(shop, 1)), "AA24 signature error");
        vm.assertEq(uint256(allowance().left), 0);
    }

    function test_ARevokedKeyIsOut() public {
        vm.expectEmit(address(delegates));
        emit IDelegateValidator.DelegateRevoked(address(account), key);
        vm.prank(address(account));
        delegates.revoke(key);
        sendRefused(signedByKey(transferCall(shop, 1)), "AA24 signature error");
        vm.expectRevert(abi.encodeWithSelector(IDelegateValidator.DelegateValidatorUnknown.selector, key));
        vm.prank(address(account));
        delegates.revoke(key);
    }

    function test_UninstallingForgetsEveryKey() public {
        vm.prank(address(account));
        account.uninstallModule(1, address(delegates), "");
        install(address(delegates), "");
        sendRefused(signedByKey(transferCall(shop, 1)), "AA24 signature error");
        (uint48 validUntil, ) = delegates.delegateOf(address(account), key);
        vm.assertEq(uint256(validUntil), 0);
    }

    function test_ADelegateConfirmsNothing() public view {
        bytes memory signature = abi.encodePacked(address(delegates), sign(KEY, "hash"));
        vm.assertTrue(account.isValidSignature("hash", signature) == 0xffffffff);
        vm.assertTrue(delegates.isModuleType(1) && !delegates.isModuleType(2));
    }

    function test_RevertWhen_TheModuleIsNotInstalled() public {
        vm.expectRevert(
            abi.encodeWithSelector(IDelegateValidator.DelegateValidatorNotInstalled.selector, stranger)
        );
        vm.prank(stranger);
        delegates.authorize(key, expiry, 1, transfers(1, 1));
    }

    function test_RevertWhen_TheKeyIsNone() public {
        bytes4 invalid = IDelegateValidator.DelegateValidatorInvalidKey.selector;
        IDelegateValidator.Rule[] memory rules = transfers(1, 1);
        vm.expectRevert(abi.encodeWithSelector(invalid, address(0)));
        vm.prank(address(account));
        delegates.authorize(address(0), expiry, 1, rules);
        vm.expectRevert(abi.encodeWithSelector(invalid, address(account)));
        vm.prank(address(account));
        delegates.authorize(address(account), expiry, 1, rules);
    }

    function test_RevertWhen_TheExpiryIsBad() public {
        bytes4 bad = IDelegateValidator.DelegateValidatorBadExpiry.selector;
        IDelegateValidator.Rule[] memory rules = transfers(1, 1);
        uint48 latest = uint48(block.timestamp + 365 days);
        vm.expectRevert(abi.encodeWithSelector(bad, uint48(block.timestamp), latest));
        vm.prank(address(account));
        delegates.authorize(key, uint48(block.timestamp), 1, rules);
        vm.expectRevert(abi.encodeWithSelector(bad, latest + 1, latest));
        vm.prank(address(account));
        delegates.authorize(key, latest + 1, 1, rules);
    }

    function test_RevertWhen_NothingIsAllowed() public {
        bytes4 nothing = IDelegateValidator.DelegateValidatorNothingAllowed.selector;
        vm.expectRevert(nothing);
        authorize(0, transfers(1, 1));
        vm.expectRevert(nothing);
        authorize(1, new IDelegateValidator.Rule[](0));
    }

    function test_RevertWhen_AFunctionHasTwoRules() public {
        IDelegateValidator.Rule[] memory rules = new IDelegateValidator.Rule[](2);
        rules[0] = rules[1] = transfers(1, 1)[0];
        vm.expectRevert(
            abi.encodeWithSelector(
                IDelegateValidator.DelegateValidatorRepeated.selector,
                address(token),
                token.transfer.selector
            )
        );
        authorize(1, rules);
    }

    /* FUZZ */

    /// @dev Whatever the amounts and the days, no day sees more than its limit, and all of them no more than the total.
    function testFuzz_NeverMoreThanTheLimits(uint256 seed, uint96 total, uint96 perDay) public {
        authorize(20, transfers(total, perDay));
        uint256 sum;
        uint256 ofDay;
        for (uint256 i = 0; i < 8; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            if (seed % 3 == 0) {
                vm.warp(block.timestamp + 1 days);
                ofDay = 0;
            }
            uint256 amount = bound(seed >> 8, 0, uint256(perDay) + perDay / 8);
            bool isWithin = ofDay + amount <= perDay && sum + amount <= total;
            PackedUserOperation memory op = signedByKey(transferCall(shop, amount));
            if (!isWithin) {
                sendRefused(op, "AA24 signature error");
                continue;
            }
            send(op);
            ofDay += amount;
            sum += amount;
        }
        vm.assertEq(token.balanceOf(shop), sum);
        vm.assertEq(uint256(allowance().left), total - sum);
    }

    function transfers(
        uint128 total,
        uint128 perDay
    ) private view returns (IDelegateValidator.Rule[] memory rules) {
        rules = new IDelegateValidator.Rule[](1);
        rules[0] = IDelegateValidator.Rule({
            target: address(token),
            selector: token.transfer.selector,
            amountWord: 1,
            pinnedWord: NO_WORD,
            pinned: 0,
            total: total,
            perDay: perDay
        });
    }

    function authorize(uint32 uses, IDelegateValidator.Rule[] memory rules) private {
        vm.prank(address(account));
        delegates.authorize(key, expiry, uses, rules);
    }

    function allowance() private view returns (IDelegateValidator.Allowance memory) {
        return delegates.allowanceOf(address(account), key, address(token), token.transfer.selector);
    }

    function today() private view returns (uint32) {
        return uint32(block.timestamp / 1 days);
    }

    function signedByKey(bytes memory callData) private view returns (PackedUserOperation memory op) {
        op = sponsored(address(delegates), callData);
        op.signature = abi.encodePacked(today(), sign(KEY, hashOf(op)));
    }
}

contract DelegateValidatorOn08Test is DelegateValidatorTest {
    function entryPointAddress() internal pure override returns (address) {
        return ENTRY_POINT_08;
    }
}

contract DelegateValidatorOn09Test is DelegateValidatorTest {
    function entryPointAddress() internal pure override returns (address) {
        return ENTRY_POINT_09;
    }
}
