// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Who may use a model
/// @notice A model is open to all unless its owner makes it private; then its owner and those on its list may order from it.
/// @dev Relayers and workers refuse orders of others. The ledger does not ask: a private model is a matter of who renders.
interface IModelAccess {
    /// @notice The model was made private or opened.
    event ModelPrivacySet(uint32 indexed model, bool isPrivate);
    /// @notice A user was put on the list of a model or taken off it.
    event ModelUserSet(uint32 indexed model, address indexed user, bool allowed);

    /// @notice Only the owner of the model's token says who may use it.
    error ModelAccessNotOwner(uint32 model, address caller);
    /// @notice Between 1 and 100 users at a time.
    error ModelAccessBadCount(uint256 count);

    /// @notice Makes a model private or opens it. Emits {ModelPrivacySet}.
    function setPrivate(uint32 model, bool isPrivate_) external;

    /// @notice Puts users on the list or takes them off. Emits {ModelUserSet} per user.
    function setUsers(uint32 model, address[] calldata users, bool allowed) external;

    /// @notice Whether the model is private.
    function isPrivate(uint32 model) external view returns (bool);

    /// @notice Whether `user` may order from the model.
    function mayUse(uint32 model, address user) external view returns (bool);
}
