// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

/// @title The Fast worker licence
/// @notice An ERC-721; whoever holds one may register one Fast worker. Reputation travels with the token.
interface IWorkerLicense is IERC721 {
    /// @notice Mints the next licence to `to`. Emits `Transfer`. Role: licence minter.
    function mint(address to) external returns (uint256 tokenId);

    /// @notice How many licences were ever minted; ids count from 1.
    function minted() external view returns (uint256);

    /// @notice The ERC-6551 account of a licence: where its worker is paid unless the owner set a payout address.
    function accountOf(uint256 tokenId) external view returns (address);
}
