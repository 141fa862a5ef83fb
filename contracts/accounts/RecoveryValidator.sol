// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ERC4337Utils} from "@openzeppelin/contracts/account/utils/ERC4337Utils.sol";
import {
    ERC7579Utils,
    Mode,
    ModePayload,
    ModeSelector
} from "@openzeppelin/contracts/account/utils/draft-ERC7579Utils.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {
    Execution,
    IERC7579Execution,
    IERC7579Module,
    IERC7579Validator,
    MODULE_TYPE_VALIDATOR
} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {IRecoveryValidator} from "../interfaces/IRecoveryValidator.sol";
import {ISupernetAccount} from "../interfaces/ISupernetAccount.sol";
import {OperationShape} from "./OperationShape.sol";

/// @title Recovery of accounts
/// @custom:security-contact see SECURITY.md
contract RecoveryValidator is IRecoveryValidator, IERC7579Validator {
    using OperationShape for PackedUserOperation;

    struct Settings {
        // Counts every setting: guardians belong to the one that named them.
        uint64 generation;
        uint32 threshold;
        uint32 delay;
    }

    uint32 public constant MIN_DELAY = 1 days;
    uint32 public constant MAX_DELAY = 90 days;
    /// @notice How long a proposal stays open once it is ready.
    uint32 public constant WINDOW = 14 days;

    mapping(address account => Settings) private _settings;
    /// @dev The account is the innermost key, so that the slot is the account's by ERC-7562.
    mapping(bytes32 guardian => mapping(address account => uint64 generation)) private _guardians;
    mapping(address account => Recovery) private _recoveries;

    /// @inheritdoc IERC7579Module
    /// @param data `abi.encode(bytes[] guardians, uint32 threshold, uint32 delay)`.
    function onInstall(bytes calldata data) external {
        (bytes[] memory guardians, uint32 threshold, uint32 delay) = abi.decode(
            data,
            (bytes[], uint32, uint32)
        );
        _setGuardians(guardians, threshold, delay);
    }

    /// @inheritdoc IERC7579Module
    function onUninstall(bytes calldata) external {
        _dropRecovery();
        Settings storage settings = _settings[msg.sender];
        settings.generation += 1;
        settings.threshold = 0;
        settings.delay = 0;
        emit GuardiansSet(msg.sender, new bytes[](0), 0, 0);
    }

    /// @inheritdoc IRecoveryValidator
    function setGuardians(bytes[] calldata guardians, uint32 threshold, uint32 delay) external {
        _setGuardians(guardians, threshold, delay);
    }

    /// @inheritdoc IRecoveryValidator
    function propose(bytes32 qx, bytes32 qy) external {
        uint32 delay = _settings[msg.sender].delay;
        require(delay != 0, RecoveryValidatorNotConfigured(msg.sender));
        require(P256.isValidPublicKey(qx, qy), RecoveryValidatorInvalidKey(qx, qy));
        uint48 readyAt = uint48(block.timestamp + delay);
        uint48 expiresAt = readyAt + WINDOW;
        _recoveries[msg.sender] = Recovery(qx, qy, readyAt, expiresAt);
        emit RecoveryProposed(msg.sender, qx, qy, readyAt, expiresAt);
    }

    /// @inheritdoc IRecoveryValidator
    function cancel() external {
        require(_recoveries[msg.sender].readyAt != 0, RecoveryValidatorNotProposed(msg.sender, 0, 0));
        _dropRecovery();
    }

    /// @inheritdoc IRecoveryValidator
    function complete(bytes32 qx, bytes32 qy) external {
        Recovery memory recovery = _recoveries[msg.sender];
        // No time means none was proposed; a key is the proposed one or not.
        // slither-disable-next-line incorrect-equality
        require(
            recovery.readyAt != 0 && recovery.qx == qx && recovery.qy == qy,
            RecoveryValidatorNotProposed(msg.sender, qx, qy)
        );
        require(
            block.timestamp >= recovery.readyAt && block.timestamp <= recovery.expiresAt,
            RecoveryValidatorNotNow(recovery.readyAt, recovery.expiresAt)
        );
        delete _recoveries[msg.sender];
        emit RecoveryCompleted(msg.sender, qx, qy);
    }

    /// @inheritdoc IERC7579Validator
    function validateUserOp(
        PackedUserOperation calldata userOp,
        bytes32 userOpHash
    ) external view returns (uint256) {
        if (!userOp.isFree()) return ERC4337Utils.SIG_VALIDATION_FAILED;
        Recovery storage recovery = _recoveries[msg.sender];
        bool isCompletion =
            recovery.readyAt != 0 &&
                keccak256(userOp.callData) == keccak256(completion(msg.sender, recovery.qx, recovery.qy));
        if (!isCompletion && !_isProposal(userOp.callData)) return ERC4337Utils.SIG_VALIDATION_FAILED;
        if (!_isSigned(userOpHash, userOp.signature)) return ERC4337Utils.SIG_VALIDATION_FAILED;
        return
            isCompletion
                ? ERC4337Utils.packValidationData(true, recovery.readyAt, recovery.expiresAt)
                : ERC4337Utils.SIG_VALIDATION_SUCCESS;
    }

    /// @inheritdoc IERC7579Validator
    /// @dev Guardians sign operations only.
    function isValidSignatureWithSender(address, bytes32, bytes calldata) external pure returns (bytes4) {
        return 0xffffffff;
    }

    /// @inheritdoc IERC7579Module
    function isModuleType(uint256 moduleTypeId) external pure returns (bool) {
        return moduleTypeId == MODULE_TYPE_VALIDATOR;
    }

    /// @inheritdoc IRecoveryValidator
    function isGuardian(address account, bytes calldata guardian) external view returns (bool) {
        return _isGuardian(account, keccak256(guardian));
    }

    /// @inheritdoc IRecoveryValidator
    function settingsOf(address account) external view returns (uint32 threshold, uint32 delay) {
        return (_settings[account].threshold, _settings[account].delay);
    }

    /// @inheritdoc IRecoveryValidator
    function recoveryOf(address account) external view returns (Recovery memory) {
        return _recoveries[account];
    }

    /// @inheritdoc IRecoveryValidator
    function completion(address account, bytes32 qx, bytes32 qy) public view returns (bytes memory) {
        Execution[] memory calls = new Execution[](2);
        calls[0] = Execution(address(this), 0, abi.encodeCall(IRecoveryValidator.complete, (qx, qy)));
        calls[1] = Execution(account, 0, abi.encodeCall(ISupernetAccount.rotateKey, (qx, qy)));
        Mode mode = ERC7579Utils.encodeMode(
            ERC7579Utils.CALLTYPE_BATCH,
            ERC7579Utils.EXECTYPE_DEFAULT,
            ModeSelector.wrap(0),
            ModePayload.wrap(0)
        );
        return
            abi.encodeCall(IERC7579Execution.execute, (Mode.unwrap(mode), ERC7579Utils.encodeBatch(calls)));
    }

    function _setGuardians(bytes[] memory guardians, uint32 threshold, uint32 delay) private {
        require(
            threshold != 0 && threshold <= guardians.length,
            RecoveryValidatorBadThreshold(threshold, guardians.length)
        );
        require(
            delay >= MIN_DELAY && delay <= MAX_DELAY,
            RecoveryValidatorBadDelay(delay, MIN_DELAY, MAX_DELAY)
        );
        _dropRecovery();
        uint64 generation = _settings[msg.sender].generation + 1;
        _settings[msg.sender] = Settings(generation, threshold, delay);
        for (uint256 i = 0; i < guardians.length; ++i) {
            bytes memory guardian = guardians[i];
            bool isSelf = guardian.length == 20 && address(bytes20(guardian)) == msg.sender;
            require(guardian.length >= 20 && !isSelf, RecoveryValidatorInvalidGuardian(guardian));
            mapping(address => uint64) storage known = _guardians[keccak256(guardian)];
            require(known[msg.sender] != generation, RecoveryValidatorRepeated(guardian));
            known[msg.sender] = generation;
        }
        emit GuardiansSet(msg.sender, guardians, threshold, delay);
    }

    function _dropRecovery() private {
        Recovery memory recovery = _recoveries[msg.sender];
        // No time means that there is none.
        // slither-disable-next-line incorrect-equality
        if (recovery.readyAt == 0) return;
        delete _recoveries[msg.sender];
        emit RecoveryCancelled(msg.sender, recovery.qx, recovery.qy);
    }

    /// @dev Whether the operation is one call of {propose}.
    function _isProposal(bytes calldata callData) private view returns (bool) {
        (bool isSingle, address target, bytes calldata data) = OperationShape.trySingleCall(callData);
        return
            isSingle &&
            target == address(this) &&
            data.length == 68 &&
            bytes4(data) == IRecoveryValidator.propose.selector;
    }

    /// @dev Whether enough different guardians signed.
    function _isSigned(bytes32 hash, bytes calldata signature) private view returns (bool) {
        (bytes[] memory signers, bytes[] memory signatures) = abi.decode(signature, (bytes[], bytes[]));
        uint256 threshold = _settings[msg.sender].threshold;
        if (threshold == 0 || signers.length < threshold) return false;
        for (uint256 i = 0; i < signers.length; ++i)
            if (!_isGuardian(msg.sender, keccak256(signers[i]))) return false;
        // Refuses a signer who comes twice.
        return SignatureChecker.areValidSignaturesNow(hash, signers, signatures);
    }

    function _isGuardian(address account, bytes32 guardian) private view returns (bool) {
        Settings storage settings = _settings[account];
        return settings.threshold != 0 && _guardians[guardian][account] == settings.generation;
    }
}
