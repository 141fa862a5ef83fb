// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC6551Registry} from "erc6551/interfaces/IERC6551Registry.sol";

/// @title Token-bound accounts
/// @notice Address and creation of a token's ERC-6551 account through the canonical registry.
library TokenAccount {
    /// @dev The same on every chain, by ERC-6551.
    IERC6551Registry internal constant REGISTRY = IERC6551Registry(
        0x000000006551c19487814612e58FE06813775758
    );

    /// @dev One account per token and implementation: no salt is ever needed.
    bytes32 private constant SALT = 0;

    /// @notice The account of a token, created or not: it can be paid before it exists.
    function accountOf(
        address implementation,
        address token,
        uint256 tokenId
    ) internal view returns (address) {
        return REGISTRY.account(implementation, SALT, block.chainid, token, tokenId);
    }

    /// @notice Creates the account of a token; returns it where it exists.
    function create(address implementation, address token, uint256 tokenId) internal returns (address) {
        return REGISTRY.createAccount(implementation, SALT, block.chainid, token, tokenId);
    }
}
