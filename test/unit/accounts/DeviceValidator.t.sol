// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {SupernetAccount} from "../../../contracts/accounts/SupernetAccount.sol";
import {IDeviceValidator} from "../../../contracts/interfaces/IDeviceValidator.sol";
import {AccountWorld} from "../../helpers/AccountWorld.sol";

abstract contract DeviceValidatorTest is AccountWorld {
    uint256 private constant WALLET_KEY = uint256(keccak256("wallet"));

    Passkey private phone = passkey("phone");
    bytes private wallet = abi.encodePacked(vm.addr(WALLET_KEY));

    function setUp() public override {
        super.setUp();
        bytes[] memory first = new bytes[](1);
        first[0] = signerOf(phone);
        install(address(devices), abi.encode(first));
    }

    function test_APasskeyOfAnotherMachineSignsForTheAccount() public {
        send(signedByPhone(transferCall(shop, 7)));
        vm.assertEq(token.balanceOf(shop), 7);
    }

    function test_AWalletSignsForTheAccount() public {
        addDevice(wallet);
        send(signedByWallet(transferCall(shop, 7)));
        vm.assertEq(token.balanceOf(shop), 7);
    }

    function test_ADeviceReplacesALostPasskey() public {
        Passkey memory fresh = passkey("fresh");
        send(signedByPhone(call(address(account), abi.encodeCall(account.rotateKey, (fresh.x, fresh.y)))));
        sendRefused(signed(sponsored(address(0), transferCall(shop, 1)), owner), "AA24 signature error");
        send(signed(sponsored(address(0), transferCall(shop, 1)), fresh));
        vm.assertEq(token.balanceOf(shop), 1);
    }

    function test_RevertWhen_ARemovedDeviceSigns() public {
        vm.expectEmit(address(devices));
        emit IDeviceValidator.DeviceRemoved(address(account), keccak256(signerOf(phone)));
        vm.prank(address(account));
        devices.removeDevice(keccak256(signerOf(phone)));
        vm.assertFalse(devices.isDevice(address(account), signerOf(phone)));
        sendRefused(signedByPhone(transferCall(shop, 1)), "AA24 signature error");
    }

    function test_RevertWhen_AnUnknownDeviceSigns() public {
        sendRefused(signedByWallet(transferCall(shop, 1)), "AA24 signature error");
        // The name of a device with the signature of another one.
        PackedUserOperation memory op = sponsored(address(devices), transferCall(shop, 1));
        bytes memory signer = signerOf(phone);
        op.signature = abi.encodePacked(uint16(signer.length), signer, assertion(owner, hashOf(op)));
        sendRefused(op, "AA24 signature error");
    }

    function test_RevertWhen_TheSignatureIsTooShort() public {
        PackedUserOperation memory op = sponsored(address(devices), transferCall(shop, 1));
        op.signature = hex"00";
        sendRefused(op, "AA24 signature error");
        op.signature = hex"00ff00";
        sendRefused(op, "AA24 signature error");
    }

    function test_UninstallingForgetsEveryDevice() public {
        addDevice(wallet);
        vm.prank(address(account));
        account.uninstallModule(1, address(devices), "");
        vm.assertFalse(devices.isDevice(address(account), wallet));

        install(address(devices), "");
        vm.assertFalse(devices.isDevice(address(account), wallet));
        sendRefused(signedByPhone(transferCall(shop, 1)), "AA24 signature error");
        addDevice(wallet);
        send(signedByWallet(transferCall(shop, 1)));
    }

    function test_DevicesOfOneAccountAreNoneOfAnother() public {
        vm.assertTrue(devices.isDevice(address(account), signerOf(phone)));
        vm.assertFalse(devices.isDevice(stranger, signerOf(phone)));
        vm.expectRevert(
            abi.encodeWithSelector(IDeviceValidator.DeviceValidatorNotInstalled.selector, stranger)
        );
        vm.prank(stranger);
        devices.addDevice(wallet);
    }

    function test_RevertWhen_TheDeviceIsThereAlready() public {
        bytes memory signer = signerOf(phone);
        vm.expectRevert(
            abi.encodeWithSelector(IDeviceValidator.DeviceValidatorKnown.selector, keccak256(signer))
        );
        addDevice(signer);
    }

    function test_RevertWhen_TheDeviceToRemoveIsNotThere() public {
        vm.expectRevert(
            abi.encodeWithSelector(IDeviceValidator.DeviceValidatorUnknown.selector, keccak256(wallet))
        );
        vm.prank(address(account));
        devices.removeDevice(keccak256(wallet));
    }

    function test_RevertWhen_TheSignerIsNone() public {
        bytes memory self = abi.encodePacked(address(account));
        vm.expectRevert(abi.encodeWithSelector(IDeviceValidator.DeviceValidatorInvalidSigner.selector, self));
        addDevice(self);
        vm.expectRevert(
            abi.encodeWithSelector(IDeviceValidator.DeviceValidatorInvalidSigner.selector, hex"0102")
        );
        addDevice(hex"0102");
    }

    function test_ADeviceConfirmsForItsAccountAlone() public {
        addDevice(wallet);
        bytes32 hash = keccak256("login");
        bytes memory signature = abi.encodePacked(
            address(devices),
            uint16(20),
            wallet,
            sign(WALLET_KEY, devices.hashForDevice(address(account), hash))
        );
        vm.assertTrue(account.isValidSignature(hash, signature) == 0x1626ba7e);

        SupernetAccount twin = SupernetAccount(
            payable(factory.createAccount(owner.x, owner.y, "twin", noBirth()))
        );
        vm.prank(address(twin));
        twin.installModule(1, address(devices), "");
        vm.prank(address(twin));
        devices.addDevice(wallet);
        vm.assertTrue(twin.isValidSignature(hash, signature) == 0xffffffff);
        vm.assertTrue(devices.isModuleType(1) && !devices.isModuleType(2));
    }

    function addDevice(bytes memory signer) private {
        vm.prank(address(account));
        devices.addDevice(signer);
    }

    function signedByPhone(bytes memory callData) private view returns (PackedUserOperation memory op) {
        op = sponsored(address(devices), callData);
        bytes memory signer = signerOf(phone);
        op.signature = abi.encodePacked(uint16(signer.length), signer, assertion(phone, hashOf(op)));
    }

    function signedByWallet(bytes memory callData) private view returns (PackedUserOperation memory op) {
        op = sponsored(address(devices), callData);
        op.signature = abi.encodePacked(uint16(20), wallet, sign(WALLET_KEY, hashOf(op)));
    }
}

contract DeviceValidatorOn08Test is DeviceValidatorTest {
    function entryPointAddress() internal pure override returns (address) {
        return ENTRY_POINT_08;
    }
}

contract DeviceValidatorOn09Test is DeviceValidatorTest {
    function entryPointAddress() internal pure override returns (address) {
        return ENTRY_POINT_09;
    }
}
