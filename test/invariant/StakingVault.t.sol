// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {LpStaking} from "../../contracts/staking/LpStaking.sol";
import {StakingVault} from "../../contracts/staking/StakingVault.sol";
import {SogniToken} from "../../contracts/tokens/SogniToken.sol";
import {Oracle, Pair, StakingWorld} from "../helpers/StakingWorld.sol";
import {StakingHandler} from "./StakingHandler.sol";

/// @dev The runner knows contracts of test files only.
contract StakingActors is StakingHandler {
    constructor(
        StakingVault vault_,
        LpStaking lpStaking_,
        SogniToken sogni_,
        Pair pair_,
        Oracle oracle_
    ) StakingHandler(vault_, lpStaking_, sogni_, pair_, oracle_) {}
}

/// @dev The laws of staking, by their numbers in docs/security/invariants.md.
contract StakingVaultInvariants is StakingWorld {
    StakingHandler private handler;

    function setUp() public {
        deployStaking();
        lpStaking.listPool(address(pair), address(oracle));
        handler = new StakingActors(vault, lpStaking, sogni, pair, oracle);
        sogni.transfer(address(handler), 5_000_000_000e18);
        pair.transfer(address(handler), 90e18);
        manager.grantRole(0, address(handler), 0);
        targetContract(address(handler));
    }

    function invariant_S1_StakeIsConserved() public view {
        uint256 active = 0;
        uint256 cooling = 0;
        for (uint256 i = 0; i < handler.count(); ++i) {
            active += vault.activeOf(handler.actor(i));
            cooling += vault.coolingOf(handler.actor(i));
        }
        vm.assertEq(active, vault.totalActive());
        vm.assertEq(cooling, vault.totalCooling());
        vm.assertEq(sogni.balanceOf(address(vault)), active + cooling);
        vm.assertEq(active + cooling + handler.withdrawn() + handler.slashed(), handler.staked());
        vm.assertEq(sogni.balanceOf(handler.COURT_TO()), handler.slashed());
    }

    function invariant_S2_VotesAreActiveStakeAndCappedLp() public view {
        uint256 votes = 0;
        uint256 lpVotes = 0;
        for (uint256 i = 0; i < handler.count(); ++i) {
            votes += vault.getVotes(handler.actor(i));
            lpVotes += vault.lpVotesOf(handler.actor(i));
        }
        uint256 active = vault.totalActive();
        uint256 lp = vault.totalLpUnits();
        uint256 most = (active * 3) / 7;
        vm.assertLe(votes, active + (lp < most ? lp : most));
        vm.assertLe(lpVotes, lp);
    }

    function invariant_S3_CoolingNeverVotes() public view {
        uint256 all = 0;
        for (uint256 i = 0; i < handler.count(); ++i) {
            uint256 cooling = 0;
            address account = handler.actor(i);
            for (uint256 j = 0; j < vault.requestsOf(account).length; ++j) {
                cooling += vault.requestsOf(account)[j].amount;
            }
            vm.assertEq(cooling, vault.coolingOf(account));
            vm.assertLe(vault.requestsOf(account).length, 16);
            all += vault.getVotes(account);
        }
        vm.assertLe(all, (vault.totalActive() * 10) / 7 + 1);
    }

    function invariant_S4_SlashTakesNoMoreThanThereIs() public view {
        vm.assertEq(handler.overSlashed(), 0);
    }

    function invariant_S5_LockedAndBondedStayWithinActive() public view {
        for (uint256 i = 0; i < handler.count(); ++i) {
            address account = handler.actor(i);
            uint256 active = vault.activeOf(account);
            vm.assertLe(vault.lockedOf(account), active);
            vm.assertLe(vault.bondedOf(account), active);
            uint256 bonds = 0;
            for (uint256 w = 0; w < 3; ++w) bonds += vault.bondOf(bytes32(w), account).amount;
            vm.assertLe(bonds, vault.bondedOf(account));
        }
    }

    function invariant_S6_NothingIsPaidBeforeItIsReady() public view {
        vm.assertEq(handler.earlyPaid(), 0);
    }

    function invariant_S7_LpTokensAreConserved() public view {
        uint256 held = 0;
        uint256 units = 0;
        for (uint256 i = 0; i < handler.count(); ++i) {
            address account = handler.actor(i);
            held += lpStaking.holdingOf(account, address(pair)).staked;
            held += lpStaking.holdingOf(account, address(pair)).cooling;
            units += lpStaking.holdingOf(account, address(pair)).units;
        }
        vm.assertEq(pair.balanceOf(address(lpStaking)), held);
        vm.assertEq(vault.totalLpUnits(), units);
    }

    /// @dev More than 100,000 calls, in worlds of their own. STAKING_CAMPAIGN_RUNS makes it shorter or longer.
    function test_LawsHoldInALongCampaign() public {
        uint256 runs = vm.envOr("STAKING_CAMPAIGN_RUNS", 420);
        for (uint256 run = 0; run < runs; ++run) {
            setUp();
            for (uint256 i = 0; i < 240; ++i) {
                handler.act(uint256(keccak256(abi.encode(run, i))));
                if (i % 80 == 79) this.checkLaws();
            }
            vm.assertEq(handler.calls(), 240);
        }
    }

    /// @dev A call of its own, so that its memory is given back.
    function checkLaws() external view {
        invariant_S1_StakeIsConserved();
        invariant_S2_VotesAreActiveStakeAndCappedLp();
        invariant_S3_CoolingNeverVotes();
        invariant_S4_SlashTakesNoMoreThanThereIs();
        invariant_S5_LockedAndBondedStayWithinActive();
        invariant_S6_NothingIsPaidBeforeItIsReady();
        invariant_S7_LpTokensAreConserved();
    }
}
