// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Currency, SessionState} from "../../contracts/types/LedgerTypes.sol";
import {LedgerRandom} from "../helpers/LedgerRandom.sol";
import {TabBatch, TabJob, TabSession, TabShare} from "../helpers/TabBuilder.sol";
import {ClaimSpec, TicketBatch, TicketSpec} from "../helpers/TicketBuilder.sol";

/// What the random actors draw: sessions, and batches that these could have signed.
abstract contract LedgerDraws is LedgerRandom {
    uint256[] public opened;
    mapping(address key => uint256) internal _secrets;

    function tabs(bool sloppy) internal returns (bytes memory) {
        TabBatch memory batch = batchOf(sloppy);
        return batch.sessions.length == 0 ? bytes("") : encode(batch);
    }

    /// One or two users with up to three lines each.
    function batchOf(bool sloppy) internal returns (TabBatch memory batch) {
        uint256[] memory users = someUsers();
        batch.models = new uint32[](MODELS);
        for (uint32 id = 1; id <= MODELS; id++) batch.models[id - 1] = id;
        batch.workers = new uint256[](2);
        uint256 first = random(WORKERS);
        (batch.workers[0], batch.workers[1]) = (workerKeys[first], workerKeys[first + 1]);
        batch.time = uint32(block.timestamp);
        batch.sessions = new TabSession[](users.length);
        for (uint256 i = 0; i < users.length; i++) {
            TabSession memory user = batch.sessions[i];
            user.key = users[i];
            uint32 base = packed.session(addressOf(users[i])).base;
            user.seq0 = base + uint32(sloppy ? random(140) : random(3));
            user.jobs = new TabJob[](1 + random(3));
            uint256 next = 0;
            for (uint256 j = 0; j < user.jobs.length; j++) {
                user.jobs[j] = jobOf(uint16(next), sloppy);
                next += uint256(user.jobs[j].count) * user.jobs[j].shares.length;
            }
        }
    }

    function jobOf(uint16 offset, bool sloppy) private returns (TabJob memory job) {
        job.seqOffset = offset;
        job.model = uint16(random(MODELS));
        job.count = chance(15) ? uint8(2 + random(9)) : 1;
        job.shares = new TabShare[](job.count == 1 ? 1 + random(2) : 1);
        for (uint256 k = 0; k < job.shares.length; k++) {
            TabShare memory share = job.shares[k];
            share.worker = uint16(random(2));
            if (!chance(10)) {
                share.images = uint16(random(17));
                share.steps = uint32(1 + random(320));
                share.baseMs = uint32(random(700_000));
                share.amount = uint48(random(sloppy ? 1e9 : 1e6));
            }
            if (job.count == 1 && chance(50)) share.rating = uint8(chance(80) ? random(3) : 0x80);
        }
    }

    function tickets() internal returns (bytes memory) {
        uint256[] memory users = someUsers();
        if (users.length == 0) return "";
        TicketBatch memory batch = singleTicket(0, random(WORKERS), packed.session(addressOf(users[0])).base);
        batch.sessions[0].key = users[0];
        TicketSpec memory spec = batch.sessions[0].tickets[0];
        spec.seq += uint32(random(6));
        spec.unitPrice = uint40(random(1e6));
        spec.shares[0].images = uint16(1 + random(16));
        spec.claims[0] = ClaimSpec(
            0,
            spec.shares[0].images,
            uint32(random(20 * uint256(spec.shares[0].images) + 1)),
            uint40(block.timestamp)
        );
        return encode(batch);
    }

    /// Up to two sessions that can be charged, in address order.
    function someUsers() private returns (uint256[] memory users) {
        address first = chargeableKey();
        address second = chargeableKey();
        if (first == address(0) || second == address(0)) return users;
        if (first > second) (first, second) = (second, first);
        users = new uint256[](first == second ? 1 : 2);
        users[0] = secretOf(first);
        if (users.length == 2) users[1] = secretOf(second);
    }

    function chargeableKey() private returns (address) {
        return find(SessionState.Open, SessionState.Closing);
    }

    function liveKey() internal returns (address) {
        return find(SessionState.Open, SessionState.Open);
    }

    /// A session in one of two states, sought from a random one among the newest twelve.
    function find(SessionState left, SessionState right) private returns (address) {
        uint256 newest = opened.length < 12 ? opened.length : 12;
        uint256 from = random(newest);
        for (uint256 i = 0; i < newest; i++) {
            address key = addressOf(opened[opened.length - 1 - ((from + i) % newest)]);
            SessionState state = packed.session(key).state;
            if (state == left || state == right) return key;
        }
        return address(0);
    }

    function unlockedKey() internal view returns (address) {
        for (uint256 i = opened.length; i > 0 && opened.length - i < 12; i--) {
            address key = addressOf(opened[i - 1]);
            uint256 unlockAt = packed.session(key).unlockAt;
            if (unlockAt != 0 && block.timestamp >= unlockAt) return key;
        }
        return address(0);
    }

    function secretOf(address key) internal view returns (uint256) {
        return _secrets[key];
    }

    function canDeposit(Currency currency, uint256 amount) internal view returns (bool) {
        if (currency != Currency.Spark) return true;
        uint256 owed = (uint256(packed.global().sparkOutstanding) + amount) * packed.global().sparkRate;
        return owed <= uint256(packed.global().pool) * 1e6;
    }
}
