// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

/// @dev What a batch adds to a worker's counters: jobs 32 | nothing 40 | failures 24 | good 24 | rated 24 | nothing 16 |
/// baseMs 64, from the low end: all but baseMs where the worker's slot has them, counted from its jobs. A worker has at
/// most 65,535 lines in a batch, of at most 255 jobs and 2^32 ms each: no sum leaves its field.
type CounterSums is uint256;

using {jobs, baseMs, failures, good, rated, rate, aligned} for CounterSums global;

/// @dev The counters of one line.
function countersOf(uint256 count, uint256 lineMs) pure returns (CounterSums) {
    return CounterSums.wrap(count | (lineMs << 160));
}

/// @dev Adds the user's rating byte. A failure counts where nothing was delivered and nothing is paid.
function rate(CounterSums self, uint256 rating, bool empty) pure returns (CounterSums) {
    uint256 sums = CounterSums.unwrap(self);
    if (rating & 0x80 != 0 && empty) sums |= 1 << 72;
    uint256 grade = rating & 3;
    if (grade == 1) sums |= 1 << 120;
    if (grade == 2) sums |= (1 << 120) | (1 << 96);
    return CounterSums.wrap(sums);
}

function jobs(CounterSums self) pure returns (uint32) {
    return uint32(CounterSums.unwrap(self));
}

function failures(CounterSums self) pure returns (uint24) {
    return uint24(CounterSums.unwrap(self) >> 72);
}

function good(CounterSums self) pure returns (uint24) {
    return uint24(CounterSums.unwrap(self) >> 96);
}

function rated(CounterSums self) pure returns (uint24) {
    return uint24(CounterSums.unwrap(self) >> 120);
}

function baseMs(CounterSums self) pure returns (uint64) {
    return uint64(CounterSums.unwrap(self) >> 160);
}

/// @dev The sums as the slot has its counters, from jobs on. Only where baseMs fits 40 bits.
function aligned(CounterSums self) pure returns (uint256) {
    return uint144(CounterSums.unwrap(self)) | (uint256(baseMs(self)) << 32);
}
