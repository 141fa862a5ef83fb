// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {VotesExtendedUpgradeable} from "@openzeppelin/contracts-upgradeable/governance/utils/VotesExtendedUpgradeable.sol";
import {VotesUpgradeable} from "@openzeppelin/contracts-upgradeable/governance/utils/VotesUpgradeable.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";

import {IStakingVault} from "../interfaces/IStakingVault.sol";
import {StakeStorage} from "./StakeStorage.sol";

/// @title Votes of stake
/// @notice Active SOGNI votes one to one. LP units vote beside it, scaled down together where they would be more than 30 %
/// of all votes.
/// @dev The cap is applied when votes are read, at the totals of that moment: it holds at every moment without touching
/// an account, and no entry or exit of others can be blocked by it.
abstract contract StakeVotes is IStakingVault, StakeStorage, VotesExtendedUpgradeable {
    using Checkpoints for Checkpoints.Trace208;

    struct LpUnits {
        uint128 staked;
        uint128 cooling;
    }

    /// @custom:storage-location erc7201:supernet.storage.StakeVotes
    struct StakeVotesStorage {
        mapping(address account => LpUnits) units;
        mapping(address delegatee => Checkpoints.Trace208) lpVotes;
        Checkpoints.Trace208 lpTotal;
    }

    /// @inheritdoc IStakingVault
    uint256 public constant LP_CAP_BPS = 3_000;
    uint256 private constant BPS = 10_000;

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.StakeVotes")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STAKE_VOTES_STORAGE =
        0xd161a018c14653cd9e4f70dff68412c526061a75250ba4d72a9b39ea43c01500;

    /* CLOCK */

    /// @inheritdoc IERC6372
    function clock() public view override(IERC6372, VotesUpgradeable) returns (uint48) {
        return Time.timestamp();
    }

    /// @inheritdoc IERC6372
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override(IERC6372, VotesUpgradeable) returns (string memory) {
        return "mode=timestamp";
    }

    /* VIEWS */

    /// @inheritdoc IVotes
    function getVotes(address account) public view override(IVotes, VotesUpgradeable) returns (uint256) {
        StakeVotesStorage storage $ = _getStakeVotesStorage();
        uint256 counted = _capped(
            $.lpVotes[account].latest(),
            $.lpTotal.latest(),
            _getStakingVaultStorage().totalActive
        );
        return super.getVotes(account) + counted;
    }

    /// @inheritdoc IVotes
    function getPastVotes(
        address account,
        uint256 timepoint
    ) public view override(IVotes, VotesUpgradeable) returns (uint256) {
        StakeVotesStorage storage $ = _getStakeVotesStorage();
        uint48 at = _validateTimepoint(timepoint);
        uint256 counted = _capped(
            $.lpVotes[account].upperLookupRecent(at),
            $.lpTotal.upperLookupRecent(at),
            getPastTotalActive(timepoint)
        );
        return super.getPastVotes(account, timepoint) + counted;
    }

    /// @inheritdoc IVotes
    function getPastTotalSupply(
        uint256 timepoint
    ) public view override(IVotes, VotesUpgradeable) returns (uint256) {
        uint256 all = getPastTotalActive(timepoint);
        uint256 lp = _getStakeVotesStorage().lpTotal.upperLookupRecent(_validateTimepoint(timepoint));
        return all + _capped(lp, lp, all);
    }

    /// @inheritdoc IStakingVault
    function getPastTotalActive(uint256 timepoint) public view returns (uint256) {
        return super.getPastTotalSupply(timepoint);
    }

    /// @inheritdoc IStakingVault
    function getPastBalanceOf(
        address account,
        uint256 timepoint
    ) public view override(IStakingVault, VotesExtendedUpgradeable) returns (uint256) {
        return super.getPastBalanceOf(account, timepoint);
    }

    /// @inheritdoc IStakingVault
    function getPastDelegate(
        address account,
        uint256 timepoint
    ) public view override(IStakingVault, VotesExtendedUpgradeable) returns (address) {
        return super.getPastDelegate(account, timepoint);
    }

    /// @inheritdoc IStakingVault
    function lpVotesOf(address delegatee) external view returns (uint256) {
        return _getStakeVotesStorage().lpVotes[delegatee].latest();
    }

    /// @inheritdoc IStakingVault
    function totalLpUnits() external view returns (uint256) {
        return _getStakeVotesStorage().lpTotal.latest();
    }

    /* INTERNAL */

    /// @dev Staked but undelegated would have no votes; who chose to delegate to nobody keeps that while staked.
    function _delegateFirstStake(address account) internal {
        if (delegates(account) != address(0) || _getVotingUnits(account) != 0) return;
        if (_lpUnits(account).staked == 0) _delegate(account, account);
    }

    function _setLpUnits(address account, uint256 staked, uint256 cooling) internal {
        if (staked > 0) _delegateFirstStake(account);
        StakeVotesStorage storage $ = _getStakeVotesStorage();
        uint256 old = $.units[account].staked;
        $.units[account] = LpUnits({
            staked: SafeCast.toUint128(staked),
            cooling: SafeCast.toUint128(cooling)
        });
        emit LpUnitsSet(account, old, staked, cooling);

        uint208 total = $.lpTotal.latest();
        // A sum of 128-bit amounts, each of which is in the total.
        // The value before is `total`.
        // slither-disable-next-line unused-return
        $.lpTotal.push(clock(), SafeCast.toUint208(total + staked - old));
        address delegatee = delegates(account);
        _addLpVotes(delegatee, staked, old);
    }

    function _delegate(address account, address delegatee) internal override {
        address oldDelegate = delegates(account);
        super._delegate(account, delegatee);
        uint256 staked = _lpUnits(account).staked;
        if (oldDelegate == delegatee) return;
        _addLpVotes(oldDelegate, 0, staked);
        _addLpVotes(delegatee, staked, 0);
    }

    function _getVotingUnits(address account) internal view override returns (uint256) {
        return _getStakingVaultStorage().accounts[account].active;
    }

    function _lpUnits(address account) internal view returns (LpUnits memory) {
        return _getStakeVotesStorage().units[account];
    }

    function _addLpVotes(address delegatee, uint256 more, uint256 less) private {
        if (delegatee == address(0) || more == less) return;
        Checkpoints.Trace208 storage trace = _getStakeVotesStorage().lpVotes[delegatee];
        uint256 old = trace.latest();
        uint256 updated = old + more - less;
        // The value before is `old`.
        // slither-disable-next-line unused-return
        trace.push(clock(), SafeCast.toUint208(updated));
        emit LpVotesChanged(delegatee, old, updated);
    }

    /// @dev `votes` of `total` LP units, where all of them together count for at most 30 % of (active + LP).
    function _capped(uint256 votes, uint256 total, uint256 active) private pure returns (uint256) {
        uint256 most = (active * LP_CAP_BPS) / (BPS - LP_CAP_BPS);
        return total <= most ? votes : Math.mulDiv(votes, most, total);
    }

    function _getStakeVotesStorage() private pure returns (StakeVotesStorage storage $) {
        assembly {
            $.slot := STAKE_VOTES_STORAGE
        }
    }
}
