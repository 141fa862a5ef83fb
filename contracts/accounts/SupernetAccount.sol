// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Account} from "@openzeppelin/contracts/account/Account.sol";
import {AccountERC7579} from "@openzeppelin/contracts/account/extensions/draft-AccountERC7579.sol";
import {
    CallType,
    ERC7579Utils,
    Mode,
    ModePayload,
    ModeSelector
} from "@openzeppelin/contracts/account/utils/draft-ERC7579Utils.sol";
import {IEntryPoint} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";
import {ERC721Holder} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Holder.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {AbstractSigner} from "@openzeppelin/contracts/utils/cryptography/signers/AbstractSigner.sol";
import {SignerP256} from "@openzeppelin/contracts/utils/cryptography/signers/SignerP256.sol";
import {SignerWebAuthn} from "@openzeppelin/contracts/utils/cryptography/signers/SignerWebAuthn.sol";
import {ERC7739} from "@openzeppelin/contracts/utils/cryptography/signers/draft-ERC7739.sol";

import {ISupernetAccount} from "../interfaces/ISupernetAccount.sol";

/// @title Account of a person without a wallet
/// @custom:security-contact see SECURITY.md
contract SupernetAccount is
    ISupernetAccount,
    AccountERC7579,
    SignerWebAuthn,
    ERC7739,
    ERC721Holder,
    ERC1155Holder
{
    /// @custom:storage-location erc7201:supernet.storage.SupernetAccount
    struct SupernetAccountStorage {
        bytes32 qx;
        bytes32 qy;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.SupernetAccount")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant SUPERNET_ACCOUNT_STORAGE =
        0x47757d8b3e489433eec166c7b1e3e5b2108d0bcda4c7045d15a5828871c7ba00;

    IEntryPoint private immutable _entryPoint;
    address private immutable _factory;
    address private immutable _implementation;

    /// @dev The signer's constructor wants a point of the curve; {signer} never reads what it stores.
    constructor(
        IEntryPoint entryPoint_,
        address factory
    ) EIP712("SupernetAccount", "1") SignerP256(bytes32(P256.GX), bytes32(P256.GY)) {
        _entryPoint = entryPoint_;
        _factory = factory;
        _implementation = address(this);
    }

    /// @inheritdoc ISupernetAccount
    function giveBirth(bytes calldata calls) external {
        // Its code asks once, in the transaction that makes the account: nothing needs to be remembered here.
        require(msg.sender == _factory, SupernetAccountNotFactory(msg.sender));
        _execute(
            ERC7579Utils.encodeMode(
                ERC7579Utils.CALLTYPE_BATCH,
                ERC7579Utils.EXECTYPE_DEFAULT,
                ModeSelector.wrap(0),
                ModePayload.wrap(0)
            ),
            calls
        );
    }

    /// @inheritdoc ISupernetAccount
    function rotateKey(bytes32 qx, bytes32 qy) external onlyEntryPointOrSelf {
        require(P256.isValidPublicKey(qx, qy), SignerP256InvalidPublicKey(qx, qy));
        (bytes32 oldQx, bytes32 oldQy) = signer();
        SupernetAccountStorage storage $ = _getSupernetAccountStorage();
        $.qx = qx;
        $.qy = qy;
        emit KeyRotated(oldQx, oldQy, qx, qy);
    }

    /// @inheritdoc ISupernetAccount
    function signer() public view override(ISupernetAccount, SignerP256) returns (bytes32 qx, bytes32 qy) {
        SupernetAccountStorage storage $ = _getSupernetAccountStorage();
        qy = $.qy;
        // The order of the curve is odd, so none of its points has y = 0: a stored key shows by its y.
        if (qy != 0) return ($.qx, qy);
        // The implementation is nobody's.
        if (address(this) == _implementation) return (0, 0);
        return abi.decode(Clones.fetchCloneArgs(address(this)), (bytes32, bytes32));
    }

    /// @inheritdoc Account
    function entryPoint() public view override returns (IEntryPoint) {
        return _entryPoint;
    }

    /// @inheritdoc AccountERC7579
    function accountId() public pure override returns (string memory) {
        return "sogni.supernet-account.1.0.0";
    }

    /// @inheritdoc AccountERC7579
    function supportsExecutionMode(bytes32 encodedMode) public view override returns (bool) {
        // Only the kind of call is refused here; the rest of the mode is the parent's to judge.
        // slither-disable-next-line unused-return
        (CallType callType, , , ) = ERC7579Utils.decodeMode(Mode.wrap(encodedMode));
        return !_isDelegateCall(callType) && super.supportsExecutionMode(encodedMode);
    }

    /// @inheritdoc AccountERC7579
    function isModuleInstalled(
        uint256 moduleTypeId,
        address module,
        bytes calldata additionalContext
    ) public view override returns (bool) {
        // Operations of the owner name no module: they are spared the look-up.
        return module != address(0) && super.isModuleInstalled(moduleTypeId, module, additionalContext);
    }

    /// @inheritdoc AccountERC7579
    function isValidSignature(
        bytes32 hash,
        bytes calldata signature
    ) public view override(AccountERC7579, ERC7739) returns (bytes4 result) {
        result = ERC7739.isValidSignature(hash, signature);
        if (result == bytes4(0xffffffff)) return AccountERC7579.isValidSignature(hash, signature);
    }

    function _execute(
        Mode mode,
        bytes calldata executionCalldata
    ) internal override returns (bytes[] memory) {
        // Only the kind of call is refused here; the rest of the mode is the parent's to judge.
        // slither-disable-next-line unused-return
        (CallType callType, , , ) = ERC7579Utils.decodeMode(mode);
        require(!_isDelegateCall(callType), ERC7579Utils.ERC7579UnsupportedCallType(callType));
        return super._execute(mode, executionCalldata);
    }

    function _rawSignatureValidation(
        bytes32 hash,
        bytes calldata signature
    ) internal view override(AbstractSigner, AccountERC7579, SignerWebAuthn) returns (bool) {
        return SignerWebAuthn._rawSignatureValidation(hash, signature);
    }

    function _isDelegateCall(CallType callType) private pure returns (bool) {
        return callType == ERC7579Utils.CALLTYPE_DELEGATECALL;
    }

    function _getSupernetAccountStorage() private pure returns (SupernetAccountStorage storage $) {
        assembly {
            $.slot := SUPERNET_ACCOUNT_STORAGE
        }
    }
}
