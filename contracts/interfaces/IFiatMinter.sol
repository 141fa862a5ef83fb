// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Spark for money outside the chain
/// @notice Mints purchased Spark against receipts of a payment provider, each used once, within buckets and a credit line:
/// what the operator of the checkout has collected and not yet paid in as USDC.
/// @dev A receipt is `keccak256(abi.encode(provider, transactionId))`: nobody learns a payment's number from the chain.
/// Dollars are in units of 1e-6. Spark costs the price of a base render and the fee, which pays the provider and bears the
/// risk of chargebacks: what was spent already is still owed by the operator.
interface IFiatMinter {
    /// @notice What bounds the mint.
    /// @param totalUsdE6 Dollars of all receipts, refilled over the window.
    /// @param userUsdE6 Dollars of the receipts of one owner, refilled over the window.
    /// @param creditLineUsdE6 Most that may be owed.
    /// @param instantUsdE6 What an owner who is new gets at once; the rest of its receipts waits.
    /// @param windowSeconds Window of both buckets.
    /// @param escrowSeconds How long the rest waits, and for how long an owner is new.
    /// @param feeBps On top of the price of a base render.
    struct Limits {
        uint64 totalUsdE6;
        uint64 userUsdE6;
        uint64 creditLineUsdE6;
        uint64 instantUsdE6;
        uint32 windowSeconds;
        uint32 escrowSeconds;
        uint16 feeBps;
    }

    /// @notice What became of a receipt.
    /// @param owner Who was given the Spark.
    /// @param mintedAt When; zero for a receipt that was never seen.
    /// @param releaseAt When the waiting part may be released.
    /// @param usdE6 What was paid.
    /// @param refundedUsdE6 What of it was taken back.
    /// @param spark Spark of the receipt.
    /// @param escrowed Part that still waits.
    /// @param recalled Part that was burned, or was spent when it should have been.
    struct Receipt {
        address owner;
        uint48 mintedAt;
        uint48 releaseAt;
        uint64 usdE6;
        uint64 refundedUsdE6;
        uint128 spark;
        uint128 escrowed;
        uint128 recalled;
    }

    /// @notice `spark` was minted for `receipt`; `escrowed` of it waits until `releaseAt`. `owedUsdE6` was added to the debt.
    event FiatMinted(
        bytes32 indexed receipt,
        address indexed owner,
        uint256 usdE6,
        uint256 spark,
        uint256 escrowed,
        uint48 releaseAt,
        uint256 owedUsdE6
    );
    /// @notice The waiting part of `receipt` went to its owner.
    event EscrowReleased(bytes32 indexed receipt, address indexed owner, uint256 spark);
    /// @notice `refundedUsdE6` of `receipt` in all was taken back: `burned` Spark is gone, `spent` could not be found any
    /// more. `creditedUsdE6` was taken from the debt.
    event ChargedBack(
        bytes32 indexed receipt,
        address indexed owner,
        uint256 refundedUsdE6,
        uint256 burned,
        uint256 spent,
        uint256 creditedUsdE6
    );
    /// @notice `payer` paid `usdE6` of USDC into the treasury; `owedUsdE6` is still owed.
    event FiatSettled(address indexed payer, uint256 usdE6, uint256 owedUsdE6);
    /// @notice The bounds were set.
    event LimitsSet(Limits oldLimits, Limits newLimits);

    /// @notice Spark needs an owner.
    error FiatMinterInvalidOwner(address owner);
    /// @notice The receipt was used before.
    error FiatMinterReceiptUsed(bytes32 receipt);
    /// @notice There is no such receipt.
    error FiatMinterUnknownReceipt(bytes32 receipt);
    /// @notice The payment buys less Spark than was promised for it, or none.
    error FiatMinterTooLittle(uint256 spark, uint256 minSpark);
    /// @notice All receipts together have used up their bucket.
    error FiatMinterTotalLimited(uint256 available, uint256 needed);
    /// @notice The owner has used up its bucket.
    error FiatMinterUserLimited(address owner, uint256 available, uint256 needed);
    /// @notice More would be owed than the credit line allows.
    error FiatMinterCreditLine(uint256 owed, uint256 creditLine);
    /// @notice The waiting part may not be released yet, or there is none.
    error FiatMinterNothingToRelease(bytes32 receipt, uint256 escrowed, uint48 releaseAt);
    /// @notice No more of the receipt is taken back than was before, or more than was paid.
    error FiatMinterBadRefund(uint256 refunded, uint256 refundedBefore, uint256 paid);
    /// @notice The receipt is too old to be taken back.
    error FiatMinterReceiptFinal(bytes32 receipt, uint256 finalSince);
    /// @notice The payment is nothing.
    error FiatMinterZeroAmount();
    /// @notice A bound is beyond reason.
    error FiatMinterBadLimits(Limits limits);

    /// @notice Mints the Spark that `usdE6` buys for `owner`, once for each receipt. Emits {FiatMinted}. Role: fiat minter.
    /// @dev Reverts when paused.
    /// @param minSpark What the owner was promised: a price that moved since then reverts.
    function mint(
        bytes32 receipt,
        address owner,
        uint64 usdE6,
        uint256 minSpark
    ) external returns (uint256 spark);

    /// @notice Gives the waiting part of a receipt to its owner, by anyone. Emits {EscrowReleased}.
    function release(bytes32 receipt) external;

    /// @notice Takes back the Spark of a payment that was refunded or disputed, at most 180 days after the mint: the waiting
    /// part first, then what the owner has left. The owner counts as new again. Emits {ChargedBack}. Role: fiat minter.
    /// @param refundedUsdE6 What of the receipt was refunded in all, so that a repeated message does nothing.
    function chargeback(bytes32 receipt, uint64 refundedUsdE6) external;

    /// @notice Pays USDC into the treasury, by anyone; what is paid beyond the debt counts for later receipts. Emits
    /// {FiatSettled}.
    function settle(uint256 usdE6) external;

    /// @notice Sets the bounds. Emits {LimitsSet}. Role: admin.
    /// @dev Warning: a new rate of the owners' buckets reaches back to the last receipt of each.
    function setLimits(Limits calldata limits) external;

    /// @notice Stops the mint; refunds and releases go on. Role: pauseDesk.
    function pause() external;

    /// @notice Lets the mint go on. Role: resumer.
    function unpause() external;

    /// @notice What became of a receipt.
    function receiptOf(bytes32 receipt) external view returns (Receipt memory);

    /// @notice Dollars that were collected and not paid in.
    function fiatOwed() external view returns (uint256 usdE6);

    /// @notice Dollars that may be minted for `owner` now.
    function mintableUsdE6(address owner) external view returns (uint256);

    /// @notice Spark that a payment buys now, rounded down.
    function sparkFor(uint64 usdE6) external view returns (uint256);

    /// @notice Until when `owner` counts as new; zero for an owner that was never seen.
    function newUntil(address owner) external view returns (uint48);

    /// @notice The bounds.
    function limits() external view returns (Limits memory);
}
