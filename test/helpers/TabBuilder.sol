// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Line} from "../../contracts/types/LedgerTypes.sol";
import {LedgerWorld} from "./LedgerWorld.sol";

struct TabShare {
    uint16 worker;
    uint16 images;
    uint32 steps;
    uint32 baseMs;
    uint48 amount;
    uint8 rating;
}

struct TabJob {
    uint16 seqOffset;
    uint16 model;
    uint8 count;
    TabShare[] shares;
}

struct TabSession {
    uint256 key;
    uint32 seq0;
    TabJob[] jobs;
}

/// Tables by index; `workers` and session keys are private keys.
struct TabBatch {
    uint32[] models;
    uint256[] workers;
    uint32 time;
    TabSession[] sessions;
}

/// Signs and packs batches of the tab lane with the world's keys.
abstract contract TabBuilder is LedgerWorld {
    function encode(TabBatch memory batch) internal view returns (bytes memory blob) {
        blob = abi.encodePacked(
            uint16(batch.models.length),
            uint16(batch.workers.length),
            uint16(batch.sessions.length)
        );
        for (uint256 i = 0; i < batch.models.length; i++) blob = abi.encodePacked(blob, batch.models[i]);
        for (uint256 i = 0; i < batch.workers.length; i++) blob = bytes.concat(blob, encodeWorker(batch, i));
        for (uint256 i = 0; i < batch.sessions.length; i++) {
            blob = bytes.concat(blob, encodeSession(batch, batch.sessions[i]));
        }
    }

    function encodeWorker(TabBatch memory batch, uint256 index) internal view returns (bytes memory) {
        Line[] memory lines = linesOf(batch, index);
        bytes32 root = keccak256(abi.encode(index, lines.length));
        bytes32 digest = packed.hashReport(lines, root, batch.time);
        return
            abi.encodePacked(
                addressOf(batch.workers[index]),
                uint16(lines.length),
                root,
                batch.time,
                sign(batch.workers[index], digest)
            );
    }

    function encodeSession(
        TabBatch memory batch,
        TabSession memory session
    ) internal view returns (bytes memory) {
        (Line[] memory lines, bytes memory ratings) = tabOf(batch, session);
        return
            abi.encodePacked(
                addressOf(session.key),
                session.seq0,
                uint16(session.jobs.length),
                sign(session.key, packed.hashTab(lines, ratings)),
                encodeJobs(session)
            );
    }

    function encodeJobs(TabSession memory session) internal pure returns (bytes memory jobs) {
        for (uint256 i = 0; i < session.jobs.length; i++) {
            TabJob memory job = session.jobs[i];
            jobs = abi.encodePacked(jobs, job.seqOffset, job.model, job.count, uint8(job.shares.length));
            for (uint256 k = 0; k < job.shares.length; k++) {
                TabShare memory s = job.shares[k];
                jobs = abi.encodePacked(jobs, s.worker, s.images, s.steps, s.baseMs, s.amount, s.rating);
            }
        }
    }

    function lineOf(
        TabBatch memory batch,
        TabSession memory session,
        TabJob memory job,
        uint256 share
    ) internal view returns (Line memory line) {
        TabShare memory s = job.shares[share];
        line.session = addressOf(session.key);
        line.seq = uint32(uint256(session.seq0) + job.seqOffset + share);
        line.count = job.count;
        line.model = job.model < batch.models.length ? batch.models[job.model] : 0;
        line.operator = s.worker < batch.workers.length ? addressOf(batch.workers[s.worker]) : address(0);
        line.images = s.images;
        line.steps = s.steps;
        line.baseMs = s.baseMs;
        line.amount = s.amount;
    }

    function tabOf(
        TabBatch memory batch,
        TabSession memory session
    ) internal view returns (Line[] memory lines, bytes memory ratings) {
        lines = new Line[](countShares(session));
        ratings = new bytes(lines.length);
        uint256 n = 0;
        for (uint256 i = 0; i < session.jobs.length; i++) {
            for (uint256 k = 0; k < session.jobs[i].shares.length; k++) {
                ratings[n] = bytes1(session.jobs[i].shares[k].rating);
                lines[n++] = lineOf(batch, session, session.jobs[i], k);
            }
        }
    }

    function linesOf(TabBatch memory batch, uint256 worker) internal view returns (Line[] memory lines) {
        uint256 n = 0;
        for (uint256 pass = 0; pass < 2; pass++) {
            if (pass == 1) lines = new Line[](n);
            n = 0;
            for (uint256 s = 0; s < batch.sessions.length; s++) {
                TabSession memory session = batch.sessions[s];
                for (uint256 i = 0; i < session.jobs.length; i++) {
                    for (uint256 k = 0; k < session.jobs[i].shares.length; k++) {
                        if (session.jobs[i].shares[k].worker != worker) continue;
                        if (pass == 1) lines[n] = lineOf(batch, session, session.jobs[i], k);
                        n++;
                    }
                }
            }
        }
    }

    function countShares(TabSession memory session) internal pure returns (uint256 n) {
        for (uint256 i = 0; i < session.jobs.length; i++) n += session.jobs[i].shares.length;
    }

    /// One line of user `user` for worker `worker`, model 1.
    function single(
        uint256 user,
        uint256 worker,
        uint32 seq,
        uint48 amount
    ) internal view returns (TabBatch memory) {
        TabBatch memory batch;
        batch.models = new uint32[](1);
        batch.models[0] = 1;
        batch.workers = new uint256[](1);
        batch.workers[0] = workerKeys[worker];
        batch.time = uint32(block.timestamp);
        batch.sessions = new TabSession[](1);
        batch.sessions[0].key = userKeys[user];
        batch.sessions[0].seq0 = seq;
        batch.sessions[0].jobs = new TabJob[](1);
        batch.sessions[0].jobs[0].count = 1;
        batch.sessions[0].jobs[0].shares = new TabShare[](1);
        batch.sessions[0].jobs[0].shares[0] = TabShare(0, 1, 20, 43_200, amount, 0);
        return batch;
    }
}
