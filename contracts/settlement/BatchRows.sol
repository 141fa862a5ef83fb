// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {CounterSums} from "../types/CounterSums.sol";
import {ModelSlot} from "../types/ModelSlot.sol";
import {SessionSlot} from "../types/SessionSlot.sol";
import {WorkerSlot} from "../types/WorkerSlot.sol";
import {Currency} from "../types/LedgerTypes.sol";
import {Arena} from "./Arena.sol";
import {CalldataCursor} from "./CalldataCursor.sol";

/// @notice A worker of the running batch: its slot as loaded, what the lines add, its signed list of line hashes.
struct WorkerRow {
    WorkerSlot slot;
    uint256 operator;
    bool serves;
    uint256 gross;
    uint256 royalty;
    uint256 net;
    CounterSums sums;
    CalldataCursor entry;
    uint256 nextHash;
    uint256 endHash;
}

/// @notice A model of the running batch.
struct ModelRow {
    ModelSlot slot;
    uint256 id;
    bool listed;
    uint256 royaltyBps;
    uint256 royalty;
    uint256 images;
}

/// @notice The session whose lines are being applied, unpacked.
struct Payer {
    SessionSlot slot;
    address key;
    bool open;
    Currency currency;
    uint256 discountBps;
    uint256 balance;
    uint256 base;
    uint256 window;
}

/// @notice The running batch.
struct Batch {
    uint256 workers;
    uint256 workerCount;
    uint256 models;
    uint256 modelCount;
    uint256 sessionCount;
    uint256 lineCount;
    uint256 sparkRate;
    uint256 pool;
    uint256 sparkSpent;
    uint256 promoSpent;
    uint256 applied;
    uint256 skipped;
    bytes32 domain;
    CalldataCursor cursor;
}

/// @title Tables of rows
/// @notice Structs in flat memory: Solidity's arrays of structs zero each element and check each access twice.
library BatchRows {
    uint256 private constant WORKER_ROW = 320;
    uint256 private constant MODEL_ROW = 192;

    /// @notice Allocates `length` worker rows; the caller fills every field.
    function takeWorkers(uint256 length) internal pure returns (uint256) {
        return Arena.take(length * WORKER_ROW);
    }

    /// @notice Allocates `length` model rows; the caller fills every field.
    function takeModels(uint256 length) internal pure returns (uint256) {
        return Arena.take(length * MODEL_ROW);
    }

    /// @notice Row `index`, which the caller has compared with the table's length.
    function workerAt(uint256 table, uint256 index) internal pure returns (WorkerRow memory row) {
        // Assembly: turns a place in memory into a struct reference.
        assembly ("memory-safe") {
            row := add(table, mul(index, WORKER_ROW))
        }
    }

    /// @notice Row `index`, which the caller has compared with the table's length.
    function modelAt(uint256 table, uint256 index) internal pure returns (ModelRow memory row) {
        // Assembly: as in `workerAt`.
        assembly ("memory-safe") {
            row := add(table, mul(index, MODEL_ROW))
        }
    }
}
