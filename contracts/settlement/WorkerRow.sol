// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {CounterSums} from "../types/CounterSums.sol";
import {WorkerSlot} from "../types/WorkerSlot.sol";
import {Arena} from "./Arena.sol";
import {CalldataCursor} from "./CalldataCursor.sol";

/// @dev Place in memory of a worker of the running batch: slot | operator | serves | money | sums | entry | nextHash |
/// endHash, a word each. A place, not a struct: Solidity zeroes a fresh struct wherever one is returned.
type WorkerRow is uint256;

using {
    slot,
    operator,
    serves,
    gross,
    royalty,
    net,
    sums,
    entry,
    nextHash,
    endHash,
    takeHashes,
    pushHash,
    credit
} for WorkerRow global;

uint256 constant WORKER_ROW_BYTES = 256;

/// @dev Money of a batch fits 80 bits: what is applied was paid in, and less than 2^64 units of SOGNI exist.
uint256 constant MONEY_MASK = type(uint80).max;

/// @dev Fills the row at `index` of a table, which the caller has allocated.
function openWorkerRow(
    uint256 table,
    uint256 index,
    WorkerSlot slot_,
    uint256 operator_,
    CalldataCursor entry_
) view {
    uint256 at = WorkerRow.unwrap(workerRowAt(table, index));
    unchecked {
        Arena.store(at, WorkerSlot.unwrap(slot_));
        Arena.store(at + 32, operator_);
        Arena.store(at + 64, SafeCast.toUint(slot_.serves(block.timestamp)));
        Arena.store(at + 96, 0);
        Arena.store(at + 128, 0);
        Arena.store(at + 160, CalldataCursor.unwrap(entry_));
    }
}

/// @dev The caller has compared `index` with the table's length.
function workerRowAt(uint256 table, uint256 index) pure returns (WorkerRow) {
    // An index is below 2^16.
    unchecked {
        return WorkerRow.wrap(table + index * WORKER_ROW_BYTES);
    }
}

function slot(WorkerRow self) pure returns (WorkerSlot) {
    return WorkerSlot.wrap(_word(self, 0));
}

function operator(WorkerRow self) pure returns (uint256) {
    return _word(self, 32);
}

/// @dev 1 if lines settle to the operator in this block, 0 otherwise.
function serves(WorkerRow self) pure returns (uint256) {
    return _word(self, 64);
}

function gross(WorkerRow self) pure returns (uint256) {
    return _word(self, 96) & MONEY_MASK;
}

function royalty(WorkerRow self) pure returns (uint256) {
    return (_word(self, 96) >> 80) & MONEY_MASK;
}

function net(WorkerRow self) pure returns (uint256) {
    return _word(self, 96) >> 160;
}

function sums(WorkerRow self) pure returns (CounterSums) {
    return CounterSums.wrap(_word(self, 128));
}

/// @dev The worker's entry in the blob.
function entry(WorkerRow self) pure returns (CalldataCursor) {
    return CalldataCursor.wrap(_word(self, 160));
}

function nextHash(WorkerRow self) pure returns (uint256) {
    return _word(self, 192);
}

function endHash(WorkerRow self) pure returns (uint256) {
    return _word(self, 224);
}

/// @dev Gives the worker room for the line hashes it signed.
function takeHashes(WorkerRow self, uint256 start, uint256 end) pure {
    unchecked {
        Arena.store(WorkerRow.unwrap(self) + 192, start);
        Arena.store(WorkerRow.unwrap(self) + 224, end);
    }
}

/// @dev Appends a line hash at `next`, which is the row's `nextHash` and below its `endHash`.
function pushHash(WorkerRow self, uint256 next, bytes32 lineHash) pure {
    unchecked {
        Arena.store(WorkerRow.unwrap(self) + 192, Arena.push(next, lineHash));
    }
}

/// @dev Adds an applied line.
function credit(WorkerRow self, uint256 gross_, uint256 royalty_, uint256 net_, CounterSums counters) pure {
    // Fields of 80 bits do not overflow, see MONEY_MASK; CounterSums shows its own bounds.
    unchecked {
        uint256 at = WorkerRow.unwrap(self) + 96;
        Arena.store(at, Arena.load(at) + (gross_ | (royalty_ << 80) | (net_ << 160)));
        at += 32;
        Arena.store(at, Arena.load(at) + CounterSums.unwrap(counters));
    }
}

function _word(WorkerRow self, uint256 offset) pure returns (uint256) {
    // A place in memory is far below 2^256.
    unchecked {
        return Arena.load(WorkerRow.unwrap(self) + offset);
    }
}
