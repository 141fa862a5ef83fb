// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IRenderLedgerErrors} from "../interfaces/IRenderLedgerErrors.sol";

/// @notice A batch and the place reached in it.
struct Reader {
    bytes data;
    uint256 at;
}

/// @title Byte-by-byte reader of batches
/// @notice The oracle's decoder: big-endian numbers, one byte at a time.
library PlainReader {
    /// @notice The next `size` bytes as a number.
    function number(Reader memory reader, uint256 size) internal pure returns (uint256 value) {
        uint256 end = reader.at + size;
        require(
            end <= reader.data.length,
            IRenderLedgerErrors.RenderLedgerBatchLength(end, reader.data.length)
        );
        for (; reader.at < end; reader.at++) value = (value << 8) | uint8(reader.data[reader.at]);
    }

    /// @notice The next 32 bytes.
    function word(Reader memory reader) internal pure returns (bytes32) {
        return bytes32(number(reader, 32));
    }

    /// @notice The next 20 bytes.
    function addr(Reader memory reader) internal pure returns (address) {
        return address(uint160(number(reader, 20)));
    }

    /// @notice The next `size` bytes as a number that must exceed `previous`.
    function ascending(
        Reader memory reader,
        uint256 size,
        uint256 previous
    ) internal pure returns (uint256 value) {
        value = number(reader, size);
        require(value > previous, IRenderLedgerErrors.RenderLedgerUnsorted(value));
    }

    /// @notice Bytes `start` to the place reached.
    function since(Reader memory reader, uint256 start) internal pure returns (bytes memory part) {
        part = new bytes(reader.at - start);
        for (uint256 i = 0; i < part.length; i++) part[i] = reader.data[start + i];
    }

    /// @notice The batch must be read to its end.
    function finish(Reader memory reader) internal pure {
        require(
            reader.at == reader.data.length,
            IRenderLedgerErrors.RenderLedgerBatchLength(reader.at, reader.data.length)
        );
    }
}
