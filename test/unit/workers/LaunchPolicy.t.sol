// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {LaunchPolicy} from "../../../contracts/workers/LaunchPolicy.sol";
import {Test} from "../../helpers/Test.sol";

contract LaunchPolicyTest is Test {
    function testFuzz_EverybodyIsBondedAtTheBaseTake(bytes32 workerId, address owner) public {
        LaunchPolicy policy = new LaunchPolicy();
        vm.assertTrue(policy.isBonded(workerId, owner));
        vm.assertEq(policy.takeBps(workerId, owner), 4_500);
    }
}
