// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {EIP712Upgradeable} from "@openzeppelin/contracts-upgradeable/utils/cryptography/EIP712Upgradeable.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title What a role vouches for
/// @notice For facts that no contract can see: EIP-712 statements, signed by an account that holds the attester's role.
/// @dev The role is the one that {attest} asks for in the permission table, so that the table stays whole: whoever may
/// call it may sign.
abstract contract Attested is EIP712Upgradeable, AccessManagedUpgradeable {
    /// @notice The statement is out of date.
    error AttestedExpired(uint48 deadline);
    /// @notice Who signed does not hold the attester's role.
    error AttestedNotByAttester(address signer);

    /// @notice Does nothing: its permission names who may sign statements. Role: attester.
    function attest() external restricted {}

    /// @notice EIP-712 digest of a statement.
    function hashStatement(bytes32 structHash) public view returns (bytes32) {
        return _hashTypedDataV4(structHash);
    }

    function _requireAttested(bytes32 structHash, uint48 deadline, bytes calldata signature) internal view {
        require(block.timestamp <= deadline, AttestedExpired(deadline));
        address signer = ECDSA.recover(_hashTypedDataV4(structHash), signature);
        (bool immediate, ) = IAccessManager(authority()).canCall(signer, address(this), this.attest.selector);
        require(immediate, AttestedNotByAttester(signer));
    }
}
