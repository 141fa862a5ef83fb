// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IQuests} from "../../contracts/interfaces/IQuests.sol";
import {ISparkPoints} from "../../contracts/interfaces/ISparkPoints.sol";
import {ContestPrizes} from "../../contracts/rewards/ContestPrizes.sol";
import {DailyBoost} from "../../contracts/rewards/DailyBoost.sol";
import {Quests} from "../../contracts/rewards/Quests.sol";
import {Referrals} from "../../contracts/rewards/Referrals.sol";
import {PromoIssuer} from "../../contracts/treasury/PromoIssuer.sol";
import {Test} from "../helpers/Test.sol";

/// @dev Accounts who come every day or not, referees who spend, quests and contests, an attester who signs whatever it is
/// asked, a DAO that changes budgets, and time. What is refused changes nothing.
contract PromoHandler is Test {
    uint256 internal constant ACCOUNTS = 4;
    uint256 internal constant KEY = 0xA77E57;

    PromoIssuer internal immutable _issuer;
    DailyBoost internal immutable _boost;
    Referrals internal immutable _referrals;
    Quests internal immutable _quests;
    ContestPrizes internal immutable _contests;

    uint256 public calls;
    /// Promotional Spark that somebody was given.
    uint256 public given;
    /// What was given twice, or beyond what was promised.
    uint256 public broken;
    /// Budgets that an epoch went over.
    uint256 public overBudget;
    uint32 public quests;
    uint32 public contests;
    mapping(address account => mapping(uint32 day => bool)) private _boosted;
    mapping(uint32 quest => mapping(address account => bool)) private _completed;
    mapping(uint32 quest => uint256) private _completions;
    mapping(address referee => uint128) private _spent;
    mapping(address referee => uint256) private _paidFor;
    mapping(uint32 contest => bool) private _awarded;

    constructor(
        PromoIssuer issuer,
        DailyBoost boost,
        Referrals referrals,
        Quests quests_,
        ContestPrizes contests_
    ) {
        (_issuer, _boost, _referrals) = (issuer, boost, referrals);
        (_quests, _contests) = (quests_, contests_);
    }

    function account(uint256 i) public pure returns (address) {
        return address(uint160(0xACC0 + (i % ACCOUNTS)));
    }

    function act(uint256 seed) external {
        ++calls;
        uint256 kind = seed % 10;
        seed = uint256(keccak256(abi.encode(seed)));
        uint256[4] memory before = _left();
        uint256 supply = given;
        if (kind < 2) _claimBoost(account(seed));
        else if (kind == 2) _bind(seed);
        else if (kind == 3) _rewardReferral(seed);
        else if (kind == 4) _openQuest(seed);
        else if (kind == 5) _completeQuest(seed);
        else if (kind == 6) _contest(seed);
        else if (kind == 7) vm.warp(block.timestamp + (seed % 2 days));
        else if (kind == 8) _setBudget(seed);
        else _claimBoost(account(seed >> 8));
        // What was given is what the budgets lost: nothing comes from anywhere else.
        if (kind == 7 || kind == 8) return;
        uint256[4] memory afterwards = _left();
        uint256 lost = 0;
        for (uint256 i = 0; i < 4; ++i) lost += before[i] - afterwards[i];
        if (lost != given - supply) ++overBudget;
    }

    function _claimBoost(address who) private {
        uint32 day = _boost.today();
        bytes32 words = keccak256(
            abi.encode(
                keccak256("Boost(address account,uint32 day,uint48 deadline)"),
                who,
                day,
                type(uint48).max
            )
        );
        bytes memory signature = _sign(_boost.hashStatement(words));
        try _boost.claim(who, type(uint48).max, signature) returns (uint256 amount) {
            if (_boosted[who][day]) ++broken;
            _boosted[who][day] = true;
            given += amount;
        } catch {}
    }

    function _bind(uint256 seed) private {
        vm.prank(account(seed));
        try _referrals.bind(account(seed >> 8)) {} catch {}
    }

    function _rewardReferral(uint256 seed) private {
        address referee = account(seed);
        uint128 spent = _spent[referee] + uint128((seed >> 16) % 40e18);
        bytes32 words = keccak256(
            abi.encode(
                keccak256("Spend(address referee,uint256 spent,uint48 deadline)"),
                referee,
                uint256(spent),
                type(uint48).max
            )
        );
        bytes memory signature = _sign(_referrals.hashStatement(words));
        try _referrals.reward(referee, spent, type(uint48).max, signature) returns (uint256 amount) {
            _spent[referee] = spent;
            _paidFor[referee] += amount;
            given += amount;
            (uint16 bps, uint128 cap) = _referrals.rate();
            if (_paidFor[referee] > cap || _paidFor[referee] * 10_000 > uint256(spent) * bps) ++broken;
        } catch {}
    }

    function _openQuest(uint256 seed) private {
        IQuests.Quest memory quest = IQuests.Quest({
            kind: IQuests.Kind.Attested,
            token: address(0),
            endsAt: uint48(block.timestamp + 1 + (seed % 10 days)),
            left: uint32((seed >> 8) % 4) + 1,
            reward: uint128((seed >> 16) % 100e18) + 1,
            target: 0
        });
        _completions[_quests.open(quest, "")] = quest.left;
        ++quests;
    }

    function _completeQuest(uint256 seed) private {
        if (quests == 0) return;
        uint32 quest = uint32(seed % quests) + 1;
        address who = account(seed >> 32);
        bytes32 words = keccak256(
            abi.encode(
                keccak256("Quest(uint32 questId,address account,uint48 deadline)"),
                quest,
                who,
                type(uint48).max
            )
        );
        bytes memory signature = _sign(_quests.hashStatement(words));
        try _quests.complete(quest, who, type(uint48).max, signature) {
            if (_completed[quest][who] || _completions[quest] == 0) ++broken;
            _completed[quest][who] = true;
            --_completions[quest];
            given += _quests.questOf(quest).reward;
        } catch {}
    }

    function _contest(uint256 seed) private {
        if (contests == 0 || seed % 3 == 0) {
            _contests.announce(uint48(block.timestamp + 1 + (seed % 3 days)), ((seed >> 8) % 200e18) + 1, "");
            ++contests;
            return;
        }
        uint32 contest = uint32(seed % contests) + 1;
        uint256 prize = _contests.contestOf(contest).prize;
        address[] memory winners = new address[](2);
        uint256[] memory amounts = new uint256[](2);
        (winners[0], winners[1]) = (account(seed), account(seed >> 8));
        (amounts[0], amounts[1]) = ((seed >> 16) % (prize + 1), (seed >> 80) % (prize + 1));
        try _contests.award(contest, winners, amounts) {
            if (_awarded[contest] || amounts[0] + amounts[1] > prize) ++broken;
            _awarded[contest] = true;
            given += amounts[0] + amounts[1];
        } catch {}
    }

    function _setBudget(uint256 seed) private {
        _issuer.setBudget(_reason(seed % 4), (seed >> 8) % 400e18);
    }

    /// @dev What each budget has left, as the issuer counts it.
    function _left() private view returns (uint256[4] memory left) {
        for (uint256 i = 0; i < 4; ++i) left[i] = _issuer.available(_reason(i));
    }

    function _reason(uint256 i) private pure returns (ISparkPoints.MintReason) {
        return ISparkPoints.MintReason(uint8(i + 2));
    }

    function _sign(bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest);
        return abi.encodePacked(r, s, v);
    }
}
