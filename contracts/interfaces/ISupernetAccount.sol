// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Account of a person without a wallet
/// @notice An ERC-4337 account that a passkey owns. It is a clone whose passkey is part of its code, so that creating it
/// writes no storage; a later passkey is stored and then stands in its place.
/// @dev ERC-7579: the nonce key of an operation names the validator module that judges it, 0 the owner's passkey. ERC-1271
/// signatures are nested by ERC-7739. Calls by delegatecall are not supported: one of them could take the account over.
/// Assumptions: the entry point is trusted; the passkey's page (rpId) is checked by the authenticator, not on chain.
interface ISupernetAccount {
    /// @notice The account's passkey was replaced.
    event KeyRotated(bytes32 oldQx, bytes32 oldQy, bytes32 qx, bytes32 qy);

    /// @notice Only the factory that made the account asks for its birth calls.
    error SupernetAccountNotFactory(address caller);

    /// @notice Makes the calls that the account's address was derived from. Factory only, right after it made the account.
    /// @param calls ABI encoding of an array of ERC-7579 executions. The first one that reverts reverts them all.
    function giveBirth(bytes calldata calls) external;

    /// @notice Replaces the passkey. Emits {KeyRotated}. The account itself only: by its owner, a device, or recovery.
    /// @dev Reverts with `SignerP256InvalidPublicKey` for what is no point of the curve. Devices, guardians and delegate
    /// keys stay as they are.
    function rotateKey(bytes32 qx, bytes32 qy) external;

    /// @notice The passkey that owns the account.
    function signer() external view returns (bytes32 qx, bytes32 qy);
}
