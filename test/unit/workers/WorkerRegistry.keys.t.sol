// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IRenderLedgerDesk} from "../../../contracts/interfaces/IRenderLedgerDesk.sol";
import {IWorkerRegistry} from "../../../contracts/interfaces/IWorkerRegistry.sol";
import {Worker as LedgerRow} from "../../../contracts/types/LedgerTypes.sol";
import {WorkerRegistryTest} from "./WorkerRegistryTest.sol";

/// @dev What happens to keys, payouts and counters when a key or a licence changes hands.
contract WorkerRegistryKeysTest is WorkerRegistryTest {
    address private vault = makeAddr("vault");

    /* setOperatorKey */

    function test_RevertWhen_KeySetByStranger() public {
        registerFast();
        _expectNotOwner(fast, stranger);
        vm.prank(stranger);
        registry.setOperatorKey(fast, nextOperator, "");
    }

    function test_RevertWhen_RelaxedChangesItsKey() public {
        registerRelaxed();
        vm.expectRevert(abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryNotFast.selector, relaxed));
        vm.prank(alice);
        registry.setOperatorKey(relaxed, nextOperator, "");
    }

    function test_RevertGiven_JailedWorkerChangesItsKey() public {
        registerFast();
        registry.setJailed(fast, true);
        vm.expectRevert(abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryJailed.selector, fast));
        vm.prank(alice);
        registry.setOperatorKey(fast, nextOperator, "");
    }

    function test_RevertWhen_OldKeyReturns() public {
        registerFast();
        _rotate(alice);
        bytes memory consent = consentOf(KEY, fast, alice);
        vm.expectRevert(
            abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryOperatorTaken.selector, operator, fast)
        );
        vm.prank(alice);
        registry.setOperatorKey(fast, operator, consent);
    }

    function test_RotatesTheKeyAndRetiresTheOldOne() public {
        registerFast();
        vm.expectCall(ledger, abi.encodeCall(IRenderLedgerDesk.retireOperator, (operator)));
        vm.expectCall(
            ledger,
            abi.encodeCall(IRenderLedgerDesk.registerOperator, (nextOperator, true, 4_500))
        );
        vm.expectEmit();
        emit IWorkerRegistry.OperatorKeySet(fast, operator, nextOperator);
        vm.expectEmit();
        emit IWorkerRegistry.OperatorRetired(fast, operator, alice, alice);
        _rotate(alice);

        vm.assertEq(registry.worker(fast).operator, nextOperator);
        vm.assertEq(registry.workerOf(operator), fast);
        vm.assertEq(registry.payoutOf(operator), alice);
        vm.assertEq(registry.payoutOf(nextOperator), license.accountOf(1));
        vm.assertEq(registry.operatorsOf(fast).length, 2);
    }

    /* LICENCE SALE */

    function test_RevertWhen_TransferReportedByStranger() public {
        vm.expectRevert(abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryNotLicense.selector, stranger));
        vm.prank(stranger);
        registry.onLicenseTransfer(1, alice, bob);
    }

    function test_SaleRetiresTheKeyToItsEarner() public {
        registerFast();
        vm.expectCall(ledger, abi.encodeCall(IRenderLedgerDesk.retireOperator, (operator)), 1);
        vm.expectEmit();
        emit IWorkerRegistry.OperatorRetired(fast, operator, alice, alice);
        _sell();

        vm.assertEq(registry.worker(fast).operator, address(0));
        vm.assertEq(registry.ownerOf(fast), bob);
        vm.assertEq(registry.ownerOfOperator(operator), alice);
        // Not the licence's account, which is Bob's now.
        vm.assertEq(registry.payoutOf(operator), alice);
    }

    function test_SaleKeepsTheChosenPayoutForTheEarnerOnly() public {
        registerFast();
        vm.prank(alice);
        registry.setPayout(fast, vault);
        vm.expectEmit();
        emit IWorkerRegistry.PayoutSet(fast, vault, address(0));
        _sell();
        _rotate(bob);

        vm.assertEq(registry.payoutOf(operator), vault);
        vm.assertEq(registry.payoutOf(nextOperator), license.accountOf(1));
        vm.assertEq(registry.ownerOfOperator(nextOperator), bob);
    }

    function test_SaleOfAnIdleLicenceChangesNothing() public {
        vm.expectCall(ledger, abi.encodeWithSelector(IRenderLedgerDesk.retireOperator.selector), 0);
        _sell();
        vm.assertEq(license.ownerOf(1), bob);
    }

    function test_TransferToOneselfKeepsTheKey() public {
        registerFast();
        vm.prank(alice);
        license.transferFrom(alice, alice, 1);
        vm.assertEq(registry.worker(fast).operator, operator);
    }

    function test_SecondSaleWithoutAKeyRetiresNothing() public {
        registerFast();
        _sell();
        vm.expectCall(ledger, abi.encodeWithSelector(IRenderLedgerDesk.retireOperator.selector), 0);
        vm.prank(bob);
        license.transferFrom(bob, alice, 1);
        vm.assertEq(registry.ownerOf(fast), alice);
    }

    function test_SaleDoesNotFreeAJailedWorker() public {
        registerFast();
        registry.setJailed(fast, true);
        _sell();
        bytes memory consent = consentOf(NEXT_KEY, fast, bob);
        vm.expectRevert(abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryJailed.selector, fast));
        vm.prank(bob);
        registry.setOperatorKey(fast, nextOperator, consent);
    }

    function test_CountersSumOverTheKeysOfALicence() public {
        registerFast();
        _sell();
        _rotate(bob);
        _ledgerCounts(operator, 10);
        _ledgerCounts(nextOperator, 1);

        IWorkerRegistry.Counters memory counters = registry.countersOf(fast);
        vm.assertEq(counters.jobs, 11);
        vm.assertEq(counters.baseMs, 22);
        vm.assertEq(counters.failures, 33);
        vm.assertEq(counters.good, 44);
        vm.assertEq(counters.rated, 55);
    }

    function _ledgerCounts(address key, uint24 n) private {
        LedgerRow memory row;
        row.jobs = n;
        row.baseMs = 2 * n;
        row.failures = 3 * n;
        row.good = 4 * n;
        row.rated = 5 * n;
        vm.mockCall(ledger, abi.encodeCall(IRenderLedgerDesk.worker, (key)), abi.encode(row));
    }

    function _sell() private {
        vm.prank(alice);
        license.transferFrom(alice, bob, 1);
    }

    function _rotate(address owner) private {
        bytes memory consent = consentOf(NEXT_KEY, fast, owner);
        vm.prank(owner);
        registry.setOperatorKey(fast, nextOperator, consent);
    }

    function _expectNotOwner(bytes32 workerId, address caller) private {
        vm.expectRevert(
            abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryNotOwner.selector, workerId, caller)
        );
    }
}
