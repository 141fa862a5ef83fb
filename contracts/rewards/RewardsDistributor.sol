// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

import {IRewardsDistributor} from "../interfaces/IRewardsDistributor.sol";

/// @title Rewards by Merkle proof
/// @custom:security-contact see SECURITY.md
contract RewardsDistributor is
    IRewardsDistributor,
    AccessManagedUpgradeable,
    ReentrancyGuardTransient,
    UUPSUpgradeable
{
    using SafeERC20 for IERC20;

    /// @custom:storage-location erc7201:supernet.storage.RewardsDistributor
    struct RewardsDistributorStorage {
        uint32 campaigns;
        mapping(uint32 campaign => Campaign) campaign;
        mapping(uint32 campaign => PendingRoot) pending;
        mapping(uint32 campaign => mapping(address account => uint256)) claimed;
        mapping(IERC20 token => uint256) held;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.RewardsDistributor")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant REWARDS_DISTRIBUTOR_STORAGE =
        0x8467172f2d02ba67ccef0cf6c493678070e979a6a3369863e1d64d868fa0b200;

    /// @notice How long a root waits before it can be claimed from, for anyone to check it.
    uint48 public constant ROOT_DELAY = 1 days;
    /// @notice Shortest and longest life of a campaign.
    uint48 public constant MIN_LIFE = 7 days;
    uint48 public constant MAX_LIFE = 5 * 365 days;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address private immutable _treasury;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(address treasury) {
        _treasury = treasury;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
    }

    /* CAMPAIGNS */

    /// @inheritdoc IRewardsDistributor
    function openCampaign(
        IERC20 token,
        Kind kind,
        uint48 endsAt,
        string calldata uri
    ) external restricted returns (uint32 campaign) {
        uint256 earliest = block.timestamp + MIN_LIFE;
        uint256 latest = block.timestamp + MAX_LIFE;
        require(endsAt >= earliest && endsAt <= latest, RewardsDistributorBadEnd(endsAt, earliest, latest));
        RewardsDistributorStorage storage $ = _getRewardsDistributorStorage();
        campaign = ++$.campaigns;
        Campaign storage c = $.campaign[campaign];
        c.token = token;
        c.kind = kind;
        c.endsAt = endsAt;
        emit CampaignOpened(campaign, token, kind, endsAt, uri);
    }

    /// @inheritdoc IRewardsDistributor
    function fund(uint32 campaign, uint256 amount) external nonReentrant {
        Campaign storage c = _running(campaign);
        // A token may take a fee on the way: what counts is what arrives.
        uint256 before = c.token.balanceOf(address(this));
        c.token.safeTransferFrom(msg.sender, address(this), amount);
        _credit(campaign, c, msg.sender, c.token.balanceOf(address(this)) - before);
    }

    /// @inheritdoc IRewardsDistributor
    function assignIdle(uint32 campaign, uint256 amount) external restricted nonReentrant {
        Campaign storage c = _running(campaign);
        uint256 free = idle(c.token);
        require(amount <= free, RewardsDistributorNotIdle(c.token, free, amount));
        _credit(campaign, c, address(this), amount);
    }

    /// @inheritdoc IRewardsDistributor
    function publishRoot(
        uint32 campaign,
        bytes32 root,
        uint256 total,
        bytes32 dataHash,
        string calldata uri
    ) external restricted {
        require(root != 0 && dataHash != 0, RewardsDistributorEmptyRoot());
        Campaign storage c = _running(campaign);
        require(total <= c.funded, RewardsDistributorNotFunded(campaign, c.funded, total));
        // A root whose time has come is not lost to the next one.
        _activate(campaign, c);
        uint48 activeAt = uint48(block.timestamp) + ROOT_DELAY;
        _getRewardsDistributorStorage().pending[campaign] = PendingRoot(root, total, activeAt);
        emit RootPublished(campaign, root, total, activeAt, dataHash, uri);
    }

    /// @inheritdoc IRewardsDistributor
    function revokeRoot(uint32 campaign) external restricted {
        PendingRoot storage waiting = _getRewardsDistributorStorage().pending[campaign];
        require(waiting.activeAt > block.timestamp, RewardsDistributorNothingPending(campaign));
        emit RootRevoked(campaign, waiting.root);
        delete _getRewardsDistributorStorage().pending[campaign];
    }

    /// @inheritdoc IRewardsDistributor
    function claim(
        uint32 campaign,
        address account,
        uint256 earned,
        bytes32[] calldata proof
    ) external nonReentrant returns (uint256 amount) {
        Campaign storage c = _running(campaign);
        _activate(campaign, c);
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(campaign, account, earned))));
        require(
            MerkleProof.verifyCalldata(proof, c.root, leaf),
            RewardsDistributorNotEarned(campaign, account, earned)
        );
        RewardsDistributorStorage storage $ = _getRewardsDistributorStorage();
        uint256 before = $.claimed[campaign][account];
        require(earned > before, RewardsDistributorNothingDue(campaign, account, before));
        amount = earned - before;
        // A root that promises more than its total cannot reach into other campaigns.
        uint256 claimed = c.claimed + amount;
        require(claimed <= c.funded, RewardsDistributorNotFunded(campaign, c.funded, claimed));

        $.claimed[campaign][account] = earned;
        c.claimed = claimed;
        $.held[c.token] -= amount;
        emit RewardClaimed(campaign, account, amount, earned);
        c.token.safeTransfer(account, amount);
    }

    /// @inheritdoc IRewardsDistributor
    function close(uint32 campaign) external nonReentrant {
        Campaign storage c = _known(campaign);
        require(block.timestamp >= c.endsAt, RewardsDistributorStillRuns(campaign, c.endsAt));
        uint256 rest = c.funded - c.claimed;
        c.funded = c.claimed;
        _getRewardsDistributorStorage().held[c.token] -= rest;
        emit CampaignClosed(campaign, rest);
        c.token.safeTransfer(_treasury, rest);
    }

    /* VIEWS */

    /// @inheritdoc IRewardsDistributor
    function campaignOf(uint32 campaign) external view returns (Campaign memory c) {
        c = _known(campaign);
        PendingRoot storage waiting = _getRewardsDistributorStorage().pending[campaign];
        if (_isDue(waiting)) (c.root, c.promised) = (waiting.root, waiting.total);
    }

    /// @inheritdoc IRewardsDistributor
    function pendingOf(uint32 campaign) external view returns (PendingRoot memory waiting) {
        waiting = _getRewardsDistributorStorage().pending[campaign];
        if (waiting.activeAt <= block.timestamp) delete waiting;
    }

    /// @inheritdoc IRewardsDistributor
    function claimedOf(uint32 campaign, address account) external view returns (uint256) {
        return _getRewardsDistributorStorage().claimed[campaign][account];
    }

    /// @inheritdoc IRewardsDistributor
    function idle(IERC20 token) public view returns (uint256) {
        return token.balanceOf(address(this)) - _getRewardsDistributorStorage().held[token];
    }

    /* INTERNAL */

    function _credit(uint32 campaign, Campaign storage c, address from, uint256 amount) private {
        uint256 funded = c.funded += amount;
        _getRewardsDistributorStorage().held[c.token] += amount;
        emit CampaignFunded(campaign, from, amount, funded);
    }

    function _activate(uint32 campaign, Campaign storage c) private {
        PendingRoot storage waiting = _getRewardsDistributorStorage().pending[campaign];
        if (!_isDue(waiting)) return;
        (c.root, c.promised) = (waiting.root, waiting.total);
        emit RootActivated(campaign, c.root, c.promised);
        delete _getRewardsDistributorStorage().pending[campaign];
    }

    function _isDue(PendingRoot storage waiting) private view returns (bool) {
        return waiting.activeAt != 0 && waiting.activeAt <= block.timestamp;
    }

    function _running(uint32 campaign) private view returns (Campaign storage c) {
        c = _known(campaign);
        require(block.timestamp < c.endsAt, RewardsDistributorEnded(campaign, c.endsAt));
    }

    function _known(uint32 campaign) private view returns (Campaign storage c) {
        RewardsDistributorStorage storage $ = _getRewardsDistributorStorage();
        require(campaign > 0 && campaign <= $.campaigns, RewardsDistributorUnknownCampaign(campaign));
        return $.campaign[campaign];
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getRewardsDistributorStorage() private pure returns (RewardsDistributorStorage storage $) {
        assembly {
            $.slot := REWARDS_DISTRIBUTOR_STORAGE
        }
    }
}
