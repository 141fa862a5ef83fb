// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IRenderLedgerErrors} from "../interfaces/IRenderLedgerErrors.sol";

/// @title EIP-2098 signatures
/// @notice Recovery from (r, vs), low s only.
library CompactSignature {
    /// @dev Half the order of secp256k1: the other half is refused, so that a signature has one form.
    uint256 private constant HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;
    uint256 private constant NOBODY = type(uint256).max;

    /// @notice The signer, or zero.
    function recover(bytes32 digest, uint256 r, uint256 vs) internal view returns (address) {
        uint256 signer = _recover(digest, r, vs);
        return signer == NOBODY ? address(0) : address(uint160(signer));
    }

    /// @notice Reverts unless `signer` signed.
    function check(address signer, bytes32 digest, uint256 r, uint256 vs) internal view {
        if (_recover(digest, r, vs) != uint160(signer))
            revert IRenderLedgerErrors.RenderLedgerInvalidSignature(signer, digest);
    }

    /// @dev The signer, or NOBODY: no address equals it, not even zero, so that one comparison is the whole check.
    function _recover(bytes32 digest, uint256 r, uint256 vs) private view returns (uint256 signer) {
        uint256 s = vs & ~(uint256(1) << 255);
        uint256 high = SafeCast.toUint(s > HALF_ORDER);
        // Assembly: the built-in `ecrecover` spends half as much again as a line of a batch on moving its arguments.
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, digest)
            mstore(add(at, 32), add(27, shr(255, vs)))
            mstore(add(at, 64), r)
            mstore(add(at, 96), s)
            // Nothing is returned where there is no signer: the word must be NOBODY before.
            mstore(0, not(0))
            pop(staticcall(gas(), 1, at, 128, 0, 32))
            // All ones for a high s. Not a branch: with two returns the optimiser would not inline it.
            signer := or(mload(0), sub(0, high))
        }
    }

    /// @notice Splits 64 bytes.
    function parse(bytes calldata signature) internal pure returns (uint256 r, uint256 vs) {
        require(signature.length == 64, IRenderLedgerErrors.RenderLedgerSignatureLength(signature.length));
        r = uint256(bytes32(signature[:32]));
        vs = uint256(bytes32(signature[32:]));
    }
}
