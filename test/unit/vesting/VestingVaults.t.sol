// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IVestingVaults} from "../../../contracts/interfaces/IVestingVaults.sol";
import {VestingVault} from "../../../contracts/vesting/VestingVault.sol";
import {VestingVaults} from "../../../contracts/vesting/VestingVaults.sol";
import {Test} from "../../helpers/Test.sol";

contract VestingVaultsTest is Test {
    function test_BuildsEveryGroupAsItsScheduleSays() public {
        vm.warp(1_800_000_000);
        IVestingVaults.Group[] memory groups = new IVestingVaults.Group[](2);
        groups[0] = IVestingVaults.Group("team", makeAddr("team"), 0, 100e18, 600, 7_200, 1);
        groups[1] = IVestingVaults.Group("fund", makeAddr("fund"), 10e18, 90e18, 0, 3_600, 60);
        VestingVaults vaults = new VestingVaults(groups);

        vm.assertEq(vaults.tgeAt(), 1_800_000_000);
        vm.assertEq(vaults.count(), 2);
        (IVestingVaults.Group[] memory all, address[] memory at) = vaults.all();
        for (uint256 i = 0; i < 2; ++i) {
            VestingVault vault = VestingVault(payable(at[i]));
            vm.assertEq(vaults.vaultOf(i), at[i]);
            vm.assertEq(vault.owner(), groups[i].beneficiary);
            vm.assertEq(vault.start(), 1_800_000_000 + uint256(groups[i].lock));
            vm.assertEq(vault.duration(), groups[i].duration);
            vm.assertEq(vault.step(), groups[i].step);
            vm.assertEq(keccak256(abi.encode(all[i])), keccak256(abi.encode(groups[i])));
            vm.assertEq(keccak256(abi.encode(vaults.groupOf(i))), keccak256(abi.encode(groups[i])));
        }
    }
}
