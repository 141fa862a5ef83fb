// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Order, Receipt, Ticket, Work} from "../../contracts/types/LedgerTypes.sol";
import {LedgerWorld} from "./LedgerWorld.sol";

struct ShareSpec {
    uint16 worker;
    uint16 images;
}

struct ClaimSpec {
    uint16 share;
    uint16 images;
    uint32 steps;
    uint40 completedAt;
}

struct TicketSpec {
    uint32 seq;
    uint16 model;
    uint40 unitPrice;
    uint32 unitMs;
    uint16 stepsPerImage;
    uint32 deliverBy;
    uint32 redeemBy;
    ShareSpec[] shares;
    ClaimSpec[] claims;
}

struct TicketSession {
    uint256 key;
    TicketSpec[] tickets;
}

/// Tables by index; `workers` and session keys are private keys.
struct TicketBatch {
    uint32[] models;
    uint256[] workers;
    TicketSession[] sessions;
}

/// Signs and packs batches of the ticket lane with the world's keys.
abstract contract TicketBuilder is LedgerWorld {
    bytes32 private constant PARAMS = keccak256("params");
    bytes32 private constant ORDER_TYPE = keccak256("Order(bytes32 jobId,bytes32 paramsCommit)");
    bytes32 private constant WORK_TYPE = keccak256(
        "Work(bytes32 paramsCommit,bytes32 classId,bytes32 resultRoot,bytes32 traceRoot,uint32 elapsedMs)"
    );

    function encode(TicketBatch memory batch) internal view returns (bytes memory blob) {
        blob = abi.encodePacked(
            uint16(batch.models.length),
            uint16(batch.workers.length),
            uint16(batch.sessions.length)
        );
        for (uint256 i = 0; i < batch.models.length; i++) blob = abi.encodePacked(blob, batch.models[i]);
        for (uint256 i = 0; i < batch.workers.length; i++) {
            blob = abi.encodePacked(blob, addressOf(batch.workers[i]));
        }
        for (uint256 i = 0; i < batch.sessions.length; i++) {
            TicketSession memory session = batch.sessions[i];
            blob = abi.encodePacked(blob, addressOf(session.key), uint16(session.tickets.length));
            for (uint256 t = 0; t < session.tickets.length; t++) {
                blob = bytes.concat(blob, encodeTicket(batch, session, session.tickets[t]));
            }
        }
    }

    function encodeTicket(
        TicketBatch memory batch,
        TicketSession memory session,
        TicketSpec memory spec
    ) internal view returns (bytes memory blob) {
        bytes32 digest = packed.hashTicket(ticketOf(batch, spec));
        blob = bytes.concat(
            abi.encodePacked(
                keccak256(abi.encode(ORDER_TYPE, orderOf(spec))),
                spec.seq,
                spec.model,
                spec.unitPrice,
                spec.unitMs,
                spec.stepsPerImage
            ),
            abi.encodePacked(
                spec.deliverBy,
                spec.redeemBy,
                uint8(spec.shares.length),
                uint8(spec.claims.length)
            ),
            sign(session.key, digest)
        );
        for (uint256 k = 0; k < spec.shares.length; k++) {
            blob = abi.encodePacked(blob, spec.shares[k].worker, spec.shares[k].images);
        }
        for (uint256 c = 0; c < spec.claims.length; c++) {
            blob = bytes.concat(blob, encodeClaim(batch, spec, digest, spec.claims[c]));
        }
    }

    function encodeClaim(
        TicketBatch memory batch,
        TicketSpec memory spec,
        bytes32 ticketHash,
        ClaimSpec memory c
    ) internal view returns (bytes memory) {
        Receipt memory receipt = receiptOf(ticketHash, c);
        uint256 key = c.share < spec.shares.length ? batch.workers[spec.shares[c.share].worker] : 1;
        return
            bytes.concat(
                abi.encodePacked(c.share, c.images, c.steps, c.completedAt),
                keccak256(abi.encode(WORK_TYPE, receipt.work)),
                sign(key, packed.hashReceipt(receipt))
            );
    }

    function receiptOf(bytes32 ticketHash, ClaimSpec memory c) internal pure returns (Receipt memory) {
        return
            Receipt({
                ticket: ticketHash,
                share: c.share,
                work: Work({
                    paramsCommit: PARAMS,
                    classId: keccak256("class"),
                    resultRoot: keccak256(abi.encode("result", c.share)),
                    traceRoot: keccak256(abi.encode("trace", c.share)),
                    elapsedMs: 1_234
                }),
                images: c.images,
                steps: c.steps,
                completedAt: c.completedAt,
                last: true
            });
    }

    function ticketOf(
        TicketBatch memory batch,
        TicketSpec memory spec
    ) internal view returns (Ticket memory ticket) {
        ticket.order = orderOf(spec);
        ticket.seq = spec.seq;
        ticket.model = spec.model < batch.models.length ? batch.models[spec.model] : 0;
        ticket.unitPrice = spec.unitPrice;
        ticket.unitMs = spec.unitMs;
        ticket.stepsPerImage = spec.stepsPerImage;
        ticket.deliverBy = spec.deliverBy;
        ticket.redeemBy = spec.redeemBy;
        ticket.shares = new uint256[](spec.shares.length);
        for (uint256 k = 0; k < spec.shares.length; k++) {
            uint256 index = spec.shares[k].worker;
            address operator = index < batch.workers.length ? addressOf(batch.workers[index]) : address(0);
            ticket.shares[k] = (uint256(uint160(operator)) << 16) | spec.shares[k].images;
        }
    }

    function orderOf(TicketSpec memory spec) internal pure returns (Order memory) {
        return Order(keccak256(abi.encode("job", spec.seq)), PARAMS);
    }

    /// One ticket of one share, fully delivered and claimed.
    function singleTicket(
        uint256 user,
        uint256 worker,
        uint32 seq
    ) internal view returns (TicketBatch memory) {
        TicketBatch memory batch;
        batch.models = new uint32[](1);
        batch.models[0] = 1;
        batch.workers = new uint256[](1);
        batch.workers[0] = workerKeys[worker];
        batch.sessions = new TicketSession[](1);
        batch.sessions[0].key = userKeys[user];
        batch.sessions[0].tickets = new TicketSpec[](1);
        TicketSpec memory spec = batch.sessions[0].tickets[0];
        spec.seq = seq;
        spec.unitPrice = 1_000_000;
        spec.unitMs = 43_200;
        spec.stepsPerImage = 20;
        spec.deliverBy = uint32(block.timestamp + 100);
        spec.redeemBy = uint32(block.timestamp + 7_300);
        spec.shares = new ShareSpec[](1);
        spec.shares[0] = ShareSpec(0, 2);
        spec.claims = new ClaimSpec[](1);
        spec.claims[0] = ClaimSpec(0, 2, 40, uint40(block.timestamp));
        return batch;
    }
}
