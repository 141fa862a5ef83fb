// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

/// @title The ledger's other half
/// @notice Whatever this code does not answer is answered by the desk's code, in this storage.
abstract contract DelegatesToDesk {
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address private immutable _desk;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(address desk) {
        _desk = desk;
    }

    /// @custom:oz-upgrades-unsafe-allow-reachable delegatecall
    fallback() external {
        address desk = _desk;
        // Assembly: passes the call on and its outcome back, bytes unseen. OpenZeppelin's Proxy does the same with
        // assembly that is not marked memory-safe, which takes the optimiser's room in the whole contract.
        assembly ("memory-safe") {
            let at := mload(0x40)
            calldatacopy(at, 0, calldatasize())
            let success := delegatecall(gas(), desk, at, calldatasize(), 0, 0)
            returndatacopy(at, 0, returndatasize())
            if iszero(success) {
                revert(at, returndatasize())
            }
            return(at, returndatasize())
        }
    }
}
