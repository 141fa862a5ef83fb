// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {RateLimiter} from "@openzeppelin/contracts/utils/RateLimiter.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IAssetPrices} from "../interfaces/IAssetPrices.sol";
import {IRenderLedger} from "../interfaces/IRenderLedger.sol";
import {IRenderPricing} from "../interfaces/IRenderPricing.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";
import {ITreasurySpender} from "../interfaces/ITreasurySpender.sol";
import {Currency} from "../types/Currency.sol";

/// @title The treasury
/// @custom:security-contact see SECURITY.md
contract Treasury is ITreasury, AccessManagedUpgradeable, ReentrancyGuardTransient, UUPSUpgradeable {
    using RateLimiter for RateLimiter.RefillingBucket;
    using SafeERC20 for IERC20;

    /// @custom:storage-location erc7201:supernet.storage.Treasury
    struct TreasuryStorage {
        mapping(address spender => mapping(address token => RateLimiter.RefillingBucket)) spendLimits;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.Treasury")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant TREASURY_STORAGE =
        0x5c25adf1b5faa7330842a5d541f84be417b5f8c63bdd0ad022f3cad65ada2400;

    /// @dev Each spender and token has a bucket of its own, so one key inside it is enough.
    bytes32 private constant BUCKET = 0;

    /// @notice Assets and pool are held at 110 % of what is owed.
    uint256 public constant COVER_BPS = 11_000;
    /// @notice The part of a render's price that the treasury keeps, and so need not be able to pay.
    uint256 public constant BASE_TAKE_BPS = 4_500;

    uint256 private constant BPS = 10_000;
    uint256 private constant WEI_PER_UNIT = 1e9;
    uint256 private constant E18 = 1e18;
    uint256 private constant USDC_UNIT = 1e6;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IERC20 private immutable _sogni;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IERC20 private immutable _usdc;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    ISparkPoints private immutable _spark;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IRenderLedger private immutable _ledger;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IRenderPricing private immutable _pricing;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IAssetPrices private immutable _prices;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(
        IERC20 sogni,
        IERC20 usdc,
        ISparkPoints spark,
        IRenderLedger ledger,
        IRenderPricing pricing,
        IAssetPrices prices
    ) {
        _sogni = sogni;
        _usdc = usdc;
        _spark = spark;
        _ledger = ledger;
        _pricing = pricing;
        _prices = prices;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
    }

    /// @notice Ether of sales, licences and gifts.
    receive() external payable {
        emit EtherReceived(msg.sender, msg.value);
    }

    /* POOL */

    /// @inheritdoc ITreasury
    function refillPool() external nonReentrant returns (uint64 units) {
        uint64 target = poolTarget();
        uint64 pool = _ledger.global().pool;
        if (pool >= target) return 0;

        uint256 held = _sogni.balanceOf(address(this)) / WEI_PER_UNIT;
        // At most `target - pool`, which fits.
        units = uint64(Math.min(target - pool, held));
        // Nothing to do: whatever is sent on purpose only makes it something.
        // slither-disable-next-line incorrect-equality
        if (units == 0) return 0;
        emit PoolRefilled(units, target);
        _sogni.forceApprove(address(_ledger), units * WEI_PER_UNIT);
        _ledger.fundPool(units);
    }

    /// @inheritdoc ITreasury
    function trimPool(uint64 units) external restricted nonReentrant {
        uint64 target = poolTarget();
        uint64 pool = _ledger.global().pool;
        uint64 left = units > pool ? 0 : pool - units;
        require(left >= target && units <= pool, TreasuryPoolBelowTarget(left, target));
        emit PoolTrimmed(units, target);
        _ledger.defundPool(units);
    }

    /* OUT */

    /// @inheritdoc ITreasury
    function withdraw(IERC20 token, address to, uint256 amount) external restricted nonReentrant {
        emit Withdrawn(address(token), to, amount);
        _send(address(token), to, amount);
        requireSolvent();
    }

    /// @inheritdoc ITreasury
    function spend(address token, address to, uint256 amount) external restricted nonReentrant {
        _spend(token, to, amount);
        requireSolvent();
    }

    /// @inheritdoc ITreasury
    function spendOn(
        address token,
        uint256 amount,
        bytes calldata data
    ) external restricted nonReentrant returns (bytes memory result) {
        _spend(token, msg.sender, amount);
        result = ITreasurySpender(msg.sender).onSpend(token, amount, data);
        // What was bought is back by now, and counts.
        requireSolvent();
    }

    /// @inheritdoc ITreasury
    function setSpendLimit(
        address spender,
        address token,
        uint208 capacity,
        uint48 window
    ) external restricted {
        RateLimiter.RefillingBucket storage limit = _getTreasuryStorage().spendLimits[spender][token];
        emit SpendLimitSet(spender, token, limit._capacity, capacity, limit._window, window);
        // What was refilled so far is written down first, so that the new rate does not reach into the past.
        limit.sync(BUCKET);
        limit.updateSettings(window, capacity);
    }

    /* VIEWS */

    /// @inheritdoc ITreasury
    function spendable(address spender, address token) external view returns (uint256) {
        return _getTreasuryStorage().spendLimits[spender][token].available(BUCKET);
    }

    /// @inheritdoc ITreasury
    function spendLimit(
        address spender,
        address token
    ) external view returns (uint208 capacity, uint48 window) {
        RateLimiter.RefillingBucket storage limit = _getTreasuryStorage().spendLimits[spender][token];
        return (limit._capacity, limit._window);
    }

    /// @inheritdoc ITreasury
    function poolTarget() public view returns (uint64) {
        uint256 purchased = _spark.classSupply(ISparkPoints.SparkClass.Purchased);
        uint256 rate = _pricing.sparkRate();
        return SafeCast.toUint64(Math.mulDiv(purchased, rate * COVER_BPS, E18 * BPS, Math.Rounding.Ceil));
    }

    /// @inheritdoc ITreasury
    function reserves() public view returns (Reserves memory held) {
        held.usdc = _usdc.balanceOf(address(this));
        held.eth = address(this).balance;
        held.sogni = _sogni.balanceOf(address(this)) + _ledger.global().pool * WEI_PER_UNIT;
        // A dollar of USDC is never worth more than a dollar of renders.
        uint256 usdcPrice = Math.min(_prices.priceOrZero(Currency.Usdc), E18);
        held.usdcUsdE18 = Math.mulDiv(held.usdc, usdcPrice, USDC_UNIT);
        held.ethUsdE18 = Math.mulDiv(held.eth, _prices.priceOrZero(Currency.Eth), E18);
        held.sogniUsdE18 = Math.mulDiv(held.sogni, _prices.priceOrZero(Currency.Sogni), E18);
    }

    /// @inheritdoc ITreasury
    function solvency() public view returns (Solvency memory) {
        Reserves memory held = reserves();
        uint256 purchased = _spark.classSupply(ISparkPoints.SparkClass.Purchased);
        uint256 owedBps = (BPS - BASE_TAKE_BPS) * COVER_BPS;
        return
            Solvency({
                assetsUsdE18: held.usdcUsdE18 + held.ethUsdE18 + held.sogniUsdE18,
                requiredUsdE18: Math.mulDiv(
                    purchased,
                    _pricing.usdPerBaseE18() * owedBps,
                    E18 * BPS * BPS,
                    Math.Rounding.Ceil
                )
            });
    }

    /// @inheritdoc ITreasury
    function requireSolvent() public view {
        Solvency memory now_ = solvency();
        require(
            now_.assetsUsdE18 >= now_.requiredUsdE18,
            TreasuryInsolvent(now_.assetsUsdE18, now_.requiredUsdE18)
        );
    }

    /// @dev Within the caller's bucket.
    function _spend(address token, address to, uint256 amount) private {
        RateLimiter.RefillingBucket storage limit = _getTreasuryStorage().spendLimits[msg.sender][token];
        require(
            limit.tryConsume(BUCKET, amount),
            TreasurySpendLimited(msg.sender, token, limit.available(BUCKET), amount)
        );
        emit Spent(msg.sender, token, to, amount);
        _send(token, to, amount);
    }

    /// @dev Whatever leaves, what is left must cover what is owed: callers ask for that after it.
    function _send(address token, address to, uint256 amount) private {
        if (token == address(0)) Address.sendValue(payable(to), amount);
        else IERC20(token).safeTransfer(to, amount);
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getTreasuryStorage() private pure returns (TreasuryStorage storage $) {
        assembly {
            $.slot := TREASURY_STORAGE
        }
    }
}
