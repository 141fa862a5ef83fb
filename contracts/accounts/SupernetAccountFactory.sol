// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IEntryPoint} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";

import {ISupernetAccount} from "../interfaces/ISupernetAccount.sol";
import {ISupernetAccountFactory} from "../interfaces/ISupernetAccountFactory.sol";
import {SupernetAccount} from "./SupernetAccount.sol";

/// @title Factory of accounts
/// @custom:security-contact see SECURITY.md
contract SupernetAccountFactory is ISupernetAccountFactory {
    address private immutable _implementation;

    /// @dev Deploys the code behind its accounts itself: that code then knows the one factory that may be at its birth.
    constructor(IEntryPoint entryPoint) {
        _implementation = address(new SupernetAccount(entryPoint, address(this)));
    }

    /// @inheritdoc ISupernetAccountFactory
    function createAccount(
        bytes32 qx,
        bytes32 qy,
        bytes32 salt,
        Execution[] calldata birth
    ) external returns (address account) {
        require(P256.isValidPublicKey(qx, qy), SupernetAccountFactoryInvalidKey(qx, qy));
        bytes memory calls = abi.encode(birth);
        bytes32 birthHash = keccak256(calls);
        account = _accountOf(qx, qy, salt, birthHash);
        // A second first operation of the same person finds the account that the first one made.
        if (account.code.length != 0) return account;
        emit AccountCreated(account, qx, qy, salt, birthHash);
        // It stands where it was foretold, or nothing does.
        // slither-disable-next-line unused-return
        Clones.cloneDeterministicWithImmutableArgs(
            _implementation,
            abi.encode(qx, qy),
            _cloneSalt(salt, birthHash)
        );
        if (birth.length != 0) ISupernetAccount(account).giveBirth(calls);
    }

    /// @inheritdoc ISupernetAccountFactory
    function accountOf(
        bytes32 qx,
        bytes32 qy,
        bytes32 salt,
        Execution[] calldata birth
    ) external view returns (address) {
        return _accountOf(qx, qy, salt, keccak256(abi.encode(birth)));
    }

    /// @inheritdoc ISupernetAccountFactory
    function implementation() external view returns (address) {
        return _implementation;
    }

    function _accountOf(
        bytes32 qx,
        bytes32 qy,
        bytes32 salt,
        bytes32 birthHash
    ) private view returns (address) {
        return
            Clones.predictDeterministicAddressWithImmutableArgs(
                _implementation,
                abi.encode(qx, qy),
                _cloneSalt(salt, birthHash)
            );
    }

    /// @dev Binds the address to the birth calls, also to having none.
    function _cloneSalt(bytes32 salt, bytes32 birthHash) private pure returns (bytes32) {
        return keccak256(abi.encode(salt, birthHash));
    }
}
