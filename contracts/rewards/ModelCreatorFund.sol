// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IModelCreatorFund} from "../interfaces/IModelCreatorFund.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IModelStake} from "../interfaces/IModelStake.sol";
import {IRenderLedger} from "../interfaces/IRenderLedger.sol";

/// @title The Model Creator Fund
/// @custom:security-contact see SECURITY.md
contract ModelCreatorFund is
    IModelCreatorFund,
    AccessManagedUpgradeable,
    ReentrancyGuardTransient,
    UUPSUpgradeable
{
    using SafeERC20 for IERC20;

    struct Share {
        uint128 weight;
        uint64 images;
    }

    /// @custom:storage-location erc7201:supernet.storage.ModelCreatorFund
    struct ModelCreatorFundStorage {
        uint128 perWeek;
        uint128 perImage;
        uint256 owed;
        mapping(uint32 week => Week) weeks_;
        mapping(uint32 week => mapping(uint32 model => Share)) shares;
        mapping(uint32 model => uint40 images) counted;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.ModelCreatorFund")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant MODEL_CREATOR_FUND_STORAGE =
        0xd02852b2ee0367de6692555cb9246ad54d5b8809604ab9f7863727bc96e72a00;

    /// @notice Length of a week, and of its time to count.
    uint256 public constant WEEK = 7 days;
    uint256 public constant COUNTING = 3 days;
    /// @notice Boost of the first model, and how many are early.
    uint256 public constant MAX_EARLY_BPS = 5_000;
    uint256 public constant EARLY_MODELS = 200;

    uint256 private constant BPS = 10_000;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IERC20 private immutable _sogni;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IRenderLedger private immutable _ledger;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IModelRegistry private immutable _registry;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IModelStake private immutable _stake;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IERC20 sogni, IRenderLedger ledger, IModelRegistry registry, IModelStake stake) {
        _sogni = sogni;
        _ledger = ledger;
        _registry = registry;
        _stake = stake;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager and sets what a week shares.
    function initialize(address authority, uint128 perWeek, uint128 perImage) external initializer {
        __AccessManaged_init(authority);
        _setTerms(perWeek, perImage);
    }

    /// @inheritdoc IModelCreatorFund
    function count(uint32 model) external {
        uint32 week = currentWeek();
        uint256 end = week * WEEK + COUNTING;
        require(block.timestamp < end, ModelCreatorFundNotCounting(week, end));
        ModelCreatorFundStorage storage $ = _getModelCreatorFundStorage();
        uint40 images = _ledger.model(model).images;
        uint40 news = images - $.counted[model];
        // Once a week: a boost that comes and goes in between weighs what it weighs then.
        require(news > 0 && $.shares[week][model].images == 0, ModelCreatorFundNothingNew(model));
        uint256 boost = earlyBps(model) + _stake.boostBps(model);
        uint256 weight = news * (BPS + boost);
        $.counted[model] = images;
        // An image count of 40 bits times 20,000 fits.
        $.shares[week][model] = Share(uint128(weight), news);
        uint256 all = $.weeks_[week].weight += weight;
        emit ModelCounted(week, model, news, boost, weight, all);
    }

    /// @inheritdoc IModelCreatorFund
    function claim(uint32 week, uint32 model) external nonReentrant returns (uint256 amount) {
        uint256 end = week * WEEK + COUNTING;
        require(block.timestamp >= end, ModelCreatorFundStillCounting(week, end));
        ModelCreatorFundStorage storage $ = _getModelCreatorFundStorage();
        Share memory share = $.shares[week][model];
        require(share.weight > 0, ModelCreatorFundNothingDue(week, model));
        Week storage w = $.weeks_[week];
        if (!w.isSealed) _seal($, week, w);

        uint256 part = Math.mulDiv(w.pot, share.weight, w.weight);
        amount = Math.min(part, uint256(share.images) * $.perImage);
        // The part is no longer owed: what the cap keeps stays in the fund.
        $.owed -= part;
        w.paid += uint128(amount);
        // The images stay, so that the model is not counted again in its week.
        $.shares[week][model].weight = 0;
        address account = _registry.accountOf(model);
        emit ShareClaimed(week, model, account, amount);
        _sogni.safeTransfer(account, amount);
    }

    /// @inheritdoc IModelCreatorFund
    function setTerms(uint128 perWeek, uint128 perImage) external restricted {
        _setTerms(perWeek, perImage);
    }

    /// @inheritdoc IModelCreatorFund
    function weekOf(uint32 week) external view returns (Week memory) {
        return _getModelCreatorFundStorage().weeks_[week];
    }

    /// @inheritdoc IModelCreatorFund
    function earlyBps(uint32 model) public pure returns (uint256) {
        return
            model == 0 || model > EARLY_MODELS
                ? 0
                : (MAX_EARLY_BPS * (EARLY_MODELS + 1 - model)) / EARLY_MODELS;
    }

    /// @inheritdoc IModelCreatorFund
    function currentWeek() public view returns (uint32) {
        return uint32(block.timestamp / WEEK);
    }

    /// @inheritdoc IModelCreatorFund
    function terms() external view returns (uint128 perWeek, uint128 perImage) {
        ModelCreatorFundStorage storage $ = _getModelCreatorFundStorage();
        return ($.perWeek, $.perImage);
    }

    /// @inheritdoc IModelCreatorFund
    function owed() external view returns (uint256) {
        return _getModelCreatorFundStorage().owed;
    }

    /// @dev Fixes the pot to what is here and not owed to another week.
    function _seal(ModelCreatorFundStorage storage $, uint32 week, Week storage w) private {
        uint256 free = _sogni.balanceOf(address(this)) - $.owed;
        // At most `perWeek`, which fits.
        w.pot = uint128(Math.min($.perWeek, free));
        w.isSealed = true;
        $.owed += w.pot;
        emit WeekSealed(week, w.pot, w.weight);
    }

    function _setTerms(uint128 perWeek, uint128 perImage) private {
        ModelCreatorFundStorage storage $ = _getModelCreatorFundStorage();
        emit FundTermsSet($.perWeek, perWeek, $.perImage, perImage);
        ($.perWeek, $.perImage) = (perWeek, perImage);
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getModelCreatorFundStorage() private pure returns (ModelCreatorFundStorage storage $) {
        assembly {
            $.slot := MODEL_CREATOR_FUND_STORAGE
        }
    }
}
