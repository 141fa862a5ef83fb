// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC3009, IERC3009Cancel} from "@openzeppelin/contracts/interfaces/draft-IERC3009.sol";

/// @title The SOGNI token
/// @notice ERC-20 with a fixed supply of 10,000,000,000, EIP-2612 permits and ERC-3009 signed transfers.
/// @dev Not upgradeable, no owner, no mint after construction.
interface ISogniToken is IERC20, IERC20Permit, IERC3009, IERC3009Cancel {
    /// @notice One share of the supply, minted at construction.
    struct Allocation {
        address holder;
        uint256 amount;
    }

    /// @notice The allocations of the constructor do not add up to the fixed supply.
    error SogniTokenAllocationMismatch(uint256 allocated, uint256 supply);
}
