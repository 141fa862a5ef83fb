// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Currency, SessionState} from "./LedgerTypes.sol";

/// @dev balance 64 | base 32 | window 136 | discountBps 16 | flags 8, from the low end. flags: state 2 bits, currency 2.
type SessionSlot is uint256;

using {
    balance,
    base,
    window,
    discountBps,
    state,
    currency,
    withBalance,
    withNumbers,
    withDiscountBps,
    withState,
    isOpen,
    isPlain,
    useNext,
    debited
} for SessionSlot global;

function newSessionSlot(Currency currency_, uint64 balance_) pure returns (SessionSlot) {
    return SessionSlot.wrap((((uint256(currency_) << 2) | uint256(SessionState.Open)) << 248) | balance_);
}

function balance(SessionSlot self) pure returns (uint64) {
    return uint64(SessionSlot.unwrap(self));
}

function base(SessionSlot self) pure returns (uint32) {
    return uint32(SessionSlot.unwrap(self) >> 64);
}

function window(SessionSlot self) pure returns (uint136) {
    return uint136(SessionSlot.unwrap(self) >> 96);
}

function discountBps(SessionSlot self) pure returns (uint16) {
    return uint16(SessionSlot.unwrap(self) >> 232);
}

function state(SessionSlot self) pure returns (SessionState) {
    return SessionState((SessionSlot.unwrap(self) >> 248) & 3);
}

function currency(SessionSlot self) pure returns (Currency) {
    return Currency((SessionSlot.unwrap(self) >> 250) & 3);
}

function withBalance(SessionSlot self, uint64 balance_) pure returns (SessionSlot) {
    return SessionSlot.wrap((SessionSlot.unwrap(self) & ~uint256(type(uint64).max)) | balance_);
}

function withNumbers(SessionSlot self, uint32 base_, uint136 window_) pure returns (SessionSlot) {
    uint256 cleared = SessionSlot.unwrap(self) & ~(uint256(type(uint168).max) << 64);
    return SessionSlot.wrap(cleared | (uint256(window_) << 96) | (uint256(base_) << 64));
}

function withDiscountBps(SessionSlot self, uint16 discountBps_) pure returns (SessionSlot) {
    uint256 cleared = SessionSlot.unwrap(self) & ~(uint256(type(uint16).max) << 232);
    return SessionSlot.wrap(cleared | (uint256(discountBps_) << 232));
}

function withState(SessionSlot self, SessionState state_) pure returns (SessionSlot) {
    return SessionSlot.wrap((SessionSlot.unwrap(self) & ~(uint256(3) << 248)) | (uint256(state_) << 248));
}

/// @dev Whether it can be charged.
function isOpen(SessionSlot self) pure returns (bool) {
    SessionState state_ = state(self);
    return state_ == SessionState.Open || state_ == SessionState.Closing;
}

/// @dev Whether it holds SOGNI and has no discount: its units are what workers are paid in, one for one.
function isPlain(SessionSlot self) pure returns (bool) {
    return (SessionSlot.unwrap(self) >> 232) & ~uint256(3 << 16) == 0;
}

/// @dev Uses the `count` lowest numbers of an empty window. The caller has checked both, and that the base stays below
/// 2^32.
function useNext(SessionSlot self, uint256 count) pure returns (SessionSlot) {
    unchecked {
        return SessionSlot.wrap(SessionSlot.unwrap(self) + (count << 64));
    }
}

/// @dev Takes `amount`, which the caller has compared with the balance: it is the lowest field, nothing is borrowed.
function debited(SessionSlot self, uint256 amount) pure returns (SessionSlot) {
    unchecked {
        return SessionSlot.wrap(SessionSlot.unwrap(self) - amount);
    }
}
