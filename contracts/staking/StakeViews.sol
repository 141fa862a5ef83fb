// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {DoubleEndedQueue} from "@openzeppelin/contracts/utils/structs/DoubleEndedQueue.sol";

import {IStakingVault} from "../interfaces/IStakingVault.sol";
import {CoolingQueue} from "./CoolingQueue.sol";
import {StakeVotes} from "./StakeVotes.sol";

/// @title What stake counts for
abstract contract StakeViews is StakeVotes {
    using DoubleEndedQueue for DoubleEndedQueue.Bytes32Deque;

    /// @inheritdoc IStakingVault
    function positionOf(address account) external view returns (Position memory) {
        LpUnits memory lp = _lpUnits(account);
        return
            Position({
                active: activeOf(account),
                cooling: coolingOf(account),
                bonded: bondedOf(account),
                locked: lockedOf(account),
                lpUnits: lp.staked,
                lpCooling: lp.cooling
            });
    }

    /// @inheritdoc IStakingVault
    function activeOf(address account) public view returns (uint256) {
        return _account(account).active;
    }

    /// @inheritdoc IStakingVault
    function coolingOf(address account) public view returns (uint256) {
        return _account(account).cooling;
    }

    /// @inheritdoc IStakingVault
    function benefitOf(address account) external view returns (uint256) {
        LpUnits memory lp = _lpUnits(account);
        return activeOf(account) + coolingOf(account) + lp.staked + lp.cooling;
    }

    /// @inheritdoc IStakingVault
    function lockedOf(address account) public view returns (uint256) {
        return Math.min(_account(account).lockedSum, _account(account).active);
    }

    /// @inheritdoc IStakingVault
    function bondedOf(address account) public view returns (uint256) {
        return Math.min(_account(account).pledged, _account(account).active);
    }

    /// @inheritdoc IStakingVault
    function freeOf(address account) public view returns (uint256) {
        return activeOf(account) - Math.max(lockedOf(account), bondedOf(account));
    }

    /// @inheritdoc IStakingVault
    function requestsOf(address account) external view returns (CoolingRequest[] memory requests) {
        DoubleEndedQueue.Bytes32Deque storage queue = _account(account).requests;
        requests = new CoolingRequest[](queue.length());
        for (uint256 i = 0; i < requests.length; ++i) {
            (requests[i].amount, requests[i].readyAt) = CoolingQueue.unpack(queue.pos(i));
        }
    }

    /// @inheritdoc IStakingVault
    function bondOf(bytes32 workerId, address owner) external view returns (Bond memory) {
        Pledge memory pledge = _getStakingVaultStorage().pledges[workerId][owner];
        uint256 pledgedInAll = _account(owner).pledged;
        uint256 bonded = bondedOf(owner);
        return
            Bond({
                pledged: pledge.amount,
                amount: bonded == pledgedInAll
                    ? pledge.amount
                    : Math.mulDiv(pledge.amount, bonded, pledgedInAll),
                since: pledge.since
            });
    }

    /// @inheritdoc IStakingVault
    function lockOf(address account, address locker, bytes32 lockId) external view returns (uint256) {
        return _getStakingVaultStorage().locks[account][locker][lockId];
    }

    /// @inheritdoc IStakingVault
    function totalActive() external view returns (uint256) {
        return _getStakingVaultStorage().totalActive;
    }

    /// @inheritdoc IStakingVault
    function totalCooling() external view returns (uint256) {
        return _getStakingVaultStorage().totalCooling;
    }

    function _account(address account) internal view returns (Account storage) {
        return _getStakingVaultStorage().accounts[account];
    }
}
