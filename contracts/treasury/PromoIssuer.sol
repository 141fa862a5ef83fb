// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IPromoIssuer} from "../interfaces/IPromoIssuer.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";

/// @title The issuer of promotional Spark
/// @custom:security-contact see SECURITY.md
contract PromoIssuer is IPromoIssuer, AccessManagedUpgradeable, UUPSUpgradeable {
    /// @custom:storage-location erc7201:supernet.storage.PromoIssuer
    struct PromoIssuerStorage {
        mapping(ISparkPoints.MintReason reason => uint256) budgets;
        mapping(uint48 epoch => mapping(ISparkPoints.MintReason reason => uint256)) issued;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.PromoIssuer")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant PROMO_ISSUER_STORAGE =
        0xd8d615c5e52502b0f0ef4c7a2bb59f3b6368873851435452164cb6437e1e1f00;

    /// @notice Length of an epoch.
    uint256 public constant EPOCH = 7 days;
    /// @notice Largest budget of one reason: ten million renders a week.
    uint256 public constant MAX_BUDGET = 10_000_000e18;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    ISparkPoints private immutable _spark;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(ISparkPoints spark) {
        _spark = spark;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager and sets the first budgets.
    function initialize(
        address authority,
        ISparkPoints.MintReason[] calldata reasons,
        uint256[] calldata perEpoch
    ) external initializer {
        __AccessManaged_init(authority);
        for (uint256 i = 0; i < reasons.length; ++i) _setBudget(reasons[i], perEpoch[i]);
    }

    /// @inheritdoc IPromoIssuer
    function issue(address owner, uint256 amount, ISparkPoints.MintReason reason) external restricted {
        PromoIssuerStorage storage $ = _getPromoIssuerStorage();
        uint48 epoch = currentEpoch();
        uint256 left = available(reason);
        require(amount <= left, PromoIssuerBudgetSpent(epoch, reason, left, amount));
        uint256 issued = $.issued[epoch][reason] += amount;
        emit PromoIssued(epoch, owner, msg.sender, reason, amount, issued);
        _spark.mint(owner, amount, ISparkPoints.SparkClass.Promotional, reason);
    }

    /// @inheritdoc IPromoIssuer
    function setBudget(ISparkPoints.MintReason reason, uint256 perEpoch) external restricted {
        _setBudget(reason, perEpoch);
    }

    /// @inheritdoc IPromoIssuer
    function currentEpoch() public view returns (uint48) {
        return uint48(block.timestamp / EPOCH);
    }

    /// @inheritdoc IPromoIssuer
    function budgetOf(ISparkPoints.MintReason reason) external view returns (uint256) {
        return _getPromoIssuerStorage().budgets[reason];
    }

    /// @inheritdoc IPromoIssuer
    function issuedIn(uint48 epoch, ISparkPoints.MintReason reason) external view returns (uint256) {
        return _getPromoIssuerStorage().issued[epoch][reason];
    }

    /// @inheritdoc IPromoIssuer
    function available(ISparkPoints.MintReason reason) public view returns (uint256) {
        PromoIssuerStorage storage $ = _getPromoIssuerStorage();
        // A budget that was lowered below what is given already leaves nothing.
        return Math.saturatingSub($.budgets[reason], $.issued[currentEpoch()][reason]);
    }

    function _setBudget(ISparkPoints.MintReason reason, uint256 perEpoch) private {
        require(
            reason != ISparkPoints.MintReason.Sale && reason != ISparkPoints.MintReason.Fiat,
            PromoIssuerNotPromotional(reason)
        );
        require(perEpoch <= MAX_BUDGET, PromoIssuerBudgetTooLarge(perEpoch, MAX_BUDGET));
        PromoIssuerStorage storage $ = _getPromoIssuerStorage();
        emit PromoBudgetSet(reason, $.budgets[reason], perEpoch);
        $.budgets[reason] = perEpoch;
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getPromoIssuerStorage() private pure returns (PromoIssuerStorage storage $) {
        assembly {
            $.slot := PROMO_ISSUER_STORAGE
        }
    }
}
