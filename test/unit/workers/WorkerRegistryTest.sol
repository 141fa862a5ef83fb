// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IBondPolicy} from "../../../contracts/interfaces/IBondPolicy.sol";
import {IRenderLedger} from "../../../contracts/interfaces/IRenderLedger.sol";
import {IRenderLedgerDesk} from "../../../contracts/interfaces/IRenderLedgerDesk.sol";
import {ITakePolicy} from "../../../contracts/interfaces/ITakePolicy.sol";
import {IWorkerLicense} from "../../../contracts/interfaces/IWorkerLicense.sol";
import {WorkerLicense} from "../../../contracts/workers/WorkerLicense.sol";
import {WorkerRegistry} from "../../../contracts/workers/WorkerRegistry.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

/// @dev A registry with a real licence beside it, and a ledger that accepts every push. Alice holds licence 1.
abstract contract WorkerRegistryTest is ManagedTest {
    uint256 internal constant KEY = 0x0B;
    uint256 internal constant NEXT_KEY = 0x0C;

    address internal ledger = neighbour("ledger");
    address internal policy = neighbour("policy");
    address internal account = makeAddr("account");
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal operator = vm.addr(KEY);
    address internal nextOperator = vm.addr(NEXT_KEY);

    WorkerLicense internal license;
    WorkerRegistry internal registry;
    bytes32 internal fast;
    bytes32 internal relaxed;

    function setUp() public virtual {
        etchTokenAccountRegistry();
        _buildEachNamingTheOther();
        fast = registry.fastId(1);
        relaxed = registry.relaxedId(operator);
        license.mint(alice);

        vm.mockCall(ledger, abi.encodeWithSelector(IRenderLedgerDesk.registerOperator.selector), "");
        vm.mockCall(ledger, abi.encodeWithSelector(IRenderLedgerDesk.retireOperator.selector), "");
        vm.mockCall(ledger, abi.encodeWithSelector(IRenderLedgerDesk.setTakeBps.selector), "");
        vm.mockCall(ledger, abi.encodeWithSelector(IRenderLedgerDesk.setJailed.selector), "");
        vm.mockCall(policy, abi.encodeWithSelector(IBondPolicy.isBonded.selector), abi.encode(true));
        vm.mockCall(policy, abi.encodeWithSelector(ITakePolicy.takeBps.selector), abi.encode(4_500));
    }

    function registerFast() internal {
        bytes memory consent = consentOf(KEY, fast, alice);
        vm.prank(alice);
        registry.registerFast(1, operator, consent);
    }

    function registerRelaxed() internal {
        bytes memory consent = consentOf(KEY, relaxed, alice);
        vm.prank(alice);
        registry.registerRelaxed(operator, consent);
    }

    function consentOf(uint256 key, bytes32 workerId, address owner) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, registry.hashConsent(workerId, owner));
        return abi.encodePacked(r, s, v);
    }

    /// @dev Each names the other as an immutable: the licence is built twice, as the deployment does with seeds.
    function _buildEachNamingTheOther() private {
        license = WorkerLicense(proxyOf(address(new WorkerLicense(registry, account)), _initialize()));
        registry = WorkerRegistry(
            proxyOf(
                address(
                    new WorkerRegistry(
                        IWorkerLicense(address(license)),
                        IRenderLedger(ledger),
                        IBondPolicy(policy),
                        ITakePolicy(policy)
                    )
                ),
                _initialize()
            )
        );
        license.upgradeToAndCall(address(new WorkerLicense(registry, account)), "");
    }

    function _initialize() private view returns (bytes memory) {
        return abi.encodeWithSignature("initialize(address)", address(manager));
    }
}
