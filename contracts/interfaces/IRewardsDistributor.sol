// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Rewards by Merkle proof
/// @notice Campaigns in any ERC-20: airdrops, rewards of an epoch, rebates, bonuses in partners' tokens, thanks for DAO work.
/// A campaign has a root over what each account has earned in all; each new root only adds.
/// @dev Leaves are OpenZeppelin's StandardMerkleTree ['uint32', 'address', 'uint256'] over (campaign, account, earned in
/// all). A campaign spends its own funds only, even where others use the same token.
interface IRewardsDistributor {
    /// @notice What a campaign is for; a label for readers.
    enum Kind {
        Airdrop,
        Epoch,
        Rebate,
        Partner,
        Contribution
    }

    /// @notice A campaign.
    /// @param endsAt Unix time after which the rest goes back to the treasury; claims are open until then.
    /// @param funded What came in.
    /// @param claimed What went out to accounts.
    /// @param promised Sum of the active root's leaves.
    struct Campaign {
        IERC20 token;
        Kind kind;
        uint48 endsAt;
        bytes32 root;
        uint256 promised;
        uint256 funded;
        uint256 claimed;
    }

    /// @notice A root that waits.
    struct PendingRoot {
        bytes32 root;
        uint256 total;
        uint48 activeAt;
    }

    /// @notice A campaign began.
    event CampaignOpened(uint32 indexed campaign, IERC20 indexed token, Kind kind, uint48 endsAt, string uri);
    /// @notice `amount` came in; `funded` is the sum.
    event CampaignFunded(uint32 indexed campaign, address indexed from, uint256 amount, uint256 funded);
    /// @notice A root was published, together with the hash of its leaves and where they are; claimable from `activeAt`.
    event RootPublished(
        uint32 indexed campaign,
        bytes32 root,
        uint256 total,
        uint48 activeAt,
        bytes32 dataHash,
        string uri
    );
    /// @notice A waiting root was cancelled.
    event RootRevoked(uint32 indexed campaign, bytes32 root);
    /// @notice The waiting root became the one that claims are checked against.
    event RootActivated(uint32 indexed campaign, bytes32 root, uint256 total);
    /// @notice `account` was paid `amount`; `earned` in all.
    event RewardClaimed(uint32 indexed campaign, address indexed account, uint256 amount, uint256 earned);
    /// @notice An ended campaign gave its rest back.
    event CampaignClosed(uint32 indexed campaign, uint256 rest);

    /// @notice No such campaign.
    error RewardsDistributorUnknownCampaign(uint32 campaign);
    /// @notice The campaign ended.
    error RewardsDistributorEnded(uint32 campaign, uint48 endsAt);
    /// @notice The campaign still runs.
    error RewardsDistributorStillRuns(uint32 campaign, uint48 endsAt);
    /// @notice A campaign lasts between 7 days and 5 years.
    error RewardsDistributorBadEnd(uint48 endsAt, uint256 earliest, uint256 latest);
    /// @notice A root may not promise more than the campaign holds and has paid.
    error RewardsDistributorNotFunded(uint32 campaign, uint256 funded, uint256 needed);
    /// @notice Nothing waits.
    error RewardsDistributorNothingPending(uint32 campaign);
    /// @notice A root needs leaves and the hash of what was published.
    error RewardsDistributorEmptyRoot();
    /// @notice The account did not earn that much in all.
    error RewardsDistributorNotEarned(uint32 campaign, address account, uint256 earned);
    /// @notice Everything that was earned was claimed.
    error RewardsDistributorNothingDue(uint32 campaign, address account, uint256 claimed);
    /// @notice Less of the token is here without a campaign.
    error RewardsDistributorNotIdle(IERC20 token, uint256 idle, uint256 needed);

    /// @notice Opens a campaign. Emits {CampaignOpened}. Role: rewards manager.
    function openCampaign(
        IERC20 token,
        Kind kind,
        uint48 endsAt,
        string calldata uri
    ) external returns (uint32 campaign);

    /// @notice Funds a campaign from the caller, by anyone. Emits {CampaignFunded} with what arrived.
    function fund(uint32 campaign, uint256 amount) external;

    /// @notice Funds a campaign with tokens that were sent here without one. Emits {CampaignFunded}. Role: rewards manager.
    function assignIdle(uint32 campaign, uint256 amount) external;

    /// @notice Publishes the next root over all that was ever earned; claimable a day later. Emits {RootPublished}. Role:
    /// rewards manager.
    /// @dev Warning: whoever earned less under the new root than it claimed is owed nothing, and owes nothing.
    function publishRoot(
        uint32 campaign,
        bytes32 root,
        uint256 total,
        bytes32 dataHash,
        string calldata uri
    ) external;

    /// @notice Cancels a waiting root. Emits {RootRevoked}. Role: guardian.
    function revokeRoot(uint32 campaign) external;

    /// @notice Pays `account` what it earned and did not claim, by anyone. Emits {RewardClaimed}. Can never be paused.
    function claim(
        uint32 campaign,
        address account,
        uint256 earned,
        bytes32[] calldata proof
    ) external returns (uint256 amount);

    /// @notice Sends the rest of an ended campaign to the treasury, by anyone. Emits {CampaignClosed}.
    function close(uint32 campaign) external;

    /// @notice A campaign as it stands, the waiting root counted where its time has come.
    function campaignOf(uint32 campaign) external view returns (Campaign memory);

    /// @notice The root that waits; zeros without one.
    function pendingOf(uint32 campaign) external view returns (PendingRoot memory);

    /// @notice What an account claimed of a campaign.
    function claimedOf(uint32 campaign, address account) external view returns (uint256);

    /// @notice How much of a token is here without a campaign.
    function idle(IERC20 token) external view returns (uint256);
}
