// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IBondPolicy} from "../interfaces/IBondPolicy.sol";
import {ITakePolicy} from "../interfaces/ITakePolicy.sol";

/// @title The rules of the first days
/// @notice No bond is asked for, and the take is the base rate for everybody. Staking replaces both.
/// @custom:security-contact see SECURITY.md
contract LaunchPolicy is IBondPolicy, ITakePolicy {
    /// @notice Take before any discount, in basis points.
    uint16 public constant BASE_TAKE_BPS = 4_500;

    /// @inheritdoc IBondPolicy
    function isBonded(bytes32, address) external pure returns (bool) {
        return true;
    }

    /// @inheritdoc ITakePolicy
    function takeBps(bytes32, address) external pure returns (uint16) {
        return BASE_TAKE_BPS;
    }
}
