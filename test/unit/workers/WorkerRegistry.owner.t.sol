// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IBondPolicy} from "../../../contracts/interfaces/IBondPolicy.sol";
import {IRenderLedger} from "../../../contracts/interfaces/IRenderLedger.sol";
import {IRenderLedgerDesk} from "../../../contracts/interfaces/IRenderLedgerDesk.sol";
import {ITakePolicy} from "../../../contracts/interfaces/ITakePolicy.sol";
import {IWorkerRegistry} from "../../../contracts/interfaces/IWorkerRegistry.sol";
import {WorkerRegistry} from "../../../contracts/workers/WorkerRegistry.sol";
import {WorkerRegistryTest} from "./WorkerRegistryTest.sol";

/// @dev What owners, anyone and the council may do to a registered worker.
contract WorkerRegistryOwnerTest is WorkerRegistryTest {
    address private vault = makeAddr("vault");

    function setUp() public override {
        super.setUp();
        registerRelaxed();
    }

    function test_RevertWhen_PayoutSetByStranger() public {
        _expectNotOwner(stranger);
        vm.prank(stranger);
        registry.setPayout(relaxed, vault);
    }

    function test_SetsAndClearsThePayout() public {
        vm.expectEmit();
        emit IWorkerRegistry.PayoutSet(relaxed, address(0), vault);
        vm.prank(alice);
        registry.setPayout(relaxed, vault);
        vm.assertEq(registry.payoutOf(operator), vault);
        vm.assertEq(registry.worker(relaxed).payout, vault);

        vm.prank(alice);
        registry.setPayout(relaxed, address(0));
        vm.assertEq(registry.payoutOf(operator), alice);
    }

    function test_RevertWhen_DailyKeysRevokedByStranger() public {
        _expectNotOwner(stranger);
        vm.prank(stranger);
        registry.revokeDailyKeys(relaxed, 1);
    }

    function test_RevertWhen_SequenceDoesNotRise() public {
        vm.prank(alice);
        registry.revokeDailyKeys(relaxed, 5);
        vm.expectRevert(
            abi.encodeWithSelector(IWorkerRegistry.WorkerRegistrySequenceNotRising.selector, relaxed, 5, 5)
        );
        vm.prank(alice);
        registry.revokeDailyKeys(relaxed, 5);
    }

    function test_OwnerAndOperatorRevokeDailyKeys() public {
        vm.expectEmit();
        emit IWorkerRegistry.DailyKeysRevoked(relaxed, 0, 5);
        vm.prank(alice);
        registry.revokeDailyKeys(relaxed, 5);
        vm.prank(operator);
        registry.revokeDailyKeys(relaxed, 6);
        vm.assertEq(registry.worker(relaxed).minSeq, 6);
    }

    function test_RevertGiven_NoKeyToRefresh() public {
        bytes memory consent = consentOf(NEXT_KEY, fast, alice);
        vm.prank(alice);
        registry.registerFast(1, nextOperator, consent);
        vm.prank(alice);
        license.transferFrom(alice, bob, 1);
        vm.expectRevert(abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryNoOperator.selector, fast));
        registry.refreshTake(fast);
    }

    function test_AnyoneRefreshesTheTake() public {
        vm.mockCall(policy, abi.encodeCall(ITakePolicy.takeBps, (relaxed, alice)), abi.encode(2_000));
        vm.expectCall(ledger, abi.encodeCall(IRenderLedgerDesk.setTakeBps, (operator, 2_000)));
        vm.prank(stranger);
        registry.refreshTake(relaxed);
    }

    function test_RevertWhen_JailedByStranger() public {
        expectUnauthorized();
        registry.setJailed(relaxed, true);
    }

    function test_RevertWhen_UnknownWorkerJailed() public {
        vm.expectRevert(abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryUnknownWorker.selector, fast));
        registry.setJailed(fast, true);
    }

    function test_JailsAndFrees() public {
        vm.expectCall(ledger, abi.encodeCall(IRenderLedgerDesk.setJailed, (operator, true)));
        vm.expectEmit();
        emit IWorkerRegistry.WorkerJailed(relaxed, operator, true);
        registry.setJailed(relaxed, true);
        vm.assertTrue(registry.worker(relaxed).jailed);

        vm.expectCall(ledger, abi.encodeCall(IRenderLedgerDesk.setJailed, (operator, false)));
        registry.setJailed(relaxed, false);
        vm.assertFalse(registry.worker(relaxed).jailed);
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(
            new WorkerRegistry(license, IRenderLedger(ledger), IBondPolicy(policy), ITakePolicy(policy))
        );
        expectUnauthorized();
        registry.upgradeToAndCall(next, "");
    }

    function _expectNotOwner(address caller) private {
        vm.expectRevert(
            abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryNotOwner.selector, relaxed, caller)
        );
    }
}
