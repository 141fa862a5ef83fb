// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IPromoIssuer} from "../interfaces/IPromoIssuer.sol";
import {IReferrals} from "../interfaces/IReferrals.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";
import {Attested} from "./Attested.sol";

/// @title Referrals
/// @custom:security-contact see SECURITY.md
contract Referrals is IReferrals, Attested, UUPSUpgradeable {
    /// @custom:storage-location erc7201:supernet.storage.Referrals
    struct ReferralsStorage {
        uint16 bps;
        uint128 cap;
        mapping(address referee => Referral) referrals;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.Referrals")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant REFERRALS_STORAGE =
        0x01d073313614517be870e194bd88f9504d85e17b12c3c05e759b292032b5ec00;

    bytes32 private constant SPEND_TYPEHASH = keccak256(
        "Spend(address referee,uint256 spent,uint48 deadline)"
    );

    /// @notice Highest part of a referee's spend: far below what spending it costs, so that bringing oneself never pays.
    uint16 public constant MAX_BPS = 1_000;

    uint256 private constant BPS = 10_000;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IPromoIssuer private immutable _issuer;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IPromoIssuer issuer) {
        _issuer = issuer;
        _disableInitializers();
    }

    /// @notice Names the signing domain, connects the proxy to the access manager and sets the first rate.
    function initialize(address authority, uint16 firstBps, uint128 firstCap) external initializer {
        __EIP712_init("Referrals", "1");
        __AccessManaged_init(authority);
        _setRate(firstBps, firstCap);
    }

    /// @inheritdoc IReferrals
    function bind(address referrer) external {
        require(referrer != msg.sender && referrer != address(0), ReferralsSelf(msg.sender));
        ReferralsStorage storage $ = _getReferralsStorage();
        require($.referrals[referrer].referrer != msg.sender, ReferralsCircle(msg.sender, referrer));
        Referral storage referral = $.referrals[msg.sender];
        require(referral.referrer == address(0), ReferralsBound(msg.sender, referral.referrer));
        referral.referrer = referrer;
        referral.since = uint48(block.timestamp);
        emit ReferralBound(msg.sender, referrer, referral.since);
    }

    /// @inheritdoc IReferrals
    function reward(
        address referee,
        uint128 spent,
        uint48 deadline,
        bytes calldata signature
    ) external returns (uint256 amount) {
        ReferralsStorage storage $ = _getReferralsStorage();
        Referral storage referral = $.referrals[referee];
        require(referral.referrer != address(0), ReferralsNotBound(referee));
        _requireAttested(
            keccak256(abi.encode(SPEND_TYPEHASH, referee, uint256(spent), deadline)),
            deadline,
            signature
        );
        require(spent > referral.spent, ReferralsNothingNew(referee, referral.spent));
        uint256 earned = (uint256(spent - referral.spent) * $.bps) / BPS;
        uint256 left = $.cap > referral.paid ? $.cap - referral.paid : 0;
        amount = Math.min(earned, left);
        require(amount > 0, ReferralsNothingNew(referee, referral.spent));

        referral.spent = spent;
        // At most the cap, which fits.
        referral.paid += uint128(amount);
        emit ReferralRewarded(referee, referral.referrer, amount, spent);
        _issuer.issue(referral.referrer, amount, ISparkPoints.MintReason.Referral);
    }

    /// @inheritdoc IReferrals
    function setRate(uint16 newBps, uint128 newCap) external restricted {
        _setRate(newBps, newCap);
    }

    /// @inheritdoc IReferrals
    function referralOf(address referee) external view returns (Referral memory) {
        return _getReferralsStorage().referrals[referee];
    }

    /// @inheritdoc IReferrals
    function rate() external view returns (uint16 bps, uint128 cap) {
        ReferralsStorage storage $ = _getReferralsStorage();
        return ($.bps, $.cap);
    }

    function _setRate(uint16 newBps, uint128 newCap) private {
        require(newBps <= MAX_BPS, ReferralsRateTooHigh(newBps, MAX_BPS));
        ReferralsStorage storage $ = _getReferralsStorage();
        emit ReferralRateSet($.bps, newBps, $.cap, newCap);
        ($.bps, $.cap) = (newBps, newCap);
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getReferralsStorage() private pure returns (ReferralsStorage storage $) {
        assembly {
            $.slot := REFERRALS_STORAGE
        }
    }
}
