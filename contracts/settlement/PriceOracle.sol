// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

import {IAssetPrices} from "../interfaces/IAssetPrices.sol";
import {IGovernedPrice} from "../interfaces/IGovernedPrice.sol";
import {IMarketOracle} from "../interfaces/IMarketOracle.sol";
import {IPriceOracle} from "../interfaces/IPriceOracle.sol";
import {IUniswapV3Factory} from "../interfaces/external/IUniswapV3Factory.sol";
import {IUniswapV3Pool} from "../interfaces/external/IUniswapV3Pool.sol";
import {PoolWindow} from "../libraries/PoolWindow.sol";
import {TickQuote} from "../libraries/TickQuote.sol";
import {Currency} from "../types/Currency.sol";

/// @title The price of SOGNI on the market
/// @custom:security-contact see SECURITY.md
contract PriceOracle is IMarketOracle, AccessManagedUpgradeable, UUPSUpgradeable {
    using Checkpoints for Checkpoints.Trace208;

    /// @custom:storage-location erc7201:supernet.storage.PriceOracle
    struct PriceOracleStorage {
        IUniswapV3Pool pool;
        uint48 goodAt;
        uint128 minLiquidity;
        uint256 goodPriceE18;
        Checkpoints.Trace208 checkpoints;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.PriceOracle")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant PRICE_ORACLE_STORAGE =
        0x89d1d329784a2192e867e500583beed18d354fe5d5af2795d6716e899d1cd000;

    /// @notice Time of the mean price that is used.
    uint32 public constant WINDOW = 30 minutes;
    /// @notice Least time of the mean price that it is held against.
    uint48 public constant REFERENCE_WINDOW = 24 hours;
    /// @notice Least time between two checkpoints.
    uint48 public constant POKE_INTERVAL = 1 hours;
    /// @notice How long the last good price stands in for a thin pool.
    uint48 public constant GOOD_PRICE_LIFE = 24 hours;
    /// @notice Up to here the two means count as one price.
    uint256 public constant CALM_BPS = 1_000;
    /// @notice Beyond this there is no price.
    uint256 public constant STOP_BPS = 2_500;
    /// @notice Least observations that the pool keeps: half an hour of blocks, two seconds each, and some.
    uint16 public constant MIN_CARDINALITY = 1_000;

    uint256 private constant BPS = 10_000;
    uint256 private constant E18 = 1e18;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address private immutable _sogni;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address private immutable _weth;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IUniswapV3Factory private immutable _factory;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IAssetPrices private immutable _prices;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IGovernedPrice private immutable _governed;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    bool private immutable _sogniIsZero;

    /// @param prices Gives the price of ether, with every check of its feed and of the sequencer.
    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(
        address sogni,
        address weth,
        IUniswapV3Factory factory,
        IAssetPrices prices,
        IGovernedPrice governed
    ) {
        _sogni = sogni;
        _weth = weth;
        _factory = factory;
        _prices = prices;
        _governed = governed;
        _sogniIsZero = sogni < weth;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
    }

    /* POOL */

    /// @inheritdoc IMarketOracle
    function setPool(IUniswapV3Pool newPool, uint128 newMinLiquidity) external restricted {
        PriceOracleStorage storage $ = _getPriceOracleStorage();
        require(address($.pool) == address(0), PriceOraclePoolFixed(address($.pool)));
        // The factory makes one pool for two tokens and a fee: no other can pass for it.
        require(
            address(newPool) != address(0) &&
                _factory.getPool(_sogni, _weth, newPool.fee()) == address(newPool),
            PriceOracleNotThePool(address(newPool))
        );
        // Of all that the pool says of itself, only this matters here.
        // slither-disable-next-line unused-return
        (, , , uint16 cardinality, , , ) = newPool.slot0();
        require(cardinality >= MIN_CARDINALITY, PriceOracleFewObservations(cardinality, MIN_CARDINALITY));
        _requireObservation(PoolWindow.oldest(newPool));

        emit PoolNamed(address(newPool), newMinLiquidity);
        $.pool = newPool;
        _setMinLiquidity(newMinLiquidity);
        _checkpoint($);
    }

    /// @inheritdoc IMarketOracle
    function setMinLiquidity(uint128 newMinLiquidity) external restricted {
        _setMinLiquidity(newMinLiquidity);
    }

    /// @inheritdoc IMarketOracle
    function poke() external {
        PriceOracleStorage storage $ = _getPriceOracleStorage();
        require(address($.pool) != address(0), PriceOracleNoPool());
        uint48 next = nextPokeAt();
        require(block.timestamp >= next, PriceOracleTooSoon(next));
        _checkpoint($);

        Market memory seen = _market(_prices.priceOrZero(Currency.Eth));
        if (seen.verdict != Verdict.Calm) return;
        uint48 time = uint48(block.timestamp);
        emit GoodPriceKept(seen.meanE18, time);
        $.goodPriceE18 = seen.meanE18;
        $.goodAt = time;
    }

    /* PRICES */

    /// @inheritdoc IPriceOracle
    function chargePrice() external view returns (uint256 priceE18) {
        if (address(pool()) == address(0)) return _governed.chargePrice();
        (priceE18, ) = _sides();
    }

    /// @inheritdoc IPriceOracle
    function payPrice() external view returns (uint256 priceE18) {
        if (address(pool()) == address(0)) return _governed.payPrice();
        (, priceE18) = _sides();
    }

    /// @inheritdoc IMarketOracle
    function market() external view returns (Market memory) {
        return _market(_prices.priceOrZero(Currency.Eth));
    }

    /// @inheritdoc IMarketOracle
    function pool() public view returns (IUniswapV3Pool) {
        return _getPriceOracleStorage().pool;
    }

    /// @inheritdoc IMarketOracle
    function minLiquidity() external view returns (uint128) {
        return _getPriceOracleStorage().minLiquidity;
    }

    /// @inheritdoc IMarketOracle
    function nextPokeAt() public view returns (uint48) {
        // When is enough: the sum is in the value.
        // slither-disable-next-line unused-return
        (bool exists, uint48 time, ) = _getPriceOracleStorage().checkpoints.latestCheckpoint();
        return exists ? time + POKE_INTERVAL : 0;
    }

    /// @inheritdoc IMarketOracle
    function lastGoodPrice() external view returns (uint256 priceE18, uint48 time) {
        PriceOracleStorage storage $ = _getPriceOracleStorage();
        return ($.goodPriceE18, $.goodAt);
    }

    /// @dev Lower and higher side, or the reason why there is none.
    function _sides() private view returns (uint256 low, uint256 high) {
        PriceOracleStorage storage $ = _getPriceOracleStorage();
        // A price of ether that may not be used is refused by its own error.
        Market memory seen = _market(_prices.priceOf(Currency.Eth));
        // Verdicts are names, not amounts that somebody could be off by one.
        // slither-disable-start incorrect-equality
        if (seen.verdict == Verdict.NoObservation) _requireObservation(PoolWindow.oldest($.pool));
        if (seen.verdict == Verdict.Thin) {
            require(
                $.goodAt != 0 && block.timestamp <= $.goodAt + GOOD_PRICE_LIFE,
                PriceOracleThin(seen.liquidity, $.minLiquidity, $.goodAt)
            );
            return ($.goodPriceE18, $.goodPriceE18);
        }
        require(seen.verdict != Verdict.NoReference, PriceOracleReferenceMissing());
        require(seen.verdict != Verdict.Diverged, PriceOracleDiverged(seen.meanE18, seen.referenceE18));
        if (seen.verdict == Verdict.Calm) return (seen.meanE18, seen.meanE18);
        // slither-disable-end incorrect-equality
        return (Math.min(seen.meanE18, seen.referenceE18), Math.max(seen.meanE18, seen.referenceE18));
    }

    /// @param ethE18 Zero where ether has no price.
    function _market(uint256 ethE18) private view returns (Market memory seen) {
        PriceOracleStorage storage $ = _getPriceOracleStorage();
        IUniswapV3Pool pool_ = $.pool;
        seen.ethE18 = ethE18;
        if (address(pool_) == address(0)) return seen;

        // The present price only.
        // slither-disable-next-line unused-return
        (uint160 spot, , , , , , ) = pool_.slot0();
        seen.verdict = ethE18 == 0 ? Verdict.NoEther : Verdict.NoObservation;
        seen.spotE18 = _usd(spot, ethE18);
        if (PoolWindow.oldest(pool_) + WINDOW > block.timestamp) return seen;

        (int24 tick, int56 sum, uint128 liquidity) = PoolWindow.read(pool_, WINDOW);
        seen.liquidity = liquidity;
        seen.depth = Math.min(
            IERC20(_sogni).balanceOf(address(pool_)),
            TickQuote.depth(liquidity, spot, _sogniIsZero)
        );
        seen.meanE18 = _usd(TickQuote.sqrtPriceAt(tick), ethE18);
        seen.referenceE18 = _reference(sum, ethE18);
        if (ethE18 != 0) seen.verdict = _judge(seen, $.minLiquidity);
    }

    function _judge(Market memory seen, uint128 least) private pure returns (Verdict) {
        if (seen.liquidity < least) return Verdict.Thin;
        // Zero says that there is none.
        // slither-disable-next-line incorrect-equality
        if (seen.referenceE18 == 0) return Verdict.NoReference;
        (uint256 low, uint256 high) = seen.meanE18 < seen.referenceE18
            ? (seen.meanE18, seen.referenceE18)
            : (seen.referenceE18, seen.meanE18);
        // A price that rounds to nothing is no price.
        // slither-disable-next-line incorrect-equality
        if (low == 0) return Verdict.Diverged;
        uint256 spread = Math.mulDiv(high - low, BPS, low);
        if (spread > STOP_BPS) return Verdict.Diverged;
        return spread > CALM_BPS ? Verdict.Sided : Verdict.Calm;
    }

    /// @dev The mean since the newest checkpoint of 24 hours ago or earlier. Before there is one, the governed price stands
    /// in while it lives. Zero where there is nothing.
    function _reference(int56 sum, uint256 ethE18) private view returns (uint256) {
        uint208 kept = _getPriceOracleStorage().checkpoints.upperLookupRecent(
            uint48(block.timestamp) - REFERENCE_WINDOW
        );
        // A checkpoint carries its time, so that none is zero.
        // slither-disable-next-line incorrect-equality
        if (kept == 0) {
            (uint256 priceE18, uint48 validUntil) = _governed.lastPrice();
            return block.timestamp < validUntil ? priceE18 : 0;
        }
        (uint48 time, int56 then) = _unpack(kept);
        // The sum wraps as the pool's own does.
        int56 rise;
        unchecked {
            rise = sum - then;
        }
        return _usd(TickQuote.sqrtPriceAt(TickQuote.meanTick(rise, block.timestamp - time)), ethE18);
    }

    /// @dev Dollars per SOGNI at a price of the pool.
    function _usd(uint160 sqrtPriceX96, uint256 ethE18) private view returns (uint256) {
        return Math.mulDiv(TickQuote.quote(sqrtPriceX96, E18, _sogniIsZero), ethE18, E18);
    }

    function _checkpoint(PriceOracleStorage storage $) private {
        uint48 time = uint48(block.timestamp);
        int56 sum = PoolWindow.tickSum($.pool);
        emit Poked(msg.sender, time, sum);
        // The time once more, so that a lookup gives both.
        // slither-disable-next-line unused-return
        $.checkpoints.push(time, (uint208(time) << 56) | uint56(sum));
    }

    function _unpack(uint208 kept) private pure returns (uint48 time, int56 sum) {
        return (uint48(kept >> 56), int56(uint56(kept)));
    }

    function _setMinLiquidity(uint128 newMinLiquidity) private {
        require(newMinLiquidity > 0, PriceOracleZeroLiquidity());
        PriceOracleStorage storage $ = _getPriceOracleStorage();
        emit MinLiquiditySet($.minLiquidity, newMinLiquidity);
        $.minLiquidity = newMinLiquidity;
    }

    function _requireObservation(uint256 oldest) private view {
        uint256 needed = block.timestamp - WINDOW;
        require(
            oldest <= needed,
            PriceOracleObservationMissing(SafeCast.toUint48(oldest), SafeCast.toUint48(needed))
        );
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getPriceOracleStorage() private pure returns (PriceOracleStorage storage $) {
        assembly {
            $.slot := PRICE_ORACLE_STORAGE
        }
    }
}
