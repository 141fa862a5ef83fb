// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

/// @dev jobs 32 | baseMs 64 | failures 32 | good 32 | rated 32, from the low end: what a batch adds to a worker's
/// counters. A batch has at most 65,535 lines a worker, of at most 255 jobs and 2^32 ms: no sum leaves its field.
type CounterSums is uint256;

using {jobs, baseMs, failures, good, rated, plus} for CounterSums global;

/// @dev The counters of one line. A failure counts where nothing was delivered and nothing is paid.
function countersOf(uint256 count, uint256 lineMs, uint256 rating, bool empty) pure returns (CounterSums) {
    uint256 sums = count | (lineMs << 32);
    if (rating != 0) {
        if (rating & 0x80 != 0 && empty) sums |= 1 << 96;
        uint256 grade = rating & 3;
        if (grade == 1) sums |= 1 << 160;
        if (grade == 2) sums |= (1 << 160) | (1 << 128);
    }
    return CounterSums.wrap(sums);
}

function jobs(CounterSums self) pure returns (uint32) {
    return uint32(CounterSums.unwrap(self));
}

function baseMs(CounterSums self) pure returns (uint64) {
    return uint64(CounterSums.unwrap(self) >> 32);
}

function failures(CounterSums self) pure returns (uint32) {
    return uint32(CounterSums.unwrap(self) >> 96);
}

function good(CounterSums self) pure returns (uint32) {
    return uint32(CounterSums.unwrap(self) >> 128);
}

function rated(CounterSums self) pure returns (uint32) {
    return uint32(CounterSums.unwrap(self) >> 160);
}

function plus(CounterSums self, CounterSums other) pure returns (CounterSums) {
    // No field overflows, see above.
    unchecked {
        return CounterSums.wrap(CounterSums.unwrap(self) + CounterSums.unwrap(other));
    }
}
