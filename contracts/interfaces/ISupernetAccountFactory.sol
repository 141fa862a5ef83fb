// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Factory of accounts
/// @notice Makes accounts at addresses that follow from their passkey, before and after they exist.
interface ISupernetAccountFactory {
    /// @notice `account` now exists, owned by the passkey (`qx`, `qy`).
    event AccountCreated(address indexed account, bytes32 qx, bytes32 qy, bytes32 salt);

    /// @notice No passkey has this public key.
    error SupernetAccountFactoryInvalidKey(bytes32 qx, bytes32 qy);

    /// @notice Makes the account, or answers the one that is there. Emits {AccountCreated} when it makes one.
    /// @param salt Tells apart the accounts of one passkey; the first has 0.
    function createAccount(bytes32 qx, bytes32 qy, bytes32 salt) external returns (address account);

    /// @notice Where the account is, or will be.
    function accountOf(bytes32 qx, bytes32 qy, bytes32 salt) external view returns (address);

    /// @notice The code behind every account.
    function implementation() external view returns (address);
}
