// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {DoubleEndedQueue} from "@openzeppelin/contracts/utils/structs/DoubleEndedQueue.sol";

/// @title The vault's rows
/// @dev `pledged` and `lockedSum` are what was promised; what counts is capped by `active`, see {StakeViews}. So a slash
/// writes one row, however many bonds and locks it cuts into.
abstract contract StakeStorage {
    struct Account {
        uint128 active;
        uint128 cooling;
        uint128 pledged;
        uint128 lockedSum;
        DoubleEndedQueue.Bytes32Deque requests;
    }

    struct Pledge {
        uint128 amount;
        uint48 since;
    }

    /// @custom:storage-location erc7201:supernet.storage.StakingVault
    struct StakingVaultStorage {
        uint128 totalActive;
        uint128 totalCooling;
        mapping(address account => Account) accounts;
        mapping(bytes32 workerId => mapping(address owner => Pledge)) pledges;
        mapping(address account => mapping(address locker => mapping(bytes32 lockId => uint256))) locks;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.StakingVault")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STAKING_VAULT_STORAGE =
        0x99a85eff1822bf5565cd271aacfca5663c4595ebf5ce9c351c6f2ed18ff4b600;

    function _getStakingVaultStorage() internal pure returns (StakingVaultStorage storage $) {
        assembly {
            $.slot := STAKING_VAULT_STORAGE
        }
    }
}
