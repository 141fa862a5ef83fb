// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {GovernorUpgradeable} from "@openzeppelin/contracts-upgradeable/governance/GovernorUpgradeable.sol";
import {TimelockControllerUpgradeable} from "@openzeppelin/contracts-upgradeable/governance/TimelockControllerUpgradeable.sol";
import {GovernorCountingSimpleUpgradeable} from "@openzeppelin/contracts-upgradeable/governance/extensions/GovernorCountingSimpleUpgradeable.sol";
import {GovernorPreventLateQuorumUpgradeable} from "@openzeppelin/contracts-upgradeable/governance/extensions/GovernorPreventLateQuorumUpgradeable.sol";
import {GovernorProposalGuardianUpgradeable} from "@openzeppelin/contracts-upgradeable/governance/extensions/GovernorProposalGuardianUpgradeable.sol";
import {GovernorSettingsUpgradeable} from "@openzeppelin/contracts-upgradeable/governance/extensions/GovernorSettingsUpgradeable.sol";
import {GovernorStorageUpgradeable} from "@openzeppelin/contracts-upgradeable/governance/extensions/GovernorStorageUpgradeable.sol";
import {GovernorTimelockControlUpgradeable} from "@openzeppelin/contracts-upgradeable/governance/extensions/GovernorTimelockControlUpgradeable.sol";
import {GovernorVotesUpgradeable} from "@openzeppelin/contracts-upgradeable/governance/extensions/GovernorVotesUpgradeable.sol";
import {GovernorVotesQuorumFractionUpgradeable} from "@openzeppelin/contracts-upgradeable/governance/extensions/GovernorVotesQuorumFractionUpgradeable.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {ISupernetGovernor} from "../interfaces/ISupernetGovernor.sol";
import {ISupernetTimelock} from "../interfaces/ISupernetTimelock.sol";

