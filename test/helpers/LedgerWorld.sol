// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {IModelRegistry} from "../../contracts/interfaces/IModelRegistry.sol";
import {IRenderLedger} from "../../contracts/interfaces/IRenderLedger.sol";
import {IRenderPricing} from "../../contracts/interfaces/IRenderPricing.sol";
import {ISparkPoints} from "../../contracts/interfaces/ISparkPoints.sol";
import {IWorkerRegistry} from "../../contracts/interfaces/IWorkerRegistry.sol";
import {PayeeMock, SogniMock, SparkMock, SparkRateMock} from "../../contracts/mocks/LedgerNeighbourMocks.sol";
import {TwinLedger, TwinLedgerDesk} from "../../contracts/mocks/TwinLedger.sol";
import {RenderLedger} from "../../contracts/settlement/RenderLedger.sol";
import {RenderLedgerDesk} from "../../contracts/settlement/RenderLedgerDesk.sol";
import {Currency} from "../../contracts/types/LedgerTypes.sol";
import {Test} from "./Test.sol";

/// The packed ledger, its plain twin, and the people around them. The test contract administers both.
abstract contract LedgerWorld is Test {
    uint64 internal constant RATE = 500_000_000;
    uint64 internal constant POOL = 1e15;
    uint40 internal constant EXPIRY = 1_800_000_000;
    uint256 internal constant START = 1_790_000_000;
    uint256 internal constant USERS = 6;
    uint256 internal constant WORKERS = 6;
    uint32 internal constant MODELS = 4;

    SogniMock internal sogni;
    SparkMock internal spark;
    SparkRateMock internal pricing;
    PayeeMock internal payees;
    AccessManager internal manager;
    IRenderLedger internal packed;
    IRenderLedger internal twin;

    address internal treasury = address(0x7EA5);
    address internal owner = address(0x0011E2);
    /// Private keys, ordered by address: render keys, operators.
    uint256[] internal userKeys;
    uint256[] internal workerKeys;
    mapping(uint256 key => address) private _addresses;

    function buildWorld() internal {
        vm.warp(START);
        sogni = new SogniMock();
        spark = new SparkMock();
        pricing = new SparkRateMock();
        payees = new PayeeMock();
        manager = new AccessManager(address(this));
        packed = deployPacked();
        twin = deployTwin();
        for (uint256 i = 0; i < USERS; i++) insertKey(userKeys, 0x1000 + i);
        // The last operator key is never registered.
        for (uint256 i = 0; i <= WORKERS; i++) insertKey(workerKeys, 0x2000 + i);
        sogni.mint(owner, 1e27);
        sogni.mint(address(this), 1e27);
        spark.mint(owner, 1e30, 0);
        spark.mint(owner, 1e30, 1);
        pricing.setSparkRate(RATE);
        populate(packed);
        populate(twin);
    }

    function deployPacked() internal returns (IRenderLedger) {
        address desk = address(
            new RenderLedgerDesk(
                IERC20(address(sogni)),
                ISparkPoints(address(spark)),
                IRenderPricing(address(pricing)),
                IWorkerRegistry(address(payees)),
                IModelRegistry(address(payees)),
                treasury
            )
        );
        return proxied(address(new RenderLedger(desk)));
    }

    function deployTwin() internal returns (IRenderLedger) {
        bytes32 separator = packed.domainSeparator();
        address desk = address(
            new TwinLedgerDesk(
                IERC20(address(sogni)),
                ISparkPoints(address(spark)),
                IRenderPricing(address(pricing)),
                IWorkerRegistry(address(payees)),
                IModelRegistry(address(payees)),
                treasury,
                separator
            )
        );
        return proxied(address(new TwinLedger(desk, separator)));
    }

    function proxied(address implementation) private returns (IRenderLedger) {
        bytes memory call = abi.encodeCall(RenderLedger.initialize, (address(manager)));
        return IRenderLedger(address(new ERC1967Proxy(implementation, call)));
    }

    /// Operators 0 to 5 (even ones Fast), models 1 to 4, a filled pool. Users open their sessions themselves.
    function populate(IRenderLedger ledger) internal {
        vm.prank(owner);
        sogni.approve(address(ledger), type(uint256).max);
        sogni.approve(address(ledger), type(uint256).max);
        for (uint256 i = 0; i < WORKERS; i++) {
            address operator = operatorOf(i);
            ledger.registerOperator(operator, i % 2 == 0, uint16(4_500 - 500 * i));
            payees.setOperator(operator, address(uint160(0xA000 + i)), address(uint160(0xB000 + i)));
        }
        for (uint32 id = 1; id <= MODELS; id++) {
            ledger.setModel(id, uint16(id * 250), true);
            payees.setAccount(id, address(uint160(0xC000 + id)));
        }
        ledger.fundPool(POOL);
        ledger.pushSparkRate();
    }

    function open(IRenderLedger ledger, uint256 user, Currency currency, uint64 amount) internal {
        bytes memory signature = sign(userKeys[user], packed.hashOpen(owner, EXPIRY));
        vm.prank(owner);
        ledger.openSession(keyOf(user), currency, amount, EXPIRY, signature);
    }

    function openBoth(uint256 user, Currency currency, uint64 amount) internal {
        open(packed, user, currency, amount);
        open(twin, user, currency, amount);
    }

    /// Deriving an address costs as much as a batch: each is derived once.
    function addressOf(uint256 key) internal view returns (address known) {
        known = _addresses[key];
        if (known == address(0)) known = vm.addr(key);
    }

    function remember(uint256 key) internal returns (address) {
        return _addresses[key] = vm.addr(key);
    }

    function keyOf(uint256 user) internal view returns (address) {
        return addressOf(userKeys[user]);
    }

    function operatorOf(uint256 index) internal view returns (address) {
        return addressOf(workerKeys[index]);
    }

    /// 64 bytes: r, then s with the parity in its top bit.
    function sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
    }

    function assertEq(uint256 left, uint256 right, string memory what) internal pure {
        vm.assertEq(left, right, what);
    }

    function assertEq(address left, address right, string memory what) internal pure {
        vm.assertEq(uint256(uint160(left)), uint256(uint160(right)), what);
    }

    function assertEq(bytes32 left, bytes32 right, string memory what) internal pure {
        vm.assertEq(uint256(left), uint256(right), what);
    }

    function assertTrue(bool condition, string memory what) internal pure {
        vm.assertTrue(condition, what);
    }

    function insertKey(uint256[] storage keys, uint256 key) private {
        keys.push(key);
        remember(key);
        for (uint256 i = keys.length - 1; i > 0 && addressOf(keys[i - 1]) > addressOf(key); i--) {
            (keys[i - 1], keys[i]) = (keys[i], keys[i - 1]);
        }
    }
}
