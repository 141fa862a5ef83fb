// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IVestingVaults} from "../interfaces/IVestingVaults.sol";
import {VestingVault} from "./VestingVault.sol";

/// @title The vesting vaults
/// @dev Builds every vault and records its group; it holds nothing and can change nothing afterwards. The token is built
/// after it, with the vaults among its first holders.
/// @custom:security-contact see SECURITY.md
contract VestingVaults is IVestingVaults {
    uint64 private immutable _tgeAt;

    Group[] private _groups;
    address[] private _vaults;

    constructor(Group[] memory groups) {
        _tgeAt = uint64(block.timestamp);
        for (uint256 i = 0; i < groups.length; ++i) {
            Group memory group = groups[i];
            uint64 start = uint64(block.timestamp) + group.lock;
            address vault = address(new VestingVault(group.beneficiary, start, group.duration, group.step));
            _groups.push(group);
            _vaults.push(vault);
            emit VaultBuilt(i, group.name, vault, group.beneficiary);
        }
    }

    /// @inheritdoc IVestingVaults
    function tgeAt() external view returns (uint64) {
        return _tgeAt;
    }

    /// @inheritdoc IVestingVaults
    function count() external view returns (uint256) {
        return _groups.length;
    }

    /// @inheritdoc IVestingVaults
    function groupOf(uint256 index) external view returns (Group memory) {
        return _groups[index];
    }

    /// @inheritdoc IVestingVaults
    function vaultOf(uint256 index) external view returns (address) {
        return _vaults[index];
    }

    /// @inheritdoc IVestingVaults
    function all() external view returns (Group[] memory groups, address[] memory vaults) {
        return (_groups, _vaults);
    }
}
