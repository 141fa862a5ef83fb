// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Pauses that come to an end
/// @notice Where a pauser stops what a contract takes in: at once, for a week at most, and not again before another week
/// has passed. Whoever holds the role can so delay deposits, purchases and stakes, and nothing else: what is a user's own is
/// never behind a pause.
interface IPauseDesk {
    /// @notice What is known of a contract's pauses.
    /// @param endsAt When anyone may end the pause; zero where none is under way.
    /// @param restsUntil No pauser stops it before that.
    struct Pause {
        uint48 endsAt;
        uint48 restsUntil;
    }

    /// @notice `target` was paused by `pauser` until `endsAt`; then it is left alone until `restsUntil`.
    event PauseStarted(address indexed target, address indexed pauser, uint48 endsAt, uint48 restsUntil);
    /// @notice The pause of `target` lasts longer.
    event PauseExtended(address indexed target, uint48 oldEndsAt, uint48 newEndsAt, uint48 restsUntil);
    /// @notice `target` goes on; `account` asked for it.
    event PauseEnded(address indexed target, address indexed account);

    /// @notice The contract was paused lately.
    error PauseDeskResting(address target, uint48 restsUntil);
    /// @notice No pause of the contract is under way here.
    error PauseDeskNotPaused(address target);
    /// @notice The pause is not over yet.
    error PauseDeskNotOver(address target, uint48 endsAt);
    /// @notice A pause only becomes longer, and lasts 90 days from now at most.
    error PauseDeskBadEnd(uint48 newEndsAt, uint48 oldEndsAt, uint48 latest);

    /// @notice Pauses `target` for a week. Emits {PauseStarted}. Role: pauser.
    function pause(address target) external;

    /// @notice Lets a pause that is under way last longer. Emits {PauseExtended}. Role: dao.
    function extend(address target, uint48 newEndsAt) external;

    /// @notice Ends a pause that is over, by anyone; one that governance has ended at the contract itself is forgotten at any
    /// time. Emits {PauseEnded}.
    function resume(address target) external;

    /// @notice What is known of the pauses of `target`.
    /// @dev A pause that governance ended at the contract itself still stands here until anyone calls {resume}.
    function pauseOf(address target) external view returns (Pause memory);
}
