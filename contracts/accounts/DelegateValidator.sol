// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ERC4337Utils} from "@openzeppelin/contracts/account/utils/ERC4337Utils.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {
    IERC7579Module,
    IERC7579ModuleConfig,
    IERC7579Validator,
    MODULE_TYPE_EXECUTOR,
    MODULE_TYPE_VALIDATOR
} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Account} from "@openzeppelin/contracts/account/Account.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IDelegateValidator} from "../interfaces/IDelegateValidator.sol";
import {OperationShape} from "./OperationShape.sol";

/// @title Delegate keys of accounts
/// @custom:security-contact see SECURITY.md
contract DelegateValidator is IDelegateValidator, IERC7579Validator {
    using OperationShape for PackedUserOperation;

    struct Key {
        uint48 validUntil;
        uint32 usesLeft;
        // Counts authorizations; rules belong to the one that made them.
        uint64 serial;
        uint64 generation;
    }

    struct Limit {
        uint128 left;
        uint128 perDay;
        uint128 spent;
        uint32 day;
        uint64 serial;
        uint8 amountWord;
        uint8 pinnedWord;
        bytes32 pinned;
    }

    /// @notice Says in a rule that no argument is meant.
    uint8 public constant NO_WORD = 255;
    /// @notice No key lives longer.
    uint48 public constant MAX_LIFETIME = 365 days;

    uint256 private constant DAY = 1 days;
    uint256 private constant SIGNATURE_LENGTH = 4 + 65;

    /// @dev Counts installs and uninstalls; keys belong to one of them. The account is the innermost key everywhere, so that
    /// every slot is the account's by ERC-7562.
    mapping(address account => uint64) private _generations;
    mapping(address key => mapping(address account => Key)) private _keys;
    mapping(bytes32 rule => mapping(address account => Limit)) private _limits;

    /// @inheritdoc IERC7579Module
    function onInstall(bytes calldata) external {
        _reset();
    }

    /// @inheritdoc IERC7579Module
    function onUninstall(bytes calldata) external {
        _reset();
    }

    /// @inheritdoc IDelegateValidator
    function authorize(address key, uint48 validUntil, uint32 uses, Rule[] calldata rules) external {
        uint64 generation = _generations[msg.sender];
        require(generation != 0, DelegateValidatorNotInstalled(msg.sender));
        require(key != address(0) && key != msg.sender, DelegateValidatorInvalidKey(key));
        uint48 latest = uint48(block.timestamp) + MAX_LIFETIME;
        require(
            validUntil > block.timestamp && validUntil <= latest,
            DelegateValidatorBadExpiry(validUntil, latest)
        );
        require(uses != 0 && rules.length != 0, DelegateValidatorNothingAllowed());

        uint64 serial = _keys[key][msg.sender].serial + 1;
        _keys[key][msg.sender] = Key(validUntil, uses, serial, generation);
        for (uint256 i = 0; i < rules.length; ++i) _allow(key, serial, rules[i]);
        emit DelegateAuthorized(msg.sender, key, validUntil, uses, rules);
    }

    /// @inheritdoc IDelegateValidator
    function revoke(address key) external {
        Key storage row = _keys[key][msg.sender];
        require(_isLive(row, msg.sender), DelegateValidatorUnknown(key));
        row.validUntil = 0;
        row.usesLeft = 0;
        emit DelegateRevoked(msg.sender, key);
    }

    /// @inheritdoc IERC7579Validator
    function validateUserOp(
        PackedUserOperation calldata userOp,
        bytes32 userOpHash
    ) external returns (uint256) {
        (bool isSingle, address target, bytes calldata data) = OperationShape.trySingleCall(userOp.callData);
        if (!isSingle || !userOp.isFree() || userOp.signature.length != SIGNATURE_LENGTH)
            return ERC4337Utils.SIG_VALIDATION_FAILED;
        // What is wrong with a signature does not matter, only that something is.
        // slither-disable-next-line unused-return
        (address key, ECDSA.RecoverError error, ) = ECDSA.tryRecoverCalldata(
            userOpHash,
            userOp.signature[4:]
        );
        Key storage row = _keys[key][msg.sender];
        if (error != ECDSA.RecoverError.NoError || row.usesLeft == 0 || !_isLive(row, msg.sender))
            return ERC4337Utils.SIG_VALIDATION_FAILED;
        uint32 day = uint32(bytes4(userOp.signature));
        if (day == 0 || _isForbidden(target) || !_spend(key, row, day, target, data))
            return ERC4337Utils.SIG_VALIDATION_FAILED;
        // The bound below is excluded, the one above is not.
        uint256 end = Math.min(row.validUntil, (uint256(day) + 1) * DAY - 1);
        return ERC4337Utils.packValidationData(true, uint48(uint256(day) * DAY - 1), uint48(end));
    }

    /// @inheritdoc IERC7579Validator
    /// @dev Delegate keys sign operations only.
    function isValidSignatureWithSender(address, bytes32, bytes calldata) external pure returns (bytes4) {
        return 0xffffffff;
    }

    /// @inheritdoc IERC7579Module
    function isModuleType(uint256 moduleTypeId) external pure returns (bool) {
        return moduleTypeId == MODULE_TYPE_VALIDATOR;
    }

    /// @inheritdoc IDelegateValidator
    function delegateOf(
        address account,
        address key
    ) external view returns (uint48 validUntil, uint32 usesLeft) {
        Key storage row = _keys[key][account];
        if (_isLive(row, account)) return (row.validUntil, row.usesLeft);
    }

    /// @inheritdoc IDelegateValidator
    function allowanceOf(
        address account,
        address key,
        address target,
        bytes4 selector
    ) external view returns (Allowance memory allowance) {
        Key storage row = _keys[key][account];
        Limit storage limit = _limits[_ruleOf(key, target, selector)][account];
        if (!_isLive(row, account) || limit.serial != row.serial) return allowance;
        return
            Allowance(
                limit.amountWord,
                limit.pinnedWord,
                limit.pinned,
                limit.left,
                limit.perDay,
                limit.spent,
                limit.day
            );
    }

    function _reset() private {
        uint64 generation = ++_generations[msg.sender];
        emit DelegatesReset(msg.sender, generation);
    }

    function _allow(address key, uint64 serial, Rule calldata rule) private {
        require(!_isForbidden(rule.target), DelegateValidatorForbiddenTarget(rule.target));
        Limit storage limit = _limits[_ruleOf(key, rule.target, rule.selector)][msg.sender];
        require(limit.serial != serial, DelegateValidatorRepeated(rule.target, rule.selector));
        limit.left = rule.total;
        limit.perDay = rule.perDay;
        limit.spent = 0;
        limit.day = 0;
        limit.serial = serial;
        limit.amountWord = rule.amountWord;
        limit.pinnedWord = rule.pinnedWord;
        limit.pinned = rule.pinned;
    }

    /// @dev Takes the call out of the limits, or changes nothing and answers no.
    function _spend(
        address key,
        Key storage row,
        uint32 day,
        address target,
        bytes calldata data
    ) private returns (bool) {
        Limit storage limit = _limits[_ruleOf(key, target, bytes4(data))][msg.sender];
        if (limit.serial != row.serial) return false;
        (bool isMet, uint256 amount) = _amountOf(limit, data);
        if (!isMet || !_take(limit, day, amount)) return false;
        row.usesLeft -= 1;
        _reportUse(key, target, bytes4(data), amount, day);
        return true;
    }

    /// @dev Takes the amount out of the rule, or changes nothing and answers no.
    function _take(Limit storage limit, uint32 day, uint256 amount) private returns (bool) {
        if (day < limit.day) return false;
        uint128 spent = day == limit.day ? limit.spent : 0;
        if (amount > limit.left || amount > Math.saturatingSub(limit.perDay, spent)) return false;
        // The amount is at most `left` and `perDay`, which are of this width.
        limit.left -= uint128(amount);
        limit.spent = spent + uint128(amount);
        limit.day = day;
        return true;
    }

    function _reportUse(address key, address target, bytes4 selector, uint256 amount, uint32 day) private {
        emit DelegateUsed(msg.sender, key, target, selector, amount, day);
    }

    /// @dev The amount of a call whose pinned argument is as it must be; 0 where none is meant.
    function _amountOf(
        Limit storage limit,
        bytes calldata data
    ) private view returns (bool isMet, uint256 amount) {
        if (limit.pinnedWord != NO_WORD) {
            (bool hasPin, bytes32 pin) = _word(data, limit.pinnedWord);
            if (!hasPin || pin != limit.pinned) return (false, 0);
        }
        if (limit.amountWord == NO_WORD) return (true, 0);
        (bool hasAmount, bytes32 word) = _word(data, limit.amountWord);
        return (hasAmount, uint256(word));
    }

    /// @dev A target that would let a key reach beyond its rules.
    function _isForbidden(address target) private view returns (bool) {
        return
            target == msg.sender ||
            // To an account, a call to nobody is one to itself.
            target == address(0) ||
            target == address(this) ||
            target == address(Account(payable(msg.sender)).entryPoint()) ||
            IERC7579ModuleConfig(msg.sender).isModuleInstalled(MODULE_TYPE_VALIDATOR, target, "") ||
            IERC7579ModuleConfig(msg.sender).isModuleInstalled(MODULE_TYPE_EXECUTOR, target, "");
    }

    /// @dev A key that was authorized since the module was installed, and not revoked.
    function _isLive(Key storage row, address account) private view returns (bool) {
        return row.validUntil != 0 && row.generation == _generations[account];
    }

    function _ruleOf(address key, address target, bytes4 selector) private pure returns (bytes32) {
        return keccak256(abi.encode(key, target, selector));
    }

    /// @dev An argument word of a call.
    function _word(bytes calldata data, uint8 index) private pure returns (bool isThere, bytes32 word) {
        uint256 start = 4 + uint256(index) * 32;
        if (data.length < start + 32) return (false, 0);
        return (true, bytes32(data[start:start + 32]));
    }
}
