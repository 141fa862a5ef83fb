// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {IDailyBoost} from "../interfaces/IDailyBoost.sol";
import {IPromoIssuer} from "../interfaces/IPromoIssuer.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";
import {ITierSource} from "../interfaces/ITierSource.sol";
import {Attested} from "./Attested.sol";

/// @title The daily boost
/// @custom:security-contact see SECURITY.md
contract DailyBoost is IDailyBoost, Attested, UUPSUpgradeable {
    struct Claim {
        uint32 day;
        uint32 streak;
    }

    /// @custom:storage-location erc7201:supernet.storage.DailyBoost
    struct DailyBoostStorage {
        Amounts amounts;
        IERC721 genesis;
        mapping(address account => Claim) claims;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.DailyBoost")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant DAILY_BOOST_STORAGE =
        0x14cb0b1d8716d7c5c673e14cc573e2d32103a24d9d9eda1aacc5638f5e9dc000;

    bytes32 private constant BOOST_TYPEHASH = keccak256("Boost(address account,uint32 day,uint48 deadline)");

    /// @notice Most that a day can give to the best of all accounts.
    uint256 public constant MAX_AMOUNT = 10e18;

    uint256 private constant TOP_TIER = 4;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IPromoIssuer private immutable _issuer;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    ITierSource private immutable _tiers;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IPromoIssuer issuer, ITierSource tiers) {
        _issuer = issuer;
        _tiers = tiers;
        _disableInitializers();
    }

    /// @notice Names the signing domain, connects the proxy to the access manager and sets what a day gives.
    function initialize(address authority, Amounts calldata firstAmounts) external initializer {
        __EIP712_init("DailyBoost", "1");
        __AccessManaged_init(authority);
        _setAmounts(firstAmounts);
    }

    /// @inheritdoc IDailyBoost
    function claim(
        address account,
        uint48 deadline,
        bytes calldata signature
    ) external returns (uint256 amount) {
        uint32 day = today();
        Claim storage last = _getDailyBoostStorage().claims[account];
        require(last.day < day, DailyBoostClaimed(account, day));
        _requireAttested(keccak256(abi.encode(BOOST_TYPEHASH, account, day, deadline)), deadline, signature);
        amount = amountOf(account);
        // Days are whole numbers; any other day begins a new streak.
        // slither-disable-next-line incorrect-equality
        last.streak = last.day + 1 == day ? last.streak + 1 : 1;
        last.day = day;
        emit BoostClaimed(account, day, amount, last.streak);
        _issuer.issue(account, amount, ISparkPoints.MintReason.DailyBoost);
    }

    /// @inheritdoc IDailyBoost
    function setAmounts(Amounts calldata newAmounts) external restricted {
        _setAmounts(newAmounts);
    }

    /// @inheritdoc IDailyBoost
    function setGenesis(address newCollection) external restricted {
        DailyBoostStorage storage $ = _getDailyBoostStorage();
        emit GenesisSet(address($.genesis), newCollection);
        $.genesis = IERC721(newCollection);
    }

    /// @inheritdoc IDailyBoost
    function amountOf(address account) public view returns (uint256) {
        DailyBoostStorage storage $ = _getDailyBoostStorage();
        Amounts memory a = $.amounts;
        uint256 amount = a.base + uint256(a.perTier) * _tiers.tierOf(account);
        bool pass = address($.genesis) != address(0) && $.genesis.balanceOf(account) > 0;
        return pass ? amount + a.genesis : amount;
    }

    /// @inheritdoc IDailyBoost
    function lastClaim(address account) external view returns (uint32 day, uint32 streak) {
        Claim storage last = _getDailyBoostStorage().claims[account];
        return (last.day, last.streak);
    }

    /// @inheritdoc IDailyBoost
    function amounts() external view returns (Amounts memory) {
        return _getDailyBoostStorage().amounts;
    }

    /// @inheritdoc IDailyBoost
    function today() public view returns (uint32) {
        return uint32(block.timestamp / 1 days);
    }

    function _setAmounts(Amounts calldata newAmounts) private {
        uint256 most = newAmounts.base + newAmounts.perTier * TOP_TIER + newAmounts.genesis;
        require(newAmounts.base > 0 && most <= MAX_AMOUNT, DailyBoostOutOfRange(newAmounts.base, most));
        DailyBoostStorage storage $ = _getDailyBoostStorage();
        emit BoostSet($.amounts, newAmounts);
        $.amounts = newAmounts;
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getDailyBoostStorage() private pure returns (DailyBoostStorage storage $) {
        assembly {
            $.slot := DAILY_BOOST_STORAGE
        }
    }
}
