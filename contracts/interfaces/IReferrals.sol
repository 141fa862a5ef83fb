// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title Referrals
/// @notice An account names who brought it, once. The referrer gets a part of what the referee spends of its own money, as
/// promotional Spark: bringing accounts that spend nothing pays nothing, and bringing oneself pays less than it costs.
/// @dev Spending is a sum over settled lines, which no contract holds: an attester signs it, anyone can recompute it.
/// EIP-712: Spend(address referee,uint256 spent,uint48 deadline); `spent` is all paid spend since the referral, in 1e-18 Spark.
interface IReferrals {
    /// @notice A referral.
    /// @param spent Paid spend that was rewarded.
    /// @param paid What the referrer got for it.
    struct Referral {
        address referrer;
        uint48 since;
        uint128 spent;
        uint128 paid;
    }

    /// @notice `referee` named `referrer`.
    event ReferralBound(address indexed referee, address indexed referrer, uint48 since);
    /// @notice `referrer` got `amount` for what `referee` spent, which is `spent` in all.
    event ReferralRewarded(address indexed referee, address indexed referrer, uint256 amount, uint256 spent);
    /// @notice The part that referrers get was set.
    event ReferralRateSet(uint16 oldBps, uint16 newBps, uint128 oldCap, uint128 newCap);

    /// @notice Nobody refers itself.
    error ReferralsSelf(address account);
    /// @notice The referrer was brought by the referee.
    error ReferralsCircle(address referee, address referrer);
    /// @notice The account named its referrer before.
    error ReferralsBound(address referee, address referrer);
    /// @notice The account named nobody.
    error ReferralsNotBound(address referee);
    /// @notice All that was spent was rewarded, as far as the cap goes.
    error ReferralsNothingNew(address referee, uint256 spent);
    /// @notice The part is above the ceiling.
    error ReferralsRateTooHigh(uint16 bps, uint16 maxBps);

    /// @notice Names the caller's referrer, for good. Emits {ReferralBound}.
    function bind(address referrer) external;

    /// @notice Rewards the referrer of `referee`, by anyone who has the attester's word on what it spent. Emits
    /// {ReferralRewarded}.
    function reward(
        address referee,
        uint128 spent,
        uint48 deadline,
        bytes calldata signature
    ) external returns (uint256 amount);

    /// @notice Sets the part that referrers get, and the most for one referee. Emits {ReferralRateSet}. Role: rewards
    /// manager.
    function setRate(uint16 newBps, uint128 newCap) external;

    /// @notice Who brought an account, and what came of it.
    function referralOf(address referee) external view returns (Referral memory);

    /// @notice Part of paid spend that referrers get, and the most for one referee in 1e-18 Spark.
    function rate() external view returns (uint16 bps, uint128 cap);
}
