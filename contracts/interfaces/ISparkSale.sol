// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {Currency} from "../types/Currency.sol";

/// @title Sale of Spark
/// @notice Sells purchased Spark at the dollar price of a base render, for USDC, ether or SOGNI. What is paid goes straight
/// to the treasury; nothing stays here.
/// @dev A buyer names the Spark, the most that it may cost, and a deadline: a stale quote costs nobody anything. What is
/// owed is rounded up.
interface ISparkSale {
    /// @notice `amount` of Spark went to `owner`; `payer` paid `paid` of `currency`, taken at `priceE18` dollars and with
    /// `discountBps`.
    event SparkSold(
        address indexed owner,
        address indexed payer,
        Currency indexed currency,
        uint256 amount,
        uint256 paid,
        uint256 priceE18,
        uint256 discountBps
    );

    /// @notice The deadline of the purchase has passed.
    error SparkSaleExpired(uint256 deadline);
    /// @notice Nothing is bought.
    error SparkSaleZeroAmount();
    /// @notice The Spark costs more than the buyer allows.
    error SparkSaleTooExpensive(uint256 cost, uint256 maxIn);
    /// @notice Less ether was sent than the Spark costs.
    error SparkSaleUnderpaid(uint256 sent, uint256 cost);
    /// @notice Ether was sent to a purchase for tokens.
    error SparkSaleUnexpectedEther(uint256 sent);
    /// @notice Ether knows no permit.
    error SparkSaleNoPermit();
    /// @notice USDC trades too far below a dollar.
    error SparkSaleDepegged(uint256 priceE18, uint256 stopE18);
    /// @notice Less arrived than was sent: tokens that keep a fee are refused.
    error SparkSaleFeeOnTransfer(address token, uint256 received, uint256 cost);

    /// @notice Buys `amount` of Spark for `owner`, for at most `maxIn` of `currency`. Emits {SparkSold}.
    /// @dev Tokens are pulled by allowance; ether beyond the cost is returned to the caller. Reverts when paused.
    /// @param owner Who gets the Spark; anyone may pay.
    /// @param amount In units of 1e-18 Spark.
    /// @param deadline Last second at which the purchase may happen.
    /// @return paid What it cost.
    function buy(
        Currency currency,
        address owner,
        uint256 amount,
        uint256 maxIn,
        uint256 deadline
    ) external payable returns (uint256 paid);

    /// @notice As {buy}, with an EIP-2612 signature of the caller over `maxIn` and `deadline` in place of an allowance.
    /// @dev A permit that somebody else has used already is no fault where the allowance is there.
    function buyWithPermit(
        Currency currency,
        address owner,
        uint256 amount,
        uint256 maxIn,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256 paid);

    /// @notice Stops purchases. Role: pauseDesk.
    function pause() external;

    /// @notice Lets purchases go on. Role: resumer.
    function unpause() external;

    /// @notice What `amount` of Spark costs in `currency` now, rounded up. Reverts where the currency has no price.
    function costOf(Currency currency, uint256 amount) external view returns (uint256);

    /// @notice The Spark that `amountIn` of `currency` pays for now, rounded down.
    function sparkFor(Currency currency, uint256 amountIn) external view returns (uint256 amount);

    /// @notice Dollar price of the currency as the sale takes it, and its discount.
    function termsOf(Currency currency) external view returns (uint256 priceE18, uint256 discountBps);
}
