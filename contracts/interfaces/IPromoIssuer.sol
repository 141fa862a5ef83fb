// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {ISparkPoints} from "./ISparkPoints.sol";

/// @title Issuer of promotional Spark
/// @notice Gives promotional Spark for a reason, within what governance set aside for that reason in each epoch of seven
/// days. What an epoch does not use is not carried over.
/// @dev The contracts that know who earned what (daily boost, quests, referrals, grants) hold the promoter role and call
/// {issue}; they need no limit of their own to keep the whole within its budget.
interface IPromoIssuer {
    /// @notice `amount` of promotional Spark went to `owner` for `reason`, decided by `promoter`; `issued` is the sum of
    /// the epoch for that reason.
    event PromoIssued(
        uint48 indexed epoch,
        address indexed owner,
        address indexed promoter,
        ISparkPoints.MintReason reason,
        uint256 amount,
        uint256 issued
    );
    /// @notice The Spark that each epoch may give for `reason` was set.
    event PromoBudgetSet(ISparkPoints.MintReason indexed reason, uint256 oldPerEpoch, uint256 newPerEpoch);

    /// @notice The epoch's budget for `reason` does not reach.
    error PromoIssuerBudgetSpent(
        uint48 epoch,
        ISparkPoints.MintReason reason,
        uint256 available,
        uint256 needed
    );
    /// @notice Sales and receipts mint purchased Spark, never here.
    error PromoIssuerNotPromotional(ISparkPoints.MintReason reason);
    /// @notice The budget is beyond reason.
    error PromoIssuerBudgetTooLarge(uint256 perEpoch, uint256 most);

    /// @notice Mints promotional Spark to `owner`. Emits {PromoIssued}. Role: promoter.
    /// @param amount In units of 1e-18 Spark.
    function issue(address owner, uint256 amount, ISparkPoints.MintReason reason) external;

    /// @notice Sets what each epoch may give for `reason`; what this epoch has given already counts. Emits
    /// {PromoBudgetSet}. Role: admin.
    function setBudget(ISparkPoints.MintReason reason, uint256 perEpoch) external;

    /// @notice Number of the running epoch: weeks since 1970.
    function currentEpoch() external view returns (uint48);

    /// @notice What each epoch may give for `reason`.
    function budgetOf(ISparkPoints.MintReason reason) external view returns (uint256 perEpoch);

    /// @notice What was given for `reason` in `epoch`.
    function issuedIn(uint48 epoch, ISparkPoints.MintReason reason) external view returns (uint256);

    /// @notice What the running epoch can still give for `reason`.
    function available(ISparkPoints.MintReason reason) external view returns (uint256);
}
