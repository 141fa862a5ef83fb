// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IRenderLedgerErrors} from "../interfaces/IRenderLedgerErrors.sol";

/// @title EIP-2098 signatures
/// @notice Recovery from (r, vs), low s only.
library CompactSignature {
    /// @dev Half the order of secp256k1: the other half is refused, so that a signature has one form.
    uint256 private constant HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    /// @notice The signer, or zero.
    function recover(bytes32 digest, uint256 r, uint256 vs) internal view returns (address signer) {
        uint256 s = vs & ~(uint256(1) << 255);
        if (s > HALF_ORDER) return address(0);
        // Assembly: the built-in `ecrecover` spends half as much again as a line of a batch on moving its arguments.
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, digest)
            mstore(add(at, 32), add(27, shr(255, vs)))
            mstore(add(at, 64), r)
            mstore(add(at, 96), s)
            // Nothing is returned where there is no signer: the word must be zero before.
            mstore(0, 0)
            pop(staticcall(gas(), 1, at, 128, 0, 32))
            signer := mload(0)
        }
    }

    /// @notice Reverts unless `signer`, which is not zero, signed.
    function check(address signer, bytes32 digest, uint256 r, uint256 vs) internal view {
        address recovered = recover(digest, r, vs);
        require(
            recovered == signer && recovered != address(0),
            IRenderLedgerErrors.RenderLedgerInvalidSignature(signer, digest)
        );
    }

    /// @notice Splits 64 bytes.
    function parse(bytes calldata signature) internal pure returns (uint256 r, uint256 vs) {
        require(signature.length == 64, IRenderLedgerErrors.RenderLedgerSignatureLength(signature.length));
        r = uint256(bytes32(signature[:32]));
        vs = uint256(bytes32(signature[32:]));
    }
}
