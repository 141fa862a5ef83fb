// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IStakingVault} from "../../../contracts/interfaces/IStakingVault.sol";
import {IWorkActivity} from "../../../contracts/interfaces/IWorkActivity.sol";
import {IWorkerRegistry} from "../../../contracts/interfaces/IWorkerRegistry.sol";
import {StakeActivity} from "../../../contracts/rewards/StakeActivity.sol";
import {WorkActivity} from "../../../contracts/rewards/WorkActivity.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

contract ActivityTest is ManagedTest {
    bytes32 private constant WORKER = bytes32(uint256(1) << 248);

    address private registry = neighbour("registry");
    address private vault = neighbour("vault");
    WorkActivity private work = new WorkActivity(IWorkerRegistry(registry));
    StakeActivity private stake = new StakeActivity(IStakingVault(vault));

    function test_WorkBetweenTwoMarksOfAnEpochIsProven() public {
        _markAt(50, 1_000);
        vm.assertEq(work.provenActivity(WORKER, 100, 200), 0);
        _markAt(100, 3_000);
        vm.assertEq(work.provenActivity(WORKER, 100, 200), 0);
        _markAt(199, 8_000);
        vm.assertEq(work.provenActivity(WORKER, 100, 200), 5_000);
        // What comes in the next epoch changes nothing.
        _markAt(200, 9_000);
        vm.assertEq(work.provenActivity(WORKER, 100, 200), 5_000);
        vm.assertEq(work.provenActivity(WORKER, 200, 300), 0);
        (uint48 at, uint208 baseMs) = work.lastMark(WORKER);
        vm.assertEq(at, 200);
        vm.assertEq(baseMs, 9_000);
    }

    function test_NoMarkInTheEpochProvesNothing() public {
        _markAt(50, 1_000);
        _markAt(250, 9_000);
        vm.assertEq(work.provenActivity(WORKER, 100, 200), 0);
        vm.assertEq(work.provenActivity(bytes32(0), 100, 200), 0);
    }

    function test_StakeAtTheLastSecondIsProven() public {
        address alice = makeAddr("alice");
        vm.mockCall(vault, abi.encodeCall(IStakingVault.getPastBalanceOf, (alice, 199)), abi.encode(7e9 + 1));
        vm.assertEq(stake.provenActivity(bytes32(uint256(uint160(alice))), 100, 200), 7);
        vm.assertEq(stake.provenActivity(WORKER, 100, 200), 0);
    }

    function _markAt(uint256 time, uint256 baseMs) private {
        vm.warp(time);
        IWorkerRegistry.Counters memory counters;
        counters.baseMs = baseMs;
        vm.mockCall(registry, abi.encodeCall(IWorkerRegistry.countersOf, (WORKER)), abi.encode(counters));
        vm.expectEmit(address(work));
        emit IWorkActivity.WorkMarked(WORKER, uint48(time), uint208(baseMs));
        work.mark(WORKER);
    }
}
