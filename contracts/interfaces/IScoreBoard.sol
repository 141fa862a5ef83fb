// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {Population, ScoreRow, Thresholds} from "../types/ScoreTypes.sol";
import {ITierSource} from "./ITierSource.sol";

/// @title The board of scores
/// @notice Every week anyone posts the root over all scores of the week before, with a bond. For 24 hours anyone can show
/// one wrong step and take half of the bond. A root that stands gives each account its tier by proof.
/// @dev Leaves and why three proofs are enough: docs/explanation/scores.md. The only money here is bonds and fees of open
/// proposals. Epochs are weeks since 1970.
interface IScoreBoard is ITierSource {
    /// @notice How a proposal stands.
    enum Status {
        None,
        Standing,
        Struck,
        Vetoed,
        Released
    }

    /// @notice What made a proposal fall.
    enum Fault {
        Row,
        Pair,
        Omission,
        Unanswered
    }

    /// @notice What is posted.
    /// @param root Merkle tree over all rows, by rising id.
    /// @param dataHash SHA-256 of the published rows.
    /// @param count How many rows there are.
    /// @param totals Sums of the damped factors.
    /// @param uri Where the rows are published, a CID as a rule.
    struct Scores {
        bytes32 root;
        bytes32 dataHash;
        uint32 count;
        uint128[5] totals;
        string uri;
    }

    /// @notice A posted root.
    /// @param contestedUntil Unix time from which it is accepted, if no row is still asked for.
    /// @param openDemands Rows that were asked for and not shown yet.
    struct Proposal {
        bytes32 root;
        bytes32 dataHash;
        address poster;
        uint48 postedAt;
        Population population;
        Status status;
        uint48 contestedUntil;
        uint32 epoch;
        uint32 count;
        uint32 openDemands;
        uint104 bond;
        Thresholds thresholds;
        uint128[5] totals;
    }

    /// @notice A row that somebody asked the poster to show.
    struct Demand {
        address by;
        uint48 until;
        bool closed;
    }

    /// @notice A root was posted.
    event ScoresPosted(
        uint32 indexed proposalId,
        Population indexed population,
        uint32 indexed epoch,
        address poster,
        Scores scores,
        Thresholds thresholds,
        uint256 bond,
        uint48 contestedUntil
    );
    /// @notice Somebody asked for the row at `index`.
    event RowDemanded(uint32 indexed proposalId, uint32 indexed index, address indexed by, uint48 until);
    /// @notice The row was shown; the proposal can be contested until `contestedUntil` at least.
    event RowShown(uint32 indexed proposalId, uint32 indexed index, ScoreRow row, uint48 contestedUntil);
    /// @notice A wrong step was shown: `reward` went to the challenger, `rest` to the treasury.
    event ProposalStruck(
        uint32 indexed proposalId,
        address indexed challenger,
        Fault fault,
        uint256 reward,
        uint256 rest
    );
    /// @notice The guardian cancelled a proposal; its bond went back.
    event ProposalVetoed(uint32 indexed proposalId);
    /// @notice The bond of an accepted proposal went back to its poster.
    event BondReleased(uint32 indexed proposalId, address indexed poster, uint256 bond);
    /// @notice The fee of a demand whose proposal fell went back.
    event DemandReclaimed(uint32 indexed proposalId, uint32 indexed index, address indexed by, uint256 fee);
    /// @notice An account's tier of an epoch was applied.
    event TierApplied(
        bytes32 indexed id,
        Population indexed population,
        uint32 indexed epoch,
        uint8 oldTier,
        uint8 newTier,
        uint64 score
    );
    /// @notice The bond of later proposals was set.
    event BondSet(uint256 oldBond, uint256 newBond);
    /// @notice What qualifies in later proposals was set.
    event ThresholdsSet(Thresholds oldThresholds, Thresholds newThresholds);
    /// @notice What each tier is worth was set.
    event BenefitsSet(uint16[5] oldBps, uint16[5] newBps);

    /// @notice A root needs rows, a root over them and a hash of what was published.
    error ScoreBoardEmptyScores();
    /// @notice Only the two weeks before this one can be posted.
    error ScoreBoardWrongEpoch(uint32 epoch, uint32 currentEpoch);
    /// @notice Another proposal for that epoch stands.
    error ScoreBoardAlreadyPosted(uint32 proposalId);
    /// @notice No such proposal, or it fell, or it is accepted.
    error ScoreBoardNotContested(uint32 proposalId);
    /// @notice The proposal is not accepted.
    error ScoreBoardNotAccepted(uint32 proposalId);
    /// @notice The bond went back already.
    error ScoreBoardBondReleased(uint32 proposalId);
    /// @notice The row is not under the root.
    error ScoreBoardNotUnderRoot(bytes32 id);
    /// @notice Nothing is wrong with the row.
    error ScoreBoardRowSound(bytes32 id);
    /// @notice Nothing is wrong between the rows, or they are the same.
    error ScoreBoardPairSound(bytes32 a, bytes32 b);
    /// @notice The rows do not show that the id is missing.
    error ScoreBoardNotOmitted(bytes32 id);
    /// @notice The chain does not know that the id qualifies.
    error ScoreBoardNotQualified(bytes32 id, uint256 proven, uint256 needed);
    /// @notice There is no such row.
    error ScoreBoardNoSuchRow(uint32 index, uint32 count);
    /// @notice Rows can be asked for in the first 24 hours only.
    error ScoreBoardDemandTooLate(uint48 until);
    /// @notice The row was asked for already.
    error ScoreBoardAlreadyDemanded(uint32 index);
    /// @notice Nobody waits for that row.
    error ScoreBoardNotDemanded(uint32 index);
    /// @notice The poster still has until `until`.
    error ScoreBoardStillTime(uint48 until);
    /// @notice The epoch, or a later one, was applied to the account already.
    error ScoreBoardAlreadyApplied(bytes32 id, uint32 epoch);
    /// @notice There is no such tier.
    error ScoreBoardUnknownTier(uint8 tier);
    /// @notice The bond is out of range.
    error ScoreBoardBondOutOfRange(uint256 bond, uint256 least, uint256 most);
    /// @notice Benefits rise with the tier, from 0 to at most 750 bps.
    error ScoreBoardBadBenefits(uint16[5] bps);
    /// @notice A threshold of zero would let everybody in.
    error ScoreBoardZeroThreshold();

