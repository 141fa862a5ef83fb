// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title A spender that the treasury calls back
interface ITreasurySpender {
    /// @notice The money has come from the treasury, which asks whether it is solvent when this returns.
    /// @param token What came; the zero address is ether.
    /// @return result Handed to whoever began to spend.
    function onSpend(
        address token,
        uint256 amount,
        bytes calldata data
    ) external returns (bytes memory result);
}
