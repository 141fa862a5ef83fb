// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Delegate keys of accounts
/// @notice An account that installs this module can lend a key a narrow part of itself: so many calls, until a time, each
/// of them one call to one function of one contract, within an amount in total and a day. A render key tops up its session
/// in this way; an integrator's key spends its daily budget.
/// @dev ERC-7579 validator without an administrator. It accepts one call without ether per operation, that is free for the
/// account, and never one to the account, its entry point, this module or another installed module. Signatures are 4 bytes
/// of the day (days since 1970, UTC) and 65 bytes of ECDSA over the hash of the operation; the operation is valid on that
/// day only, so that limits need no clock in validation. An operation whose call reverts has used its limits all the same.
/// Warning: two days meet at midnight, so an hour can see the limit of two.
interface IDelegateValidator {
    /// @notice One function that a key may call.
    struct Rule {
        address target;
        bytes4 selector;
        // Which argument word is the amount, from 0; NO_WORD where calls are only counted.
        uint8 amountWord;
        // Which argument word must be `pinned`; NO_WORD where none must.
        uint8 pinnedWord;
        bytes32 pinned;
        uint128 total;
        uint128 perDay;
    }

    /// @notice What is left of a rule.
    struct Allowance {
        uint8 amountWord;
        uint8 pinnedWord;
        bytes32 pinned;
        uint128 left;
        uint128 perDay;
        uint128 spent;
        uint32 day;
    }

    /// @notice `key` may act for `account` by these rules, and by no earlier ones.
    event DelegateAuthorized(
        address indexed account,
        address indexed key,
        uint48 validUntil,
        uint32 uses,
        Rule[] rules
    );
    /// @notice `key` may no longer act for `account`.
    event DelegateRevoked(address indexed account, address indexed key);
    /// @notice No key acts for `account`: it installed or uninstalled the module.
    event DelegatesReset(address indexed account, uint64 generation);
    /// @notice `key` used its right to call `selector` of `target` for `account`, with this amount, on `day`.
    event DelegateUsed(
        address indexed account,
        address indexed key,
        address indexed target,
        bytes4 selector,
        uint256 amount,
        uint32 day
    );

    /// @notice Only an account that installed the module has delegates.
    error DelegateValidatorNotInstalled(address account);
    /// @notice No key, or the account itself.
    error DelegateValidatorInvalidKey(address key);
    /// @notice The expiry has passed, or is too far away.
    error DelegateValidatorBadExpiry(uint48 validUntil, uint48 latest);
    /// @notice A key needs at least one use and one rule.
    error DelegateValidatorNothingAllowed();
    /// @notice The account, its entry point and its modules are out of bounds.
    error DelegateValidatorForbiddenTarget(address target);
    /// @notice Two rules for one function.
    error DelegateValidatorRepeated(address target, bytes4 selector);
    /// @notice The key has no rights to take away.
    error DelegateValidatorUnknown(address key);

    /// @notice Lets `key` act for the caller until `validUntil`, `uses` times. Emits {DelegateAuthorized}.
    /// @dev Replaces whatever the key was allowed before.
    function authorize(address key, uint48 validUntil, uint32 uses, Rule[] calldata rules) external;

    /// @notice Takes everything from `key`. Emits {DelegateRevoked}.
    function revoke(address key) external;

    /// @notice Until when and how often `key` may still act for `account`; zeros where it may not.
    function delegateOf(
        address account,
        address key
    ) external view returns (uint48 validUntil, uint32 usesLeft);

    /// @notice What `key` may still call for `account`; zeros where it has no such rule.
    function allowanceOf(
        address account,
        address key,
        address target,
        bytes4 selector
    ) external view returns (Allowance memory);
}
