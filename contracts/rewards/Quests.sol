// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IPromoIssuer} from "../interfaces/IPromoIssuer.sol";
import {IQuests} from "../interfaces/IQuests.sol";
import {ISparkPoints} from "../interfaces/ISparkPoints.sol";
import {IStakingVault} from "../interfaces/IStakingVault.sol";
import {ITierSource} from "../interfaces/ITierSource.sol";
import {Attested} from "./Attested.sol";

/// @title Quests
/// @custom:security-contact see SECURITY.md
contract Quests is IQuests, Attested, UUPSUpgradeable {
    /// @custom:storage-location erc7201:supernet.storage.Quests
    struct QuestsStorage {
        uint32 opened;
        mapping(uint32 questId => Quest) quests;
        mapping(uint32 questId => mapping(address account => bool)) completed;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.Quests")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant QUESTS_STORAGE =
        0x137588c608834898e195f24611d28cbeacff801fb956b3f5928a32d4dc340500;

    bytes32 private constant QUEST_TYPEHASH = keccak256(
        "Quest(uint32 questId,address account,uint48 deadline)"
    );

    /// @notice Most that a quest pays.
    uint256 public constant MAX_REWARD = 100e18;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IPromoIssuer private immutable _issuer;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    ITierSource private immutable _tiers;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IStakingVault private immutable _vault;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IPromoIssuer issuer, ITierSource tiers, IStakingVault vault) {
        _issuer = issuer;
        _tiers = tiers;
        _vault = vault;
        _disableInitializers();
    }

    /// @notice Names the signing domain and connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __EIP712_init("Quests", "1");
        __AccessManaged_init(authority);
    }

    /// @inheritdoc IQuests
    function open(Quest calldata quest, string calldata uri) external restricted returns (uint32 questId) {
        bool checked = quest.kind != Kind.Attested;
        bool complete_ = quest.reward > 0 && quest.reward <= MAX_REWARD && quest.left > 0;
        bool aimed =
            checked == (quest.target > 0) && (quest.kind == Kind.Holds) == (quest.token != address(0));
        require(complete_ && aimed && quest.endsAt > block.timestamp, QuestsBadQuest());
        QuestsStorage storage $ = _getQuestsStorage();
        questId = ++$.opened;
        $.quests[questId] = quest;
        emit QuestOpened(questId, quest, uri);
    }

    /// @inheritdoc IQuests
    function close(uint32 questId) external restricted {
        Quest storage quest = _open(questId);
        quest.endsAt = uint48(block.timestamp);
        emit QuestClosed(questId);
    }

    /// @inheritdoc IQuests
    function complete(uint32 questId, address account, uint48 deadline, bytes calldata signature) external {
        Quest storage quest = _open(questId);
        QuestsStorage storage $ = _getQuestsStorage();
        require(!$.completed[questId][account], QuestsCompleted(questId, account));
        if (quest.kind == Kind.Attested) {
            _requireAttested(
                keccak256(abi.encode(QUEST_TYPEHASH, questId, account, deadline)),
                deadline,
                signature
            );
        } else {
            uint256 reached = reachedBy(questId, account);
            require(reached >= quest.target, QuestsNotReached(questId, account, reached, quest.target));
        }
        $.completed[questId][account] = true;
        uint32 left = --quest.left;
        emit QuestCompleted(questId, account, quest.reward, left);
        _issuer.issue(account, quest.reward, ISparkPoints.MintReason.Quest);
    }

    /// @inheritdoc IQuests
    function questOf(uint32 questId) external view returns (Quest memory) {
        return _getQuestsStorage().quests[questId];
    }

    /// @inheritdoc IQuests
    function isCompleted(uint32 questId, address account) external view returns (bool) {
        return _getQuestsStorage().completed[questId][account];
    }

    /// @inheritdoc IQuests
    function reachedBy(uint32 questId, address account) public view returns (uint256) {
        Quest storage quest = _getQuestsStorage().quests[questId];
        // `balanceOf` is the same call for an ERC-20 and an ERC-721.
        if (quest.kind == Kind.Holds) return IERC20(quest.token).balanceOf(account);
        if (quest.kind == Kind.Stakes) return _vault.benefitOf(account);
        if (quest.kind == Kind.Tier) return _tiers.tierOf(account);
        return 0;
    }

    function _open(uint32 questId) private view returns (Quest storage quest) {
        quest = _getQuestsStorage().quests[questId];
        require(block.timestamp < quest.endsAt && quest.left > 0, QuestsNotOpen(questId));
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getQuestsStorage() private pure returns (QuestsStorage storage $) {
        assembly {
            $.slot := QUESTS_STORAGE
        }
    }
}
