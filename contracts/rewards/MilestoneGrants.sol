// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IMilestoneGrants} from "../interfaces/IMilestoneGrants.sol";
import {IRenderLedger} from "../interfaces/IRenderLedger.sol";

/// @title Grants by milestone
/// @custom:security-contact see SECURITY.md
contract MilestoneGrants is
    IMilestoneGrants,
    AccessManagedUpgradeable,
    ReentrancyGuardTransient,
    UUPSUpgradeable
{
    using SafeERC20 for IERC20;

    /// @custom:storage-location erc7201:supernet.storage.MilestoneGrants
    struct MilestoneGrantsStorage {
        uint32 grants;
        mapping(uint32 grantId => Grant) grant;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.MilestoneGrants")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant MILESTONE_GRANTS_STORAGE =
        0xc314b73d7ecaeb2d6460cb8485d77e48390f87ec834143abc27c35f180b4a200;

    /// @notice Most milestones of a grant.
    uint256 public constant MAX_MILESTONES = 16;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IRenderLedger private immutable _ledger;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address private immutable _treasury;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IRenderLedger ledger, address treasury) {
        _ledger = ledger;
        _treasury = treasury;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
    }

    /// @inheritdoc IMilestoneGrants
    function make(
        IERC20 token,
        address beneficiary,
        uint48 deadline,
        Milestone[] calldata milestones,
        string calldata uri
    ) external restricted nonReentrant returns (uint32 grantId) {
        require(deadline > block.timestamp, MilestoneGrantsBadDeadline(deadline));
        MilestoneGrantsStorage storage $ = _getMilestoneGrantsStorage();
        grantId = ++$.grants;
        Grant storage grant = $.grant[grantId];
        (grant.token, grant.beneficiary, grant.deadline) = (token, beneficiary, deadline);
        grant.left = _write(grant, milestones);
        emit GrantMade(grantId, beneficiary, token, deadline, milestones, uri);
        _take(token, grant.left);
    }

    /// @inheritdoc IMilestoneGrants
    function attest(uint32 grantId, uint256 milestone, bytes32 evidence) external restricted nonReentrant {
        _open(grantId, milestone, Proof.Attested);
        _pay(grantId, milestone, evidence);
    }

    /// @inheritdoc IMilestoneGrants
    function collect(uint32 grantId, uint256 milestone) external nonReentrant {
        Milestone storage m = _open(grantId, milestone, Proof.ModelImages);
        uint256 images = _ledger.model(m.model).images;
        require(images >= m.target, MilestoneGrantsNotReached(grantId, milestone, images, m.target));
        _pay(grantId, milestone, 0);
    }

    /// @inheritdoc IMilestoneGrants
    function end(uint32 grantId) external nonReentrant {
        Grant storage grant = _getMilestoneGrantsStorage().grant[grantId];
        require(grant.milestones.length > 0, MilestoneGrantsUnknown(grantId, 0));
        require(block.timestamp >= grant.deadline, MilestoneGrantsTooEarly(grantId, grant.deadline));
        uint256 rest = grant.left;
        grant.left = 0;
        emit GrantEnded(grantId, rest);
        grant.token.safeTransfer(_treasury, rest);
    }

    /// @inheritdoc IMilestoneGrants
    function grantOf(uint32 grantId) external view returns (Grant memory) {
        return _getMilestoneGrantsStorage().grant[grantId];
    }

    /// @dev Returns the sum that the milestones pay.
    function _write(Grant storage grant, Milestone[] calldata milestones) private returns (uint256 total) {
        uint256 count = milestones.length;
        require(count > 0 && count <= MAX_MILESTONES, MilestoneGrantsBadCount(count));
        for (uint256 i = 0; i < count; ++i) {
            Milestone calldata milestone = milestones[i];
            bool counted = milestone.proof == Proof.ModelImages;
            require(
                milestone.amount > 0 && !milestone.paid && counted == (milestone.target > 0),
                MilestoneGrantsBadMilestone(i)
            );
            total += milestone.amount;
            grant.milestones.push(milestone);
        }
    }

    function _take(IERC20 token, uint256 total) private {
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), total);
        uint256 arrived = token.balanceOf(address(this)) - before;
        require(arrived >= total, MilestoneGrantsShort(arrived, total));
    }

    function _open(
        uint32 grantId,
        uint256 milestone,
        Proof proof
    ) private view returns (Milestone storage m) {
        Grant storage grant = _getMilestoneGrantsStorage().grant[grantId];
        require(milestone < grant.milestones.length, MilestoneGrantsUnknown(grantId, milestone));
        require(block.timestamp < grant.deadline, MilestoneGrantsTooLate(grantId, grant.deadline));
        m = grant.milestones[milestone];
        require(!m.paid, MilestoneGrantsPaid(grantId, milestone));
        require(m.proof == proof, MilestoneGrantsWrongProof(grantId, milestone, m.proof));
    }

    function _pay(uint32 grantId, uint256 milestone, bytes32 evidence) private {
        Grant storage grant = _getMilestoneGrantsStorage().grant[grantId];
        Milestone storage m = grant.milestones[milestone];
        uint256 amount = m.amount;
        m.paid = true;
        grant.left -= amount;
        emit MilestonePaid(grantId, milestone, amount, evidence);
        grant.token.safeTransfer(grant.beneficiary, amount);
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getMilestoneGrantsStorage() private pure returns (MilestoneGrantsStorage storage $) {
        assembly {
            $.slot := MILESTONE_GRANTS_STORAGE
        }
    }
}
