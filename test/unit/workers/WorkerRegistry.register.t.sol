// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IBondPolicy} from "../../../contracts/interfaces/IBondPolicy.sol";
import {IRenderLedgerDesk} from "../../../contracts/interfaces/IRenderLedgerDesk.sol";
import {IWorkerRegistry} from "../../../contracts/interfaces/IWorkerRegistry.sol";
import {WorkerRegistryTest} from "./WorkerRegistryTest.sol";

contract WorkerRegistryRegisterTest is WorkerRegistryTest {
    function test_RevertWhen_LicenceIsAnothers() public {
        bytes memory consent = consentOf(KEY, fast, bob);
        vm.expectRevert(abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryNotOwner.selector, fast, bob));
        vm.prank(bob);
        registry.registerFast(1, operator, consent);
    }

    function test_RevertWhen_RegisteredTwice() public {
        registerFast();
        bytes memory consent = consentOf(NEXT_KEY, fast, alice);
        vm.expectRevert(
            abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryAlreadyRegistered.selector, fast)
        );
        vm.prank(alice);
        registry.registerFast(1, nextOperator, consent);
    }

    function test_RevertWhen_KeyServesAnotherWorker() public {
        registerFast();
        bytes memory consent = consentOf(KEY, relaxed, alice);
        vm.expectRevert(
            abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryOperatorTaken.selector, operator, fast)
        );
        vm.prank(alice);
        registry.registerRelaxed(operator, consent);
    }

    function test_RevertWhen_ConsentIsToAnotherOwner() public {
        bytes memory consent = consentOf(KEY, relaxed, alice);
        _expectBadConsent(relaxed, bob, operator);
        vm.prank(bob);
        registry.registerRelaxed(operator, consent);
    }

    function test_RevertWhen_ConsentIsMalformed() public {
        _expectBadConsent(relaxed, alice, operator);
        vm.prank(alice);
        registry.registerRelaxed(operator, hex"0102");
    }

    function test_RevertWhen_OperatorIsZero() public {
        bytes32 none = registry.relaxedId(address(0));
        _expectBadConsent(none, alice, address(0));
        vm.prank(alice);
        registry.registerRelaxed(address(0), hex"");
    }

    function test_RevertGiven_NotBonded() public {
        vm.mockCall(policy, abi.encodeWithSelector(IBondPolicy.isBonded.selector), abi.encode(false));
        bytes memory consent = consentOf(KEY, relaxed, alice);
        vm.expectRevert(abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryNotBonded.selector, relaxed));
        vm.prank(alice);
        registry.registerRelaxed(operator, consent);
    }

    function test_RegistersFast() public {
        vm.expectCall(ledger, abi.encodeCall(IRenderLedgerDesk.registerOperator, (operator, true, 4_500)));
        vm.expectEmit();
        emit IWorkerRegistry.WorkerRegistered(fast, alice, operator, true);
        registerFast();

        IWorkerRegistry.Worker memory worker = registry.worker(fast);
        vm.assertEq(worker.owner, alice);
        vm.assertEq(worker.operator, operator);
        vm.assertEq(worker.payout, address(0));
        vm.assertTrue(worker.fast);
        vm.assertFalse(worker.jailed);
        vm.assertEq(worker.minSeq, 0);
        vm.assertEq(registry.workerOf(operator), fast);
        vm.assertEq(registry.ownerOfOperator(operator), alice);
        vm.assertEq(registry.payoutOf(operator), license.accountOf(1));
        vm.assertEq(registry.operatorsOf(fast).length, 1);
        vm.assertEq(fast, bytes32((uint256(1) << 248) | 1));
    }

    function test_RegistersRelaxed() public {
        vm.expectCall(ledger, abi.encodeCall(IRenderLedgerDesk.registerOperator, (operator, false, 4_500)));
        vm.expectEmit();
        emit IWorkerRegistry.WorkerRegistered(relaxed, alice, operator, false);
        registerRelaxed();

        IWorkerRegistry.Worker memory worker = registry.worker(relaxed);
        vm.assertEq(worker.owner, alice);
        vm.assertFalse(worker.fast);
        vm.assertEq(registry.payoutOf(operator), alice);
        vm.assertEq(registry.ownerOfOperator(operator), alice);
        vm.assertEq(relaxed, bytes32((uint256(2) << 248) | uint160(operator)));
    }

    function test_AcceptsACompactConsent() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, registry.hashConsent(relaxed, alice));
        bytes32 vs = bytes32(uint256(s) | (uint256(v - 27) << 255));
        vm.prank(alice);
        registry.registerRelaxed(operator, abi.encodePacked(r, vs));
        vm.assertEq(registry.workerOf(operator), relaxed);
    }

    function test_UnknownKeysHaveNobody() public {
        vm.assertEq(registry.workerOf(operator), bytes32(0));
        vm.assertEq(registry.ownerOfOperator(operator), address(0));
        vm.assertEq(registry.payoutOf(operator), address(0));
        vm.expectRevert(abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryUnknownWorker.selector, fast));
        registry.worker(fast);
    }

    function test_ConsentFollowsEip712() public view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("WorkerRegistry"),
                keccak256("1"),
                block.chainid,
                address(registry)
            )
        );
        bytes32 structHash = keccak256(
            abi.encode(keccak256("Operator(bytes32 workerId,address owner)"), fast, alice)
        );
        vm.assertEq(
            registry.hashConsent(fast, alice),
            keccak256(abi.encodePacked(hex"1901", domain, structHash))
        );
    }

    function _expectBadConsent(bytes32 workerId, address owner, address key) private {
        vm.expectRevert(
            abi.encodeWithSelector(IWorkerRegistry.WorkerRegistryBadConsent.selector, workerId, owner, key)
        );
    }
}
