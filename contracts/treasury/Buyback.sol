// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {RateLimiter} from "@openzeppelin/contracts/utils/RateLimiter.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IBuyback} from "../interfaces/IBuyback.sol";
import {IMarketOracle} from "../interfaces/IMarketOracle.sol";
import {IRewardStream} from "../interfaces/IRewardStream.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";
import {ITreasurySpender} from "../interfaces/ITreasurySpender.sol";
import {IUniswapV3Factory} from "../interfaces/external/IUniswapV3Factory.sol";
import {IUniswapV3Pool} from "../interfaces/external/IUniswapV3Pool.sol";
import {IWETH9} from "../interfaces/external/IWETH9.sol";
import {PoolSwapper} from "./PoolSwapper.sol";

/// @title The buyback
/// @dev It trades with the pools themselves, not through a router: routers differ from chain to chain, pools do not.
/// @custom:security-contact see SECURITY.md
contract Buyback is
    IBuyback,
    ITreasurySpender,
    PoolSwapper,
    AccessManagedUpgradeable,
    ReentrancyGuardTransient,
    UUPSUpgradeable
{
    using RateLimiter for RateLimiter.SlidingWindow;
    using SafeERC20 for IERC20;

    /// @custom:storage-location erc7201:supernet.storage.Buyback
    struct BuybackStorage {
        Limits limits;
        bool isOpen;
        bool toRewards;
        uint48 nextAt;
        RateLimiter.SlidingWindow day;
        RateLimiter.SlidingWindow month;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.Buyback")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant BUYBACK_STORAGE =
        0xafe8373f14cbed02415c234df8e0fb7f2a0abe0bce79b436645ed0ffacb3bc00;

    /// @notice Least time between two purchases.
    uint48 public constant INTERVAL = 30 minutes;
    /// @notice Most of the pool's SOGNI that is bought at once.
    uint256 public constant DEPTH_BPS = 50;
    /// @notice Least that is received of what the 30-minute price gives.
    uint256 public constant MIN_OUT_BPS = 9_900;
    /// @notice Furthest that the present price may be from the 30-minute price.
    uint256 public constant SPOT_MEAN_BPS = 200;
    /// @notice Furthest that the present price may be from the 24-hour price.
    uint256 public constant SPOT_REFERENCE_BPS = 1_000;
    /// @notice Fee of the pool in which USDC is changed to ether, in hundredths of a basis point.
    uint24 public constant USDC_FEE = 500;

    uint256 private constant BPS = 10_000;
    uint256 private constant E18 = 1e18;
    /// @dev A unit of USDC in 1e-18 dollars.
    uint256 private constant USDC_UNIT_E18 = 1e12;
    address private constant ETHER = address(0);
    /// @dev Each cap is a window of its own, so one key inside it is enough.
    bytes32 private constant WINDOW = 0;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IERC20 private immutable _sogni;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address private immutable _usdc;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address private immutable _weth;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IUniswapV3Factory private immutable _factory;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IMarketOracle private immutable _oracle;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    ITreasury private immutable _treasury;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IRewardStream private immutable _rewards;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(
        IERC20 sogni,
        address usdc,
        address weth,
        IUniswapV3Factory factory,
        IMarketOracle oracle,
        ITreasury treasury,
        IRewardStream rewards
    ) {
        _sogni = sogni;
        _usdc = usdc;
        _weth = weth;
        _factory = factory;
        _oracle = oracle;
        _treasury = treasury;
        _rewards = rewards;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager and sets the bounds; closed, and for the treasury's inventory.
    function initialize(address authority, Limits calldata firstLimits) external initializer {
        __AccessManaged_init(authority);
        _setLimits(firstLimits);
    }

    /// @notice Ether from the treasury, on its way into a pool.
    receive() external payable {
        require(msg.sender == address(_treasury), BuybackNotTheTreasury(msg.sender));
    }

    /// @inheritdoc IBuyback
    function buyback() external nonReentrant returns (uint256 sogni) {
        BuybackStorage storage $ = _getBuybackStorage();
        require($.isOpen, BuybackClosed());
        require(block.timestamp >= $.nextAt, BuybackTooSoon($.nextAt));
        Purchase memory next = nextPurchase();
        require(next.amount > 0, BuybackNothingToSpend());
        // Never more than the caps leave: the purchase was cut to them.
        $.day.consume(WINDOW, next.usdE18);
        $.month.consume(WINDOW, next.usdE18);
        $.nextAt = uint48(block.timestamp) + INTERVAL;

        // All of it is written by now; afterwards only what came is told.
        // slither-disable-next-line reentrancy-no-eth
        bytes memory result = _treasury.spendOn(next.token, next.amount, abi.encode(next.minSogni));
        sogni = abi.decode(result, (uint256));
        emit BoughtBack(msg.sender, next.token, destination(), next.amount, next.usdE18, sogni);
    }

    /// @inheritdoc ITreasurySpender
    /// @dev The treasury calls back whoever spends, and only {buyback} spends here.
    function onSpend(address token, uint256 amount, bytes calldata data) external returns (bytes memory) {
        require(msg.sender == address(_treasury), BuybackNotTheTreasury(msg.sender));
        uint256 minSogni = abi.decode(data, (uint256));
        uint256 sogni = _buy(token, amount);
        require(sogni >= minSogni, BuybackTooLittle(sogni, minSogni));
        // All of it: nothing stays here.
        _sogni.safeTransfer(destination(), _sogni.balanceOf(address(this)));
        // As much as was sent, and what somebody gave.
        // slither-disable-next-line unused-return
        if (_getBuybackStorage().toRewards) _rewards.takeIn();
        return abi.encode(sogni);
    }

    /* GOVERNANCE */

    /// @inheritdoc IBuyback
    function open(string calldata reason) external restricted {
        emit BuybackOpened(reason);
        _getBuybackStorage().isOpen = true;
    }

    /// @inheritdoc IBuyback
    function shut(string calldata reason) external restricted {
        emit BuybackShut(reason);
        _getBuybackStorage().isOpen = false;
    }

    /// @inheritdoc IBuyback
    function setLimits(Limits calldata newLimits) external restricted {
        _setLimits(newLimits);
    }

    /// @inheritdoc IBuyback
    function setDestination(bool toRewards) external restricted {
        emit DestinationSet(toRewards);
        _getBuybackStorage().toRewards = toRewards;
    }

    /* VIEWS */

    /// @inheritdoc IBuyback
    function nextPurchase() public view returns (Purchase memory next) {
        BuybackStorage storage $ = _getBuybackStorage();
        IMarketOracle.Market memory seen = _oracle.market();
        require(
            seen.verdict == IMarketOracle.Verdict.Calm || seen.verdict == IMarketOracle.Verdict.Sided,
            BuybackNoMarket(uint8(seen.verdict))
        );
        _requireNear(seen.spotE18, seen.meanE18, SPOT_MEAN_BPS);
        _requireNear(seen.spotE18, seen.referenceE18, SPOT_REFERENCE_BPS);

        uint256 chunk = Math.min($.limits.chunk, (seen.depth * DEPTH_BPS) / BPS);
        uint256 usd = Math.mulDiv(chunk, seen.meanE18, E18);
        usd = Math.min(usd, Math.min($.day.available(WINDOW), $.month.available(WINDOW)));

        // Whichever the treasury holds more of, so that nobody chooses.
        ITreasury.Reserves memory held = _treasury.reserves();
        bool inUsdc = held.usdcUsdE18 > held.ethUsdE18 && address(_usdcPool()) != address(0);
        uint256 unitE18 = inUsdc ? USDC_UNIT_E18 * E18 : seen.ethE18;
        next.token = inUsdc ? _usdc : ETHER;
        next.amount = Math.min(
            Math.min(Math.mulDiv(usd, E18, unitE18), inUsdc ? held.usdc : held.eth),
            _treasury.spendable(address(this), next.token)
        );
        // Up, both: a fraction counts toward the caps, and a wei is asked for rather than given away. The dollars stay within
        // the caps all the same, which are whole.
        next.usdE18 = Math.mulDiv(next.amount, unitE18, E18, Math.Rounding.Ceil);
        uint256 meanOut = Math.mulDiv(next.usdE18, E18, seen.meanE18, Math.Rounding.Ceil);
        next.minSogni = Math.mulDiv(meanOut, MIN_OUT_BPS, BPS, Math.Rounding.Ceil);
    }

    /// @inheritdoc IBuyback
    function state() external view returns (bool isOpen, uint48 nextAt, uint256 today, uint256 thisMonth) {
        BuybackStorage storage $ = _getBuybackStorage();
        return ($.isOpen, $.nextAt, $.day.available(WINDOW), $.month.available(WINDOW));
    }

    /// @inheritdoc IBuyback
    function limits() external view returns (Limits memory) {
        return _getBuybackStorage().limits;
    }

    /// @inheritdoc IBuyback
    function destination() public view returns (address) {
        return _getBuybackStorage().toRewards ? address(_rewards) : address(_treasury);
    }

    function _buy(address token, uint256 amount) private returns (uint256) {
        // To the chain's wrapped ether, which is fixed and gives as much of itself.
        // slither-disable-next-line arbitrary-send-eth
        if (token == ETHER) IWETH9(_weth).deposit{value: amount}();
        else amount = _swap(_usdcPool(), _usdc, _weth, amount);
        return _swap(_oracle.pool(), _weth, address(_sogni), amount);
    }

    function _usdcPool() private view returns (IUniswapV3Pool) {
        return IUniswapV3Pool(_factory.getPool(_usdc, _weth, USDC_FEE));
    }

    function _requireNear(uint256 spotE18, uint256 meanE18, uint256 maxBps) private pure {
        uint256 distance = spotE18 > meanE18 ? spotE18 - meanE18 : meanE18 - spotE18;
        require(distance <= Math.mulDiv(meanE18, maxBps, BPS), BuybackSpotOff(spotE18, meanE18, maxBps));
    }

    function _setLimits(Limits calldata newLimits) private {
        BuybackStorage storage $ = _getBuybackStorage();
        emit LimitsSet($.limits, newLimits);
        $.limits = newLimits;
        // Windows keep what was spent in them, whatever the cap: nothing has to be written down first.
        $.day.updateSettings(1 days, newLimits.dailyUsdE18);
        $.month.updateSettings(30 days, newLimits.monthlyUsdE18);
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getBuybackStorage() private pure returns (BuybackStorage storage $) {
        assembly {
            $.slot := BUYBACK_STORAGE
        }
    }
}
