// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Recovery of accounts
/// @notice An account that installs this module names guardians. Enough of them may together propose another passkey for
/// it; once the delay is over they may put it in place. Until then the account can cancel. Guardians can do nothing else.
/// @dev ERC-7579 validator without an administrator. It accepts two operations of the account, signed by guardians and free
/// for the account: one that proposes, one that completes ({completion}). Signatures are
/// `abi.encode(bytes[] signers, bytes[] signatures)` over the hash of the operation, of ERC-7913 signers.
/// Warning: who holds the account's passkey can cancel, so this helps against a lost key, not against a stolen one.
interface IRecoveryValidator {
    /// @notice A passkey that waits to replace the account's, from `readyAt` until `expiresAt`.
    struct Recovery {
        bytes32 qx;
        bytes32 qy;
        uint48 readyAt;
        uint48 expiresAt;
    }

    /// @notice `threshold` of these guardians, after `delay` seconds. Earlier guardians and proposals are gone.
    event GuardiansSet(address indexed account, bytes[] guardians, uint32 threshold, uint32 delay);
    /// @notice The passkey may be put in place from `readyAt` until `expiresAt`.
    event RecoveryProposed(address indexed account, bytes32 qx, bytes32 qy, uint48 readyAt, uint48 expiresAt);
    /// @notice The proposal is gone.
    event RecoveryCancelled(address indexed account, bytes32 qx, bytes32 qy);
    /// @notice The proposal's passkey takes over in the same call.
    event RecoveryCompleted(address indexed account, bytes32 qx, bytes32 qy);

    /// @notice The threshold is nothing, or more than there are guardians.
    error RecoveryValidatorBadThreshold(uint32 threshold, uint256 guardians);
    /// @notice The delay is outside its bounds.
    error RecoveryValidatorBadDelay(uint32 delay, uint32 least, uint32 most);
    /// @notice Too short for an ERC-7913 signer, or the account itself.
    error RecoveryValidatorInvalidGuardian(bytes guardian);
    /// @notice The guardian is named twice.
    error RecoveryValidatorRepeated(bytes guardian);
    /// @notice The account has no guardians.
    error RecoveryValidatorNotConfigured(address account);
    /// @notice No passkey has this public key.
    error RecoveryValidatorInvalidKey(bytes32 qx, bytes32 qy);
    /// @notice Nothing, or another passkey, is proposed for the account.
    error RecoveryValidatorNotProposed(address account, bytes32 qx, bytes32 qy);
    /// @notice Too early, or too late.
    error RecoveryValidatorNotNow(uint48 readyAt, uint48 expiresAt);

    /// @notice Sets the guardians of the caller. Emits {GuardiansSet}, and {RecoveryCancelled} where something waited.
    function setGuardians(bytes[] calldata guardians, uint32 threshold, uint32 delay) external;

    /// @notice Proposes a passkey for the caller, in place of what was proposed before. Emits {RecoveryProposed}.
    function propose(bytes32 qx, bytes32 qy) external;

    /// @notice Takes back what is proposed for the caller. Emits {RecoveryCancelled}.
    function cancel() external;

    /// @notice Ends the proposal for the caller, who puts the passkey in place with the next call. Emits
    /// {RecoveryCompleted}.
    function complete(bytes32 qx, bytes32 qy) external;

    /// @notice Call data of the only operation that completes a recovery.
    function completion(
        address account,
        bytes32 qx,
        bytes32 qy
    ) external view returns (bytes memory callData);

    /// @notice Whether `guardian` is a guardian of `account`.
    function isGuardian(address account, bytes calldata guardian) external view returns (bool);

    /// @notice How many guardians it takes, and how many seconds; zeros where there are none.
    function settingsOf(address account) external view returns (uint32 threshold, uint32 delay);

    /// @notice What is proposed for `account`; zeros where nothing is.
    function recoveryOf(address account) external view returns (Recovery memory);
}
