// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {VestingWallet} from "@openzeppelin/contracts/finance/VestingWallet.sol";

/// @title A vesting vault
/// @notice OpenZeppelin's vesting wallet that frees in whole steps: a second, or a month. Anyone may have what is free
/// sent to the beneficiary.
/// @dev `start` lies after the lock-up, so nothing accrues during it: OpenZeppelin's wallet with a cliff would release the
/// lock-up's part at its end. Warning: the beneficiary is the owner and can hand the vault on, and with it what is not
/// free yet.
/// @custom:security-contact see SECURITY.md
contract VestingVault is VestingWallet {
    uint64 private immutable _step;

    /// @notice The schedule is not made of whole steps.
    error VestingVaultUnevenSteps(uint64 duration, uint64 step);

    constructor(
        address beneficiary,
        uint64 start,
        uint64 duration,
        uint64 step_
    ) VestingWallet(beneficiary, start, duration) {
        require(step_ != 0 && duration % step_ == 0, VestingVaultUnevenSteps(duration, step_));
        _step = step_;
    }

    /// @notice What is vesting becomes free this many seconds at a time.
    function step() external view returns (uint64) {
        return _step;
    }

    /// @dev Time runs in whole steps; within one nothing changes.
    function _vestingSchedule(
        uint256 totalAllocation,
        uint64 timestamp
    ) internal view override returns (uint256) {
        uint64 from = uint64(start());
        if (timestamp <= from) return super._vestingSchedule(totalAllocation, timestamp);
        uint64 elapsed = timestamp - from;
        // Whole steps, not chance.
        // slither-disable-next-line weak-prng
        return super._vestingSchedule(totalAllocation, from + (elapsed - (elapsed % _step)));
    }
}
