// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IScoreBoard} from "../../contracts/interfaces/IScoreBoard.sol";
import {RewardsDistributor} from "../../contracts/rewards/RewardsDistributor.sol";
import {ScoreBoard} from "../../contracts/rewards/ScoreBoard.sol";
import {Population} from "../../contracts/types/ScoreTypes.sol";
import {MerkleBuilder} from "../helpers/MerkleBuilder.sol";
import {Test} from "../helpers/Test.sol";
import {BondCoin} from "../unit/rewards/ScoreWorld.sol";

/// @dev A manager whose roots may promise anything, claimants who try every root that there was, donors, a guardian,
/// posters who cannot show a row, and time. What is refused changes nothing.
contract CampaignHandler is Test {
    uint256 internal constant ACCOUNTS = 3;
    uint32 internal constant CAMPAIGNS = 2;

    struct Root {
        uint32 campaign;
        uint256[ACCOUNTS] earned;
    }

    RewardsDistributor internal immutable _rewards;
    ScoreBoard internal immutable _board;
    BondCoin internal immutable _sogni;

    uint256 public calls;
    /// What came to the distributor and what left it, by whatever way.
    uint256 public came;
    uint256 public left;
    /// Payments that were more than what was earned and not paid before.
    uint256 public overpaid;
    mapping(uint32 campaign => mapping(uint256 account => uint256)) public paid;
    mapping(uint32 campaign => mapping(uint256 account => uint256)) public mostEarned;
    Root[] private _roots;
    /// Bonds and fees that came to the board and left it.
    uint256 public boardCame;
    uint256 public boardLeft;

    constructor(RewardsDistributor rewards, ScoreBoard board, BondCoin sogni) {
        (_rewards, _board, _sogni) = (rewards, board, sogni);
    }

    function account(uint256 i) public pure returns (address) {
        return address(uint160(0xACC0 + i));
    }

    function act(uint256 seed) external {
        ++calls;
        uint256 kind = seed % 12;
        seed = uint256(keccak256(abi.encode(seed)));
        uint32 campaign = uint32(seed % CAMPAIGNS) + 1;
        if (kind == 0) _fund(campaign, seed % 1e24);
        else if (kind == 1) _donate(campaign, seed % 1e22);
        else if (kind == 2) _publish(campaign, seed);
        else if (kind < 6) _claim(seed);
        else if (kind == 6) vm.warp(block.timestamp + (seed % 3 days));
        else if (kind == 7) _revoke(campaign);
        else if (kind == 8) _close(campaign);
        else if (kind == 9) _post(seed);
        else if (kind == 10) _demand(seed);
        else _endProposal(seed);
    }

    function _fund(uint32 campaign, uint256 amount) private {
        _sogni.mint(address(this), amount);
        _sogni.approve(address(_rewards), amount);
        try _rewards.fund(campaign, amount) {
            came += amount;
        } catch {}
    }

    function _donate(uint32 campaign, uint256 amount) private {
        _sogni.mint(address(_rewards), amount);
        came += amount;
        if (amount % 2 == 0) return;
        try _rewards.assignIdle(campaign, amount) {} catch {}
    }

    /// @dev Leaves that add up to more than the total, or to less than the last root: the contract cannot know.
    function _publish(uint32 campaign, uint256 seed) private {
        Root memory root = Root(campaign, [seed % 2e23, (seed >> 64) % 2e23, (seed >> 128) % 2e23]);
        uint256 funded = _rewards.campaignOf(campaign).funded;
        try
            _rewards.publishRoot(
                campaign,
                MerkleBuilder.rootOf(_leaves(root)),
                seed % (funded + 1),
                bytes32(seed),
                ""
            )
        {
            _roots.push(root);
            for (uint256 i = 0; i < ACCOUNTS; ++i) {
                if (root.earned[i] > mostEarned[campaign][i]) mostEarned[campaign][i] = root.earned[i];
            }
        } catch {}
    }

    function _claim(uint256 seed) private {
        if (_roots.length == 0) return;
        Root memory root = _roots[seed % _roots.length];
        uint256 i = (seed >> 32) % ACCOUNTS;
        uint256 before = _sogni.balanceOf(account(i));
        bytes32[] memory proof = MerkleBuilder.proofOf(_leaves(root), i);
        try _rewards.claim(root.campaign, account(i), root.earned[i], proof) returns (uint256 amount) {
            uint256 due = root.earned[i] - paid[root.campaign][i];
            if (amount != due || _sogni.balanceOf(account(i)) - before != due) ++overpaid;
            paid[root.campaign][i] += amount;
            left += amount;
        } catch {
            vm.assertEq(_sogni.balanceOf(account(i)), before);
        }
    }

    function _revoke(uint32 campaign) private {
        try _rewards.revokeRoot(campaign) {} catch {}
    }

    function _close(uint32 campaign) private {
        uint256 before = _sogni.balanceOf(address(_rewards));
        try _rewards.close(campaign) {
            left += before - _sogni.balanceOf(address(_rewards));
        } catch {}
    }

    /* THE BOARD */

    function _post(uint256 seed) private {
        uint256 bond = _board.bond();
        _sogni.mint(address(this), bond);
        _sogni.approve(address(_board), bond);
        IScoreBoard.Scores memory scores;
        (scores.root, scores.dataHash, scores.count) = (bytes32(seed), bytes32(seed), 4);
        uint32 epoch = _board.currentEpoch() - 1 - uint32(seed % 2);
        try _board.post(Population(uint8((seed >> 8) % 2)), epoch, scores) {
            boardCame += bond;
        } catch {}
    }

    function _demand(uint256 seed) private {
        uint256 fee = _board.bond() / 50;
        _sogni.mint(address(this), fee);
        _sogni.approve(address(_board), fee);
        try _board.demandRow(_proposal(seed), uint32((seed >> 32) % 4)) {
            boardCame += fee;
        } catch {}
    }

    function _endProposal(uint256 seed) private {
        uint32 id = _proposal(seed);
        uint32 index = uint32((seed >> 32) % 4);
        uint256 before = _sogni.balanceOf(address(_board));
        uint256 way = (seed >> 64) % 4;
        if (way == 0) try _board.releaseBond(id) {} catch {}
        else if (way == 1 && seed % 3 == 0) try _board.veto(id) {} catch {}
        else if (way == 2) try _board.strikeUnanswered(id, index) {} catch {}
        else try _board.reclaimDemand(id, index) {} catch {}
        boardLeft += before - _sogni.balanceOf(address(_board));
    }

    /// @dev Mostly one of the newest proposals, which may still be open.
    function _proposal(uint256 seed) private view returns (uint32) {
        uint32 last = 0;
        uint32 epoch = _board.currentEpoch();
        for (uint32 back = 1; back <= 3; ++back) {
            uint32 found = _board.proposalOf(Population(uint8((seed >> 16) % 2)), epoch - back);
            if (found != 0 && (last == 0 || (seed >> back) % 2 == 0)) last = found;
        }
        return last;
    }

    function _leaves(Root memory root) private pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](ACCOUNTS);
        for (uint256 i = 0; i < ACCOUNTS; ++i) {
            bytes32 words = keccak256(abi.encode(root.campaign, account(i), root.earned[i]));
            leaves[i] = keccak256(bytes.concat(words));
        }
    }
}
