// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Contests that pay Spark
/// @notice A contest names its prizes before it closes, and whom it gave them after.
interface IContestPrizes {
    /// @notice A contest.
    /// @param prize Promotional Spark for all winners together, in 1e-18 Spark.
    struct Contest {
        uint48 closesAt;
        bool awarded;
        uint256 prize;
    }

    /// @notice A contest was announced; `uri` says what is asked for and how it is judged.
    event ContestAnnounced(uint32 indexed contestId, uint48 closesAt, uint256 prize, string uri);
    /// @notice `winner` got `amount` of promotional Spark.
    event PrizeAwarded(uint32 indexed contestId, address indexed winner, uint256 amount);

    /// @notice No such contest.
    error ContestPrizesUnknown(uint32 contestId);
    /// @notice A contest closes in the future and has a prize.
    error ContestPrizesBadContest(uint48 closesAt, uint256 prize);
    /// @notice The contest is still open.
    error ContestPrizesStillOpen(uint32 contestId, uint48 closesAt);
    /// @notice The prizes were awarded.
    error ContestPrizesAwarded(uint32 contestId);
    /// @notice Between 1 and 64 winners, each with an amount.
    error ContestPrizesBadWinners(uint256 winners, uint256 amounts);
    /// @notice The winners get more than was announced.
    error ContestPrizesTooMuch(uint256 awarded, uint256 prize);

    /// @notice Announces a contest. Emits {ContestAnnounced}. Role: rewards manager.
    function announce(
        uint48 closesAt,
        uint256 prize,
        string calldata uri
    ) external returns (uint32 contestId);

    /// @notice Awards a closed contest, once. Emits {PrizeAwarded} per winner. Role: rewards manager.
    function award(uint32 contestId, address[] calldata winners, uint256[] calldata amounts) external;

    /// @notice A contest as it stands.
    function contestOf(uint32 contestId) external view returns (Contest memory);
}
