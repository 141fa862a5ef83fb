// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TabBatch, TabBuilder, TabJob, TabSession, TabShare} from "./TabBuilder.sol";
import {
    ClaimSpec,
    ShareSpec,
    TicketBatch,
    TicketBuilder,
    TicketSession,
    TicketSpec
} from "./TicketBuilder.sol";

/// Random well-formed batches of both lanes, with every dynamic fault mixed in.
abstract contract LedgerRandom is TabBuilder, TicketBuilder {
    uint256 private _entropy;

    function seed(uint256 entropy) internal {
        _entropy = entropy;
    }

    /// A number below `limit`.
    function random(uint256 limit) internal returns (uint256) {
        _entropy = uint256(keccak256(abi.encode(_entropy)));
        return _entropy % limit;
    }

    function chance(uint256 percent) internal returns (bool) {
        return random(100) < percent;
    }

    function randomTabs() internal returns (TabBatch memory batch) {
        batch.models = randomModels();
        batch.workers = randomKeys(workerKeys);
        batch.time = uint32(block.timestamp + 1 days - random(2 days));
        uint256[] memory users = randomKeys(userKeys);
        batch.sessions = new TabSession[](users.length);
        for (uint256 i = 0; i < users.length; i++) {
            batch.sessions[i].key = users[i];
            batch.sessions[i].seq0 = randomSeq(users[i]);
            batch.sessions[i].jobs = randomJobs(batch);
        }
    }

    function randomJobs(TabBatch memory batch) private returns (TabJob[] memory jobs) {
        jobs = new TabJob[](1 + random(5));
        uint256 next = 0;
        for (uint256 i = 0; i < jobs.length; i++) {
            TabJob memory job = jobs[i];
            if (chance(20)) next += random(40);
            job.seqOffset = uint16(next);
            job.model = uint16(random(batch.models.length));
            job.count = chance(20) ? uint8(2 + random(chance(20) ? 200 : 12)) : 1;
            job.shares = new TabShare[](job.count > 1 ? 1 : 1 + random(3));
            next += uint256(job.count) * job.shares.length;
            for (uint256 k = 0; k < job.shares.length; k++) {
                job.shares[k] = randomShare(batch.workers.length, job.count == 1);
            }
        }
    }

    function randomShare(uint256 workers, bool rated) private returns (TabShare memory share) {
        share.worker = uint16(random(workers));
        share.images = uint16(random(600));
        if (!chance(15)) {
            share.steps = uint32(1 + random(2_000));
            share.baseMs = uint32(random(1e6));
            share.amount = randomAmount();
        }
        if (rated && chance(60)) share.rating = uint8(chance(50) ? random(4) : 0x80 | random(4));
    }

    function randomAmount() private returns (uint48) {
        uint256 kind = random(10);
        if (kind == 0) return uint48(random(20));
        if (kind == 1) return uint48(random(1e12));
        return uint48(random(3e6));
    }

    function randomTickets() internal returns (TicketBatch memory batch) {
        batch.models = randomModels();
        batch.workers = randomKeys(workerKeys);
        uint256[] memory users = randomKeys(userKeys);
        batch.sessions = new TicketSession[](users.length);
        for (uint256 i = 0; i < users.length; i++) {
            batch.sessions[i].key = users[i];
            batch.sessions[i].tickets = new TicketSpec[](random(4));
            uint32 next = randomSeq(users[i]);
            for (uint256 t = 0; t < batch.sessions[i].tickets.length; t++) {
                if (chance(20)) next += uint32(random(60));
                batch.sessions[i].tickets[t] = randomTicket(batch, next);
                next += uint32(batch.sessions[i].tickets[t].shares.length);
            }
        }
    }

    function randomTicket(TicketBatch memory batch, uint32 seq) private returns (TicketSpec memory ticket) {
        ticket.seq = seq;
        ticket.model = uint16(random(batch.models.length));
        ticket.unitPrice = uint40(random(chance(5) ? 1e12 : 1e6));
        ticket.unitMs = uint32(random(1e6));
        ticket.stepsPerImage = uint16(1 + random(60));
        ticket.deliverBy = uint32(block.timestamp - 3_600 + random(7_200));
        ticket.redeemBy = uint32(chance(90) ? block.timestamp + random(7_200) : block.timestamp - 1);
        ticket.shares = new ShareSpec[](1 + random(4));
        uint256 claims = random(ticket.shares.length + 1);
        ticket.claims = new ClaimSpec[](claims);
        for (uint256 k = 0; k < ticket.shares.length; k++) {
            ticket.shares[k] = ShareSpec(uint16(random(batch.workers.length)), uint16(1 + random(20)));
        }
        uint256 first = random(ticket.shares.length - claims + 1);
        for (uint256 c = 0; c < claims; c++) {
            uint256 images = ticket.shares[first + c].images;
            ticket.claims[c] = ClaimSpec(
                uint16(first + c),
                uint16(random(images + 1)),
                uint32(random(images * ticket.stepsPerImage + 1)),
                uint40(ticket.deliverBy - (chance(80) ? 1 : 0) + random(2))
            );
        }
    }

    /// Model 5 does not exist.
    function randomModels() private returns (uint32[] memory models) {
        uint256 mask = 1 + random(31);
        models = new uint32[](countBits(mask));
        uint256 n = 0;
        for (uint32 id = 1; id <= 5; id++) if ((mask >> (id - 1)) & 1 != 0) models[n++] = id;
    }

    /// Some of the keys, in their order.
    function randomKeys(uint256[] storage keys) private returns (uint256[] memory picked) {
        uint256 mask = 1 + random((1 << keys.length) - 1);
        picked = new uint256[](countBits(mask));
        uint256 n = 0;
        for (uint256 i = 0; i < keys.length; i++) if ((mask >> i) & 1 != 0) picked[n++] = keys[i];
    }

    /// Mostly where the session goes on, sometimes before, inside or beyond its window.
    function randomSeq(uint256 key) private returns (uint32) {
        uint256 base = packed.session(addressOf(key)).base;
        if (chance(60)) return uint32(base);
        uint256 shifted = base + random(150);
        return uint32(shifted > 5 ? shifted - 5 : 0);
    }

    function countBits(uint256 mask) private pure returns (uint256 n) {
        for (; mask != 0; mask >>= 1) n += mask & 1;
    }
}
