// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {SessionSlot} from "../types/SessionSlot.sol";
import {CalldataCursor} from "./CalldataCursor.sol";

/// @notice The session whose lines are being applied.
struct Payer {
    SessionSlot slot;
    SessionSlot stored;
    address key;
    uint256 open;
    bool plain;
    bool spark;
    bool promo;
    uint256 discountBps;
}

/// @notice The running batch: where its tables are, what it has moved.
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
    uint256 skipped;
    uint256 typed;
    CalldataCursor cursor;
}
