// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";

import {ISupernetAccountFactory} from "../interfaces/ISupernetAccountFactory.sol";

/// @title Factory of accounts
/// @custom:security-contact see SECURITY.md
contract SupernetAccountFactory is ISupernetAccountFactory {
    address private immutable _implementation;

    constructor(address implementation_) {
        _implementation = implementation_;
    }

    /// @inheritdoc ISupernetAccountFactory
    function createAccount(bytes32 qx, bytes32 qy, bytes32 salt) external returns (address account) {
        require(P256.isValidPublicKey(qx, qy), SupernetAccountFactoryInvalidKey(qx, qy));
        account = accountOf(qx, qy, salt);
        // A second first operation of the same person finds the account that the first one made.
        if (account.code.length != 0) return account;
        emit AccountCreated(account, qx, qy, salt);
        Clones.cloneDeterministicWithImmutableArgs(_implementation, abi.encode(qx, qy), salt);
    }

    /// @inheritdoc ISupernetAccountFactory
    function accountOf(bytes32 qx, bytes32 qy, bytes32 salt) public view returns (address) {
        return Clones.predictDeterministicAddressWithImmutableArgs(_implementation, abi.encode(qx, qy), salt);
    }

    /// @inheritdoc ISupernetAccountFactory
    function implementation() external view returns (address) {
        return _implementation;
    }
}
