// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IModelSubmissions} from "../interfaces/IModelSubmissions.sol";

/// @title Models that trainers submit
/// @custom:security-contact see SECURITY.md
contract ModelSubmissions is IModelSubmissions, AccessManagedUpgradeable, UUPSUpgradeable {
    /// @custom:storage-location erc7201:supernet.storage.ModelSubmissions
    struct ModelSubmissionsStorage {
        uint32 submitted;
        mapping(uint32 submissionId => Submission) submissions;
        mapping(address trainer => uint256) waiting;
        mapping(uint32 model => address) trainers;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.ModelSubmissions")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant MODEL_SUBMISSIONS_STORAGE =
        0x5bc4dc5a6bc608ff99b5d49438bee3f3a015a37a18655432c7bbf88e96b0c400;

    /// @notice Most submissions of one trainer that wait: there is no deposit.
    uint256 public constant MAX_WAITING = 8;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IModelRegistry private immutable _registry;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address private immutable _claims;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IModelRegistry registry, address claims) {
        _registry = registry;
        _claims = claims;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
    }

    /// @inheritdoc IModelSubmissions
    function submit(IModelRegistry.ModelSpec calldata spec) external returns (uint32 submissionId) {
        ModelSubmissionsStorage storage $ = _getModelSubmissionsStorage();
        require($.waiting[msg.sender] < MAX_WAITING, ModelSubmissionsTooMany(msg.sender, MAX_WAITING));
        ++$.waiting[msg.sender];
        submissionId = ++$.submitted;
        $.submissions[submissionId] = Submission(msg.sender, State.Pending, 0, _hash(spec));
        emit ModelSubmitted(submissionId, msg.sender, spec);
    }

    /// @inheritdoc IModelSubmissions
    function withdraw(uint32 submissionId) external {
        Submission storage submission = _pending(submissionId);
        require(submission.trainer == msg.sender, ModelSubmissionsNotTrainer(submissionId, msg.sender));
        _leave(submission, State.Withdrawn);
        emit SubmissionWithdrawn(submissionId);
    }

    /// @inheritdoc IModelSubmissions
    function accept(
        uint32 submissionId,
        IModelRegistry.ModelSpec calldata spec
    ) external restricted returns (uint32 model) {
        Submission storage submission = _pending(submissionId);
        bytes32 specHash = _hash(spec);
        require(specHash == submission.specHash, ModelSubmissionsOtherSpec(submissionId, specHash));
        _leave(submission, State.Accepted);
        model = _registry.register(_claims, spec);
        submission.model = model;
        _getModelSubmissionsStorage().trainers[model] = submission.trainer;
        emit SubmissionAccepted(submissionId, model, submission.trainer);
    }

    /// @inheritdoc IModelSubmissions
    function decline(uint32 submissionId, string calldata reason) external restricted {
        _leave(_pending(submissionId), State.Declined);
        emit SubmissionDeclined(submissionId, reason);
    }

    /// @inheritdoc IModelSubmissions
    function submissionOf(uint32 submissionId) external view returns (Submission memory) {
        return _getModelSubmissionsStorage().submissions[submissionId];
    }

    /// @inheritdoc IModelSubmissions
    function trainerOf(uint32 model) external view returns (address) {
        return _getModelSubmissionsStorage().trainers[model];
    }

    function _pending(uint32 submissionId) private view returns (Submission storage submission) {
        submission = _getModelSubmissionsStorage().submissions[submissionId];
        require(
            submission.state == State.Pending,
            ModelSubmissionsNotPending(submissionId, submission.state)
        );
    }

    function _leave(Submission storage submission, State state) private {
        submission.state = state;
        --_getModelSubmissionsStorage().waiting[submission.trainer];
    }

    function _hash(IModelRegistry.ModelSpec calldata spec) private pure returns (bytes32) {
        return keccak256(abi.encode(spec));
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getModelSubmissionsStorage() private pure returns (ModelSubmissionsStorage storage $) {
        assembly {
            $.slot := MODEL_SUBMISSIONS_STORAGE
        }
    }
}
