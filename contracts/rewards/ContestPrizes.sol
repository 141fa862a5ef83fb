// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

import {IContestPrizes} from "../interfaces/IContestPrizes.sol";
import {IPromoIssuer} from "../interfaces/IPromoIssuer.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";

/// @title Contests that pay Spark
/// @custom:security-contact see SECURITY.md
contract ContestPrizes is IContestPrizes, AccessManagedUpgradeable, UUPSUpgradeable {
    /// @custom:storage-location erc7201:supernet.storage.ContestPrizes
    struct ContestPrizesStorage {
        uint32 contests;
        mapping(uint32 contestId => Contest) contest;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.ContestPrizes")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant CONTEST_PRIZES_STORAGE =
        0x4d2a013fb35ea740a5e017e7c7326d36623264c71cc54421cdebd67cd8675400;

    /// @notice Most winners of a contest.
    uint256 public constant MAX_WINNERS = 64;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IPromoIssuer private immutable _issuer;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IPromoIssuer issuer) {
        _issuer = issuer;
        _disableInitializers();
    }

    /// @notice Connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
    }

    /// @inheritdoc IContestPrizes
    function announce(
        uint48 closesAt,
        uint256 prize,
        string calldata uri
    ) external restricted returns (uint32 contestId) {
        require(closesAt > block.timestamp && prize > 0, ContestPrizesBadContest(closesAt, prize));
        ContestPrizesStorage storage $ = _getContestPrizesStorage();
        contestId = ++$.contests;
        $.contest[contestId] = Contest(closesAt, false, prize);
        emit ContestAnnounced(contestId, closesAt, prize, uri);
    }

    /// @inheritdoc IContestPrizes
    function award(
        uint32 contestId,
        address[] calldata winners,
        uint256[] calldata amounts
    ) external restricted {
        Contest storage contest = _getContestPrizesStorage().contest[contestId];
        require(contest.closesAt > 0, ContestPrizesUnknown(contestId));
        require(block.timestamp >= contest.closesAt, ContestPrizesStillOpen(contestId, contest.closesAt));
        require(!contest.awarded, ContestPrizesAwarded(contestId));
        uint256 count = winners.length;
        require(
            count > 0 && count <= MAX_WINNERS && count == amounts.length,
            ContestPrizesBadWinners(count, amounts.length)
        );
        contest.awarded = true;
        uint256 sum = 0;
        for (uint256 i = 0; i < count; ++i) {
            sum += amounts[i];
            emit PrizeAwarded(contestId, winners[i], amounts[i]);
            _issuer.issue(winners[i], amounts[i], ISparkPoints.MintReason.Grant);
        }
        require(sum <= contest.prize, ContestPrizesTooMuch(sum, contest.prize));
    }

    /// @inheritdoc IContestPrizes
    function contestOf(uint32 contestId) external view returns (Contest memory) {
        return _getContestPrizesStorage().contest[contestId];
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getContestPrizesStorage() private pure returns (ContestPrizesStorage storage $) {
        assembly {
            $.slot := CONTEST_PRIZES_STORAGE
        }
    }
}
