// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IRenderLedger} from "../../../contracts/interfaces/IRenderLedger.sol";
import {IRenderLedgerDesk} from "../../../contracts/interfaces/IRenderLedgerDesk.sol";
import {TokenAccount} from "../../../contracts/libraries/TokenAccount.sol";
import {ModelRegistry} from "../../../contracts/models/ModelRegistry.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

contract ModelRegistryTest is ManagedTest {
    address private ledger = neighbour("ledger");
    address private account = neighbour("account");
    address private alice = makeAddr("alice");
    ModelRegistry private registry;

    function setUp() public {
        etchTokenAccountRegistry();
        registry = ModelRegistry(
            proxyOf(
                address(new ModelRegistry(IRenderLedger(ledger), account)),
                abi.encodeCall(ModelRegistry.initialize, (address(manager)))
            )
        );
        vm.mockCall(ledger, abi.encodeWithSelector(IRenderLedgerDesk.setModel.selector), "");
    }

    function test_RevertWhen_RegisteredByStranger() public {
        IModelRegistry.ModelSpec memory spec = _spec();
        expectUnauthorized();
        registry.register(alice, spec);
    }

    function test_RevertWhen_NoContent() public {
        IModelRegistry.ModelSpec memory spec = _spec();
        spec.contentRoot = 0;
        _expectRefused(spec, abi.encodeWithSelector(IModelRegistry.ModelRegistryNoContent.selector));
    }

    function test_RevertWhen_ContentTaken() public {
        IModelRegistry.ModelSpec memory spec = _spec();
        registry.register(alice, spec);
        _expectRefused(
            spec,
            abi.encodeWithSelector(IModelRegistry.ModelRegistryContentTaken.selector, spec.contentRoot, 1)
        );
    }

    function test_RevertWhen_RoyaltyTooHigh() public {
        IModelRegistry.ModelSpec memory spec = _spec();
        spec.royaltyBps = 1_001;
        _expectRefused(
            spec,
            abi.encodeWithSelector(IModelRegistry.ModelRegistryRoyaltyTooHigh.selector, 1_001, 1_000)
        );
    }

    function test_RevertWhen_LimitsAreZero() public {
        IModelRegistry.ModelSpec memory spec = _spec();
        spec.table.maxSteps = 0;
        _expectRefused(spec, abi.encodeWithSelector(IModelRegistry.ModelRegistryNoLimit.selector, 0, 16));
        spec = _spec();
        spec.table.maxCount = 0;
        _expectRefused(spec, abi.encodeWithSelector(IModelRegistry.ModelRegistryNoLimit.selector, 100, 0));
    }

    function test_RevertWhen_NoMinimum() public {
        IModelRegistry.ModelSpec memory spec = _spec();
        spec.table.minMs = 0;
        _expectRefused(spec, abi.encodeWithSelector(IModelRegistry.ModelRegistryNoMinimum.selector));
    }

    function test_RevertWhen_PointsAreNoneOrTooMany() public {
        IModelRegistry.ModelSpec memory spec = _spec();
        spec.table.points = new IModelRegistry.PixelPoint[](0);
        _expectRefused(spec, abi.encodeWithSelector(IModelRegistry.ModelRegistryPointCount.selector, 0));
        spec.table.points = new IModelRegistry.PixelPoint[](17);
        _expectRefused(spec, abi.encodeWithSelector(IModelRegistry.ModelRegistryPointCount.selector, 17));
    }

    function test_RevertWhen_PointsDoNotRise() public {
        IModelRegistry.ModelSpec memory spec = _spec();
        spec.table.points[1].pixels = spec.table.points[0].pixels;
        _expectRefused(spec, abi.encodeWithSelector(IModelRegistry.ModelRegistryPointOrder.selector, 1));
        spec = _spec();
        spec.table.points[1].bps = spec.table.points[0].bps - 1;
        _expectRefused(spec, abi.encodeWithSelector(IModelRegistry.ModelRegistryPointOrder.selector, 1));
    }

    function test_RegistersListedWithItsAccount() public {
        IModelRegistry.ModelSpec memory spec = _spec();
        address expected = TokenAccount.REGISTRY.account(account, 0, block.chainid, address(registry), 1);
        vm.expectCall(ledger, abi.encodeCall(IRenderLedgerDesk.setModel, (1, 500, true)));
        vm.expectEmit(address(registry));
        emit IModelRegistry.ModelRegistered(1, alice, expected, spec);
        vm.expectEmit(address(registry));
        emit IModelRegistry.ModelListed(1, false, true);
        vm.assertEq(registry.register(alice, spec), 1);

        vm.assertEq(registry.ownerOf(1), alice);
        vm.assertEq(registry.registered(), 1);
        vm.assertEq(registry.modelOf(spec.contentRoot), 1);
        vm.assertEq(registry.accountOf(1), expected);
        vm.assertTrue(expected.code.length > 0);
        vm.assertTrue(registry.isListed(1));
        vm.assertEq(registry.tokenURI(1), spec.uri);
        vm.assertEq(keccak256(abi.encode(registry.specOf(1))), keccak256(abi.encode(spec)));
        vm.assertEq(keccak256(abi.encode(registry.tableOf(1))), keccak256(abi.encode(spec.table)));
    }

    function test_RevertWhen_ListedByStranger() public {
        registry.register(alice, _spec());
        expectUnauthorized();
        registry.setListed(1, false);
    }

    function test_RevertWhen_ModelUnknown() public {
        bytes memory unknown = abi.encodeWithSelector(IModelRegistry.ModelRegistryUnknownModel.selector, 1);
        vm.expectRevert(unknown);
        registry.setListed(1, true);
        vm.expectRevert(unknown);
        registry.specOf(1);
        vm.expectRevert(unknown);
        registry.tableOf(1);
        vm.expectRevert(unknown);
        registry.isListed(1);
        vm.expectRevert(unknown);
        registry.accountOf(1);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistryUnknownModel.selector, 0));
        registry.specOf(0);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 1));
        registry.tokenURI(1);
    }

    function test_ClosesAndOpensToOrders() public {
        registry.register(alice, _spec());
        vm.expectCall(ledger, abi.encodeCall(IRenderLedgerDesk.setModel, (1, 500, false)));
        vm.expectEmit();
        emit IModelRegistry.ModelListed(1, true, false);
        registry.setListed(1, false);
        vm.assertFalse(registry.isListed(1));
        registry.setListed(1, true);
        vm.assertTrue(registry.isListed(1));
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(new ModelRegistry(IRenderLedger(ledger), account));
        expectUnauthorized();
        registry.upgradeToAndCall(next, "");
    }

    function _expectRefused(IModelRegistry.ModelSpec memory spec, bytes memory reason) private {
        vm.expectRevert(reason);
        registry.register(alice, spec);
    }

    function _spec() private pure returns (IModelRegistry.ModelSpec memory spec) {
        spec.name = "stickers";
        spec.contentRoot = keccak256("content");
        spec.uri = "manifest.json";
        spec.classId = keccak256("class");
        spec.royaltyBps = 500;
        spec.table.fixedMs = 100;
        spec.table.minMs = 4_320;
        spec.table.stepMicro = 5e6;
        spec.table.maxSteps = 100;
        spec.table.maxCount = 16;
        spec.table.points = new IModelRegistry.PixelPoint[](2);
        spec.table.points[0] = IModelRegistry.PixelPoint(1_024, 10_000);
        spec.table.points[1] = IModelRegistry.PixelPoint(4_096, 40_000);
    }
}
