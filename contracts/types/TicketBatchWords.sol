// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

/// @dev The twenty-seven bytes of a ticket's terms at the high end of a calldata word.
type TermsWord is uint256;

/// @dev The four bytes of a promised share at the high end of a calldata word.
type PromiseWord is uint256;

/// @dev The thirteen bytes of a claim before its hashes, at the high end of a calldata word.
type ClaimWord is uint256;

using {
    seq,
    modelIndex,
    unitPrice,
    unitMs,
    stepsPerImage,
    deliverBy,
    redeemBy,
    shares,
    claims
} for TermsWord global;
using {workerIndex, promisedImages} for PromiseWord global;
using {share, images, steps, completedAt} for ClaimWord global;

function seq(TermsWord self) pure returns (uint256) {
    return TermsWord.unwrap(self) >> 224;
}

function modelIndex(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> 208) & type(uint16).max;
}

function unitPrice(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> 168) & type(uint40).max;
}

function unitMs(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> 136) & type(uint32).max;
}

function stepsPerImage(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> 120) & type(uint16).max;
}

function deliverBy(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> 88) & type(uint32).max;
}

function redeemBy(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> 56) & type(uint32).max;
}

function shares(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> 48) & type(uint8).max;
}

function claims(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> 40) & type(uint8).max;
}

function workerIndex(PromiseWord self) pure returns (uint256) {
    return PromiseWord.unwrap(self) >> 240;
}

function promisedImages(PromiseWord self) pure returns (uint256) {
    return (PromiseWord.unwrap(self) >> 224) & type(uint16).max;
}

function share(ClaimWord self) pure returns (uint256) {
    return ClaimWord.unwrap(self) >> 240;
}

function images(ClaimWord self) pure returns (uint256) {
    return (ClaimWord.unwrap(self) >> 224) & type(uint16).max;
}

function steps(ClaimWord self) pure returns (uint256) {
    return (ClaimWord.unwrap(self) >> 192) & type(uint32).max;
}

function completedAt(ClaimWord self) pure returns (uint256) {
    return (ClaimWord.unwrap(self) >> 152) & type(uint40).max;
}

/// @dev What `steps` are worth where an image of `full` steps, which are not zero, is worth `unit`. Rounded down; the
/// factors are fields of at most 40 bits.
function partOf(uint256 unit, uint256 steps_, uint256 full) pure returns (uint256 value) {
    // Assembly: Solidity checks every divisor again, by a call of a function.
    assembly ("memory-safe") {
        value := div(mul(unit, steps_), full)
    }
}
