// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

import {ISogniToken} from "../interfaces/ISogniToken.sol";

/// @title The SOGNI token
/// @custom:security-contact see SECURITY.md
contract SogniToken is ERC20, ERC20Permit, ERC3009, ISogniToken {
    /// @notice The whole supply, for ever.
    uint256 public constant SUPPLY = 10_000_000_000e18;

    constructor(Allocation[] memory allocations) ERC20("Sogni", "SOGNI") ERC20Permit("Sogni") {
        for (uint256 i = 0; i < allocations.length; ++i) {
            _mint(allocations[i].holder, allocations[i].amount);
        }
        require(totalSupply() == SUPPLY, SogniTokenAllocationMismatch(totalSupply(), SUPPLY));
    }

    /// @inheritdoc IERC20Permit
    function nonces(address owner) public view override(ERC20Permit, IERC20Permit) returns (uint256) {
        return super.nonces(owner);
    }
}
