// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {PausableUpgradeable} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {DoubleEndedQueue} from "@openzeppelin/contracts/utils/structs/DoubleEndedQueue.sol";

import {ILpStaking} from "../interfaces/ILpStaking.sol";
import {IPriceOracle} from "../interfaces/IPriceOracle.sol";
import {IStakingVault} from "../interfaces/IStakingVault.sol";
import {IConstantProductPair} from "../interfaces/external/IConstantProductPair.sol";
import {CoolingQueue} from "./CoolingQueue.sol";
import {LpRates} from "./LpRates.sol";

/// @title Staking of liquidity
/// @custom:security-contact see SECURITY.md
contract LpStaking is
    ILpStaking,
    AccessManagedUpgradeable,
    PausableUpgradeable,
    ReentrancyGuardTransient,
    UUPSUpgradeable
{
    using CoolingQueue for DoubleEndedQueue.Bytes32Deque;
    using DoubleEndedQueue for DoubleEndedQueue.Bytes32Deque;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    struct Observation {
        uint48 day;
        uint128 rate;
    }

    struct Totals {
        uint128 units;
        uint128 coolingUnits;
    }

    /// @custom:storage-location erc7201:supernet.storage.LpStaking
    struct LpStakingStorage {
        mapping(address pool => Pool) pools;
        mapping(address pool => mapping(uint256 slot => Observation)) observations;
        mapping(address account => mapping(address pool => Holding)) holdings;
        mapping(address account => mapping(address pool => DoubleEndedQueue.Bytes32Deque)) requests;
        mapping(address account => Totals) totals;
    }

    /// @notice Seconds between a request and its withdrawal.
    uint48 public constant COOLDOWN = 7 days;
    /// @notice How many requests of an account may cool down in a pool.
    uint256 public constant MAX_REQUESTS = 16;
    /// @notice Seconds between two changes of a rate.
    uint48 public constant REBASE_PERIOD = 7 days;
    /// @notice Days over which the lowest fair rate counts.
    uint256 public constant WINDOW_DAYS = 30;

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.LpStaking")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant LP_STAKING_STORAGE =
        0x3ecff7ad8c3693c6338504bdc76f95b92e38a521cf15873c9a69c095783e9900;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address private immutable _sogni;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IStakingVault private immutable _vault;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(address sogni, IStakingVault vault) {
        _sogni = sogni;
        _vault = vault;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
    }

    /* POOLS */

    /// @inheritdoc ILpStaking
    function listPool(address pool, address oracle) external restricted {
        Pool storage row = _getLpStakingStorage().pools[pool];
        require(!row.listed, LpStakingListed(pool));
        address token0 = IConstantProductPair(pool).token0();
        address token1 = IConstantProductPair(pool).token1();
        bool sogniFirst = token0 == _sogni;
        require(sogniFirst || token1 == _sogni, LpStakingNotSogniPair(pool));
        address quote = sogniFirst ? token1 : token0;
        uint8 decimals = IERC20Metadata(quote).decimals();
        require(decimals <= 18, LpStakingDecimals(quote, decimals));

        row.oracle = oracle;
        row.quoteScale = uint64(10 ** (18 - decimals));
        row.sogniFirst = sogniFirst;
        row.listed = true;
        uint256 fair = _observe(pool);
        row.rate = LpRates.haircut(fair, lowestRate(pool)).toUint128();
        row.rebasedAt = uint48(block.timestamp);
        require(row.rate > 0, LpStakingNoRate(pool));
        emit PoolListed(pool, oracle, row.rate);
    }

    /// @inheritdoc ILpStaking
    function unlistPool(address pool) external restricted {
        _listed(pool).listed = false;
        emit PoolUnlisted(pool);
    }

    /// @inheritdoc ILpStaking
    function observe(address pool) external {
        _observe(pool);
    }

    /// @inheritdoc ILpStaking
    function rebase(address pool) external {
        Pool storage row = _getLpStakingStorage().pools[pool];
        uint48 rebasableAt = row.rebasedAt + REBASE_PERIOD;
        require(block.timestamp >= rebasableAt, LpStakingTooEarly(pool, rebasableAt));

        uint256 target = LpRates.haircut(_observe(pool), lowestRate(pool));
        uint128 oldRate = row.rate;
        row.rate = LpRates.step(oldRate, target).toUint128();
        row.rebasedAt = uint48(block.timestamp);
        emit PoolRebased(pool, oldRate, row.rate);
    }

    /// @inheritdoc ILpStaking
    function sync(address account, address pool) external {
        _sync(account, pool);
    }

    /* STAKE */

    /// @inheritdoc ILpStaking
    function stake(address pool, uint256 amount) external whenNotPaused nonReentrant {
        require(amount > 0, LpStakingZeroAmount());
        _listed(pool);
        Holding storage holding = _getLpStakingStorage().holdings[msg.sender][pool];
        holding.staked += amount.toUint128();
        emit LpStaked(msg.sender, pool, amount, holding.staked);
        _sync(msg.sender, pool);

        uint256 before = IERC20(pool).balanceOf(address(this));
        IERC20(pool).safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = IERC20(pool).balanceOf(address(this)) - before;
        // The difference of one transfer: what others send in between transactions is in both balances.
        // slither-disable-next-line incorrect-equality
        require(received == amount, LpStakingInexactTransfer(pool, received, amount));
    }

    /// @inheritdoc ILpStaking
    function requestUnstake(address pool, uint256 amount) external returns (uint48 readyAt) {
        require(amount > 0, LpStakingZeroAmount());
        LpStakingStorage storage $ = _getLpStakingStorage();
        Holding storage holding = $.holdings[msg.sender][pool];
        require(
            holding.staked >= amount,
            LpStakingInsufficientStake(msg.sender, pool, holding.staked, amount)
        );
        DoubleEndedQueue.Bytes32Deque storage requests = $.requests[msg.sender][pool];
        require(requests.length() < MAX_REQUESTS, LpStakingTooManyRequests(msg.sender, pool, MAX_REQUESTS));
        readyAt = uint48(block.timestamp) + COOLDOWN;
        requests.push(uint208(amount), readyAt);
        // What is staked fits.
        holding.staked -= uint128(amount);
        holding.cooling += uint128(amount);
        emit LpUnstakeRequested(msg.sender, pool, amount, readyAt);
        _sync(msg.sender, pool);
    }

    /// @inheritdoc ILpStaking
    function withdraw(address pool) external nonReentrant returns (uint256 amount) {
        LpStakingStorage storage $ = _getLpStakingStorage();
        DoubleEndedQueue.Bytes32Deque storage queue = $.requests[msg.sender][pool];
        uint256 requests;
        (amount, requests) = queue.takeReady();
        require(requests > 0, LpStakingNothingReady(msg.sender, pool, queue.readyAtOf()));
        // Requests are what cools down.
        $.holdings[msg.sender][pool].cooling -= uint128(amount);
        emit LpWithdrawn(msg.sender, pool, amount, requests);
        _sync(msg.sender, pool);
        IERC20(pool).safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc ILpStaking
    function pause() external restricted {
        _pause();
    }

    /// @inheritdoc ILpStaking
    function unpause() external restricted {
        _unpause();
    }

    /* VIEWS */

    /// @inheritdoc ILpStaking
    function poolOf(address pool) external view returns (Pool memory) {
        return _getLpStakingStorage().pools[pool];
    }

    /// @inheritdoc ILpStaking
    function holdingOf(address account, address pool) external view returns (Holding memory) {
        return _getLpStakingStorage().holdings[account][pool];
    }

    /// @inheritdoc ILpStaking
    function fairRate(address pool) public view returns (uint256) {
        Pool memory row = _getLpStakingStorage().pools[pool];
        require(row.oracle != address(0), LpStakingNotListed(pool));
        // Reserves, not balances: what is sent to the pair counts only once a trade or a mint has taken it in.
        // The time of the last trade is not needed.
        // slither-disable-next-line unused-return
        (uint112 reserve0, uint112 reserve1, ) = IConstantProductPair(pool).getReserves();
        (uint256 sogni, uint256 quote) = row.sogniFirst ? (reserve0, reserve1) : (reserve1, reserve0);
        // The higher side of the price: the pair's other half stands for less SOGNI.
        return
            LpRates.fair(
                sogni,
                quote * row.quoteScale,
                IPriceOracle(row.oracle).payPrice(),
                IERC20(pool).totalSupply()
            );
    }

    /// @inheritdoc ILpStaking
    function lowestRate(address pool) public view returns (uint256 lowest) {
        lowest = type(uint256).max;
        uint256 today = block.timestamp / 1 days;
        for (uint256 slot = 0; slot < WINDOW_DAYS; ++slot) {
            Observation memory seen = _getLpStakingStorage().observations[pool][slot];
            if (seen.day != 0 && seen.day + WINDOW_DAYS > today) lowest = Math.min(lowest, seen.rate);
        }
    }

    /* INTERNAL */

    /// @dev Keeps the lowest rate of each of the last 30 days.
    function _observe(address pool) private returns (uint256 fair) {
        fair = fairRate(pool);
        uint48 day = uint48(block.timestamp / 1 days);
        // A ring of 30 days, not chance.
        // slither-disable-next-line weak-prng
        Observation storage seen = _getLpStakingStorage().observations[pool][day % WINDOW_DAYS];
        // Days are whole numbers: a later one only opens its own slot.
        // slither-disable-next-line incorrect-equality
        if (seen.day == day && seen.rate <= fair) return fair;
        (seen.day, seen.rate) = (day, fair.toUint128());
        emit RateObserved(pool, day, seen.rate);
    }

    function _sync(address account, address pool) private {
        LpStakingStorage storage $ = _getLpStakingStorage();
        uint256 rate = $.pools[pool].rate;
        Holding storage holding = $.holdings[account][pool];
        uint128 units = LpRates.unitsOf(holding.staked, rate).toUint128();
        uint128 coolingUnits = LpRates.unitsOf(holding.cooling, rate).toUint128();
        Totals memory totals = $.totals[account];
        totals.units = totals.units + units - holding.units;
        totals.coolingUnits = totals.coolingUnits + coolingUnits - holding.coolingUnits;
        (holding.units, holding.coolingUnits) = (units, coolingUnits);
        $.totals[account] = totals;
        emit LpSynced(account, pool, units, coolingUnits);
        _vault.setLpUnits(account, totals.units, totals.coolingUnits);
    }

    function _listed(address pool) private view returns (Pool storage row) {
        row = _getLpStakingStorage().pools[pool];
        require(row.listed, LpStakingNotListed(pool));
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getLpStakingStorage() private pure returns (LpStakingStorage storage $) {
        assembly {
            $.slot := LP_STAKING_STORAGE
        }
    }
}
