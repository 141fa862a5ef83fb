// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @notice USDC of the local network and of tests: six decimals, permits, minted by anyone. On public networks the
/// parameters name the real one.
contract LocalUsdc is ERC20, ERC20Permit {
    constructor() ERC20("Local USD Coin", "USDC") ERC20Permit("Local USD Coin") {}

    /// @notice Mints `amount` to `to`.
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// @notice Six, as those of USDC.
    function decimals() public pure override returns (uint8) {
        return 6;
    }
}
