// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Quests
/// @notice Small tasks that pay promotional Spark, once per account. What the chain knows it checks itself; the rest an
/// attester signs.
/// @dev EIP-712: Quest(uint32 questId,address account,uint48 deadline).
interface IQuests {
    /// @notice What completes a quest. {Kind.Holds}: at least `target` of `token`. {Kind.Stakes}: at least `target` wei of
    /// SOGNI that benefits. {Kind.Tier}: at least that tier. {Kind.Attested}: an attester's word.
    enum Kind {
        Attested,
        Holds,
        Stakes,
        Tier
    }

    /// @notice A quest.
    /// @param reward Promotional Spark, in 1e-18 Spark.
    /// @param left How many accounts can still complete it.
    struct Quest {
        Kind kind;
        address token;
        uint48 endsAt;
        uint32 left;
        uint128 reward;
        uint256 target;
    }

    /// @notice A quest was opened; `uri` says what is to be done.
    event QuestOpened(uint32 indexed questId, Quest quest, string uri);
    /// @notice A quest was closed early.
    event QuestClosed(uint32 indexed questId);
    /// @notice `account` completed a quest and got `reward`.
    event QuestCompleted(uint32 indexed questId, address indexed account, uint256 reward, uint32 left);

    /// @notice A quest pays up to 100 Spark, ends in the future and can be completed; a checked one has a target.
    error QuestsBadQuest();
    /// @notice No such quest, it ended, or nobody can complete it any more.
    error QuestsNotOpen(uint32 questId);
    /// @notice The account completed the quest.
    error QuestsCompleted(uint32 questId, address account);
    /// @notice The account is not there yet.
    error QuestsNotReached(uint32 questId, address account, uint256 reached, uint256 target);

    /// @notice Opens a quest. Emits {QuestOpened}. Role: rewards manager.
    function open(Quest calldata quest, string calldata uri) external returns (uint32 questId);

    /// @notice Closes a quest early. Emits {QuestClosed}. Role: rewards manager.
    function close(uint32 questId) external;

    /// @notice Completes a quest for `account`, by anyone. Emits {QuestCompleted}.
    /// @param signature An attester's, for attested quests; unused otherwise.
    function complete(uint32 questId, address account, uint48 deadline, bytes calldata signature) external;

    /// @notice A quest as it stands.
    function questOf(uint32 questId) external view returns (Quest memory);

    /// @notice Whether `account` completed a quest.
    function isCompleted(uint32 questId, address account) external view returns (bool);

    /// @notice How far `account` is, in the unit of the quest's target; 0 for attested quests.
    function reachedBy(uint32 questId, address account) external view returns (uint256);
}
