// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {PausableUpgradeable} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IAssetPrices} from "../interfaces/IAssetPrices.sol";
import {IRenderPricing} from "../interfaces/IRenderPricing.sol";
import {ISalePolicy} from "../interfaces/ISalePolicy.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";
import {ISparkSale} from "../interfaces/ISparkSale.sol";
import {Currency} from "../types/Currency.sol";

/// @title The sale of Spark
/// @custom:security-contact see SECURITY.md
contract SparkSale is
    ISparkSale,
    AccessManagedUpgradeable,
    PausableUpgradeable,
    ReentrancyGuardTransient,
    UUPSUpgradeable
{
    using SafeERC20 for IERC20;

    /// @notice Below this many dollars a USDC, none is taken.
    uint256 public constant DEPEG_STOP_E18 = 0.98e18;
    /// @notice The largest discount on SOGNI, whatever the policy says.
    uint256 public constant MAX_SOGNI_DISCOUNT_BPS = 500;
    /// @notice The largest discount on any currency, whatever the policy says.
    uint256 public constant MAX_DISCOUNT_BPS = 1_000;

    uint256 private constant BPS = 10_000;
    uint256 private constant E18 = 1e18;
    uint256 private constant USDC_UNIT = 1e6;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IERC20 private immutable _usdc;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IERC20 private immutable _sogni;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    ISparkPoints private immutable _spark;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address payable private immutable _treasury;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IRenderPricing private immutable _pricing;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IAssetPrices private immutable _prices;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    ISalePolicy private immutable _policy;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(
        IERC20 usdc,
        IERC20 sogni,
        ISparkPoints spark,
        address payable treasury,
        IRenderPricing pricing,
        IAssetPrices prices,
        ISalePolicy policy
    ) {
        _usdc = usdc;
        _sogni = sogni;
        _spark = spark;
        _treasury = treasury;
        _pricing = pricing;
        _prices = prices;
        _policy = policy;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
        __Pausable_init();
    }

    /* BUY */

    /// @inheritdoc ISparkSale
    function buy(
        Currency currency,
        address owner,
        uint256 amount,
        uint256 maxIn,
        uint256 deadline
    ) external payable whenNotPaused nonReentrant returns (uint256 paid) {
        return _buy(currency, owner, amount, maxIn, deadline);
    }

    /// @inheritdoc ISparkSale
    function buyWithPermit(
        Currency currency,
        address owner,
        uint256 amount,
        uint256 maxIn,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external whenNotPaused nonReentrant returns (uint256 paid) {
        require(currency != Currency.Eth, SparkSaleNoPermit());
        IERC20Permit token = IERC20Permit(address(_tokenOf(currency)));
        // Whoever saw the signature may have used it first; what counts is the allowance.
        try token.permit(msg.sender, address(this), maxIn, deadline, v, r, s) {} catch {}
        return _buy(currency, owner, amount, maxIn, deadline);
    }

    /// @inheritdoc ISparkSale
    function pause() external restricted {
        _pause();
    }

    /// @inheritdoc ISparkSale
    function unpause() external restricted {
        _unpause();
    }

    /* VIEWS */

    /// @inheritdoc ISparkSale
    function costOf(Currency currency, uint256 amount) external view returns (uint256 cost) {
        (cost, , ) = _costOf(currency, amount);
    }

    /// @inheritdoc ISparkSale
    function sparkFor(Currency currency, uint256 amountIn) external view returns (uint256) {
        (uint256 priceE18, uint256 discount) = termsOf(currency);
        (uint256 owedPerSpark, uint256 paidPerUnit) = _ratio(currency, priceE18, discount);
        return Math.mulDiv(amountIn, paidPerUnit, owedPerSpark);
    }

    /// @inheritdoc ISparkSale
    function termsOf(Currency currency) public view returns (uint256 priceE18, uint256 discount) {
        priceE18 = _prices.priceOf(currency);
        if (currency == Currency.Usdc) {
            require(priceE18 >= DEPEG_STOP_E18, SparkSaleDepegged(priceE18, DEPEG_STOP_E18));
            priceE18 = Math.min(priceE18, E18);
        }
        discount = Math.min(
            _policy.discountBps(currency),
            currency == Currency.Sogni ? MAX_SOGNI_DISCOUNT_BPS : MAX_DISCOUNT_BPS
        );
    }

    /* INTERNAL */

    function _buy(
        Currency currency,
        address owner,
        uint256 amount,
        uint256 maxIn,
        uint256 deadline
    ) private returns (uint256 cost) {
        require(block.timestamp <= deadline, SparkSaleExpired(deadline));
        require(amount > 0, SparkSaleZeroAmount());
        uint256 priceE18;
        uint256 discount;
        (cost, priceE18, discount) = _costOf(currency, amount);
        require(cost <= maxIn, SparkSaleTooExpensive(cost, maxIn));

        emit SparkSold(owner, msg.sender, currency, amount, cost, priceE18, discount);
        if (currency == Currency.Eth) {
            require(msg.value >= cost, SparkSaleUnderpaid(msg.value, cost));
            Address.sendValue(_treasury, cost);
        } else {
            require(msg.value == 0, SparkSaleUnexpectedEther(msg.value));
            _pull(_tokenOf(currency), cost);
        }
        // After the payment: the mint asks whether the treasury is solvent.
        _spark.mint(owner, amount, ISparkPoints.SparkClass.Purchased, ISparkPoints.MintReason.Sale);
        if (msg.value > cost) Address.sendValue(payable(msg.sender), msg.value - cost);
    }

    function _pull(IERC20 token, uint256 cost) private {
        uint256 before = token.balanceOf(_treasury);
        token.safeTransferFrom(msg.sender, _treasury, cost);
        uint256 received = token.balanceOf(_treasury) - before;
        require(received >= cost, SparkSaleFeeOnTransfer(address(token), received, cost));
    }

    function _costOf(
        Currency currency,
        uint256 amount
    ) private view returns (uint256 cost, uint256 priceE18, uint256 discount) {
        (priceE18, discount) = termsOf(currency);
        (uint256 owedPerSpark, uint256 paidPerUnit) = _ratio(currency, priceE18, discount);
        cost = Math.mulDiv(amount, owedPerSpark, paidPerUnit, Math.Rounding.Ceil);
    }

    /// @dev `amount` of Spark is worth `amount * owedPerSpark / paidPerUnit` of the currency. One division, so that rounding
    /// happens once.
    function _ratio(
        Currency currency,
        uint256 priceE18,
        uint256 discount
    ) private view returns (uint256 owedPerSpark, uint256 paidPerUnit) {
        uint256 unit = currency == Currency.Usdc ? USDC_UNIT : E18;
        owedPerSpark = _pricing.usdPerBaseE18() * (BPS - discount) * unit;
        paidPerUnit = E18 * BPS * priceE18;
    }

    function _tokenOf(Currency currency) private view returns (IERC20) {
        return currency == Currency.Usdc ? _usdc : _sogni;
    }

    function _authorizeUpgrade(address) internal override restricted {}
}
