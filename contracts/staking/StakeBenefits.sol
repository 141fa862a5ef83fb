// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IBondPolicy} from "../interfaces/IBondPolicy.sol";
import {IRenderLedger} from "../interfaces/IRenderLedger.sol";
import {IStakeBenefits} from "../interfaces/IStakeBenefits.sol";
import {IStakingVault} from "../interfaces/IStakingVault.sol";
import {ITakePolicy} from "../interfaces/ITakePolicy.sol";
import {ITierSource} from "../interfaces/ITierSource.sol";
import {Session} from "../types/LedgerTypes.sol";
import {TakeRate} from "./TakeRate.sol";

/// @title What stake is good for
/// @custom:security-contact see SECURITY.md
contract StakeBenefits is IStakeBenefits, AccessManagedUpgradeable, UUPSUpgradeable {
    /// @custom:storage-location erc7201:supernet.storage.StakeBenefits
    struct StakeBenefitsStorage {
        Requirement requirement;
        CurvePoint[] curve;
        Level[] levels;
        address tierSource;
        address genesisPass;
    }

    /// @inheritdoc IStakeBenefits
    uint16 public constant BASE_TAKE_BPS = 4_500;
    /// @inheritdoc IStakeBenefits
    uint16 public constant FLOOR_TAKE_BPS = 2_000;
    /// @notice Most that a tier gives, whatever its source says.
    uint256 public constant MAX_TIER_BPS = 750;
    /// @notice What a Genesis pass takes off a worker's take.
    uint256 public constant GENESIS_BPS = 250;
    /// @notice Seconds between two changes of the requirement.
    uint48 public constant REQUIREMENT_PERIOD = 30 days;
    /// @notice Seconds for which workers that were bonded before a change may go on as they were.
    uint48 public constant GRACE = 14 days;

    uint256 private constant STEP_DOWN_BPS = 8_000;
    uint256 private constant STEP_UP_BPS = 12_000;
    uint256 private constant BPS = 10_000;
    uint256 private constant MAX_ROWS = 16;

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.StakeBenefits")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STAKE_BENEFITS_STORAGE =
        0x72aecdcbd1cb112addc74f8bff5e6dc4fc7f0080016212cd5462df50e2292e00;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IStakingVault private immutable _vault;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IRenderLedger private immutable _ledger;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IStakingVault vault, IRenderLedger ledger) {
        _vault = vault;
        _ledger = ledger;
        _disableInitializers();
    }

    /// @notice Sets the first rules and connects the proxy to the access manager.
    function initialize(
        address authority,
        uint128 firstRequirement,
        CurvePoint[] calldata firstCurve,
        Level[] calldata firstLevels
    ) external initializer {
        __AccessManaged_init(authority);
        require(firstRequirement > 0, StakeBenefitsZeroRequirement());
        _setRequirement(firstRequirement, firstRequirement);
        _setCurve(firstCurve);
        _setLevels(firstLevels);
    }

    /* RULES */

    /// @inheritdoc IStakeBenefits
    function setRequirement(uint128 amount) external restricted {
        Requirement memory now_ = _getStakeBenefitsStorage().requirement;
        uint48 settableAt = now_.setAt + REQUIREMENT_PERIOD;
        require(block.timestamp >= settableAt, StakeBenefitsTooEarly(settableAt));
        uint256 least = (now_.amount * STEP_DOWN_BPS) / BPS;
        uint256 most = (now_.amount * STEP_UP_BPS) / BPS;
        require(amount >= least && amount <= most, StakeBenefitsStepTooLarge(amount, least, most));
        require(amount > 0, StakeBenefitsZeroRequirement());
        _setRequirement(now_.amount, amount);
    }

    /// @inheritdoc IStakeBenefits
    function setCurve(CurvePoint[] calldata points) external restricted {
        _setCurve(points);
    }

    /// @inheritdoc IStakeBenefits
    function setLevels(Level[] calldata newLevels) external restricted {
        _setLevels(newLevels);
    }

    /// @inheritdoc IStakeBenefits
    function setTierSource(address source) external restricted {
        StakeBenefitsStorage storage $ = _getStakeBenefitsStorage();
        emit TierSourceSet($.tierSource, source);
        $.tierSource = source;
    }

    /// @inheritdoc IStakeBenefits
    function setGenesisPass(address pass) external restricted {
        StakeBenefitsStorage storage $ = _getStakeBenefitsStorage();
        emit GenesisPassSet($.genesisPass, pass);
        $.genesisPass = pass;
    }

    /* PUSHES */

    /// @inheritdoc IStakeBenefits
    function refreshDiscount(address session) external returns (uint16 discountBps) {
        Session memory row = _ledger.session(session);
        discountBps = discountOf(row.owner);
        // The ledger refuses sessions that are not open.
        if (row.discountBps != discountBps) _ledger.setDiscount(session, discountBps);
    }

    /* WORKERS */

    /// @inheritdoc IBondPolicy
    function isBonded(bytes32 workerId, address owner) external view returns (bool) {
        uint256 required = requiredOf(workerId, owner);
        return required == 0 || _vault.bondOf(workerId, owner).amount >= required;
    }

    /// @inheritdoc ITakePolicy
    function takeBps(bytes32 workerId, address owner) external view returns (uint16) {
        StakeBenefitsStorage storage $ = _getStakeBenefitsStorage();
        uint256 extra = TakeRate.extraBps(
            _vault.bondOf(workerId, owner).amount,
            requiredOf(workerId, owner),
            $.requirement.amount
        );
        uint256 discounts = TakeRate.discountAt($.curve, extra);
        if ($.tierSource != address(0)) {
            discounts += _tierBps(ITierSource($.tierSource).tierOfWorker(workerId));
        }
        if ($.genesisPass != address(0) && IERC721($.genesisPass).balanceOf(owner) > 0) {
            discounts += GENESIS_BPS;
        }
        return uint16(TakeRate.take(BASE_TAKE_BPS, FLOOR_TAKE_BPS, discounts));
    }

    /// @inheritdoc IStakeBenefits
    function requiredOf(bytes32 workerId, address owner) public view returns (uint256) {
        if (uint256(workerId) >> 248 != 1) return 0;
        Requirement memory now_ = _getStakeBenefitsStorage().requirement;
        if (now_.previous >= now_.amount || block.timestamp >= now_.setAt + GRACE) return now_.amount;
        IStakingVault.Bond memory bond = _vault.bondOf(workerId, owner);
        bool before = bond.pledged > 0 && bond.since < now_.setAt;
        return before ? now_.previous : now_.amount;
    }

    /* USERS */

    /// @inheritdoc IStakeBenefits
    function levelOf(address account) public view returns (Level memory) {
        Level[] storage rows = _getStakeBenefitsStorage().levels;
        uint256 stake = _vault.benefitOf(account);
        uint256 index = rows.length - 1;
        while (index > 0 && rows[index].minStake > stake) --index;
        return rows[index];
    }

    /// @inheritdoc IStakeBenefits
    function discountOf(address account) public view returns (uint16) {
        uint256 discount = levelOf(account).discountBps;
        address source = _getStakeBenefitsStorage().tierSource;
        if (source != address(0)) discount += _tierBps(ITierSource(source).tierOf(account));
        return uint16(Math.min(discount, FLOOR_TAKE_BPS));
    }

    /* VIEWS */

    /// @inheritdoc IStakeBenefits
    function requirement() external view returns (Requirement memory) {
        return _getStakeBenefitsStorage().requirement;
    }

    /// @inheritdoc IStakeBenefits
    function curve() external view returns (CurvePoint[] memory) {
        return _getStakeBenefitsStorage().curve;
    }

    /// @inheritdoc IStakeBenefits
    function levels() external view returns (Level[] memory) {
        return _getStakeBenefitsStorage().levels;
    }

    /// @inheritdoc IStakeBenefits
    function tierSource() external view returns (address) {
        return _getStakeBenefitsStorage().tierSource;
    }

    /// @inheritdoc IStakeBenefits
    function genesisPass() external view returns (address) {
        return _getStakeBenefitsStorage().genesisPass;
    }

    /* INTERNAL */

    function _setRequirement(uint128 previous, uint128 amount) private {
        uint48 setAt = uint48(block.timestamp);
        _getStakeBenefitsStorage().requirement = Requirement(amount, previous, setAt);
        emit RequirementSet(previous, amount, setAt + GRACE);
    }

    function _setCurve(CurvePoint[] calldata points) private {
        require(
            points.length > 0 &&
                points.length <= MAX_ROWS &&
                points[0].extraBps == 0 &&
                points[0].discountBps == 0,
            StakeBenefitsBadCurveStart()
        );
        CurvePoint[] storage rows = _getStakeBenefitsStorage().curve;
        while (rows.length > 0) rows.pop();
        rows.push(points[0]);
        for (uint256 i = 1; i < points.length; ++i) {
            require(
                points[i].extraBps > points[i - 1].extraBps &&
                    points[i].discountBps >= points[i - 1].discountBps,
                StakeBenefitsBadCurvePoint(i)
            );
            rows.push(points[i]);
        }
        _requireDiscount(points[points.length - 1].discountBps, BASE_TAKE_BPS - FLOOR_TAKE_BPS);
        emit CurveSet(points);
    }

    function _setLevels(Level[] calldata given) private {
        require(
            given.length > 0 && given.length <= MAX_ROWS && given[0].minStake == 0,
            StakeBenefitsBadFirstLevel()
        );
        Level[] storage rows = _getStakeBenefitsStorage().levels;
        while (rows.length > 0) rows.pop();
        rows.push(given[0]);
        for (uint256 i = 1; i < given.length; ++i) {
            require(_isAbove(given[i], given[i - 1]), StakeBenefitsBadLevel(i));
            rows.push(given[i]);
        }
        _requireDiscount(given[given.length - 1].discountBps, FLOOR_TAKE_BPS);
        emit LevelsSet(given);
    }

    function _isAbove(Level calldata level, Level calldata below) private pure returns (bool) {
        return
            level.minStake > below.minStake &&
            level.discountBps >= below.discountBps &&
            level.priority >= below.priority &&
            level.parallel >= below.parallel &&
            (level.freeFast || !below.freeFast);
    }

    function _requireDiscount(uint256 discountBps, uint256 limitBps) private pure {
        require(discountBps <= limitBps, StakeBenefitsDiscountTooHigh(discountBps, limitBps));
    }

    function _tierBps(uint8 tier) private view returns (uint256) {
        return Math.min(ITierSource(_getStakeBenefitsStorage().tierSource).benefitBps(tier), MAX_TIER_BPS);
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getStakeBenefitsStorage() private pure returns (StakeBenefitsStorage storage $) {
        assembly {
            $.slot := STAKE_BENEFITS_STORAGE
        }
    }
}
