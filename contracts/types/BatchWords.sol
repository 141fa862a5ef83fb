// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

/// @dev The six bytes of a job's head at the high end of a calldata word.
type JobWord is uint256;

/// @dev The nineteen bytes of a share at the high end of a calldata word.
type ShareWord is uint256;

using {seqOffset, modelIndex, count, shares} for JobWord global;
using {workerIndex, images, steps, baseMs, amount, rating} for ShareWord global;

uint256 constant JOB_BYTES = 6;
uint256 constant SHARE_BYTES = 19;

function seqOffset(JobWord self) pure returns (uint256) {
    return JobWord.unwrap(self) >> 240;
}

function modelIndex(JobWord self) pure returns (uint256) {
    return (JobWord.unwrap(self) >> 224) & type(uint16).max;
}

function count(JobWord self) pure returns (uint256) {
    return (JobWord.unwrap(self) >> 216) & type(uint8).max;
}

function shares(JobWord self) pure returns (uint256) {
    return (JobWord.unwrap(self) >> 208) & type(uint8).max;
}

function workerIndex(ShareWord self) pure returns (uint256) {
    return ShareWord.unwrap(self) >> 240;
}

function images(ShareWord self) pure returns (uint256) {
    return (ShareWord.unwrap(self) >> 224) & type(uint16).max;
}

function steps(ShareWord self) pure returns (uint256) {
    return (ShareWord.unwrap(self) >> 192) & type(uint32).max;
}

function baseMs(ShareWord self) pure returns (uint256) {
    return (ShareWord.unwrap(self) >> 160) & type(uint32).max;
}

function amount(ShareWord self) pure returns (uint256) {
    return (ShareWord.unwrap(self) >> 112) & type(uint48).max;
}

function rating(ShareWord self) pure returns (uint256) {
    return (ShareWord.unwrap(self) >> 104) & type(uint8).max;
}
