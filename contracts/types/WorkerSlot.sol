// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {CounterSums} from "./CounterSums.sol";

/// @dev accrued 64 | jobs 32 | baseMs 40 | failures 24 | good 24 | rated 24 | takeBps 16 | retireHour 24 | flags 8,
/// from the low end. flags: 1 registered, 2 fast, 4 jailed.
type WorkerSlot is uint256;

using {
    accrued,
    jobs,
    baseMs,
    failures,
    good,
    rated,
    takeBps,
    retireAt,
    flags,
    registered,
    fast,
    jailed,
    serves,
    withAccrued,
    withTakeBps,
    withRetireHour,
    withJailed,
    plus
} for WorkerSlot global;

uint256 constant REGISTERED = 1;
uint256 constant FAST = 2;
uint256 constant JAILED = 4;

/// @dev The top bits of jobs, baseMs, failures, good and rated, counted from jobs.
uint256 constant TOP_BITS = (1 << 31) | (1 << 71) | (1 << 95) | (1 << 119) | (1 << 143);

function newWorkerSlot(bool fast_, uint16 takeBps_) pure returns (WorkerSlot) {
    uint256 flags_ = REGISTERED | (fast_ ? FAST : 0);
    return WorkerSlot.wrap((flags_ << 248) | (uint256(takeBps_) << 208));
}

function accrued(WorkerSlot self) pure returns (uint64) {
    return uint64(WorkerSlot.unwrap(self));
}

function jobs(WorkerSlot self) pure returns (uint32) {
    return uint32(WorkerSlot.unwrap(self) >> 64);
}

function baseMs(WorkerSlot self) pure returns (uint40) {
    return uint40(WorkerSlot.unwrap(self) >> 96);
}

function failures(WorkerSlot self) pure returns (uint24) {
    return uint24(WorkerSlot.unwrap(self) >> 136);
}

function good(WorkerSlot self) pure returns (uint24) {
    return uint24(WorkerSlot.unwrap(self) >> 160);
}

function rated(WorkerSlot self) pure returns (uint24) {
    return uint24(WorkerSlot.unwrap(self) >> 184);
}

function takeBps(WorkerSlot self) pure returns (uint16) {
    return uint16(WorkerSlot.unwrap(self) >> 208);
}

/// @dev Zero while the key is in service.
function retireAt(WorkerSlot self) pure returns (uint40) {
    return uint40(uint256(uint24(WorkerSlot.unwrap(self) >> 224)) * 1 hours);
}

function flags(WorkerSlot self) pure returns (uint8) {
    return uint8(WorkerSlot.unwrap(self) >> 248);
}

function registered(WorkerSlot self) pure returns (bool) {
    return flags(self) & REGISTERED != 0;
}

function fast(WorkerSlot self) pure returns (bool) {
    return flags(self) & FAST != 0;
}

function jailed(WorkerSlot self) pure returns (bool) {
    return flags(self) & JAILED != 0;
}

/// @dev Whether lines settle to the key at `time`.
function serves(WorkerSlot self, uint256 time) pure returns (bool) {
    if (flags(self) & (REGISTERED | JAILED) != REGISTERED) return false;
    uint256 end = retireAt(self);
    return end == 0 || time < end;
}

function withAccrued(WorkerSlot self, uint64 accrued_) pure returns (WorkerSlot) {
    return WorkerSlot.wrap((WorkerSlot.unwrap(self) & ~uint256(type(uint64).max)) | accrued_);
}

function withTakeBps(WorkerSlot self, uint16 takeBps_) pure returns (WorkerSlot) {
    uint256 cleared = WorkerSlot.unwrap(self) & ~(uint256(type(uint16).max) << 208);
    return WorkerSlot.wrap(cleared | (uint256(takeBps_) << 208));
}

function withRetireHour(WorkerSlot self, uint24 hour) pure returns (WorkerSlot) {
    uint256 cleared = WorkerSlot.unwrap(self) & ~(uint256(type(uint24).max) << 224);
    return WorkerSlot.wrap(cleared | (uint256(hour) << 224));
}

function withJailed(WorkerSlot self, bool jailed_) pure returns (WorkerSlot) {
    uint256 cleared = WorkerSlot.unwrap(self) & ~(JAILED << 248);
    return WorkerSlot.wrap(jailed_ ? cleared | (JAILED << 248) : cleared);
}

/// @dev Adds the sums; a counter that would overflow stays at its maximum.
function plus(WorkerSlot self, CounterSums sums) pure returns (WorkerSlot) {
    if (sums.baseMs() >> 39 == 0) {
        uint256 more = sums.aligned();
        // With the top bit of every field free on both sides no sum carries into the next field.
        if (((WorkerSlot.unwrap(self) >> 64) | more) & TOP_BITS == 0) {
            unchecked {
                return WorkerSlot.wrap(WorkerSlot.unwrap(self) + (more << 64));
            }
        }
    }
    return _plusCapped(self, sums);
}

function _plusCapped(WorkerSlot self, CounterSums sums) pure returns (WorkerSlot) {
    uint256 counters = _capped(uint256(jobs(self)) + sums.jobs(), type(uint32).max);
    counters |= _capped(uint256(baseMs(self)) + sums.baseMs(), type(uint40).max) << 32;
    counters |= _capped(uint256(failures(self)) + sums.failures(), type(uint24).max) << 72;
    counters |= _capped(uint256(good(self)) + sums.good(), type(uint24).max) << 96;
    counters |= _capped(uint256(rated(self)) + sums.rated(), type(uint24).max) << 120;
    uint256 cleared = WorkerSlot.unwrap(self) & ~(uint256(type(uint144).max) << 64);
    return WorkerSlot.wrap(cleared | (counters << 64));
}

function _capped(uint256 value, uint256 limit) pure returns (uint256) {
    return value < limit ? value : limit;
}
