// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @title Factory of accounts
/// @notice Makes accounts at addresses that follow from their passkey and from their birth calls, before and after they
/// exist. An account makes its birth calls once, while it is made: so a key may act for it from its first operation on.
/// @dev Anyone may make an account. Whoever comes first makes the very same one: other birth calls are another address.
/// Warning: who knows an account by its passkey and salt alone does not know its address, and what calls it was born with
/// decides who may act for it. Keep the birth calls with the passkey's public key.
interface ISupernetAccountFactory {
    /// @notice `account` now exists, owned by the passkey (`qx`, `qy`); `birthHash` is the hash of its ABI-encoded birth
    /// calls, whose effects their targets tell.
    event AccountCreated(address indexed account, bytes32 qx, bytes32 qy, bytes32 salt, bytes32 birthHash);

    /// @notice No passkey has this public key.
    error SupernetAccountFactoryInvalidKey(bytes32 qx, bytes32 qy);

    /// @notice Makes the account, or answers the one that is there. Emits {AccountCreated} when it makes one.
    /// @dev Reverts with the first birth call that reverts, and then makes no account.
    /// @param salt Tells apart the accounts of one passkey; the first has 0.
    /// @param birth What the account calls when it is made.
    function createAccount(
        bytes32 qx,
        bytes32 qy,
        bytes32 salt,
        Execution[] calldata birth
    ) external returns (address account);

    /// @notice Where the account is, or will be.
    function accountOf(
        bytes32 qx,
        bytes32 qy,
        bytes32 salt,
        Execution[] calldata birth
    ) external view returns (address);

    /// @notice The code behind every account.
    function implementation() external view returns (address);
}