    /* POSTING */

    /// @notice Posts the scores of an epoch that ended, with the bond of the caller. Emits {ScoresPosted}.
    /// @dev Warning: rows that are withheld can be demanded one by one; a poster that cannot show one loses its bond.
    function post(
        Population population,
        uint32 epoch,
        Scores calldata scores
    ) external returns (uint32 proposalId);

    /// @notice Gives the bond of an accepted proposal back, by anyone. Emits {BondReleased}.
    function releaseBond(uint32 proposalId) external;

    /// @notice Cancels a contested proposal whose inputs do not follow from the events; the bond goes back. Emits
    /// {ProposalVetoed}. Role: guardian.
    function veto(uint32 proposalId) external;

    /* CHALLENGES */

    /// @notice Shows that one row is wrong by itself: its rank, score, tier or qualification, the first or last sums, or
    /// less of the second factor than the chain has recorded. Emits {ProposalStruck}.
    function challengeRow(uint32 proposalId, ScoreRow calldata row, bytes32[] calldata proof) external;

    /// @notice Shows that two rows contradict each other: the same rank or id, the wrong order by id or by score, or sums
    /// that do not follow. Emits {ProposalStruck}.
    function challengePair(
        uint32 proposalId,
        ScoreRow calldata a,
        bytes32[] calldata proofOfA,
        ScoreRow calldata b,
        bytes32[] calldata proofOfB
    ) external;

    /// @notice Shows that an account which qualifies by what the chain recorded has no row. Emits {ProposalStruck}.
    /// @param neighbours The rows right below and above the id; one alone where it is the first or the last.
    function challengeOmission(
        uint32 proposalId,
        bytes32 id,
        ScoreRow[] calldata neighbours,
        bytes32[][] calldata proofs
    ) external;

    /// @notice Asks the poster to show a row, for a fee of a fiftieth of the bond, which it earns by showing it within 24
    /// hours. Emits {RowDemanded}.
    function demandRow(uint32 proposalId, uint32 index) external;

    /// @notice Shows a demanded row, by anyone; the fee goes to the poster. Emits {RowShown}.
    function showRow(uint32 proposalId, ScoreRow calldata row, bytes32[] calldata proof) external;

    /// @notice Strikes a proposal that did not show a demanded row in time, by anyone; the reward and the fee go to who
    /// demanded it. Emits {ProposalStruck}.
    function strikeUnanswered(uint32 proposalId, uint32 index) external;

    /// @notice Gives the fee of a demand back whose proposal fell for another reason. Emits {DemandReclaimed}.
    function reclaimDemand(uint32 proposalId, uint32 index) external;

    /* TIERS */

    /// @notice Applies an account's tier of an accepted epoch, by anyone, once. Emits {TierApplied}.
    /// @dev By anyone: an account whose tier fell would not come itself.
    function applyTier(
        uint32 proposalId,
        uint32 index,
        bytes32 id,
        uint64 score,
        uint8 tier,
        bytes32 inputsHash,
        bytes32[] calldata proof
    ) external;

    /* PARAMETERS */

    /// @notice Sets the bond of later proposals. Emits {BondSet}. Role: admin.
    function setBond(uint104 newBond) external;

    /// @notice Sets what qualifies in later proposals. Emits {ThresholdsSet}. Role: admin.
    function setThresholds(Thresholds calldata newThresholds) external;

    /// @notice Sets what each tier is worth. Emits {BenefitsSet}. Role: admin.
    function setBenefits(uint16[5] calldata newBps) external;

    /* VIEWS */

    /// @notice A proposal by its number.
    function proposal(uint32 proposalId) external view returns (Proposal memory);

    /// @notice Number of the last proposal for an epoch; 0 without one.
    function proposalOf(Population population, uint32 epoch) external view returns (uint32);

    /// @notice Whether tiers can be applied from the proposal.
    function isAccepted(uint32 proposalId) external view returns (bool);

    /// @notice A demand for a row.
    function demandOf(uint32 proposalId, uint32 index) external view returns (Demand memory);

    /// @notice The running epoch; the one before is the newest that can be posted.
    function currentEpoch() external view returns (uint32);

    /// @notice Last tier that was applied to an id, and for which epoch.
    function appliedTier(Population population, bytes32 id) external view returns (uint8 tier, uint32 epoch);

    /// @notice The bond that {post} asks for, in wei of SOGNI.
    function bond() external view returns (uint256);

    /// @notice What qualifies now.
    function thresholds() external view returns (Thresholds memory);
}
