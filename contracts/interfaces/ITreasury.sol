// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title The treasury
/// @notice Receives the take, keeps the ledger's pool filled so that spent Spark pays workers, and refuses to owe more
/// renders than it can pay for.
interface ITreasury {
    /// @notice Assets against liabilities, in 1e-18 dollars.
    /// @param assetsUsdE18 SOGNI held here and in the ledger's pool, at the oracle's price.
    /// @param requiredUsdE18 110 % of what paying workers and models for all purchased Spark costs.
    struct Solvency {
        uint256 assetsUsdE18;
        uint256 requiredUsdE18;
    }

    /// @notice `units` of SOGNI went into the ledger's pool, towards `target`.
    event PoolRefilled(uint64 units, uint64 target);
    /// @notice `units` of SOGNI came back from the ledger's pool.
    event PoolTrimmed(uint64 units, uint64 target);
    /// @notice `amount` of `token` left the treasury.
    event Withdrawn(address indexed token, address indexed to, uint256 amount);

    /// @notice The assets would not cover 110 % of the purchased Spark.
    error TreasuryInsolvent(uint256 assetsUsdE18, uint256 requiredUsdE18);
    /// @notice The pool would fall below its target.
    error TreasuryPoolBelowTarget(uint64 left, uint64 target);

    /// @notice Fills the ledger's pool to 110 % of purchased Spark at the current rate, as far as the SOGNI lasts; by
    /// anyone. Emits {PoolRefilled} where anything moved.
    /// @return units Moved, in units of 1e9 wei.
    function refillPool() external returns (uint64 units);

    /// @notice Takes what the pool holds above its target back. Emits {PoolTrimmed}. Role: admin.
    function trimPool(uint64 units) external;

    /// @notice Sends tokens out; the treasury must be solvent after. Emits {Withdrawn}. Role: admin.
    function withdraw(IERC20 token, address to, uint256 amount) external;

    /// @notice What the pool should hold, in units of 1e9 wei.
    function poolTarget() external view returns (uint64);

    /// @notice Assets and requirement at the current price.
    function solvency() external view returns (Solvency memory);

    /// @notice Reverts with {TreasuryInsolvent} where assets fall short of the requirement.
    function requireSolvent() external view;
}
