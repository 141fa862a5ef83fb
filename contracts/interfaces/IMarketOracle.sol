// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IUniswapV3Pool} from "./external/IUniswapV3Pool.sol";
import {IPriceOracle} from "./IPriceOracle.sol";

/// @title The price of SOGNI on the market
/// @notice The 30-minute mean of the SOGNI/WETH pool times the dollar price of ether, held against a mean of the last 24
/// hours. Within 10 % of that reference the 30-minute price counts; from there to 25 % users are charged with the lower and
/// workers paid with the higher of the two; further apart no price is given. Before a pool is named the governed price counts.
interface IMarketOracle is IPriceOracle {
    /// @notice What the oracle makes of the market.
    enum Verdict {
        /// No pool was named yet: the governed price counts.
        Governed,
        /// The 30-minute price is within 10 % of the reference, and counts.
        Calm,
        /// Within 25 %: each side counts for itself.
        Sided,
        /// Further apart: no price.
        Diverged,
        /// Too little liquidity: the last good price counts, for 24 hours.
        Thin,
        /// No checkpoint is 24 hours old, and the governed price that would stand in has expired: no price.
        NoReference,
        /// The pool has forgotten what happened 30 minutes ago: no price.
        NoObservation,
        /// Ether has no price: no price.
        NoEther
    }

    /// @notice The market as the oracle sees it; dollars with 18 decimals, zero where unknown.
    /// @param ethE18 Dollars per ether.
    /// @param spotE18 Dollars per SOGNI in this block. Anyone can move it: for comparison only.
    /// @param meanE18 Dollars per SOGNI over 30 minutes.
    /// @param referenceE18 Dollars per SOGNI over 24 hours or more, or the governed price before that can be known.
    /// @param liquidity Harmonic mean of the pool's liquidity over 30 minutes.
    /// @param depth SOGNI that can be bought from the pool, in wei: what it holds, and no more than that liquidity stands for.
    struct Market {
        Verdict verdict;
        uint256 ethE18;
        uint256 spotE18;
        uint256 meanE18;
        uint256 referenceE18;
        uint128 liquidity;
        uint256 depth;
    }

    /// @notice The pool was named, for good.
    event PoolNamed(address indexed pool, uint128 minLiquidity);
    /// @notice The liquidity below which the pool's price is not believed was set.
    event MinLiquiditySet(uint128 oldMinLiquidity, uint128 newMinLiquidity);
    /// @notice A checkpoint of the pool's sum of ticks was kept.
    event Poked(address indexed caller, uint48 time, int56 tickCumulative);
    /// @notice A price was kept for the case that the pool runs thin.
    event GoodPriceKept(uint256 priceE18, uint48 time);

    /// @notice The pool is named already: it can never be another.
    error PriceOraclePoolFixed(address pool);
    /// @notice The pool is not the factory's pool of SOGNI and WETH.
    error PriceOracleNotThePool(address pool);
    /// @notice No pool was named yet.
    error PriceOracleNoPool();
    /// @notice The pool keeps too few observations.
    error PriceOracleFewObservations(uint16 cardinality, uint16 minCardinality);
    /// @notice A pool without any liquidity would be believed.
    error PriceOracleZeroLiquidity();
    /// @notice The last checkpoint is less than an hour old.
    error PriceOracleTooSoon(uint48 nextAt);
    /// @notice The pool's oldest observation is from after the time that is needed.
    error PriceOracleObservationMissing(uint48 oldest, uint48 needed);
    /// @notice There is nothing to hold the 30-minute price against.
    error PriceOracleReferenceMissing();
    /// @notice The 30-minute price and the reference are more than 25 % apart.
    error PriceOracleDiverged(uint256 meanE18, uint256 referenceE18);
    /// @notice The pool is thin, and the last good price is older than 24 hours.
    error PriceOracleThin(uint128 liquidity, uint128 minLiquidity, uint48 goodAt);

    /// @notice Names the pool, once. It must be the factory's pool of SOGNI and WETH, keep at least 1,000 observations and
    /// have a history of 30 minutes. Emits {PoolNamed} and {Poked}. Role: admin.
    function setPool(IUniswapV3Pool pool, uint128 minLiquidity) external;

    /// @notice Sets the mean liquidity below which the pool's price is not believed. Emits {MinLiquiditySet}. Role: admin.
    function setMinLiquidity(uint128 minLiquidity) external;

    /// @notice Keeps a checkpoint for the 24-hour reference, at most one an hour, and the price where it is calm; by anyone.
    /// Emits {Poked}, and {GoodPriceKept} where the price is kept.
    function poke() external;

    /// @notice The market as it is.
    function market() external view returns (Market memory);

    /// @notice The pool; zero before it is named.
    function pool() external view returns (IUniswapV3Pool);

    /// @notice Mean liquidity below which the pool's price is not believed.
    function minLiquidity() external view returns (uint128);

    /// @notice When {poke} may be called next; zero before a pool is named.
    function nextPokeAt() external view returns (uint48);

    /// @notice The last price that was within 10 % of the reference when {poke} was called, and when that was.
    function lastGoodPrice() external view returns (uint256 priceE18, uint48 time);
}
