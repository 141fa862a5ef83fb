// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IScoreBoard} from "../interfaces/IScoreBoard.sol";
import {Population, Thresholds} from "../types/ScoreTypes.sol";

/// @title Posted roots and their bonds
abstract contract ScoreProposals is IScoreBoard, AccessManagedUpgradeable, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    struct Applied {
        uint32 epoch;
        uint8 tier;
    }

    /// @custom:storage-location erc7201:supernet.storage.ScoreBoard
    struct ScoreBoardStorage {
        uint104 bond;
        uint32 proposals;
        uint16[5] benefits;
        Thresholds thresholds;
        mapping(uint32 proposalId => Proposal) proposal;
        mapping(Population population => mapping(uint32 epoch => uint32 proposalId)) current;
        mapping(uint32 proposalId => mapping(uint32 index => Demand)) demands;
        mapping(Population population => mapping(bytes32 id => Applied)) applied;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.ScoreBoard")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant SCORE_BOARD_STORAGE =
        0xb7e2fa0bcbf452936411d3ede4b20bff2a9ce2b7769592388ae159190d2d3c00;

    /// @notice Length of an epoch.
    uint48 public constant EPOCH = 7 days;
    /// @notice How long a posted root can be contested.
    uint48 public constant CHALLENGE_WINDOW = 24 hours;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IERC20 internal immutable _sogni;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address private immutable _treasury;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IERC20 sogni, address treasury) {
        _sogni = sogni;
        _treasury = treasury;
    }

    /// @inheritdoc IScoreBoard
    function post(
        Population population,
        uint32 epoch,
        Scores calldata scores
    ) external nonReentrant returns (uint32 proposalId) {
        require(scores.count > 0 && scores.root != 0 && scores.dataHash != 0, ScoreBoardEmptyScores());
        uint32 current = currentEpoch();
        require(epoch < current && epoch + 2 >= current, ScoreBoardWrongEpoch(epoch, current));
        ScoreBoardStorage storage $ = _getScoreBoardStorage();
        uint32 last = $.current[population][epoch];
        Status status = $.proposal[last].status;
        require(status != Status.Standing && status != Status.Released, ScoreBoardAlreadyPosted(last));

        proposalId = ++$.proposals;
        $.current[population][epoch] = proposalId;
        Proposal storage p = $.proposal[proposalId];
        p.root = scores.root;
        p.dataHash = scores.dataHash;
        p.poster = msg.sender;
        p.postedAt = uint48(block.timestamp);
        p.population = population;
        p.status = Status.Standing;
        p.contestedUntil = uint48(block.timestamp) + CHALLENGE_WINDOW;
        p.epoch = epoch;
        p.count = scores.count;
        p.bond = $.bond;
        p.thresholds = $.thresholds;
        p.totals = scores.totals;

        emit ScoresPosted(
            proposalId,
            population,
            epoch,
            msg.sender,
            scores,
            p.thresholds,
            p.bond,
            p.contestedUntil
        );
        _sogni.safeTransferFrom(msg.sender, address(this), p.bond);
    }

    /// @inheritdoc IScoreBoard
    function releaseBond(uint32 proposalId) external nonReentrant {
        Proposal storage p = _getScoreBoardStorage().proposal[proposalId];
        require(p.status != Status.Released, ScoreBoardBondReleased(proposalId));
        require(isAccepted(proposalId), ScoreBoardNotAccepted(proposalId));
        p.status = Status.Released;
        emit BondReleased(proposalId, p.poster, p.bond);
        _sogni.safeTransfer(p.poster, p.bond);
    }

    /// @inheritdoc IScoreBoard
    function veto(uint32 proposalId) external restricted nonReentrant {
        Proposal storage p = _contested(proposalId);
        p.status = Status.Vetoed;
        emit ProposalVetoed(proposalId);
        _sogni.safeTransfer(p.poster, p.bond);
    }

    /* VIEWS */

    /// @inheritdoc IScoreBoard
    function proposal(uint32 proposalId) external view returns (Proposal memory) {
        return _getScoreBoardStorage().proposal[proposalId];
    }

    /// @inheritdoc IScoreBoard
    function proposalOf(Population population, uint32 epoch) external view returns (uint32) {
        return _getScoreBoardStorage().current[population][epoch];
    }

    /// @inheritdoc IScoreBoard
    function isAccepted(uint32 proposalId) public view returns (bool) {
        Proposal storage p = _getScoreBoardStorage().proposal[proposalId];
        if (p.status == Status.Released) return true;
        return p.status == Status.Standing && p.openDemands == 0 && block.timestamp >= p.contestedUntil;
    }

    /// @inheritdoc IScoreBoard
    function currentEpoch() public view returns (uint32) {
        return uint32(block.timestamp / EPOCH);
    }

    /* INTERNAL */

    /// @dev A proposal that can still fall.
    function _contested(uint32 proposalId) internal view returns (Proposal storage p) {
        p = _getScoreBoardStorage().proposal[proposalId];
        require(p.status == Status.Standing && !isAccepted(proposalId), ScoreBoardNotContested(proposalId));
    }

    /// @dev Half of the bond rewards the challenger, the rest is the treasury's: who strikes its own root still loses it.
    function _strike(uint32 proposalId, Proposal storage p, address challenger, Fault fault) internal {
        p.status = Status.Struck;
        uint256 reward = p.bond / 2;
        uint256 rest = p.bond - reward;
        emit ProposalStruck(proposalId, challenger, fault, reward, rest);
        _sogni.safeTransfer(challenger, reward);
        _sogni.safeTransfer(_treasury, rest);
    }

    function _getScoreBoardStorage() internal pure returns (ScoreBoardStorage storage $) {
        assembly {
            $.slot := SCORE_BOARD_STORAGE
        }
    }
}
