// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {PausableUpgradeable} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {RateLimiter} from "@openzeppelin/contracts/utils/RateLimiter.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IFiatMinter} from "../interfaces/IFiatMinter.sol";
import {IRenderPricing} from "../interfaces/IRenderPricing.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";

/// @title The mint of Spark for money outside the chain
/// @custom:security-contact see SECURITY.md
contract FiatMinter is
    IFiatMinter,
    AccessManagedUpgradeable,
    PausableUpgradeable,
    ReentrancyGuardTransient,
    UUPSUpgradeable
{
    using RateLimiter for RateLimiter.RefillingBucket;
    using SafeERC20 for IERC20;

    /// @custom:storage-location erc7201:supernet.storage.FiatMinter
    struct FiatMinterStorage {
        Limits limits;
        /// Price of the Spark of all receipts, and what was paid in or burned of it: the difference is owed.
        uint128 billedUsdE6;
        uint128 creditedUsdE6;
        RateLimiter.RefillingBucket total;
        RateLimiter.RefillingBucket users;
        mapping(bytes32 id => Receipt) receipts;
        mapping(address owner => Trust) trust;
    }

    /// @param newUntil An owner is new until then.
    /// @param instantUsdE6 What it was given at once while it was new.
    struct Trust {
        uint48 newUntil;
        uint64 instantUsdE6;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.FiatMinter")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant FIAT_MINTER_STORAGE =
        0x1e27bbf9cf15b5f7243b35bc74b7884382d8e24f09ac6c1307f8f8d83a2de400;

    /// @notice Dollars per window that no limit may exceed.
    uint64 public constant MAX_TOTAL_USD_E6 = 1_000_000e6;
    /// @notice Credit line that no limit may exceed.
    uint64 public constant MAX_CREDIT_LINE_USD_E6 = 500_000e6;
    /// @notice Fee that no limit may exceed; app stores keep up to 30 %.
    uint16 public constant MAX_FEE_BPS = 5_000;
    /// @notice Longest escrow.
    uint32 public constant MAX_ESCROW = 30 days;
    /// @notice How long a receipt can be taken back; card networks give less.
    uint48 public constant CHARGEBACK_WINDOW = 180 days;

    uint256 private constant BPS = 10_000;
    uint256 private constant E18 = 1e18;
    /// @dev Units of 1e-18 dollars in one of 1e-6.
    uint256 private constant E12 = 1e12;
    bytes32 private constant ALL = 0;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IERC20 private immutable _usdc;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    ISparkPoints private immutable _spark;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IRenderPricing private immutable _pricing;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address private immutable _treasury;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IERC20 usdc, ISparkPoints spark, IRenderPricing pricing, address treasury) {
        _usdc = usdc;
        _spark = spark;
        _pricing = pricing;
        _treasury = treasury;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager and sets the first bounds.
    function initialize(address authority, Limits calldata limits_) external initializer {
        __AccessManaged_init(authority);
        __Pausable_init();
        _setLimits(limits_);
    }

    /* MINT */

    /// @inheritdoc IFiatMinter
    function mint(
        bytes32 receipt,
        address owner,
        uint64 usdE6,
        uint256 minSpark
    ) external restricted whenNotPaused returns (uint256 spark) {
        require(owner != address(0) && owner != address(this), FiatMinterInvalidOwner(owner));
        FiatMinterStorage storage $ = _getFiatMinterStorage();
        require($.receipts[receipt].mintedAt == 0, FiatMinterReceiptUsed(receipt));
        spark = sparkFor(usdE6);
        require(spark > 0 && spark >= minSpark, FiatMinterTooLittle(spark, minSpark));
        _consume($, owner, usdE6);

        uint256 owed = _priceOf(spark, Math.Rounding.Ceil);
        $.billedUsdE6 += SafeCast.toUint128(owed);
        uint256 debt = fiatOwed();
        require(debt <= $.limits.creditLineUsdE6, FiatMinterCreditLine(debt, $.limits.creditLineUsdE6));

        uint256 escrowed = _escrow($, owner, usdE6, spark);
        uint48 releaseAt = uint48(block.timestamp) + $.limits.escrowSeconds;
        $.receipts[receipt] = Receipt({
            owner: owner,
            mintedAt: uint48(block.timestamp),
            releaseAt: releaseAt,
            usdE6: usdE6,
            refundedUsdE6: 0,
            spark: SafeCast.toUint128(spark),
            escrowed: uint128(escrowed),
            recalled: 0
        });
        emit FiatMinted(receipt, owner, usdE6, spark, escrowed, releaseAt, owed);
        if (spark > escrowed) _mintTo(owner, spark - escrowed);
        if (escrowed > 0) _mintTo(address(this), escrowed);
    }

    /// @inheritdoc IFiatMinter
    function release(bytes32 receipt) external {
        Receipt storage row = _getFiatMinterStorage().receipts[receipt];
        uint256 escrowed = row.escrowed;
        require(
            escrowed > 0 && block.timestamp >= row.releaseAt,
            FiatMinterNothingToRelease(receipt, escrowed, row.releaseAt)
        );
        row.escrowed = 0;
        emit EscrowReleased(receipt, row.owner, escrowed);
        _spark.moveTo(row.owner, escrowed, ISparkPoints.SparkClass.Purchased);
    }

    /* MONEY */

    /// @inheritdoc IFiatMinter
    function chargeback(bytes32 receipt, uint64 refundedUsdE6) external restricted {
        FiatMinterStorage storage $ = _getFiatMinterStorage();
        Receipt storage row = $.receipts[receipt];
        require(row.mintedAt != 0, FiatMinterUnknownReceipt(receipt));
        require(
            block.timestamp < row.mintedAt + CHARGEBACK_WINDOW,
            FiatMinterReceiptFinal(receipt, row.mintedAt + CHARGEBACK_WINDOW)
        );
        require(
            refundedUsdE6 > row.refundedUsdE6 && refundedUsdE6 <= row.usdE6,
            FiatMinterBadRefund(refundedUsdE6, row.refundedUsdE6, row.usdE6)
        );

        // All of the Spark for all of the money; a part of it is rounded up.
        uint256 recalled = Math.mulDiv(row.spark, refundedUsdE6, row.usdE6, Math.Rounding.Ceil);
        uint256 due = recalled - row.recalled;
        uint256 fromEscrow = Math.min(due, row.escrowed);
        address owner = row.owner;
        uint256 fromOwner = Math.min(
            due - fromEscrow,
            _spark.classBalanceOf(owner, ISparkPoints.SparkClass.Purchased)
        );
        uint256 burned = fromEscrow + fromOwner;
        uint256 credited = _priceOf(burned, Math.Rounding.Floor);

        row.refundedUsdE6 = refundedUsdE6;
        row.recalled = uint128(recalled);
        row.escrowed -= uint128(fromEscrow);
        $.creditedUsdE6 += uint128(credited);
        $.trust[owner] = Trust({
            newUntil: uint48(block.timestamp) + CHARGEBACK_WINDOW,
            instantUsdE6: type(uint64).max
        });
        emit ChargedBack(receipt, owner, refundedUsdE6, burned, due - burned, credited);

        if (fromOwner > 0) _spark.moveFrom(owner, fromOwner, ISparkPoints.SparkClass.Purchased);
        if (burned > 0) _spark.burn(burned, ISparkPoints.SparkClass.Purchased);
    }

    /// @inheritdoc IFiatMinter
    function settle(uint256 usdE6) external nonReentrant {
        require(usdE6 > 0, FiatMinterZeroAmount());
        uint256 before = _usdc.balanceOf(_treasury);
        _usdc.safeTransferFrom(msg.sender, _treasury, usdE6);
        uint256 received = _usdc.balanceOf(_treasury) - before;
        _getFiatMinterStorage().creditedUsdE6 += SafeCast.toUint128(received);
        emit FiatSettled(msg.sender, received, fiatOwed());
    }

    /* GOVERNANCE */

    /// @inheritdoc IFiatMinter
    function setLimits(Limits calldata limits_) external restricted {
        _setLimits(limits_);
    }

    /// @inheritdoc IFiatMinter
    function pause() external restricted {
        _pause();
    }

    /// @inheritdoc IFiatMinter
    function unpause() external restricted {
        _unpause();
    }

    /* VIEWS */

    /// @inheritdoc IFiatMinter
    function receiptOf(bytes32 receipt) external view returns (Receipt memory) {
        return _getFiatMinterStorage().receipts[receipt];
    }

    /// @inheritdoc IFiatMinter
    function fiatOwed() public view returns (uint256) {
        FiatMinterStorage storage $ = _getFiatMinterStorage();
        return Math.saturatingSub($.billedUsdE6, $.creditedUsdE6);
    }

    /// @inheritdoc IFiatMinter
    function mintableUsdE6(address owner) external view returns (uint256) {
        FiatMinterStorage storage $ = _getFiatMinterStorage();
        return Math.min($.total.available(ALL), $.users.available(_keyOf(owner)));
    }

    /// @inheritdoc IFiatMinter
    function sparkFor(uint64 usdE6) public view returns (uint256) {
        uint256 feeBps = _getFiatMinterStorage().limits.feeBps;
        return (uint256(usdE6) * E12 * E18 * BPS) / (_pricing.usdPerBaseE18() * (BPS + feeBps));
    }

    /// @inheritdoc IFiatMinter
    function newUntil(address owner) external view returns (uint48) {
        return _getFiatMinterStorage().trust[owner].newUntil;
    }

    /// @inheritdoc IFiatMinter
    function limits() external view returns (Limits memory) {
        return _getFiatMinterStorage().limits;
    }

    /* INTERNAL */

    function _consume(FiatMinterStorage storage $, address owner, uint256 usdE6) private {
        bytes32 key = _keyOf(owner);
        require($.total.tryConsume(ALL, usdE6), FiatMinterTotalLimited($.total.available(ALL), usdE6));
        require($.users.tryConsume(key, usdE6), FiatMinterUserLimited(owner, $.users.available(key), usdE6));
    }

    /// @dev The part of a new owner's Spark that waits: everything beyond what it is given at once.
    function _escrow(
        FiatMinterStorage storage $,
        address owner,
        uint256 usdE6,
        uint256 spark
    ) private returns (uint256) {
        Trust storage trust = $.trust[owner];
        if (trust.newUntil == 0) trust.newUntil = uint48(block.timestamp) + $.limits.escrowSeconds;
        else if (block.timestamp >= trust.newUntil) return 0;
        uint256 instant = Math.min(usdE6, Math.saturatingSub($.limits.instantUsdE6, trust.instantUsdE6));
        trust.instantUsdE6 = uint64(Math.saturatingAdd(trust.instantUsdE6, instant));
        return spark - Math.mulDiv(spark, instant, usdE6);
    }

    function _mintTo(address owner, uint256 spark) private {
        _spark.mint(owner, spark, ISparkPoints.SparkClass.Purchased, ISparkPoints.MintReason.Fiat);
    }

    function _priceOf(uint256 spark, Math.Rounding rounding) private view returns (uint256 usdE6) {
        return Math.mulDiv(spark, _pricing.usdPerBaseE18(), E18 * E12, rounding);
    }

    function _setLimits(Limits calldata limits_) private {
        require(
            limits_.totalUsdE6 <= MAX_TOTAL_USD_E6 &&
                limits_.userUsdE6 <= limits_.totalUsdE6 &&
                limits_.creditLineUsdE6 <= MAX_CREDIT_LINE_USD_E6 &&
                limits_.instantUsdE6 <= limits_.userUsdE6 &&
                limits_.windowSeconds >= 1 hours &&
                limits_.escrowSeconds <= MAX_ESCROW &&
                limits_.feeBps <= MAX_FEE_BPS,
            FiatMinterBadLimits(limits_)
        );
        FiatMinterStorage storage $ = _getFiatMinterStorage();
        emit LimitsSet($.limits, limits_);
        $.limits = limits_;
        // What was refilled so far is written down first, so that the new rate does not reach into the past.
        $.total.sync(ALL);
        $.total.updateSettings(limits_.windowSeconds, limits_.totalUsdE6);
        $.users.updateSettings(limits_.windowSeconds, limits_.userUsdE6);
    }

    function _keyOf(address owner) private pure returns (bytes32) {
        return bytes32(uint256(uint160(owner)));
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getFiatMinterStorage() private pure returns (FiatMinterStorage storage $) {
        assembly {
            $.slot := FIAT_MINTER_STORAGE
        }
    }
}
