// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Paymaster} from "@openzeppelin/contracts/account/paymaster/Paymaster.sol";
import {PaymasterSigner} from "@openzeppelin/contracts/account/paymaster/extensions/PaymasterSigner.sol";
import {ERC4337Utils, PackedUserOperation} from "@openzeppelin/contracts/account/utils/ERC4337Utils.sol";
import {IEntryPoint} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {ISponsorPaymaster} from "../interfaces/ISponsorPaymaster.sol";

/// @title Sponsor of operations
/// @dev Not behind a proxy: every operation would pay for it, and another sponsor is as good as an upgraded one.
/// @custom:security-contact see SECURITY.md
contract SponsorPaymaster is ISponsorPaymaster, PaymasterSigner, AccessManaged {
    /// @notice A former signer counts at most this long.
    uint32 public constant MAX_WINDOW = 1 hours;

    IEntryPoint private immutable _entryPoint;

    // One slot: all that an operation reads while nothing is being rotated.
    address private _signer;
    uint96 private _maxCost;

    address private _previous;
    uint48 private _previousUntil;

    constructor(
        IEntryPoint entryPoint_,
        address authority,
        address signer_,
        uint96 maxCost_
    ) EIP712("SponsorPaymaster", "1") AccessManaged(authority) {
        _entryPoint = entryPoint_;
        _signer = signer_;
        _maxCost = maxCost_;
        emit SponsorSignerRotated(address(0), signer_, 0);
        emit SponsorMaxCostSet(0, maxCost_);
    }

    /// @inheritdoc ISponsorPaymaster
    function deposit() external payable {
        _deposit(msg.value);
    }

    /// @inheritdoc ISponsorPaymaster
    function rotateSigner(address signer_, uint32 window) external restricted {
        require(window <= MAX_WINDOW, SponsorPaymasterWindowTooLong(window, MAX_WINDOW));
        address previous = _signer;
        require(signer_ != address(0) && signer_ != previous, SponsorPaymasterInvalidSigner(signer_));
        uint48 until = uint48(block.timestamp + window);
        _signer = signer_;
        // Without a window what is approved dies at once; nobody is remembered where nobody signed.
        (_previous, _previousUntil) = window == 0 || previous == address(0)
            ? (address(0), 0)
            : (previous, until);
        emit SponsorSignerRotated(previous, signer_, _previousUntil);
    }

    /// @inheritdoc ISponsorPaymaster
    function revokeSigners() external restricted {
        emit SponsorSignersRevoked(_signer, _previous);
        _signer = address(0);
        _previous = address(0);
        _previousUntil = 0;
    }

    /// @inheritdoc ISponsorPaymaster
    function setMaxCost(uint96 maxCost_) external restricted {
        emit SponsorMaxCostSet(_maxCost, maxCost_);
        _maxCost = maxCost_;
    }

    /// @inheritdoc ISponsorPaymaster
    function withdraw(address payable to, uint256 amount) external restricted {
        _withdraw(to, amount);
    }

    /// @inheritdoc ISponsorPaymaster
    function addStake(uint32 unstakeDelaySec) external payable restricted {
        _addStake(msg.value, unstakeDelaySec);
    }

    /// @inheritdoc ISponsorPaymaster
    function unlockStake() external restricted {
        _unlockStake();
    }

    /// @inheritdoc ISponsorPaymaster
    function withdrawStake(address payable to) external restricted {
        _withdrawStake(to);
    }

    /// @inheritdoc Paymaster
    function entryPoint() public view override returns (IEntryPoint) {
        return _entryPoint;
    }

    /// @inheritdoc ISponsorPaymaster
    function signer() external view returns (address) {
        return _signer;
    }

    /// @inheritdoc ISponsorPaymaster
    function previousSigner() external view returns (address previous, uint48 until) {
        return (_previous, _previousUntil);
    }

    /// @inheritdoc ISponsorPaymaster
    function maxCost() external view returns (uint96) {
        return _maxCost;
    }

    /// @inheritdoc ISponsorPaymaster
    function getDeposit() external view returns (uint256) {
        return _entryPoint.balanceOf(address(this));
    }

    function _validatePaymasterUserOp(
        PackedUserOperation calldata userOp,
        bytes32,
        uint256 cost
    ) internal view override returns (bytes memory context, uint256 validationData) {
        require(cost <= _maxCost, SponsorPaymasterTooDear(cost, _maxCost));
        (uint48 validAfter, uint48 validUntil, bytes calldata signature) = _decodePaymasterUserOp(userOp);
        bool isTime = (validAfter | validUntil) & ERC4337Utils.BLOCK_RANGE_FLAG == 0 && validUntil != 0;
        if (!isTime) return ("", ERC4337Utils.SIG_VALIDATION_FAILED);

        bytes32 hash = _signableUserOpHash(userOp, validAfter, validUntil);
        if (_rawSignatureValidation(hash, signature))
            return ("", ERC4337Utils.packValidationData(true, validAfter, validUntil));
        // The clock is not to be read here: the entry point holds the former signer to its end.
        if (_previous == address(0) || !_isSignedBy(_previous, hash, signature))
            return ("", ERC4337Utils.SIG_VALIDATION_FAILED);
        uint48 until = uint48(Math.min(validUntil, _previousUntil));
        return ("", ERC4337Utils.packValidationData(true, validAfter, until));
    }

    function _rawSignatureValidation(
        bytes32 hash,
        bytes calldata signature
    ) internal view override returns (bool) {
        return _isSignedBy(_signer, hash, signature);
    }

    function _isSignedBy(address who, bytes32 hash, bytes calldata signature) private pure returns (bool) {
        // What is wrong with a signature does not matter, only that something is.
        // slither-disable-next-line unused-return
        (address recovered, ECDSA.RecoverError error, ) = ECDSA.tryRecoverCalldata(hash, signature);
        return error == ECDSA.RecoverError.NoError && recovered == who;
    }
}
