// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IModelRegistry} from "./IModelRegistry.sol";

/// @title Models that trainers submit
/// @notice Anyone submits a model, for nothing; a curator of the DAO takes it into the registry or declines it. An accepted
/// model lies with {IModelClaims} until its trainer is known by name.
interface IModelSubmissions {
    /// @notice How a submission stands.
    enum State {
        None,
        Pending,
        Accepted,
        Declined,
        Withdrawn
    }

    /// @notice A submission.
    /// @param specHash keccak256 over the ABI encoding of the whole spec, which the event carries.
    /// @param model Id in the registry, once accepted.
    struct Submission {
        address trainer;
        State state;
        uint32 model;
        bytes32 specHash;
    }

    /// @notice `trainer` submitted a model.
    event ModelSubmitted(uint32 indexed submissionId, address indexed trainer, IModelRegistry.ModelSpec spec);
    /// @notice The submission became `model`.
    event SubmissionAccepted(uint32 indexed submissionId, uint32 indexed model, address indexed trainer);
    /// @notice The submission was declined; `reason` is for its trainer to read.
    event SubmissionDeclined(uint32 indexed submissionId, string reason);
    /// @notice The trainer took the submission back.
    event SubmissionWithdrawn(uint32 indexed submissionId);

    /// @notice The submission does not wait.
    error ModelSubmissionsNotPending(uint32 submissionId, State state);
    /// @notice A trainer has as many waiting submissions as it may have.
    error ModelSubmissionsTooMany(address trainer, uint256 limit);
    /// @notice The spec is not the one that was submitted.
    error ModelSubmissionsOtherSpec(uint32 submissionId, bytes32 specHash);
    /// @notice Only the trainer takes it back.
    error ModelSubmissionsNotTrainer(uint32 submissionId, address caller);

    /// @notice Submits a model. Emits {ModelSubmitted}.
    function submit(IModelRegistry.ModelSpec calldata spec) external returns (uint32 submissionId);

    /// @notice Takes a submission back. Emits {SubmissionWithdrawn}.
    function withdraw(uint32 submissionId) external;

    /// @notice Takes a submission into the registry as it was submitted. Emits {SubmissionAccepted}. Role: curator.
    function accept(
        uint32 submissionId,
        IModelRegistry.ModelSpec calldata spec
    ) external returns (uint32 model);

    /// @notice Declines a submission. Emits {SubmissionDeclined}. Role: curator.
    function decline(uint32 submissionId, string calldata reason) external;

    /// @notice A submission as it stands.
    function submissionOf(uint32 submissionId) external view returns (Submission memory);

    /// @notice Who submitted a model; zero where a curator registered it without a submission.
    function trainerOf(uint32 model) external view returns (address);
}
