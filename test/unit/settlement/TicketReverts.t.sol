// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRenderLedgerErrors as Errors} from "../../../contracts/interfaces/IRenderLedgerErrors.sol";
import {Accept, Currency, Ticket} from "../../../contracts/types/LedgerTypes.sol";
import {LedgerCompare} from "../../helpers/LedgerCompare.sol";
import {
    ClaimSpec,
    ShareSpec,
    TicketBatch,
    TicketBuilder,
    TicketSession,
    TicketSpec
} from "../../helpers/TicketBuilder.sol";

/// Every way in which a batch of the ticket lane, or a no-show, is refused.
contract TicketRevertsTest is LedgerCompare, TicketBuilder {
    function setUp() public {
        buildWorld();
        openBoth(0, Currency.Sogni, 1e15);
        openBoth(1, Currency.Promo, 1e12);
    }

    function expectBoth(bytes memory data, bytes memory error) private {
        (bool success, bytes memory result) = callBoth(address(this), data);
        assertTrue(!success, "must revert");
        assertEq(keccak256(result), keccak256(error), "error");
    }

    function expectRefusal(TicketBatch memory batch, bytes memory error) private {
        expectBoth(abi.encodeCall(packed.settleTickets, (encode(batch))), error);
    }

    /// Two shares of one worker, both claimed.
    function pair() private view returns (TicketBatch memory batch) {
        batch = singleTicket(0, 0, 0);
        TicketSpec memory spec = batch.sessions[0].tickets[0];
        spec.shares = new ShareSpec[](2);
        (spec.shares[0], spec.shares[1]) = (ShareSpec(0, 2), ShareSpec(0, 2));
        spec.claims = new ClaimSpec[](2);
        spec.claims[0] = ClaimSpec(0, 2, 40, uint40(block.timestamp));
        spec.claims[1] = ClaimSpec(1, 2, 40, uint40(block.timestamp));
    }

    function test_SettlesSharesOnTheirOwn() public {
        TicketBatch memory batch = pair();
        ClaimSpec[] memory all = batch.sessions[0].tickets[0].claims;
        batch.sessions[0].tickets[0].claims = new ClaimSpec[](1);
        batch.sessions[0].tickets[0].claims[0] = all[1];
        redeemBoth(encode(batch));
        assertEq(packed.session(keyOf(0)).window, 2, "share 1 only");
        batch.sessions[0].tickets[0].claims = all;
        (uint256 applied, uint256 skipped) = redeemBoth(encode(batch));
        assertEq(applied, 1, "share 0");
        assertEq(skipped, 1, "share 1 is used");
    }

    function test_RevertWhen_TablesAreUnsorted() public {
        TicketBatch memory batch = singleTicket(0, 0, 0);
        batch.models[0] = 0;
        expectRefusal(batch, abi.encodeWithSelector(Errors.RenderLedgerUnsorted.selector, 0));
        batch = singleTicket(0, 0, 0);
        batch.workers = new uint256[](2);
        (batch.workers[0], batch.workers[1]) = (workerKeys[1], workerKeys[0]);
        expectRefusal(
            batch,
            abi.encodeWithSelector(Errors.RenderLedgerUnsorted.selector, uint160(operatorOf(0)))
        );
        batch = singleTicket(0, 0, 0);
        TicketSession[] memory sessions = new TicketSession[](2);
        (sessions[0], sessions[1]) = (batch.sessions[0], singleTicket(0, 0, 1).sessions[0]);
        batch.sessions = sessions;
        expectRefusal(batch, abi.encodeWithSelector(Errors.RenderLedgerUnsorted.selector, uint160(keyOf(0))));
    }

    function test_RevertWhen_ClaimsAreUnsorted() public {
        TicketBatch memory batch = pair();
        batch.sessions[0].tickets[0].claims[1].share = 0;
        expectRefusal(batch, abi.encodeWithSelector(Errors.RenderLedgerUnsorted.selector, 0));
    }

    function test_RevertWhen_NumbersOverlap() public {
        TicketBatch memory batch = singleTicket(0, 0, 4);
        TicketSpec[] memory tickets = new TicketSpec[](2);
        (tickets[0], tickets[1]) = (batch.sessions[0].tickets[0], batch.sessions[0].tickets[0]);
        batch.sessions[0].tickets = tickets;
        expectRefusal(batch, abi.encodeWithSelector(Errors.RenderLedgerUnsorted.selector, 4));
    }

    function test_RevertWhen_AnIndexIsOutOfRange() public {
        bytes memory error = abi.encodeWithSelector(Errors.RenderLedgerIndexOutOfRange.selector, 1, 1);
        TicketBatch memory batch = singleTicket(0, 0, 0);
        batch.sessions[0].tickets[0].model = 1;
        expectRefusal(batch, error);
        batch = singleTicket(0, 0, 0);
        batch.sessions[0].tickets[0].claims[0].share = 1;
        expectRefusal(batch, error);
        batch = singleTicket(0, 0, 0);
        batch.sessions[0].tickets[0].claims = new ClaimSpec[](0);
        batch.sessions[0].tickets[0].shares[0].worker = 1;
        expectRefusal(batch, error);
    }

    function test_RevertWhen_StepsPerImageAreZero() public {
        TicketBatch memory batch = singleTicket(0, 0, 3);
        batch.sessions[0].tickets[0].stepsPerImage = 0;
        expectRefusal(batch, abi.encodeWithSelector(Errors.RenderLedgerZeroSteps.selector, 3));
    }

    function test_RevertWhen_NumbersReachTheEnd() public {
        uint32 last = type(uint32).max;
        expectRefusal(
            singleTicket(0, 0, last),
            abi.encodeWithSelector(Errors.RenderLedgerNumberOverflow.selector, last)
        );
    }

    function test_RevertWhen_NumbersAreTooFarApartForOneEvent() public {
        TicketBatch memory batch = singleTicket(0, 0, 0);
        TicketSpec[] memory tickets = new TicketSpec[](2);
        tickets[0] = batch.sessions[0].tickets[0];
        tickets[1] = singleTicket(0, 0, 65_536).sessions[0].tickets[0];
        batch.sessions[0].tickets = tickets;
        expectRefusal(batch, abi.encodeWithSelector(Errors.RenderLedgerNumberOverflow.selector, 65_536));
        tickets[1] = singleTicket(0, 0, 65_535).sessions[0].tickets[0];
        (, uint256 skipped) = redeemBoth(encode(batch));
        assertEq(skipped, 1, "far beyond the window");
    }

    function test_RevertWhen_TheReceiptClaimsMoreThanTheTicket() public {
        bytes memory error = abi.encodeWithSelector(Errors.RenderLedgerClaimExceedsTicket.selector, 0);
        TicketBatch memory batch = singleTicket(0, 0, 0);
        batch.sessions[0].tickets[0].claims[0].images = 3;
        expectRefusal(batch, error);
        batch = singleTicket(0, 0, 0);
        batch.sessions[0].tickets[0].claims[0].steps = 41;
        expectRefusal(batch, error);
    }

    function test_RevertWhen_TheClaimDoesNotFitALine() public {
        bytes memory error = abi.encodeWithSelector(Errors.RenderLedgerClaimTooLarge.selector, 0);
        TicketBatch memory batch = singleTicket(0, 0, 0);
        TicketSpec memory spec = batch.sessions[0].tickets[0];
        spec.shares[0].images = 300;
        spec.claims[0].steps = 6_000;
        spec.unitPrice = type(uint40).max;
        expectRefusal(batch, error);
        spec.unitPrice = 1;
        spec.unitMs = type(uint32).max;
        expectRefusal(batch, error);
    }

    function test_RevertWhen_TheTicketIsForged() public {
        TicketBatch memory batch = singleTicket(0, 0, 0);
        bytes memory blob = encode(batch);
        bytes32 digest = packed.hashTicket(ticketOf(batch, batch.sessions[0].tickets[0]));
        replace(blob, 6 + 4 + 20 + 22 + 59, sign(0xBAD, digest));
        expectBoth(
            abi.encodeCall(packed.settleTickets, (blob)),
            abi.encodeWithSelector(Errors.RenderLedgerInvalidSignature.selector, keyOf(0), digest)
        );
    }

    function test_RevertWhen_TheReceiptIsForged() public {
        TicketBatch memory batch = singleTicket(0, 0, 0);
        TicketSpec memory spec = batch.sessions[0].tickets[0];
        bytes memory blob = encode(batch);
        bytes32 ticket = packed.hashTicket(ticketOf(batch, spec));
        bytes32 digest = packed.hashReceipt(receiptOf(ticket, spec.claims[0]));
        replace(blob, 6 + 4 + 20 + 22 + 123 + 4 + 45, sign(0xBAD, digest));
        expectBoth(
            abi.encodeCall(packed.settleTickets, (blob)),
            abi.encodeWithSelector(Errors.RenderLedgerInvalidSignature.selector, operatorOf(0), digest)
        );
    }

    function test_RevertWhen_BytesTrail() public {
        bytes memory blob = encode(singleTicket(0, 0, 0));
        expectBoth(
            abi.encodeCall(packed.settleTickets, (bytes.concat(blob, hex"00"))),
            abi.encodeWithSelector(Errors.RenderLedgerBatchLength.selector, blob.length, blob.length + 1)
        );
    }

    // No-shows

    struct NoShow {
        Ticket ticket;
        bytes signature;
        bytes accept;
        bytes32 digest;
    }

    function noShow(uint256 user, uint32 seq, uint256 worker) private view returns (NoShow memory report) {
        TicketBatch memory batch = singleTicket(user, worker, seq);
        report.ticket = ticketOf(batch, batch.sessions[0].tickets[0]);
        report.digest = packed.hashTicket(report.ticket);
        report.signature = sign(userKeys[user], report.digest);
        report.accept = sign(workerKeys[worker], packed.hashAccept(Accept(report.digest, 0, 5)));
    }

    function callOf(NoShow memory report) private view returns (bytes memory) {
        return abi.encodeCall(packed.reportNoShow, (report.ticket, report.signature, 0, 5, report.accept));
    }

    function test_RevertWhen_TheTicketIsStillOpen() public {
        NoShow memory report = noShow(0, 0, 0);
        expectBoth(
            callOf(report),
            abi.encodeWithSelector(
                Errors.RenderLedgerTicketStillOpen.selector,
                report.ticket.redeemBy,
                block.timestamp
            )
        );
    }

    function test_RevertWhen_TheNoShowIsWrong() public {
        NoShow memory report = noShow(0, 0, 0);
        vm.warp(uint256(report.ticket.redeemBy) + 1);
        expectBoth(
            abi.encodeCall(packed.reportNoShow, (report.ticket, report.signature, 1, 5, report.accept)),
            abi.encodeWithSelector(Errors.RenderLedgerIndexOutOfRange.selector, 1, 1)
        );
        expectBoth(
            abi.encodeCall(packed.reportNoShow, (report.ticket, hex"00", 0, 5, report.accept)),
            abi.encodeWithSelector(Errors.RenderLedgerSignatureLength.selector, 1)
        );
        expectBoth(
            abi.encodeCall(packed.reportNoShow, (report.ticket, report.signature, 0, 6, report.accept)),
            abi.encodeWithSelector(
                Errors.RenderLedgerInvalidSignature.selector,
                operatorOf(0),
                packed.hashAccept(Accept(report.digest, 0, 6))
            )
        );
    }

    function test_RevertGiven_TheSessionOrTheOperatorIsUnknown() public {
        NoShow memory report = noShow(3, 0, 0);
        NoShow memory unknown = noShow(0, 0, WORKERS);
        vm.warp(uint256(report.ticket.redeemBy) + 1);
        expectBoth(
            callOf(report),
            abi.encodeWithSelector(Errors.RenderLedgerSessionNotOpen.selector, keyOf(3))
        );
        expectBoth(
            callOf(unknown),
            abi.encodeWithSelector(Errors.RenderLedgerOperatorUnknown.selector, operatorOf(WORKERS))
        );
    }

    function test_RevertGiven_TheNumberIsUsedOrTheLast() public {
        NoShow memory last = noShow(0, type(uint32).max, 0);
        NoShow memory report = noShow(0, 0, 0);
        vm.warp(uint256(report.ticket.redeemBy) + 1);
        (bool success, ) = callBoth(address(this), callOf(report));
        assertTrue(success, "first");
        assertEq(packed.worker(operatorOf(0)).failures, 1, "failures");
        assertEq(packed.worker(operatorOf(0)).jobs, 1, "jobs");
        assertEq(packed.session(keyOf(0)).base, 1, "number 0 is used");
        expectBoth(
            callOf(report),
            abi.encodeWithSelector(Errors.RenderLedgerNumberUsed.selector, keyOf(0), 0)
        );
        expectBoth(
            callOf(last),
            abi.encodeWithSelector(Errors.RenderLedgerNumberOverflow.selector, type(uint32).max)
        );
    }

    function test_APromotionalNoShowCountsNothing() public {
        NoShow memory report = noShow(1, 0, 0);
        vm.warp(uint256(report.ticket.redeemBy) + 1);
        (bool success, ) = callBoth(address(this), callOf(report));
        assertTrue(success, "reported");
        assertEq(packed.worker(operatorOf(0)).jobs, 0, "jobs");
        assertEq(packed.session(keyOf(1)).base, 1, "number 0 is used");
    }

    function replace(bytes memory blob, uint256 at, bytes memory part) private pure {
        for (uint256 i = 0; i < part.length; i++) blob[at + i] = part[i];
    }
}
