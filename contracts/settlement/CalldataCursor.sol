// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

/// @dev An absolute place in calldata. Reads past the end give foreign bytes or zeros: a reader that only moves forward
/// and ends exactly at the end of its blob has read nothing else.
type CalldataCursor is uint256;

using {word, u8, u16, u32, u160, skip} for CalldataCursor global;

function cursorOf(bytes calldata blob) pure returns (CalldataCursor cursor) {
    // Assembly: Solidity has no type for a place in calldata.
    assembly ("memory-safe") {
        cursor := blob.offset
    }
}

function word(CalldataCursor self) pure returns (uint256 value) {
    // Assembly: a slice and its conversion cost four checks for each of the six reads of a line.
    assembly ("memory-safe") {
        value := calldataload(self)
    }
}

function u8(CalldataCursor self) pure returns (uint256) {
    return word(self) >> 248;
}

function u16(CalldataCursor self) pure returns (uint256) {
    return word(self) >> 240;
}

function u32(CalldataCursor self) pure returns (uint256) {
    return word(self) >> 224;
}

function u160(CalldataCursor self) pure returns (uint256) {
    return word(self) >> 96;
}

function skip(CalldataCursor self, uint256 size) pure returns (CalldataCursor) {
    // A place in calldata plus a row's size is far below 2^256.
    unchecked {
        return CalldataCursor.wrap(CalldataCursor.unwrap(self) + size);
    }
}

/// @dev Bytes `from` to `to` as a slice, for events.
function slice(CalldataCursor from, CalldataCursor to) pure returns (bytes calldata part) {
    // Assembly: both ends are absolute, Solidity's slices are relative to a blob.
    assembly ("memory-safe") {
        part.offset := from
        part.length := sub(to, from)
    }
}
