// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IModelClaims} from "../../../contracts/interfaces/IModelClaims.sol";
import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IModelSubmissions} from "../../../contracts/interfaces/IModelSubmissions.sol";
import {IRenderLedger} from "../../../contracts/interfaces/IRenderLedger.sol";
import {IRenderLedgerDesk} from "../../../contracts/interfaces/IRenderLedgerDesk.sol";
import {ModelClaims} from "../../../contracts/models/ModelClaims.sol";
import {ModelRegistry} from "../../../contracts/models/ModelRegistry.sol";
import {Model} from "../../../contracts/types/LedgerTypes.sol";
import {PromoWorld} from "../rewards/PromoWorld.sol";

contract ModelClaimsTest is PromoWorld {
    bytes32 private constant KYC = keccak256("case 12");

    address private ledger = neighbour("ledger");
    address private sogni = neighbour("sogni");
    address private submissions = neighbour("submissions");
    ModelRegistry private registry;
    ModelClaims private claims;

    function setUp() public {
        etchTokenAccountRegistry();
        registry = ModelRegistry(
            proxyOf(
                address(new ModelRegistry(IRenderLedger(ledger), neighbour("account"))),
                abi.encodeCall(ModelRegistry.initialize, (address(manager)))
            )
        );
        claims = ModelClaims(
            proxyOf(
                address(
                    new ModelClaims(
                        registry,
                        IModelSubmissions(submissions),
                        IRenderLedger(ledger),
                        IERC20(sogni)
                    )
                ),
                abi.encodeCall(ModelClaims.initialize, (address(manager)))
            )
        );
        listen(claims);
        vm.mockCall(ledger, abi.encodeWithSelector(IRenderLedgerDesk.setModel.selector), "");
        vm.mockCall(ledger, abi.encodeWithSelector(IRenderLedgerDesk.claimRoyalty.selector), "");
        _trainer(address(0));
        _royalty(5);
        registry.register(address(claims), _spec());
        vm.mockCall(sogni, abi.encodeWithSelector(IERC20.balanceOf.selector), abi.encode(1_234));
    }

    function test_TheTrainerGetsTheTokenAndWhatItsAccountEarned() public {
        _trainer(alice);
        bytes memory signature = _signed(alice);
        vm.expectCall(ledger, abi.encodeCall(IRenderLedgerDesk.claimRoyalty, (1)), 1);
        vm.expectEmit(address(claims));
        emit IModelClaims.ModelClaimed(1, alice, registry.accountOf(1), KYC, 1_234);
        vm.prank(stranger);
        claims.claim(1, alice, KYC, deadline, signature);
        vm.assertEq(registry.ownerOf(1), alice);
        vm.expectRevert(abi.encodeWithSelector(IModelClaims.ModelClaimsNotHeld.selector, 1, alice));
        claims.claim(1, alice, KYC, deadline, signature);
    }

    function test_AModelWithoutASubmissionGoesToWhomTheAttesterKnows() public {
        _royalty(0);
        vm.expectCall(ledger, abi.encodeCall(IRenderLedgerDesk.claimRoyalty, (1)), 0);
        claims.claim(1, bob, KYC, deadline, _signed(bob));
        vm.assertEq(registry.ownerOf(1), bob);
    }

    /// Attack: somebody else with a true word of its own.
    function test_Attack_ClaimOfAnotherTrainersModel() public {
        _trainer(alice);
        bytes memory signature = _signed(bob);
        vm.expectRevert(abi.encodeWithSelector(IModelClaims.ModelClaimsNotTrainer.selector, 1, alice, bob));
        claims.claim(1, bob, KYC, deadline, signature);
    }

    function test_RevertWhen_NobodyVouches() public {
        bytes memory signature = _signed(alice);
        expectNotAttested(claims, _statement(bob), signature);
        claims.claim(1, bob, KYC, deadline, signature);
    }

    function test_HoldsModelsOnly() public {
        claims.claim(1, bob, KYC, deadline, _signed(bob));
        vm.prank(bob);
        registry.safeTransferFrom(bob, address(claims), 1);
        vm.assertEq(registry.ownerOf(1), address(claims));
        vm.expectRevert(abi.encodeWithSelector(IModelClaims.ModelClaimsForeignToken.selector, address(this)));
        claims.onERC721Received(bob, bob, 1, "");
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(
            new ModelClaims(registry, IModelSubmissions(submissions), IRenderLedger(ledger), IERC20(sogni))
        );
        expectUnauthorized();
        claims.upgradeToAndCall(next, "");
    }

    function _trainer(address trainer) private {
        vm.mockCall(submissions, abi.encodeCall(IModelSubmissions.trainerOf, (1)), abi.encode(trainer));
    }

    function _royalty(uint64 amount) private {
        Model memory row;
        row.royalty = amount;
        vm.mockCall(ledger, abi.encodeCall(IRenderLedgerDesk.model, (1)), abi.encode(row));
    }

    function _statement(address to) private view returns (bytes32) {
        bytes32 typehash = keccak256("Claim(uint32 model,address to,bytes32 kycRef,uint48 deadline)");
        return keccak256(abi.encode(typehash, uint32(1), to, KYC, deadline));
    }

    function _signed(address to) private view returns (bytes memory) {
        return signed(claims, _statement(to));
    }

    function _spec() private pure returns (IModelRegistry.ModelSpec memory spec) {
        spec.contentRoot = keccak256("content");
        (spec.table.minMs, spec.table.maxSteps, spec.table.maxCount) = (4_320, 100, 16);
        spec.table.points = new IModelRegistry.PixelPoint[](1);
        spec.table.points[0] = IModelRegistry.PixelPoint(1_024, 10_000);
    }
}
