// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ILpStaking} from "../../contracts/interfaces/ILpStaking.sol";
import {IStakingVault} from "../../contracts/interfaces/IStakingVault.sol";
import {StakingRebuild} from "../helpers/StakingRebuild.sol";
import {StakingWorld} from "../helpers/StakingWorld.sol";
import {StakingHandler} from "./StakingHandler.sol";

/// @dev Law S8: events are enough to rebuild every row of the vault and of LP staking.
contract StakingRebuildTest is StakingWorld {
    uint256 private constant WORLDS = 24;
    uint256 private constant CALLS = 240;

    StakingHandler private handler;
    StakingRebuild private rebuild;

    function test_EveryRowIsRebuiltFromEvents() public {
        for (uint256 world = 0; world < WORLDS; ++world) {
            rebuild = new StakingRebuild();
            vm.recordLogs();
            deployStaking();
            lpStaking.listPool(address(pair), address(oracle));
            handler = new StakingHandler(vault, lpStaking, sogni, pair, oracle);
            sogni.transfer(address(handler), 5_000_000_000e18);
            pair.transfer(address(handler), 90e18);
            manager.grantRole(0, address(handler), 0);
            for (uint256 i = 0; i < CALLS; ++i) {
                handler.act(uint256(keccak256(abi.encode("rebuild", world, i))));
                if (i % 40 == 39) this.compare();
            }
        }
    }

    /// @dev A call of its own, so that its memory is given back.
    function compare() external {
        rebuild.read(vm.getRecordedLogs(), address(vault), address(lpStaking));
        vm.assertEq(rebuild.totalActive(), vault.totalActive());
        vm.assertEq(rebuild.totalCooling(), vault.totalCooling());
        vm.assertEq(rebuild.rateOf(address(pair)), lpStaking.poolOf(address(pair)).rate);
        for (uint256 i = 0; i < handler.count(); ++i) {
            compareStake(handler.actor(i));
            compareVotes(handler.actor(i));
            compareHolding(handler.actor(i));
        }
    }

    function compareStake(address account) private view {
        StakingRebuild.Row memory row = rebuild.rowOf(account);
        vm.assertEq(row.active, vault.activeOf(account), "active");
        vm.assertEq(row.cooling, vault.coolingOf(account), "cooling");
        vm.assertEq(row.locked < row.active ? row.locked : row.active, vault.lockedOf(account), "locked");
        vm.assertEq(row.pledged < row.active ? row.pledged : row.active, vault.bondedOf(account), "bonded");
        IStakingVault.CoolingRequest[] memory waiting = vault.requestsOf(account);
        vm.assertEq(row.requests.length - row.oldest, waiting.length, "requests");
        for (uint256 j = 0; j < waiting.length; ++j) {
            vm.assertEq(row.requests[row.oldest + j].amount, waiting[j].amount);
            vm.assertEq(row.requests[row.oldest + j].readyAt, waiting[j].readyAt);
        }
        for (uint256 id = 0; id < 3; ++id) {
            vm.assertEq(
                rebuild.lockOf(account, address(handler), bytes32(id)),
                vault.lockOf(account, address(handler), bytes32(id))
            );
            vm.assertEq(
                rebuild.pledgeOf(bytes32(id), account),
                vault.bondOf(bytes32(id), account).pledged,
                "pledged"
            );
        }
    }

    function compareVotes(address account) private view {
        StakingRebuild.Row memory row = rebuild.rowOf(account);
        vm.assertEq(row.delegatee, vault.delegates(account));
        vm.assertEq(rebuild.lpVotesOf(account), vault.lpVotesOf(account), "LP votes");
        vm.assertEq(row.lpUnits, vault.positionOf(account).lpUnits, "LP units");
        vm.assertEq(row.lpCooling, vault.positionOf(account).lpCooling, "cooling LP units");
        // At most 3/7 of the active stake counts for all LP units together.
        uint256 most = (rebuild.totalActive() * 3) / 7;
        uint256 all = vault.totalLpUnits();
        uint256 lp = rebuild.lpVotesOf(account);
        vm.assertEq(
            vault.getVotes(account),
            rebuild.votesOf(account) + (all <= most ? lp : (lp * most) / all),
            "votes"
        );
    }

    function compareHolding(address account) private view {
        ILpStaking.Holding memory built = rebuild.holdingOf(account, address(pair));
        ILpStaking.Holding memory held = lpStaking.holdingOf(account, address(pair));
        vm.assertEq(keccak256(abi.encode(built)), keccak256(abi.encode(held)));
    }
}
