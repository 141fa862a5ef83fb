// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {LpStaking} from "../../contracts/staking/LpStaking.sol";
import {StakingVault} from "../../contracts/staking/StakingVault.sol";
import {SogniToken} from "../../contracts/tokens/SogniToken.sol";
import {Oracle, Pair} from "../helpers/StakingWorld.sol";
import {Test} from "../helpers/Test.sol";

/// @dev Random stakers, a court and time. Never reverts: what cannot happen is folded into what can.
contract StakingHandler is Test {
    address[4] internal actors;
    StakingVault internal vault;
    LpStaking internal lpStaking;
    SogniToken internal sogni;
    Pair internal pair;
    Oracle internal oracle;

    address public constant COURT_TO = address(0xC0);
    uint256 public slashed;
    uint256 public withdrawn;
    uint256 public staked;
    uint256 public overSlashed;
    uint256 public earlyPaid;
    uint256 public calls;

    constructor(StakingVault vault_, LpStaking lpStaking_, SogniToken sogni_, Pair pair_, Oracle oracle_) {
        (vault, lpStaking, sogni, pair, oracle) = (vault_, lpStaking_, sogni_, pair_, oracle_);
        for (uint256 i = 0; i < actors.length; ++i) actors[i] = address(uint160(0xAC70 + i));
    }

    function actor(uint256 seed) public view returns (address) {
        return actors[seed % actors.length];
    }

    function count() external view returns (uint256) {
        return actors.length;
    }

    /// @dev One of all actions, by a random number.
    function act(uint256 seed) external {
        uint256 a = uint256(keccak256(abi.encode(seed, "a")));
        uint256 b = uint256(keccak256(abi.encode(seed, "b")));
        uint256 action = seed % 14;
        seed >>= 8;
        if (action == 0) stake(seed, a);
        else if (action == 1) requestUnstake(seed, a);
        else if (action == 2) restake(seed, a);
        else if (action == 3) withdraw(seed);
        else if (action == 4) bond(seed, b, a);
        else if (action == 5) unbond(seed, b, a);
        else if (action == 6) lock(seed, b, a);
        else if (action == 7) unlock(seed, b, a);
        else if (action == 8) slash(seed, b, a);
        else if (action == 9) delegate(seed, a);
        else if (action == 10) stakeLp(seed, a);
        else if (action == 11) leaveLp(seed, a);
        else if (action == 12) rebase(a, seed);
        else pass(a);
    }

    function stake(uint256 who, uint256 amount) public {
        amount = bound(amount, 1, 1e24);
        ++calls;
        sogni.approve(address(vault), amount);
        vault.stakeFor(actor(who), amount);
        staked += amount;
    }

    function requestUnstake(uint256 who, uint256 amount) public {
        address account = actor(who);
        uint256 free = vault.freeOf(account);
        ++calls;
        if (free == 0 || vault.requestsOf(account).length == 16) return;
        vm.prank(account);
        vault.requestUnstake(bound(amount, 1, free));
    }

    function restake(uint256 who, uint256 amount) public {
        address account = actor(who);
        uint256 cooling = vault.coolingOf(account);
        ++calls;
        if (cooling == 0) return;
        vm.prank(account);
        vault.restake(bound(amount, 1, cooling));
    }

    function withdraw(uint256 who) public {
        address account = actor(who);
        ++calls;
        if (vault.requestsOf(account).length == 0) return;
        uint256 due = 0;
        for (uint256 i = 0; i < vault.requestsOf(account).length; ++i) {
            if (vault.requestsOf(account)[i].readyAt <= block.timestamp)
                due += vault.requestsOf(account)[i].amount;
        }
        if (due == 0) return;
        vm.prank(account);
        uint256 paid = vault.withdraw();
        if (paid != due) ++earlyPaid;
        withdrawn += paid;
    }

    function bond(uint256 who, uint256 worker, uint256 amount) public {
        address account = actor(who);
        uint256 left = vault.activeOf(account) - vault.bondedOf(account);
        ++calls;
        if (left == 0) return;
        vm.prank(account);
        vault.bond(bytes32(worker % 3), bound(amount, 1, left));
    }

    function unbond(uint256 who, uint256 worker, uint256 amount) public {
        address account = actor(who);
        uint256 pledged = vault.bondOf(bytes32(worker % 3), account).pledged;
        ++calls;
        if (pledged == 0) return;
        vm.prank(account);
        vault.unbond(bytes32(worker % 3), bound(amount, 1, pledged));
    }

    function lock(uint256 who, uint256 id, uint256 amount) public {
        address account = actor(who);
        uint256 left = vault.activeOf(account) - vault.lockedOf(account);
        ++calls;
        if (left == 0) return;
        vault.lock(account, bytes32(id % 3), bound(amount, 1, left));
    }

    function unlock(uint256 who, uint256 id, uint256 amount) public {
        uint256 held = vault.lockOf(actor(who), address(this), bytes32(id % 3));
        ++calls;
        vault.unlock(actor(who), bytes32(id % 3), bound(amount, 0, held));
    }

    function slash(uint256 who, uint256 id, uint256 amount) public {
        address account = actor(who);
        uint256 held = vault.activeOf(account) + vault.coolingOf(account);
        ++calls;
        amount = bound(amount, 0, 2e24);
        uint256 taken = vault.slash(account, bytes32(id % 3), amount, COURT_TO);
        if (taken != (amount < held ? amount : held)) ++overSlashed;
        slashed += taken;
    }

    function delegate(uint256 who, uint256 to) public {
        ++calls;
        vm.prank(actor(who));
        vault.delegate(to % 5 == 4 ? address(0) : actor(to));
    }

    function stakeLp(uint256 who, uint256 amount) public {
        amount = bound(amount, 1, 1e18);
        ++calls;
        if (pair.balanceOf(address(this)) < amount) return;
        pair.transfer(actor(who), amount);
        vm.prank(actor(who));
        pair.approve(address(lpStaking), amount);
        vm.prank(actor(who));
        lpStaking.stake(address(pair), amount);
    }

    function leaveLp(uint256 who, uint256 amount) public {
        address account = actor(who);
        uint256 held = lpStaking.holdingOf(account, address(pair)).staked;
        ++calls;
        if (held == 0) return;
        // Sixteen requests at most: the refusal is a unit test's.
        vm.prank(account);
        try lpStaking.requestUnstake(address(pair), bound(amount, 1, held)) {} catch {}
        vm.prank(account);
        try lpStaking.withdraw(address(pair)) {} catch {}
    }

    function rebase(uint256 price, uint256 who) public {
        ++calls;
        oracle.set(bound(price, 1e15, 1e17));
        if (block.timestamp >= lpStaking.poolOf(address(pair)).rebasedAt + 7 days)
            lpStaking.rebase(address(pair));
        lpStaking.sync(actor(who), address(pair));
    }

    function pass(uint256 time) public {
        ++calls;
        vm.warp(block.timestamp + bound(time, 1, 3 days));
    }
}