/// @title The governor of the DAO
/// @custom:security-contact see SECURITY.md
contract SupernetGovernor is
    ISupernetGovernor,
    GovernorUpgradeable,
    GovernorSettingsUpgradeable,
    GovernorCountingSimpleUpgradeable,
    GovernorStorageUpgradeable,
    GovernorVotesUpgradeable,
    GovernorVotesQuorumFractionUpgradeable,
    GovernorTimelockControlUpgradeable,
    GovernorPreventLateQuorumUpgradeable,
    GovernorProposalGuardianUpgradeable,
    UUPSUpgradeable
{
    /// @dev A guardian serves this long, unless it is named again.
    uint48 private constant GUARDIAN_TERM = 730 days;

    /// @custom:storage-location erc7201:supernet.storage.SupernetGovernor
    struct SupernetGovernorStorage {
        uint48 guardianEndsAt;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.SupernetGovernor")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant SUPERNET_GOVERNOR_STORAGE =
        0x69c75e5f7abde204bf132fd2fc94bbc519d6018504431a9de259cfb2f80ed600;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    uint256 private immutable _quorumFloor;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(uint256 quorumFloor_) {
        _quorumFloor = quorumFloor_;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the votes and the timelock, and names the guardian.
    function initialize(
        IVotes votes,
        address timelock_,
        address guardian,
        Terms calldata terms
    ) external initializer {
        __Governor_init("SupernetGovernor");
        __GovernorSettings_init(terms.votingDelay, terms.votingPeriod, terms.proposalThreshold);
        __GovernorVotes_init(votes);
        __GovernorVotesQuorumFraction_init(terms.quorumPercent);
        __GovernorTimelockControl_init(TimelockControllerUpgradeable(payable(timelock_)));
        __GovernorPreventLateQuorum_init(terms.lateQuorumExtension);
        _setProposalGuardian(guardian);
    }

    /// @inheritdoc ISupernetGovernor
    function quorumFloor() external view returns (uint256) {
        return _quorumFloor;
    }

    /// @inheritdoc ISupernetGovernor
    function guardianEndsAt() external view returns (uint48) {
        return _getSupernetGovernorStorage().guardianEndsAt;
    }

    /// @notice Votes that a proposal of that time needs: the fraction of the active stake, and at least the floor.
    function quorum(
        uint256 timepoint
    ) public view override(GovernorUpgradeable, GovernorVotesQuorumFractionUpgradeable) returns (uint256) {
        return Math.max(super.quorum(timepoint), _quorumFloor);
    }

    /// @notice Whoever may cancel any proposal; nobody after the end of the term.
    function proposalGuardian() public view override returns (address) {
        return
            block.timestamp < _getSupernetGovernorStorage().guardianEndsAt
                ? super.proposalGuardian()
                : address(0);
    }

    /// @dev Fixed, and not asked of the votes: a votes contract without an answer would turn seconds into blocks.
    function clock() public view override(GovernorUpgradeable, GovernorVotesUpgradeable) returns (uint48) {
        return uint48(block.timestamp);
    }

    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE()
        public
        pure
        override(GovernorUpgradeable, GovernorVotesUpgradeable)
        returns (string memory)
    {
        return "mode=timestamp";
    }

    /// @inheritdoc GovernorTimelockControlUpgradeable
    function state(
        uint256 proposalId
    ) public view override(GovernorUpgradeable, GovernorTimelockControlUpgradeable) returns (ProposalState) {
        return super.state(proposalId);
    }

    /// @inheritdoc GovernorPreventLateQuorumUpgradeable
    function proposalDeadline(
        uint256 proposalId
    ) public view override(GovernorUpgradeable, GovernorPreventLateQuorumUpgradeable) returns (uint256) {
        return super.proposalDeadline(proposalId);
    }

    /// @inheritdoc GovernorSettingsUpgradeable
    function proposalThreshold()
        public
        view
        override(GovernorUpgradeable, GovernorSettingsUpgradeable)
        returns (uint256)
    {
        return super.proposalThreshold();
    }

    /// @inheritdoc GovernorTimelockControlUpgradeable
    function proposalNeedsQueuing(
        uint256 proposalId
    ) public view override(GovernorUpgradeable, GovernorTimelockControlUpgradeable) returns (bool) {
        return super.proposalNeedsQueuing(proposalId);
    }

    /// @dev The term begins anew with every naming: naming the same guardian again renews it.
    function _setProposalGuardian(address guardian) internal override {
        uint48 endsAt = clock() + GUARDIAN_TERM;
        _getSupernetGovernorStorage().guardianEndsAt = endsAt;
        super._setProposalGuardian(guardian);
        emit GuardianTermSet(guardian, endsAt);
    }

    /// @dev The timelock decides how long the calls wait: its answer is the time of execution.
    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(GovernorUpgradeable, GovernorTimelockControlUpgradeable) returns (uint48) {
        super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
        // What the timelock was built with: decades at most.
        return clock() + uint48(ISupernetTimelock(timelock()).delayOf(targets, calldatas));
    }

    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal override(GovernorUpgradeable, GovernorStorageUpgradeable) returns (uint256) {
        return super._propose(targets, values, calldatas, description, proposer);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(GovernorUpgradeable, GovernorTimelockControlUpgradeable) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(GovernorUpgradeable, GovernorTimelockControlUpgradeable) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _tallyUpdated(
        uint256 proposalId
    ) internal override(GovernorUpgradeable, GovernorPreventLateQuorumUpgradeable) {
        super._tallyUpdated(proposalId);
    }

    function _validateCancel(
        uint256 proposalId,
        address caller
    ) internal view override(GovernorUpgradeable, GovernorProposalGuardianUpgradeable) returns (bool) {
        return super._validateCancel(proposalId, caller);
    }

    function _executor()
        internal
        view
        override(GovernorUpgradeable, GovernorTimelockControlUpgradeable)
        returns (address)
    {
        return super._executor();
    }

    function _authorizeUpgrade(address) internal override onlyGovernance {}

    function _getSupernetGovernorStorage() private pure returns (SupernetGovernorStorage storage $) {
        // solhint-disable-next-line no-inline-assembly
        assembly {
            $.slot := SUPERNET_GOVERNOR_STORAGE
        }
    }
}
