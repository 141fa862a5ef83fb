// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {Currency} from "../types/Currency.sol";

/// @title Which currencies the treasury wants
/// @notice Governance sets the share of the reserves that each currency should have; Spark is sold cheaper for what the
/// treasury is short of, by a discount that grows evenly with the shortfall.
interface ISalePolicy {
    /// @notice What is wanted of a currency.
    /// @param shareBps Share of the reserves it should have.
    /// @param maxDiscountBps Discount while the treasury holds none of it.
    struct Target {
        uint16 shareBps;
        uint16 maxDiscountBps;
    }

    /// @notice The wanted mix was set, in the order of {Currency}.
    event TargetsSet(Target[3] oldTargets, Target[3] newTargets);

    /// @notice The shares do not add up to a whole.
    error SalePolicyBadShares(uint256 sumBps);
    /// @notice The discount of a currency is beyond its bound.
    error SalePolicyDiscountTooLarge(Currency currency, uint16 discountBps, uint256 mostBps);

    /// @notice Sets the wanted mix, in the order of {Currency}. Emits {TargetsSet}. Role: treasurer.
    function setTargets(Target[3] calldata targets) external;

    /// @notice The wanted mix, in the order of {Currency}.
    function targets() external view returns (Target[3] memory);

    /// @notice Discount on Spark that is paid for in `currency`, now.
    function discountBps(Currency currency) external view returns (uint256);
}
