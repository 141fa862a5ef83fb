// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

/// @dev treasury 64 | pool 64 | sparkOutstanding 64 | sparkRate 64, from the low end.
type GlobalSlot is uint256;

using {
    treasury,
    pool,
    sparkOutstanding,
    sparkRate,
    withTreasury,
    withPool,
    withSparkOutstanding,
    withSparkRate
} for GlobalSlot global;

function treasury(GlobalSlot self) pure returns (uint64) {
    return uint64(GlobalSlot.unwrap(self));
}

function pool(GlobalSlot self) pure returns (uint64) {
    return uint64(GlobalSlot.unwrap(self) >> 64);
}

function sparkOutstanding(GlobalSlot self) pure returns (uint64) {
    return uint64(GlobalSlot.unwrap(self) >> 128);
}

function sparkRate(GlobalSlot self) pure returns (uint64) {
    return uint64(GlobalSlot.unwrap(self) >> 192);
}

function withTreasury(GlobalSlot self, uint64 treasury_) pure returns (GlobalSlot) {
    return _with(self, 0, treasury_);
}

function withPool(GlobalSlot self, uint64 pool_) pure returns (GlobalSlot) {
    return _with(self, 64, pool_);
}

function withSparkOutstanding(GlobalSlot self, uint64 outstanding) pure returns (GlobalSlot) {
    return _with(self, 128, outstanding);
}

function withSparkRate(GlobalSlot self, uint64 rate) pure returns (GlobalSlot) {
    return _with(self, 192, rate);
}

function _with(GlobalSlot self, uint256 shift, uint64 value) pure returns (GlobalSlot) {
    uint256 cleared = GlobalSlot.unwrap(self) & ~(uint256(type(uint64).max) << shift);
    return GlobalSlot.wrap(cleared | (uint256(value) << shift));
}
