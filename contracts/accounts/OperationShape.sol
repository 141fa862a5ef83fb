// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ERC4337Utils, PackedUserOperation} from "@openzeppelin/contracts/account/utils/ERC4337Utils.sol";
import {IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @title Shapes of operations
/// @notice What validators of limited keys ask of an operation before they look at who signed it.
library OperationShape {
    using ERC4337Utils for PackedUserOperation;

    uint256 private constant PAYLOAD_OFFSET = 100;
    uint256 private constant DATA_OFFSET = 52;

    /// @notice Whether the account pays nothing for it: a paymaster does, or its fee is nothing and whoever sends it pays.
    /// @dev Without this a limited key could spend the account's ether on fees.
    function isFree(PackedUserOperation calldata operation) internal pure returns (bool) {
        return operation.paymaster() != address(0) || operation.maxFeePerGas() == 0;
    }

    /// @notice The one call that the operation makes, where it is `execute` of a single call without ether, encoded as
    /// Solidity encodes it and not otherwise: then there is only one way to read it.
    function trySingleCall(
        bytes calldata callData
    ) internal pure returns (bool isSingle, address target, bytes calldata data) {
        data = callData[:0];
        if (callData.length < PAYLOAD_OFFSET + DATA_OFFSET + 4) return (false, target, data);
        if (bytes4(callData) != IERC7579Execution.execute.selector) return (false, target, data);
        // Mode: a single call that reverts with its target. Offset of the payload: right after the two words of the head.
        if (bytes32(callData[4:36]) != 0 || uint256(bytes32(callData[36:68])) != 0x40)
            return (false, target, data);
        uint256 length = uint256(bytes32(callData[68:PAYLOAD_OFFSET]));
        uint256 room = callData.length - PAYLOAD_OFFSET;
        if (length > room || room - length > 31 || room % 32 != 0 || length < DATA_OFFSET + 4)
            return (false, target, data);
        bytes calldata payload = callData[PAYLOAD_OFFSET:PAYLOAD_OFFSET + length];
        if (bytes32(payload[20:DATA_OFFSET]) != 0) return (false, target, data);
        return (true, address(bytes20(payload)), payload[DATA_OFFSET:]);
    }
}
