// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IPromoIssuer} from "../../../contracts/interfaces/IPromoIssuer.sol";
import {IQuests} from "../../../contracts/interfaces/IQuests.sol";
import {ISparkPoints} from "../../../contracts/interfaces/ISparkPoints.sol";
import {IStakingVault} from "../../../contracts/interfaces/IStakingVault.sol";
import {ITierSource} from "../../../contracts/interfaces/ITierSource.sol";
import {Quests} from "../../../contracts/rewards/Quests.sol";
import {PromoWorld} from "./PromoWorld.sol";

contract QuestsTest is PromoWorld {
    Quests private quests;
    address private token = neighbour("token");
    uint48 private endsAt = uint48(block.timestamp) + 30 days;

    function setUp() public {
        quests = Quests(
            proxyOf(
                address(new Quests(IPromoIssuer(issuer), ITierSource(tiers), IStakingVault(vault))),
                abi.encodeCall(Quests.initialize, (address(manager)))
            )
        );
        listen(quests);
    }

    function test_AnAttestedQuestIsCompletedOnce() public {
        IQuests.Quest memory quest = _quest(IQuests.Kind.Attested);
        vm.expectEmit(address(quests));
        emit IQuests.QuestOpened(1, quest, "ipfs://task");
        quests.open(quest, "ipfs://task");
        bytes memory signature = _signed(1, alice);
        expectIssued(alice, 5e18, ISparkPoints.MintReason.Quest);
        vm.expectEmit(address(quests));
        emit IQuests.QuestCompleted(1, alice, 5e18, 1);
        vm.prank(stranger);
        quests.complete(1, alice, deadline, signature);
        vm.assertTrue(quests.isCompleted(1, alice));
        vm.assertEq(quests.reachedBy(1, alice), 0);
        vm.expectRevert(abi.encodeWithSelector(IQuests.QuestsCompleted.selector, 1, alice));
        quests.complete(1, alice, deadline, signature);
    }

    /// Attack: the word for one quest or account used for another.
    function test_Attack_WordOfAnotherQuestOrAccount() public {
        _open(IQuests.Kind.Attested);
        _open(IQuests.Kind.Attested);
        bytes memory signature = _signed(1, alice);
        expectNotAttested(quests, _statement(2, alice), signature);
        quests.complete(2, alice, deadline, signature);
        expectNotAttested(quests, _statement(1, bob), signature);
        quests.complete(1, bob, deadline, signature);
    }

    function test_TheChainChecksWhatItKnows() public {
        _open(IQuests.Kind.Holds);
        _open(IQuests.Kind.Stakes);
        _open(IQuests.Kind.Tier);
        for (uint32 id = 1; id <= 3; id++) {
            _reach(2);
            vm.expectRevert(abi.encodeWithSelector(IQuests.QuestsNotReached.selector, id, alice, 2, 3));
            quests.complete(id, alice, 0, "");
            _reach(3);
            vm.assertEq(quests.reachedBy(id, alice), 3);
            quests.complete(id, alice, 0, "");
            vm.assertTrue(quests.isCompleted(id, alice));
        }
    }

    function test_EndsWithTimePlacesOrWord() public {
        _open(IQuests.Kind.Attested);
        quests.complete(1, alice, deadline, _signed(1, alice));
        quests.complete(1, bob, deadline, _signed(1, bob));
        bytes memory signature = _signed(1, stranger);
        _expectNotOpen(1);
        quests.complete(1, stranger, deadline, signature);

        _open(IQuests.Kind.Attested);
        expectUnauthorized();
        quests.close(2);
        vm.expectEmit(address(quests));
        emit IQuests.QuestClosed(2);
        quests.close(2);
        _expectNotOpen(2);
        quests.complete(2, alice, deadline, signature);
        _expectNotOpen(3);
        quests.close(3);

        _open(IQuests.Kind.Attested);
        vm.warp(endsAt);
        _expectNotOpen(3);
        quests.complete(3, alice, deadline, signature);
        vm.assertEq(quests.questOf(3).left, 2);
    }

    function test_RevertWhen_OpenedBadly() public {
        IQuests.Quest memory quest = _quest(IQuests.Kind.Holds);
        expectUnauthorized();
        quests.open(quest, "");
        for (uint256 i = 0; i < 8; i++) {
            quest = _quest(i < 6 ? IQuests.Kind.Holds : IQuests.Kind.Attested);
            if (i == 0) quest.reward = 0;
            if (i == 1) quest.reward = 100e18 + 1;
            if (i == 2) quest.left = 0;
            if (i == 3) quest.target = 0;
            if (i == 4) quest.token = address(0);
            if (i == 5) quest.endsAt = uint48(block.timestamp);
            if (i == 6) quest.target = 1;
            if (i == 7) quest.token = token;
            vm.expectRevert(abi.encodeWithSelector(IQuests.QuestsBadQuest.selector));
            quests.open(quest, "");
        }
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(new Quests(IPromoIssuer(issuer), ITierSource(tiers), IStakingVault(vault)));
        expectUnauthorized();
        quests.upgradeToAndCall(next, "");
    }

    function _open(IQuests.Kind kind) private {
        quests.open(_quest(kind), "");
    }

    function _quest(IQuests.Kind kind) private view returns (IQuests.Quest memory quest) {
        quest = IQuests.Quest(kind, address(0), endsAt, 2, 5e18, 3);
        if (kind == IQuests.Kind.Holds) quest.token = token;
        if (kind == IQuests.Kind.Attested) quest.target = 0;
    }

    function _reach(uint256 amount) private {
        vm.mockCall(token, abi.encodeCall(IERC20.balanceOf, (alice)), abi.encode(amount));
        vm.mockCall(vault, abi.encodeCall(IStakingVault.benefitOf, (alice)), abi.encode(amount));
        vm.mockCall(tiers, abi.encodeCall(ITierSource.tierOf, (alice)), abi.encode(amount));
    }

    function _statement(uint32 questId, address account) private view returns (bytes32) {
        bytes32 typehash = keccak256("Quest(uint32 questId,address account,uint48 deadline)");
        return keccak256(abi.encode(typehash, questId, account, deadline));
    }

    function _signed(uint32 questId, address account) private view returns (bytes memory) {
        return signed(quests, _statement(questId, account));
    }

    function _expectNotOpen(uint32 questId) private {
        vm.expectRevert(abi.encodeWithSelector(IQuests.QuestsNotOpen.selector, questId));
    }
}
