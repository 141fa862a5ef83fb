// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Further signers of accounts
/// @notice An account that installs this module has devices beside its own passkey: passkeys of other machines, or wallets.
/// Each of them may do whatever the account may. Losing one device then loses nothing.
/// @dev ERC-7579 validator without an administrator. A device is an ERC-7913 signer: 20 bytes are a wallet (ECDSA, or
/// ERC-1271 where it has code), more are a verifier and a key, for a passkey the WebAuthn verifier, x and y.
/// Signatures are 2 bytes length of the signer, the signer, its signature: over the hash of the operation, or for ERC-1271
/// over `DeviceSignature(address account,bytes32 hash)`, so that a device of two accounts signs for one of them.
/// Warning: uninstalling forgets every device.
interface IDeviceValidator {
    /// @notice `signer` is a device of `account` from now on.
    event DeviceAdded(address indexed account, bytes32 indexed device, bytes signer);
    /// @notice The device signs for `account` no more.
    event DeviceRemoved(address indexed account, bytes32 indexed device);
    /// @notice The account has no devices: it installed or uninstalled the module. Devices added later are of `generation`.
    event DevicesReset(address indexed account, uint64 generation);

    /// @notice Only an account that installed the module has devices.
    error DeviceValidatorNotInstalled(address account);
    /// @notice Too short for an ERC-7913 signer, or the account itself.
    error DeviceValidatorInvalidSigner(bytes signer);
    /// @notice The device is there already.
    error DeviceValidatorKnown(bytes32 device);
    /// @notice The account has no such device.
    error DeviceValidatorUnknown(bytes32 device);

    /// @notice Adds a device of the caller. Emits {DeviceAdded}.
    function addDevice(bytes calldata signer) external;

    /// @notice Removes a device of the caller, by its id, the hash of its signer. Emits {DeviceRemoved}.
    function removeDevice(bytes32 device) external;

    /// @notice Whether `signer` may sign for `account`.
    function isDevice(address account, bytes calldata signer) external view returns (bool);

    /// @notice What a device signs where `hash` is to be confirmed by ERC-1271.
    function hashForDevice(address account, bytes32 hash) external view returns (bytes32);
}
