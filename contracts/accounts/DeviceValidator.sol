// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ERC4337Utils} from "@openzeppelin/contracts/account/utils/ERC4337Utils.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {
    IERC7579Module,
    IERC7579Validator,
    MODULE_TYPE_VALIDATOR
} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {IDeviceValidator} from "../interfaces/IDeviceValidator.sol";

/// @title Further signers of accounts
/// @custom:security-contact see SECURITY.md
contract DeviceValidator is IDeviceValidator, IERC7579Validator, EIP712 {
    using SignatureChecker for bytes;

    bytes32 private constant SIGNATURE_TYPEHASH = keccak256("DeviceSignature(address account,bytes32 hash)");

    /// @dev Counts installs and uninstalls; a device belongs to the generation in which it was added. 0: never installed.
    mapping(address account => uint64) private _generations;
    /// @dev The account is the innermost key, so that the slot is the account's by ERC-7562.
    mapping(bytes32 device => mapping(address account => uint64 generation)) private _devices;

    constructor() EIP712("DeviceValidator", "1") {}

    /// @inheritdoc IERC7579Module
    /// @param data `abi.encode(bytes[] signers)` of the first devices, or nothing.
    function onInstall(bytes calldata data) external {
        _reset();
        if (data.length == 0) return;
        bytes[] memory signers = abi.decode(data, (bytes[]));
        for (uint256 i = 0; i < signers.length; ++i) _add(signers[i]);
    }

    /// @inheritdoc IERC7579Module
    function onUninstall(bytes calldata) external {
        _reset();
    }

    /// @inheritdoc IDeviceValidator
    function addDevice(bytes calldata signer) external {
        _add(signer);
    }

    /// @inheritdoc IDeviceValidator
    function removeDevice(bytes32 device) external {
        require(_isDevice(msg.sender, device), DeviceValidatorUnknown(device));
        delete _devices[device][msg.sender];
        emit DeviceRemoved(msg.sender, device);
    }

    /// @inheritdoc IERC7579Validator
    function validateUserOp(
        PackedUserOperation calldata userOp,
        bytes32 userOpHash
    ) external view returns (uint256) {
        return
            _isSigned(userOpHash, userOp.signature)
                ? ERC4337Utils.SIG_VALIDATION_SUCCESS
                : ERC4337Utils.SIG_VALIDATION_FAILED;
    }

    /// @inheritdoc IERC7579Validator
    function isValidSignatureWithSender(
        address,
        bytes32 hash,
        bytes calldata signature
    ) external view returns (bytes4) {
        return
            _isSigned(hashForDevice(msg.sender, hash), signature)
                ? IERC1271.isValidSignature.selector
                : bytes4(0xffffffff);
    }

    /// @inheritdoc IERC7579Module
    function isModuleType(uint256 moduleTypeId) external pure returns (bool) {
        return moduleTypeId == MODULE_TYPE_VALIDATOR;
    }

    /// @inheritdoc IDeviceValidator
    function isDevice(address account, bytes calldata signer) external view returns (bool) {
        return _isDevice(account, keccak256(signer));
    }

    /// @inheritdoc IDeviceValidator
    function hashForDevice(address account, bytes32 hash) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(SIGNATURE_TYPEHASH, account, hash)));
    }

    function _reset() private {
        uint64 generation = ++_generations[msg.sender];
        emit DevicesReset(msg.sender, generation);
    }

    function _add(bytes memory signer) private {
        uint64 generation = _generations[msg.sender];
        require(generation != 0, DeviceValidatorNotInstalled(msg.sender));
        // An account that is its own device would ask itself without end.
        bool isSelf = signer.length == 20 && address(bytes20(signer)) == msg.sender;
        require(signer.length >= 20 && !isSelf, DeviceValidatorInvalidSigner(signer));
        bytes32 device = keccak256(signer);
        require(_devices[device][msg.sender] != generation, DeviceValidatorKnown(device));
        _devices[device][msg.sender] = generation;
        emit DeviceAdded(msg.sender, device, signer);
    }

    function _isSigned(bytes32 hash, bytes calldata signature) private view returns (bool) {
        if (signature.length < 2) return false;
        uint256 end = 2 + uint256(uint16(bytes2(signature)));
        if (signature.length < end) return false;
        bytes calldata signer = signature[2:end];
        return _isDevice(msg.sender, keccak256(signer)) && signer.isValidSignatureNow(hash, signature[end:]);
    }

    function _isDevice(address account, bytes32 device) private view returns (bool) {
        uint64 generation = _generations[account];
        return generation != 0 && _devices[device][account] == generation;
    }
}
