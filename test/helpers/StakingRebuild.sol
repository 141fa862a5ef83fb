// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {ILpStaking} from "../../contracts/interfaces/ILpStaking.sol";
import {IStakingVault} from "../../contracts/interfaces/IStakingVault.sol";
import {Vm} from "./Test.sol";

/// Rows of the vault and of LP staking, rebuilt from their events alone, as an indexer would. Where an event carries the sum
/// that it leads to, the sum must be what was counted.
contract StakingRebuild {
    struct Row {
        uint256 active;
        uint256 cooling;
        uint256 pledged;
        uint256 locked;
        address delegatee;
        uint256 lpUnits;
        uint256 lpCooling;
        IStakingVault.CoolingRequest[] requests;
        /// Requests before it were paid out.
        uint256 oldest;
    }

    mapping(address account => Row) private _rows;
    mapping(bytes32 workerId => mapping(address owner => uint256)) public pledgeOf;
    mapping(address account => mapping(address locker => mapping(bytes32 lockId => uint256))) public lockOf;
    mapping(address delegatee => uint256) public votesOf;
    mapping(address delegatee => uint256) public lpVotesOf;
    mapping(address account => mapping(address pool => ILpStaking.Holding)) private _holdings;
    mapping(address pool => uint256) public rateOf;
    uint256 public totalActive;
    uint256 public totalCooling;

    function read(Vm.Log[] calldata logs, address vault, address lpStaking) external {
        for (uint256 i = 0; i < logs.length; ++i) {
            // What names nobody changes no row.
            if (logs[i].topics.length < 2) continue;
            if (logs[i].emitter == vault) _readVault(logs[i]);
            else if (logs[i].emitter == lpStaking) _readLp(logs[i]);
        }
    }

    function rowOf(address account) external view returns (Row memory) {
        return _rows[account];
    }

    function holdingOf(address account, address pool) external view returns (ILpStaking.Holding memory) {
        return _holdings[account][pool];
    }

    function _readVault(Vm.Log calldata log) private {
        bytes32 topic = log.topics[0];
        if (topic == IStakingVault.StakeBonded.selector || topic == IStakingVault.StakeUnbonded.selector)
            return _readBond(log, topic == IStakingVault.StakeBonded.selector);
        if (topic == IStakingVault.StakeLocked.selector || topic == IStakingVault.StakeUnlocked.selector)
            return _setLock(log, _wordOf(log, 1));
        if (topic == IVotes.DelegateVotesChanged.selector) votesOf[_account(log)] = _wordOf(log, 1);
        if (topic == IVotes.DelegateChanged.selector)
            _rows[_account(log)].delegatee = address(uint160(uint256(log.topics[3])));
        if (topic == IStakingVault.LpVotesChanged.selector) lpVotesOf[_account(log)] = _wordOf(log, 1);
        if (topic == IStakingVault.LpUnitsSet.selector) {
            (, _rows[_account(log)].lpUnits, _rows[_account(log)].lpCooling) = abi.decode(
                log.data,
                (uint256, uint256, uint256)
            );
        }
        _readStake(log, topic);
    }

    function _readStake(Vm.Log calldata log, bytes32 topic) private {
        Row storage row = _rows[_account(log)];
        if (topic == IStakingVault.Staked.selector) {
            _activate(row, _wordOf(log, 0));
            require(row.active == _wordOf(log, 1), "Staked.active");
        } else if (topic == IStakingVault.UnstakeRequested.selector) {
            (uint256 amount, uint48 readyAt, uint256 active, uint256 cooling) = abi.decode(
                log.data,
                (uint256, uint48, uint256, uint256)
            );
            row.requests.push(IStakingVault.CoolingRequest({amount: uint208(amount), readyAt: readyAt}));
            _deactivate(row, amount);
            (row.cooling, totalCooling) = (row.cooling + amount, totalCooling + amount);
            require(row.active == active && row.cooling == cooling, "UnstakeRequested");
        } else if (topic == IStakingVault.Restaked.selector) {
            _takeNewest(row, _wordOf(log, 0));
            _activate(row, _wordOf(log, 0));
            require(row.active == _wordOf(log, 1) && row.cooling == _wordOf(log, 2), "Restaked");
        } else if (topic == IStakingVault.StakeWithdrawn.selector) {
            uint256 paid = 0;
            for (uint256 i = 0; i < _wordOf(log, 1); ++i) paid += row.requests[row.oldest++].amount;
            require(paid == _wordOf(log, 0), "StakeWithdrawn.amount");
            (row.cooling, totalCooling) = (row.cooling - paid, totalCooling - paid);
            require(row.cooling == _wordOf(log, 2), "StakeWithdrawn.cooling");
        } else if (topic == IStakingVault.StakeSlashed.selector) {
            _deactivate(row, _wordOf(log, 1));
            _takeNewest(row, _wordOf(log, 2));
            _setLock(log, _wordOf(log, 3));
        }
    }

    function _readLp(Vm.Log calldata log) private {
        bytes32 topic = log.topics[0];
        if (topic == ILpStaking.PoolListed.selector) rateOf[_account(log)] = _wordOf(log, 0);
        if (topic == ILpStaking.PoolRebased.selector) rateOf[_account(log)] = _wordOf(log, 1);
        if (log.topics.length < 3) return;
        ILpStaking.Holding storage holding = _holdings[_account(log)][_second(log)];
        if (topic == ILpStaking.LpStaked.selector) {
            holding.staked += uint128(_wordOf(log, 0));
            require(holding.staked == _wordOf(log, 1), "LpStaked.staked");
        } else if (topic == ILpStaking.LpUnstakeRequested.selector) {
            holding.staked -= uint128(_wordOf(log, 0));
            holding.cooling += uint128(_wordOf(log, 0));
        } else if (topic == ILpStaking.LpWithdrawn.selector) {
            holding.cooling -= uint128(_wordOf(log, 0));
        } else if (topic == ILpStaking.LpSynced.selector) {
            holding.units = uint128(_wordOf(log, 0));
            holding.coolingUnits = uint128(_wordOf(log, 1));
        }
    }

    function _readBond(Vm.Log calldata log, bool more) private {
        address owner = _second(log);
        uint256 amount = _wordOf(log, 0);
        uint256 old = pledgeOf[log.topics[1]][owner];
        uint256 pledged = more ? old + amount : old - amount;
        pledgeOf[log.topics[1]][owner] = pledged;
        _rows[owner].pledged = _rows[owner].pledged + pledged - old;
        require(pledged == _wordOf(log, 1) && _rows[owner].pledged == _wordOf(log, 2), "bonds");
    }

    function _setLock(Vm.Log calldata log, uint256 lock) private {
        mapping(bytes32 => uint256) storage locks = lockOf[_account(log)][_second(log)];
        Row storage row = _rows[_account(log)];
        row.locked = row.locked + lock - locks[log.topics[3]];
        locks[log.topics[3]] = lock;
    }

    function _activate(Row storage row, uint256 amount) private {
        (row.active, totalActive) = (row.active + amount, totalActive + amount);
    }

    function _deactivate(Row storage row, uint256 amount) private {
        (row.active, totalActive) = (row.active - amount, totalActive - amount);
    }

    /// Restaked and slashed stake comes off the newest requests.
    function _takeNewest(Row storage row, uint256 amount) private {
        (row.cooling, totalCooling) = (row.cooling - amount, totalCooling - amount);
        while (amount > 0) {
            IStakingVault.CoolingRequest storage newest = row.requests[row.requests.length - 1];
            uint256 part = amount < newest.amount ? amount : newest.amount;
            newest.amount -= uint208(part);
            amount -= part;
            if (newest.amount == 0) row.requests.pop();
        }
    }

    function _account(Vm.Log calldata log) private pure returns (address) {
        return address(uint160(uint256(log.topics[1])));
    }

    function _second(Vm.Log calldata log) private pure returns (address) {
        return address(uint160(uint256(log.topics[2])));
    }

    function _wordOf(Vm.Log calldata log, uint256 index) private pure returns (uint256) {
        return abi.decode(log.data[index * 32:], (uint256));
    }
}
