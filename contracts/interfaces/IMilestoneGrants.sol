// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Grants by milestone
/// @notice Rewards for apps and models that reach what was agreed. A grant is funded whole when it is made; each milestone
/// pays its part, by what the ledger counted or by the word of an evaluator.
interface IMilestoneGrants {
    /// @notice What shows that a milestone was reached.
    enum Proof {
        Attested,
        ModelImages
    }

    /// @notice One milestone.
    /// @param model Whose images are counted, for {Proof.ModelImages}.
    /// @param target How many images the ledger must have counted, for {Proof.ModelImages}.
    /// @param amount What it pays.
    struct Milestone {
        Proof proof;
        uint32 model;
        uint40 target;
        uint256 amount;
        bool paid;
    }

    /// @notice A grant.
    /// @param left What is not paid yet.
    struct Grant {
        IERC20 token;
        address beneficiary;
        uint48 deadline;
        uint256 left;
        Milestone[] milestones;
    }

    /// @notice A grant was made and funded; `uri` says what was agreed.
    event GrantMade(
        uint32 indexed grantId,
        address indexed beneficiary,
        IERC20 indexed token,
        uint48 deadline,
        Milestone[] milestones,
        string uri
    );
    /// @notice A milestone was paid; `evidence` is the hash of what an evaluator looked at, zero where the ledger counted.
    event MilestonePaid(uint32 indexed grantId, uint256 indexed milestone, uint256 amount, bytes32 evidence);
    /// @notice What was not reached in time, or was given up, went to the treasury.
    event GrantEnded(uint32 indexed grantId, uint256 rest);

    /// @notice No such grant or milestone.
    error MilestoneGrantsUnknown(uint32 grantId, uint256 milestone);
    /// @notice A grant has 1 to 16 milestones.
    error MilestoneGrantsBadCount(uint256 count);
    /// @notice A milestone pays something, and a counted one has a target.
    error MilestoneGrantsBadMilestone(uint256 milestone);
    /// @notice A deadline lies in the future.
    error MilestoneGrantsBadDeadline(uint48 deadline);
    /// @notice The deadline passed.
    error MilestoneGrantsTooLate(uint32 grantId, uint48 deadline);
    /// @notice The deadline did not pass yet.
    error MilestoneGrantsTooEarly(uint32 grantId, uint48 deadline);
    /// @notice The milestone was paid.
    error MilestoneGrantsPaid(uint32 grantId, uint256 milestone);
    /// @notice The milestone is shown in another way.
    error MilestoneGrantsWrongProof(uint32 grantId, uint256 milestone, Proof proof);
    /// @notice The ledger did not count that many images.
    error MilestoneGrantsNotReached(uint32 grantId, uint256 milestone, uint256 images, uint256 target);
    /// @notice Fewer tokens arrived than the milestones pay.
    error MilestoneGrantsShort(uint256 arrived, uint256 needed);

    /// @notice Makes a grant and takes what it pays from the caller. Emits {GrantMade}. Role: rewards manager.
    function make(
        IERC20 token,
        address beneficiary,
        uint48 deadline,
        Milestone[] calldata milestones,
        string calldata uri
    ) external returns (uint32 grantId);

    /// @notice Pays a milestone that an evaluator saw reached. Emits {MilestonePaid}. Role: evaluator.
    function attest(uint32 grantId, uint256 milestone, bytes32 evidence) external;

    /// @notice Pays a milestone that the ledger's count of images reached, by anyone. Emits {MilestonePaid}.
    function collect(uint32 grantId, uint256 milestone) external;

    /// @notice Sends what is left after the deadline to the treasury, by anyone. Emits {GrantEnded}.
    function end(uint32 grantId) external;

    /// @notice A grant with its milestones.
    function grantOf(uint32 grantId) external view returns (Grant memory);
}
