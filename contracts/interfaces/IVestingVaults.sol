// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title The vesting vaults
/// @notice The groups of the token's distribution, each with its schedule and its vault. The token generation event is the
/// block in which this was built.
interface IVestingVaults {
    /// @notice A group: `tge` goes to the beneficiary at once, `vesting` to the vault, which frees nothing for `lock`
    /// seconds and then all of it over `duration` seconds, `step` seconds at a time.
    struct Group {
        string name;
        address beneficiary;
        uint256 tge;
        uint256 vesting;
        uint64 lock;
        uint64 duration;
        uint64 step;
    }

    /// @notice `vault` holds what `name` has vesting.
    event VaultBuilt(uint256 indexed index, string name, address indexed vault, address indexed beneficiary);

    /// @notice When the schedules begin.
    function tgeAt() external view returns (uint64);

    /// @notice How many groups there are.
    function count() external view returns (uint256);

    /// @notice A group as it was built. A vault's beneficiary may change since: its owner is who is paid.
    function groupOf(uint256 index) external view returns (Group memory);

    /// @notice Where the vesting part of a group lies.
    function vaultOf(uint256 index) external view returns (address);

    /// @notice Every group with its vault, in the order of building.
    function all() external view returns (Group[] memory groups, address[] memory vaults);
}
