// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IModelSubmissions} from "../../../contracts/interfaces/IModelSubmissions.sol";
import {ModelSubmissions} from "../../../contracts/models/ModelSubmissions.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

contract ModelSubmissionsTest is ManagedTest {
    address private registry = neighbour("registry");
    address private claims = makeAddr("claims");
    address private alice = makeAddr("alice");
    ModelSubmissions private submissions;

    function setUp() public {
        submissions = ModelSubmissions(
            proxyOf(
                address(new ModelSubmissions(IModelRegistry(registry), claims)),
                abi.encodeCall(ModelSubmissions.initialize, (address(manager)))
            )
        );
        vm.mockCall(registry, abi.encodeWithSelector(IModelRegistry.register.selector), abi.encode(7));
    }

    function test_SubmitsForNothing() public {
        IModelRegistry.ModelSpec memory spec = _spec("one");
        vm.expectEmit(address(submissions));
        emit IModelSubmissions.ModelSubmitted(1, alice, spec);
        vm.prank(alice);
        vm.assertEq(submissions.submit(spec), 1);
        IModelSubmissions.Submission memory submission = submissions.submissionOf(1);
        vm.assertEq(submission.trainer, alice);
        vm.assertEq(submission.specHash, keccak256(abi.encode(spec)));
        vm.assertTrue(submission.state == IModelSubmissions.State.Pending);
    }

    function test_RevertWhen_ATrainerHasTooManyWaiting() public {
        vm.startPrank(alice);
        for (uint256 i = 0; i < 8; i++) submissions.submit(_spec("one"));
        vm.expectRevert(abi.encodeWithSelector(IModelSubmissions.ModelSubmissionsTooMany.selector, alice, 8));
        submissions.submit(_spec("one"));
        submissions.withdraw(3);
        submissions.submit(_spec("one"));
        vm.stopPrank();
    }

    function test_ACuratorAcceptsWhatWasSubmitted() public {
        _submit();
        IModelRegistry.ModelSpec memory spec = _spec("one");
        expectUnauthorized();
        submissions.accept(1, spec);
        IModelRegistry.ModelSpec memory other = _spec("other");
        vm.expectRevert(
            abi.encodeWithSelector(
                IModelSubmissions.ModelSubmissionsOtherSpec.selector,
                1,
                keccak256(abi.encode(other))
            )
        );
        submissions.accept(1, other);
        vm.expectCall(registry, abi.encodeCall(IModelRegistry.register, (claims, spec)), 1);
        vm.expectEmit(address(submissions));
        emit IModelSubmissions.SubmissionAccepted(1, 7, alice);
        vm.assertEq(submissions.accept(1, spec), 7);
        vm.assertEq(submissions.trainerOf(7), alice);
        vm.assertEq(submissions.submissionOf(1).model, 7);
        _expectNotPending(IModelSubmissions.State.Accepted);
        submissions.accept(1, spec);
    }

    function test_ACuratorDeclines() public {
        _submit();
        expectUnauthorized();
        submissions.decline(1, "no");
        vm.expectEmit(address(submissions));
        emit IModelSubmissions.SubmissionDeclined(1, "its licence forbids it");
        submissions.decline(1, "its licence forbids it");
        _expectNotPending(IModelSubmissions.State.Declined);
        submissions.decline(1, "");
    }

    function test_OnlyTheTrainerWithdraws() public {
        _submit();
        vm.expectRevert(
            abi.encodeWithSelector(IModelSubmissions.ModelSubmissionsNotTrainer.selector, 1, address(this))
        );
        submissions.withdraw(1);
        vm.expectEmit(address(submissions));
        emit IModelSubmissions.SubmissionWithdrawn(1);
        vm.prank(alice);
        submissions.withdraw(1);
        _expectNotPending(IModelSubmissions.State.Withdrawn);
        vm.prank(alice);
        submissions.withdraw(1);
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(new ModelSubmissions(IModelRegistry(registry), claims));
        expectUnauthorized();
        submissions.upgradeToAndCall(next, "");
    }

    function _submit() private {
        vm.prank(alice);
        submissions.submit(_spec("one"));
    }

    function _spec(string memory name) private pure returns (IModelRegistry.ModelSpec memory spec) {
        spec.name = name;
        spec.contentRoot = keccak256(bytes(name));
    }

    function _expectNotPending(IModelSubmissions.State state) private {
        vm.expectRevert(
            abi.encodeWithSelector(IModelSubmissions.ModelSubmissionsNotPending.selector, 1, state)
        );
    }
}
