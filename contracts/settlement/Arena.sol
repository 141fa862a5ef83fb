// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

/// @title Flat memory for the batch loops
/// @notice Rows and hash lists side by side, addressed without bounds checks: callers compare an index with its table's
/// length first. Everything is allocated before it is written, so that events never overwrite it.
library Arena {
    /// @notice Allocates `size` bytes, not zeroed.
    function take(uint256 size) internal pure returns (uint256 at) {
        // Assembly: Solidity can only allocate typed memory, and zeroes it.
        assembly ("memory-safe") {
            at := mload(0x40)
            mstore(0x40, add(at, and(add(size, 31), not(31))))
        }
    }

    /// @notice Gives back everything allocated since `at` was taken.
    function release(uint256 at) internal pure {
        // Assembly: without giving back, memory would grow with the square of the batch.
        assembly ("memory-safe") {
            mstore(0x40, at)
        }
    }

    /// @notice The word at `at`.
    function load(uint256 at) internal pure returns (uint256 value) {
        // Assembly: a read from memory that `take` allocated.
        assembly ("memory-safe") {
            value := mload(at)
        }
    }

    /// @notice Writes a word.
    function store(uint256 at, uint256 value) internal pure {
        // Assembly: a write into memory that `take` allocated.
        assembly ("memory-safe") {
            mstore(at, value)
        }
    }

    /// @notice Writes a word and returns the place after it.
    function push(uint256 at, bytes32 value) internal pure returns (uint256 next) {
        // Assembly: an unchecked write into memory that `take` allocated.
        assembly ("memory-safe") {
            mstore(at, value)
            next := add(at, 32)
        }
    }

    /// @notice Writes a byte and returns the place after it.
    function pushByte(uint256 at, uint256 value) internal pure returns (uint256 next) {
        // Assembly: as in `push`.
        assembly ("memory-safe") {
            mstore8(at, value)
            next := add(at, 1)
        }
    }

    /// @notice Keccak-256 of `from` to `to`.
    function hash(uint256 from, uint256 to) internal pure returns (bytes32 result) {
        // Assembly: Solidity hashes only typed memory, with a copy.
        assembly ("memory-safe") {
            result := keccak256(from, sub(to, from))
        }
    }

    /// @notice Keccak-256 of three words.
    function hash(bytes32 a, bytes32 b, bytes32 c) internal pure returns (bytes32 result) {
        // Assembly: `abi.encode` allocates what is needed for one hash only.
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, a)
            mstore(add(at, 32), b)
            mstore(add(at, 64), c)
            result := keccak256(at, 96)
        }
    }

    /// @notice Keccak-256 of four words.
    function hash(bytes32 a, bytes32 b, bytes32 c, uint256 d) internal pure returns (bytes32 result) {
        // Assembly: as for three.
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, a)
            mstore(add(at, 32), b)
            mstore(add(at, 64), c)
            mstore(add(at, 96), d)
            result := keccak256(at, 128)
        }
    }

    /// @notice Allocates the encoding of typed data of a domain, whose struct hash is written by `digest`.
    function takeTyped(bytes32 domain) internal pure returns (uint256 at) {
        at = take(66);
        store(at, uint256(0x1901) << 240);
        unchecked {
            store(at + 2, uint256(domain));
        }
    }

    /// @notice The EIP-712 digest of a struct, in what `takeTyped` allocated.
    function digest(uint256 typed, bytes32 structHash) internal pure returns (bytes32 result) {
        // Assembly: the library function writes prefix and domain anew for every message.
        assembly ("memory-safe") {
            mstore(add(typed, 34), structHash)
            result := keccak256(typed, 66)
        }
    }

    /// @notice Allocates `size` bytes as `bytes`.
    function takeBytes(uint256 size) internal pure returns (bytes memory data) {
        // Assembly: `new bytes` zeroes what the caller is about to fill.
        assembly ("memory-safe") {
            data := mload(0x40)
            mstore(data, size)
            mstore(0x40, add(data, and(add(size, 63), not(31))))
        }
    }

    /// @notice Cuts `data` to `size` bytes, of which it has room for more.
    function setLength(bytes memory data, uint256 size) internal pure {
        // Assembly: Solidity's memory arrays keep the length they were made with.
        assembly ("memory-safe") {
            mstore(data, size)
        }
    }

    /// @notice Where the content of `data` starts.
    function contentOf(bytes memory data) internal pure returns (uint256 at) {
        // Assembly: the address of a memory value.
        assembly ("memory-safe") {
            at := add(data, 32)
        }
    }
}
