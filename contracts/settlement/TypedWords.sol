// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

/// @notice A Line as EIP-712 encodes it, in its first ten words; one buffer serves every line of a batch. Behind it,
/// where the same reference reaches them, the lists that the Tab covers while they grow.
struct LineWords {
    bytes32 typeHash;
    address session;
    uint256 seq;
    uint256 count;
    uint256 model;
    uint256 operator;
    uint256 images;
    uint256 steps;
    uint256 baseMs;
    uint256 amount;
    uint256 seq0;
    uint256 nextSeq;
    uint256 nextHash;
    uint256 nextRating;
}

/// @notice A Ticket as EIP-712 encodes it: the Order as its struct hash.
struct TicketWords {
    bytes32 typeHash;
    uint256 order;
    uint256 seq;
    uint256 model;
    uint256 unitPrice;
    uint256 unitMs;
    uint256 stepsPerImage;
    uint256 deliverBy;
    uint256 redeemBy;
    bytes32 shares;
}

/// @notice A Receipt as EIP-712 encodes it: the Work as its struct hash.
struct ReceiptWords {
    bytes32 typeHash;
    bytes32 ticket;
    uint256 share;
    uint256 work;
    uint256 images;
    uint256 steps;
    uint256 completedAt;
    uint256 last;
}

using {lineHash} for LineWords global;
using {ticketHash} for TicketWords global;
using {receiptHash} for ReceiptWords global;

function lineHash(LineWords memory self) pure returns (bytes32 digest) {
    // Assembly: a struct of words in memory is its own encoding; `abi.encode` would copy it for each line.
    assembly ("memory-safe") {
        digest := keccak256(self, 320)
    }
}

function ticketHash(TicketWords memory self) pure returns (bytes32 digest) {
    // Assembly: as in `lineHash`.
    assembly ("memory-safe") {
        digest := keccak256(self, 320)
    }
}

function receiptHash(ReceiptWords memory self) pure returns (bytes32 digest) {
    // Assembly: as in `lineHash`.
    assembly ("memory-safe") {
        digest := keccak256(self, 256)
    }
}
