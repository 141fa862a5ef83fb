// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IActivitySource} from "../../../contracts/interfaces/IActivitySource.sol";
import {IScoreBoard} from "../../../contracts/interfaces/IScoreBoard.sol";
import {ScoreMath} from "../../../contracts/libraries/ScoreMath.sol";
import {ScoreBoard} from "../../../contracts/rewards/ScoreBoard.sol";
import {Population, ScoreRow, Thresholds} from "../../../contracts/types/ScoreTypes.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";
import {MerkleBuilder} from "../../helpers/MerkleBuilder.sol";

contract BondCoin is ERC20("Sogni", "SOGNI") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// A board and honest scores of a few users, which tests then bend.
abstract contract ScoreWorld is ManagedTest {
    uint32 internal constant NOW = 2_900;
    uint32 internal constant EPOCH = NOW - 1;
    uint104 internal constant BOND = 10_000e18;
    uint256 internal constant FEE = BOND / 50;

    BondCoin internal sogni = new BondCoin();
    address internal treasury = makeAddr("treasury");
    address internal userActivity = neighbour("userActivity");
    address internal workerActivity = neighbour("workerActivity");
    address internal poster = makeAddr("poster");
    address internal watcher = makeAddr("watcher");
    ScoreBoard internal board;

    /// What the next {post} posts.
    ScoreRow[] internal rows;
    uint128[5] internal totals;
    Population internal population = Population.Users;

    function setUp() public virtual {
        vm.warp(uint256(NOW) * 7 days + 1 hours);
        board = ScoreBoard(
            proxyOf(
                address(
                    new ScoreBoard(
                        sogni,
                        treasury,
                        IActivitySource(userActivity),
                        IActivitySource(workerActivity)
                    )
                ),
                abi.encodeCall(ScoreBoard.initialize, (address(manager), BOND, Thresholds(1_000, 500, 2_000)))
            )
        );
        for (uint256 i = 0; i < 2; i++) {
            address account = i == 0 ? poster : watcher;
            sogni.mint(account, 1e24);
            vm.prank(account);
            sogni.approve(address(board), type(uint256).max);
        }
        vm.mockCall(
            userActivity,
            abi.encodeWithSelector(IActivitySource.provenActivity.selector),
            abi.encode(0)
        );
        vm.mockCall(
            workerActivity,
            abi.encodeWithSelector(IActivitySource.provenActivity.selector),
            abi.encode(0)
        );
        score(4);
    }

    /// Honest rows of `count` users with ids 10, 20, ...; the last did most.
    function score(uint256 count) internal {
        delete rows;
        delete totals;
        for (uint256 i = 0; i < count; i++) {
            ScoreRow memory row;
            row.id = bytes32(10 * (i + 1));
            row.index = uint32(i);
            row.rank = uint32(count - 1 - i);
            row.factors = [uint128(1_000 * (i + 1)), uint128(i), uint128(i), 0, uint128(i % 2)];
            for (uint256 k = 0; k < 5; k++) totals[k] += ScoreMath.damp(row.factors[k]);
            row.sums = totals;
            rows.push(row);
        }
        for (uint256 i = 0; i < count; i++) {
            rows[i].score = uint64(this.scoreOf(rows[i].factors, totals));
            rows[i].tier = ScoreMath.tierAt(rows[i].rank, count);
        }
    }

    function post() internal returns (uint32) {
        return post(leaves());
    }

    function post(bytes32[] memory tree) internal returns (uint32 id) {
        IScoreBoard.Scores memory scores = scoresOver(tree);
        vm.prank(poster);
        return board.post(population, EPOCH, scores);
    }

    function scoresOver(bytes32[] memory tree) internal view returns (IScoreBoard.Scores memory) {
        return
            IScoreBoard.Scores(
                MerkleBuilder.placedRoot(tree),
                keccak256("rows"),
                uint32(rows.length),
                totals,
                "ipfs://rows"
            );
    }

    function leaves() internal view returns (bytes32[] memory tree) {
        tree = new bytes32[](rows.length);
        for (uint256 i = 0; i < tree.length; i++) tree[i] = this.leafOf(rows[i]);
    }

    function proof(uint256 at) internal view returns (bytes32[] memory) {
        return MerkleBuilder.placedProof(leaves(), at);
    }

    function inputs(uint256 at) internal view returns (bytes32) {
        return this.inputsOf(rows[at]);
    }

    function apply_(uint32 id, uint256 at) internal {
        board.applyTier(id, uint32(at), rows[at].id, rows[at].score, rows[at].tier, inputs(at), proof(at));
    }

    function proven(bytes32 id, uint256 amount) internal {
        uint48 from = uint48(EPOCH) * 7 days;
        vm.mockCall(
            userActivity,
            abi.encodeCall(IActivitySource.provenActivity, (id, from, from + 7 days)),
            abi.encode(amount)
        );
    }

    function scoreOf(uint128[5] calldata factors, uint128[5] calldata all) external pure returns (uint256) {
        return ScoreMath.scoreOf(factors, all);
    }

    function inputsOf(ScoreRow calldata row) external view returns (bytes32) {
        return ScoreMath.inputsHash(population, row);
    }

    function leafOf(ScoreRow calldata row) external view returns (bytes32) {
        return ScoreMath.leaf(row.id, EPOCH, row.score, row.tier, ScoreMath.inputsHash(population, row));
    }
}
