// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IRenderLedger} from "../interfaces/IRenderLedger.sol";
import {IRenderPricing} from "../interfaces/IRenderPricing.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";

/// @title The treasury
/// @custom:security-contact see SECURITY.md
contract Treasury is ITreasury, AccessManagedUpgradeable, ReentrancyGuardTransient, UUPSUpgradeable {
    using SafeERC20 for IERC20;

    /// @notice Assets and pool are held at 110 % of what is owed.
    uint256 public constant COVER_BPS = 11_000;
    /// @notice The part of a render's price that the treasury keeps, and so need not be able to pay.
    uint256 public constant BASE_TAKE_BPS = 4_500;

    uint256 private constant BPS = 10_000;
    uint256 private constant WEI_PER_UNIT = 1e9;
    uint256 private constant E18 = 1e18;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IERC20 private immutable _sogni;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    ISparkPoints private immutable _spark;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IRenderLedger private immutable _ledger;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IRenderPricing private immutable _pricing;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IERC20 sogni, ISparkPoints spark, IRenderLedger ledger, IRenderPricing pricing) {
        _sogni = sogni;
        _spark = spark;
        _ledger = ledger;
        _pricing = pricing;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
    }

    /// @inheritdoc ITreasury
    function refillPool() external nonReentrant returns (uint64 units) {
        uint64 target = poolTarget();
        uint64 pool = _ledger.global().pool;
        if (pool >= target) return 0;

        uint256 held = _sogni.balanceOf(address(this)) / WEI_PER_UNIT;
        // At most `target - pool`, which fits.
        units = uint64(Math.min(target - pool, held));
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

    /// @inheritdoc ITreasury
    function withdraw(IERC20 token, address to, uint256 amount) external restricted nonReentrant {
        emit Withdrawn(address(token), to, amount);
        token.safeTransfer(to, amount);
        requireSolvent();
    }

    /// @inheritdoc ITreasury
    function poolTarget() public view returns (uint64) {
        uint256 purchased = _spark.classSupply(ISparkPoints.SparkClass.Purchased);
        uint256 rate = _pricing.sparkRate();
        return SafeCast.toUint64(Math.mulDiv(purchased, rate * COVER_BPS, E18 * BPS, Math.Rounding.Ceil));
    }

    /// @inheritdoc ITreasury
    function solvency() public view returns (Solvency memory) {
        uint256 sogni = _sogni.balanceOf(address(this)) + _ledger.global().pool * WEI_PER_UNIT;
        uint256 purchased = _spark.classSupply(ISparkPoints.SparkClass.Purchased);
        uint256 owedBps = (BPS - BASE_TAKE_BPS) * COVER_BPS;
        return
            Solvency({
                assetsUsdE18: Math.mulDiv(sogni, _pricing.sogniPriceE18(), E18),
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

    function _authorizeUpgrade(address) internal override restricted {}
}
