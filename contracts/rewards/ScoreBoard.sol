// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IActivitySource} from "../interfaces/IActivitySource.sol";
import {IScoreBoard} from "../interfaces/IScoreBoard.sol";
import {ITierSource} from "../interfaces/ITierSource.sol";
import {ScoreMath} from "../libraries/ScoreMath.sol";
import {Population, Thresholds} from "../types/ScoreTypes.sol";
import {ScoreChallenges} from "./ScoreChallenges.sol";
import {ScoreProposals} from "./ScoreProposals.sol";

/// @title The board of scores
/// @custom:security-contact see SECURITY.md
contract ScoreBoard is ScoreChallenges, UUPSUpgradeable {
    /// @notice What the best tier may be worth at most.
    uint16 public constant MAX_BENEFIT_BPS = 750;
    /// @notice Range of the bond, in wei of SOGNI.
    uint256 public constant MIN_BOND = 1e18;
    uint256 public constant MAX_BOND = 1e25;
    /// @notice Epochs after its own in which a tier holds in full.
    uint256 public constant FULL_EPOCHS = 2;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(
        IERC20 sogni,
        address treasury,
        IActivitySource userActivity,
        IActivitySource workerActivity
    ) ScoreProposals(sogni, treasury) ScoreChallenges(userActivity, workerActivity) {
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager and sets the first parameters.
    function initialize(
        address authority,
        uint104 firstBond,
        Thresholds calldata firstThresholds
    ) external initializer {
        __AccessManaged_init(authority);
        _setBond(firstBond);
        _setThresholds(firstThresholds);
        _setBenefits([0, 150, 300, 500, 750]);
    }

    /* TIERS */

    /// @inheritdoc IScoreBoard
    function applyTier(
        uint32 proposalId,
        uint32 index,
        bytes32 id,
        uint64 score,
        uint8 tier,
        bytes32 inputsHash,
        bytes32[] calldata proof
    ) external {
        require(isAccepted(proposalId), ScoreBoardNotAccepted(proposalId));
        ScoreBoardStorage storage $ = _getScoreBoardStorage();
        Proposal storage p = $.proposal[proposalId];
        bytes32 leaf = ScoreMath.leaf(id, p.epoch, score, tier, inputsHash);
        require(ScoreMath.isUnder(p.root, p.count, index, leaf, proof), ScoreBoardNotUnderRoot(id));
        // A root that nobody contested may say anything: what follows from it stays bounded.
        require(tier <= ScoreMath.TOP_TIER, ScoreBoardUnknownTier(tier));
        Applied storage applied = $.applied[p.population][id];
        require(p.epoch > applied.epoch, ScoreBoardAlreadyApplied(id, applied.epoch));

        emit TierApplied(id, p.population, p.epoch, applied.tier, tier, score);
        applied.epoch = p.epoch;
        applied.tier = tier;
    }

    /// @inheritdoc ITierSource
    function tierOf(address account) external view returns (uint8) {
        return _tierOf(Population.Users, bytes32(uint256(uint160(account))));
    }

    /// @inheritdoc ITierSource
    function tierOfWorker(bytes32 workerId) external view returns (uint8) {
        return _tierOf(Population.Workers, workerId);
    }

    /// @inheritdoc ITierSource
    function benefitBps(uint8 tier) external view returns (uint16) {
        require(tier <= ScoreMath.TOP_TIER, ScoreBoardUnknownTier(tier));
        return _getScoreBoardStorage().benefits[tier];
    }

    /// @inheritdoc IScoreBoard
    function appliedTier(Population population, bytes32 id) external view returns (uint8 tier, uint32 epoch) {
        Applied storage applied = _getScoreBoardStorage().applied[population][id];
        return (applied.tier, applied.epoch);
    }

    /* PARAMETERS */

    /// @inheritdoc IScoreBoard
    function setBond(uint104 newBond) external restricted {
        _setBond(newBond);
    }

    /// @inheritdoc IScoreBoard
    function setThresholds(Thresholds calldata newThresholds) external restricted {
        _setThresholds(newThresholds);
    }

    /// @inheritdoc IScoreBoard
    function setBenefits(uint16[5] calldata newBps) external restricted {
        _setBenefits(newBps);
    }

    /// @inheritdoc IScoreBoard
    function bond() external view returns (uint256) {
        return _getScoreBoardStorage().bond;
    }

    /// @inheritdoc IScoreBoard
    function thresholds() external view returns (Thresholds memory) {
        return _getScoreBoardStorage().thresholds;
    }

    /* INTERNAL */

    /// @dev A tier is earned in one epoch and applied in the next. It holds for two epochs without news and is halved in
    /// each one after, whether nobody posted or nobody applied.
    function _tierOf(Population population, bytes32 id) private view returns (uint8) {
        Applied storage applied = _getScoreBoardStorage().applied[population][id];
        uint256 late = currentEpoch() - applied.epoch - 1;
        if (late < FULL_EPOCHS) return applied.tier;
        // A shift by more than the width gives zero.
        return applied.tier >> (late - FULL_EPOCHS + 1);
    }

    function _setBond(uint104 newBond) private {
        require(
            newBond >= MIN_BOND && newBond <= MAX_BOND,
            ScoreBoardBondOutOfRange(newBond, MIN_BOND, MAX_BOND)
        );
        ScoreBoardStorage storage $ = _getScoreBoardStorage();
        emit BondSet($.bond, newBond);
        $.bond = newBond;
    }

    function _setThresholds(Thresholds calldata newThresholds) private {
        require(
            newThresholds.spend > 0 && newThresholds.stake > 0 && newThresholds.work > 0,
            ScoreBoardZeroThreshold()
        );
        ScoreBoardStorage storage $ = _getScoreBoardStorage();
        emit ThresholdsSet($.thresholds, newThresholds);
        $.thresholds = newThresholds;
    }

    function _setBenefits(uint16[5] memory newBps) private {
        bool rising = newBps[0] == 0 && newBps[4] <= MAX_BENEFIT_BPS;
        for (uint256 i = 1; i < 5; ++i) rising = rising && newBps[i - 1] <= newBps[i];
        require(rising, ScoreBoardBadBenefits(newBps));
        ScoreBoardStorage storage $ = _getScoreBoardStorage();
        emit BenefitsSet($.benefits, newBps);
        $.benefits = newBps;
    }

    function _authorizeUpgrade(address) internal override restricted {}
}
