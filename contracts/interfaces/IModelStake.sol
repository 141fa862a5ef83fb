// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Stake on models
/// @notice Anyone stakes SOGNI on a model: it is shown before models with less, and earns more from the Model Creator Fund,
/// up to a bound. What is asked back stops counting at once and is paid after 7 days.
interface IModelStake {
    /// @notice What an account has on a model.
    /// @param cooling Asked back; paid from `readyAt`.
    struct Position {
        uint104 staked;
        uint104 cooling;
        uint48 readyAt;
    }

    /// @notice `account` put `amount` on a model, which now has `total`.
    event ModelStaked(
        uint32 indexed model,
        address indexed account,
        uint256 amount,
        uint256 staked,
        uint256 total
    );
    /// @notice `account` asked `amount` back; all that it asked back is paid from `readyAt`.
    event ModelUnstakeRequested(
        uint32 indexed model,
        address indexed account,
        uint256 amount,
        uint256 staked,
        uint256 cooling,
        uint256 total,
        uint48 readyAt
    );
    /// @notice `account` was paid what it had asked back.
    event ModelStakeWithdrawn(uint32 indexed model, address indexed account, uint256 amount);
    /// @notice The stake that gives the whole boost was set.
    event FullStakeSet(uint256 oldStake, uint256 newStake);

    /// @notice Nothing to do with an amount of zero.
    error ModelStakeZeroAmount();
    /// @notice The model is unknown or closed to orders.
    error ModelStakeNotListed(uint32 model);
    /// @notice The account has less on the model.
    error ModelStakeInsufficient(uint32 model, address account, uint256 staked, uint256 needed);
    /// @notice Nothing is ready before `readyAt`; zero where nothing was asked back.
    error ModelStakeNotReady(uint32 model, address account, uint48 readyAt);

    /// @notice Stakes on a listed model. Emits {ModelStaked}.
    function stake(uint32 model, uint104 amount) external;

    /// @notice Asks stake back; the 7 days begin again for all that the caller asked back. Emits {ModelUnstakeRequested}.
    function requestUnstake(uint32 model, uint104 amount) external;

    /// @notice Pays what is ready. Emits {ModelStakeWithdrawn}. Can never be paused.
    function withdraw(uint32 model) external returns (uint256 amount);

    /// @notice Sets the stake that gives the whole boost. Emits {FullStakeSet}. Role: admin.
    function setFullStake(uint104 newStake) external;

    /// @notice All stake on a model: the order in which models are shown.
    function stakeOf(uint32 model) external view returns (uint256);

    /// @notice What the stake adds to a model's share of the Model Creator Fund, at most 5,000 bps.
    function boostBps(uint32 model) external view returns (uint256);

    /// @notice What `account` has on a model.
    function positionOf(uint32 model, address account) external view returns (Position memory);

    /// @notice The stake that gives the whole boost.
    function fullStake() external view returns (uint256);
}
