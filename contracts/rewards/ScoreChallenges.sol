// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IActivitySource} from "../interfaces/IActivitySource.sol";
import {IScoreBoard} from "../interfaces/IScoreBoard.sol";
import {ScoreMath} from "../libraries/ScoreMath.sol";
import {Population, ScoreRow} from "../types/ScoreTypes.sol";
import {ScoreProposals} from "./ScoreProposals.sol";

/// @title One-step proofs against a posted root
abstract contract ScoreChallenges is ScoreProposals {
    using SafeERC20 for IERC20;

    /// @notice How long a poster has to show a row.
    uint48 public constant SHOW_WINDOW = 24 hours;
    /// @notice How long a shown row can be contested at least.
    uint48 public constant SHOWN_WINDOW = 12 hours;
    /// @notice A demand costs this part of the bond.
    uint256 public constant DEMAND_DIVISOR = 50;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IActivitySource private immutable _userActivity;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IActivitySource private immutable _workerActivity;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IActivitySource userActivity, IActivitySource workerActivity) {
        _userActivity = userActivity;
        _workerActivity = workerActivity;
    }

    /* PROOFS */

    /// @inheritdoc IScoreBoard
    function challengeRow(
        uint32 proposalId,
        ScoreRow calldata row,
        bytes32[] calldata proof
    ) external nonReentrant {
        Proposal storage p = _contested(proposalId);
        _requireUnderRoot(p, row, proof);
        require(!_isSound(p, row), ScoreBoardRowSound(row.id));
        _strike(proposalId, p, msg.sender, Fault.Row);
    }

    /// @inheritdoc IScoreBoard
    function challengePair(
        uint32 proposalId,
        ScoreRow calldata a,
        bytes32[] calldata proofOfA,
        ScoreRow calldata b,
        bytes32[] calldata proofOfB
    ) external nonReentrant {
        Proposal storage p = _contested(proposalId);
        _requireUnderRoot(p, a, proofOfA);
        _requireUnderRoot(p, b, proofOfB);
        // One place holds one row, which cannot contradict itself.
        require(a.index != b.index && !_agree(a, b), ScoreBoardPairSound(a.id, b.id));
        _strike(proposalId, p, msg.sender, Fault.Pair);
    }

    /// @inheritdoc IScoreBoard
    function challengeOmission(
        uint32 proposalId,
        bytes32 id,
        ScoreRow[] calldata neighbours,
        bytes32[][] calldata proofs
    ) external nonReentrant {
        Proposal storage p = _contested(proposalId);
        uint256 needed = p.population == Population.Users ? p.thresholds.stake : p.thresholds.work;
        uint256 proven = _provenActivity(p, id);
        require(proven >= needed, ScoreBoardNotQualified(id, proven, needed));
        require(neighbours.length == proofs.length, ScoreBoardNotOmitted(id));
        for (uint256 i = 0; i < neighbours.length; ++i) {
            _requireUnderRoot(p, neighbours[i], proofs[i]);
        }
        require(_isBetween(p.count, id, neighbours), ScoreBoardNotOmitted(id));
        _strike(proposalId, p, msg.sender, Fault.Omission);
    }

    /* ROWS THAT WERE NOT PUBLISHED */

    /// @inheritdoc IScoreBoard
    function demandRow(uint32 proposalId, uint32 index) external nonReentrant {
        Proposal storage p = _contested(proposalId);
        require(index < p.count, ScoreBoardNoSuchRow(index, p.count));
        uint48 last = p.postedAt + CHALLENGE_WINDOW;
        require(block.timestamp < last, ScoreBoardDemandTooLate(last));
        Demand storage demand = _getScoreBoardStorage().demands[proposalId][index];
        require(demand.by == address(0), ScoreBoardAlreadyDemanded(index));

        demand.by = msg.sender;
        demand.until = uint48(block.timestamp) + SHOW_WINDOW;
        ++p.openDemands;
        emit RowDemanded(proposalId, index, msg.sender, demand.until);
        _sogni.safeTransferFrom(msg.sender, address(this), p.bond / DEMAND_DIVISOR);
    }

    /// @inheritdoc IScoreBoard
    function showRow(
        uint32 proposalId,
        ScoreRow calldata row,
        bytes32[] calldata proof
    ) external nonReentrant {
        Proposal storage p = _contested(proposalId);
        _requireUnderRoot(p, row, proof);
        Demand storage demand = _openDemand(proposalId, row.index);

        demand.closed = true;
        --p.openDemands;
        uint48 until = uint48(block.timestamp) + SHOWN_WINDOW;
        if (until > p.contestedUntil) p.contestedUntil = until;
        emit RowShown(proposalId, row.index, row, p.contestedUntil);
        _sogni.safeTransfer(p.poster, p.bond / DEMAND_DIVISOR);
    }

    /// @inheritdoc IScoreBoard
    function strikeUnanswered(uint32 proposalId, uint32 index) external nonReentrant {
        Proposal storage p = _contested(proposalId);
        Demand storage demand = _openDemand(proposalId, index);
        require(block.timestamp >= demand.until, ScoreBoardStillTime(demand.until));
        demand.closed = true;
        --p.openDemands;
        _strike(proposalId, p, demand.by, Fault.Unanswered);
        _sogni.safeTransfer(demand.by, p.bond / DEMAND_DIVISOR);
    }

    /// @inheritdoc IScoreBoard
    function reclaimDemand(uint32 proposalId, uint32 index) external nonReentrant {
        Proposal storage p = _getScoreBoardStorage().proposal[proposalId];
        Demand storage demand = _openDemand(proposalId, index);
        require(p.status == Status.Struck || p.status == Status.Vetoed, ScoreBoardStillTime(demand.until));
        demand.closed = true;
        uint256 fee = p.bond / DEMAND_DIVISOR;
        emit DemandReclaimed(proposalId, index, demand.by, fee);
        _sogni.safeTransfer(demand.by, fee);
    }

    /// @inheritdoc IScoreBoard
    function demandOf(uint32 proposalId, uint32 index) external view returns (Demand memory) {
        return _getScoreBoardStorage().demands[proposalId][index];
    }

    /* INTERNAL */

    /// @dev What a row can be held to by itself.
    function _isSound(Proposal storage p, ScoreRow calldata row) private view returns (bool) {
        uint32 count = p.count;
        if (row.rank >= count) return false;
        if (row.tier != ScoreMath.tierAt(row.rank, count)) return false;
        if (!ScoreMath.qualifies(p.population, row.factors, p.thresholds)) return false;
        if (row.score != ScoreMath.scoreOf(row.factors, p.totals)) return false;
        if (row.factors[1] < _provenActivity(p, row.id)) return false;
        for (uint256 k = 0; k < ScoreMath.FACTORS; ++k) {
            if (row.index == 0 && row.sums[k] != ScoreMath.damp(row.factors[k])) return false;
            if (row.index == count - 1 && row.sums[k] != p.totals[k]) return false;
        }
        return true;
    }

    /// @dev What two different rows can be held to: one order by id, one by score, and sums that follow.
    function _agree(ScoreRow calldata a, ScoreRow calldata b) private pure returns (bool) {
        if (a.rank == b.rank || a.id == b.id) return false;
        if ((a.index < b.index) != (a.id < b.id)) return false;
        if ((a.rank < b.rank) != ScoreMath.before(a, b)) return false;
        if (uint256(a.index) + 1 == b.index) return _follows(a, b);
        if (uint256(b.index) + 1 == a.index) return _follows(b, a);
        return true;
    }

    function _follows(ScoreRow calldata below, ScoreRow calldata above) private pure returns (bool) {
        for (uint256 k = 0; k < ScoreMath.FACTORS; ++k) {
            uint256 expected = uint256(below.sums[k]) + ScoreMath.damp(above.factors[k]);
            if (above.sums[k] != expected) return false;
        }
        return true;
    }

    /// @dev Whether there is no room for the id: right between two rows, before the first, or after the last.
    function _isBetween(
        uint32 count,
        bytes32 id,
        ScoreRow[] calldata neighbours
    ) private pure returns (bool) {
        if (neighbours.length == 2) {
            bool adjacent = uint256(neighbours[0].index) + 1 == neighbours[1].index;
            return adjacent && neighbours[0].id < id && id < neighbours[1].id;
        }
        if (neighbours.length != 1) return false;
        ScoreRow calldata row = neighbours[0];
        return (row.index == 0 && id < row.id) || (row.index == count - 1 && id > row.id);
    }

    function _provenActivity(Proposal storage p, bytes32 id) private view returns (uint256) {
        IActivitySource source = p.population == Population.Users ? _userActivity : _workerActivity;
        uint48 from = p.epoch * EPOCH;
        return source.provenActivity(id, from, from + EPOCH);
    }

    function _openDemand(uint32 proposalId, uint32 index) private view returns (Demand storage demand) {
        demand = _getScoreBoardStorage().demands[proposalId][index];
        require(demand.by != address(0) && !demand.closed, ScoreBoardNotDemanded(index));
    }

    function _requireUnderRoot(
        Proposal storage p,
        ScoreRow calldata row,
        bytes32[] calldata proof
    ) private view {
        bytes32 inputs = ScoreMath.inputsHash(p.population, row);
        bytes32 leaf = ScoreMath.leaf(row.id, p.epoch, row.score, row.tier, inputs);
        require(ScoreMath.isUnder(p.root, p.count, row.index, leaf, proof), ScoreBoardNotUnderRoot(row.id));
    }
}
