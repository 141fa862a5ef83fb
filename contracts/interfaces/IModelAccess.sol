// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Who may use a model
/// @notice A model is open to all unless its owner makes it private; then its owner, those on its list, and users from the tier
/// on that the owner names may order from it (whitepaper, access gating by tier).
/// @dev Relayers and workers refuse orders of others. The ledger does not ask: a private model is a matter of who renders.
interface IModelAccess {
    /// @notice The model was made private or opened.
    event ModelPrivacySet(uint32 indexed model, bool isPrivate);
    /// @notice A user was put on the list of a model or taken off it.
    event ModelUserSet(uint32 indexed model, address indexed user, bool allowed);
    /// @notice Users of this tier and above may use the private model; 0 admits nobody by tier.
    event ModelLeastTierSet(uint32 indexed model, uint8 tier);

    /// @notice Only the owner of the model's token says who may use it.
    error ModelAccessNotOwner(uint32 model, address caller);
    /// @notice Between 1 and 100 users at a time.
    error ModelAccessBadCount(uint256 count);
    /// @notice Tiers are 1 to 4, and 0 for none.
    error ModelAccessBadTier(uint8 tier);

    /// @notice Makes a model private or opens it. Emits {ModelPrivacySet}.
    function setPrivate(uint32 model, bool isPrivate_) external;

    /// @notice Puts users on the list or takes them off. Emits {ModelUserSet} per user.
    function setUsers(uint32 model, address[] calldata users, bool allowed) external;

    /// @notice Admits users from a tier on to a private model; 0 admits nobody by tier. Emits {ModelLeastTierSet}.
    function setLeastTier(uint32 model, uint8 tier) external;

    /// @notice The tier that admits users to a private model; 0 where none does.
    function leastTier(uint32 model) external view returns (uint8);

    /// @notice Whether the model is private.
    function isPrivate(uint32 model) external view returns (bool);

    /// @notice Whether `user` may order from the model.
    function mayUse(uint32 model, address user) external view returns (bool);
}
