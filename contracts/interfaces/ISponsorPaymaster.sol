// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Sponsor of operations
/// @notice Pays for operations that its signer has approved, up to a cost for each.
/// @dev ERC-4337 paymaster without `postOp`. `paymasterData` is 6 bytes validAfter, 6 bytes validUntil, and the signer's
/// ECDSA signature over OpenZeppelin's `UserOperationRequest`, which covers every field that costs the sponsor something:
/// whoever sends the operation can change none of them. A sponsorship always ends; block numbers are not accepted as times.
/// An approved operation can be sent once, by the account's nonce.
interface ISponsorPaymaster {
    /// @notice `signer` approves operations; approvals of `previous` count until `previousUntil`.
    event SponsorSignerRotated(address indexed previous, address indexed signer, uint48 previousUntil);
    /// @notice Nobody approves operations: neither the signer nor the one before it.
    event SponsorSignersRevoked(address indexed signer, address indexed previous);
    /// @notice The most that one operation may cost, in wei.
    event SponsorMaxCostSet(uint96 oldMaxCost, uint96 newMaxCost);

    /// @notice The operation could cost more than is allowed for one.
    error SponsorPaymasterTooDear(uint256 cost, uint256 most);
    /// @notice The former signer would count for too long.
    error SponsorPaymasterWindowTooLong(uint32 window, uint32 most);
    /// @notice Nobody is named, or who is signer already.
    error SponsorPaymasterInvalidSigner(address signer);

    /// @notice Adds to what the sponsor can pay with. Anyone may.
    function deposit() external payable;

    /// @notice Another signer approves operations; what the present one has approved counts for `window` seconds more.
    /// Emits {SponsorSignerRotated}. Role: sponsor.
    function rotateSigner(address signer, uint32 window) external;

    /// @notice Stops sponsoring at once. Emits {SponsorSignersRevoked}. Role: guardian.
    function revokeSigners() external;

    /// @notice Sets the most that one operation may cost. Emits {SponsorMaxCostSet}. Role: dao.
    function setMaxCost(uint96 maxCost) external;

    /// @notice Takes out of the deposit. Role: admin.
    function withdraw(address payable to, uint256 amount) external;

    /// @notice Stakes with the entry point, which public bundlers ask for. Role: admin.
    function addStake(uint32 unstakeDelaySec) external payable;

    /// @notice Begins to take the stake back. Role: admin.
    function unlockStake() external;

    /// @notice Takes the stake back. Role: admin.
    function withdrawStake(address payable to) external;

    /// @notice Who approves operations.
    function signer() external view returns (address);

    /// @notice Who approved them before, and until when that counts.
    function previousSigner() external view returns (address previous, uint48 until);

    /// @notice The most that one operation may cost, in wei.
    function maxCost() external view returns (uint96);

    /// @notice What the sponsor can pay with, in wei.
    function getDeposit() external view returns (uint256);
}
