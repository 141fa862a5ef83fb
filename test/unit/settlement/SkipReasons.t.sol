// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRenderLedgerEvents as Events} from "../../../contracts/interfaces/IRenderLedgerEvents.sol";
import {Currency, SkipReason} from "../../../contracts/types/LedgerTypes.sol";
import {LedgerCompare} from "../../helpers/LedgerCompare.sol";
import {TabBatch, TabBuilder, TabShare} from "../../helpers/TabBuilder.sol";
import {TicketBatch, TicketBuilder} from "../../helpers/TicketBuilder.sol";

/// Every reason for which a line changes nothing, in both lanes, on both ledgers.
contract SkipReasonsTest is LedgerCompare, TabBuilder, TicketBuilder {
    function setUp() public {
        buildWorld();
        openBoth(0, Currency.Sogni, 2_000_000);
        openBoth(1, Currency.Spark, 1e9);
        openBoth(2, Currency.Promo, 1e9);
    }

    function expectSkip(bytes memory blob, uint256 user, uint32 seq, SkipReason reason) private {
        vm.expectEmit(address(packed));
        emit Events.LineSkipped(keyOf(user), seq, uint8(reason));
        packed.settleBatch(blob);
        (uint256 applied, uint256 skipped) = settleBoth(blob);
        assertEq(applied, 0, "applied");
        assertEq(skipped, 1, "skipped");
    }

    function expectTicketSkip(TicketBatch memory batch, uint256 user, SkipReason reason) private {
        bytes memory blob = encode(batch);
        vm.expectEmit(address(packed));
        emit Events.LineSkipped(keyOf(user), batch.sessions[0].tickets[0].seq, uint8(reason));
        packed.settleTickets(blob);
        (uint256 applied, uint256 skipped) = redeemBoth(blob);
        assertEq(applied, 0, "applied");
        assertEq(skipped, 1, "skipped");
    }

    function test_SkipsPoor() public {
        expectSkip(encode(single(0, 0, 0, 2_000_001)), 0, 0, SkipReason.Poor);
        TicketBatch memory batch = singleTicket(0, 0, 0);
        batch.sessions[0].tickets[0].unitPrice = 1_000_001;
        expectTicketSkip(batch, 0, SkipReason.Poor);
        (uint256 applied, ) = settleBoth(encode(single(0, 0, 0, 2_000_000)));
        assertEq(applied, 1, "the whole balance is not poor");
    }

    function test_SkipsClosed() public {
        expectSkip(encode(single(5, 0, 0, 1)), 5, 0, SkipReason.Closed);
        callBoth(owner, abi.encodeCall(packed.closeSession, (keyOf(0))));
        (uint256 applied, ) = settleBoth(encode(single(0, 0, 0, 1)));
        assertEq(applied, 1, "a closing session can still be charged");
        vm.warp(START + 48 hours);
        callBoth(owner, abi.encodeCall(packed.withdraw, (keyOf(0))));
        expectSkip(encode(single(0, 0, 1, 0)), 0, 1, SkipReason.Closed);
        expectTicketSkip(singleTicket(0, 0, 1), 0, SkipReason.Closed);
    }

    function test_SkipsUsed() public {
        bytes memory blob = encode(single(1, 0, 3, 1));
        settleBoth(blob);
        expectSkip(blob, 1, 3, SkipReason.Used);
        expectTicketSkip(singleTicket(1, 0, 3), 1, SkipReason.Used);
        expectSkip(encode(single(1, 0, 136, 1)), 1, 136, SkipReason.Used);
        (uint256 applied, ) = settleBoth(encode(single(1, 0, 135, 1)));
        assertEq(applied, 1, "the last number of the window");
        settleBoth(encode(single(1, 0, 0, 1)));
        assertEq(packed.session(keyOf(1)).base, 1, "base");
        expectSkip(encode(single(1, 0, 0, 1)), 1, 0, SkipReason.Used);
    }

    function test_SkipsACompactedLineAcrossTheWindowsEnd() public {
        TabBatch memory batch = single(1, 0, 130, 1);
        batch.sessions[0].jobs[0].count = 7;
        expectSkip(encode(batch), 1, 130, SkipReason.Used);
        batch.sessions[0].jobs[0].count = 6;
        settleBoth(encode(batch));
        assertEq(packed.worker(operatorOf(0)).jobs, 6, "jobs");
        batch = single(1, 0, 0, 1);
        batch.sessions[0].jobs[0].count = 131;
        expectSkip(encode(batch), 1, 0, SkipReason.Used);
        batch.sessions[0].jobs[0].count = 130;
        settleBoth(encode(batch));
        assertEq(packed.session(keyOf(1)).base, 136, "base moves over all of it");
    }

    function test_SkipsExpired() public {
        TicketBatch memory batch = singleTicket(1, 0, 0);
        batch.sessions[0].tickets[0].redeemBy = uint32(START - 1);
        expectTicketSkip(batch, 1, SkipReason.Expired);
        batch.sessions[0].tickets[0].redeemBy = uint32(START);
        batch.sessions[0].tickets[0].claims[0].completedAt = batch.sessions[0].tickets[0].deliverBy + 1;
        expectTicketSkip(batch, 1, SkipReason.Expired);
        batch.sessions[0].tickets[0].claims[0].completedAt--;
        (uint256 applied, ) = redeemBoth(encode(batch));
        assertEq(applied, 1, "in time");
    }

    function test_SkipsOperator() public {
        expectSkip(encode(single(1, WORKERS, 0, 1)), 1, 0, SkipReason.Operator);
        callBoth(address(this), abi.encodeCall(packed.setJailed, (operatorOf(0), true)));
        expectSkip(encode(single(1, 0, 0, 1)), 1, 0, SkipReason.Operator);
        callBoth(address(this), abi.encodeCall(packed.retireOperator, (operatorOf(1))));
        uint256 end = packed.worker(operatorOf(1)).retireAt;
        vm.warp(end - 1);
        (uint256 applied, ) = settleBoth(encode(single(1, 1, 0, 1)));
        assertEq(applied, 1, "a retired key settles for 48 h");
        vm.warp(end);
        expectSkip(encode(single(1, 1, 1, 1)), 1, 1, SkipReason.Operator);
        expectTicketSkip(singleTicket(1, 1, 1), 1, SkipReason.Operator);
    }

    function test_SkipsModel() public {
        TabBatch memory batch = single(1, 0, 0, 1);
        batch.models[0] = 5;
        expectSkip(encode(batch), 1, 0, SkipReason.Model);
        callBoth(address(this), abi.encodeCall(packed.setModel, (1, 500, false)));
        expectSkip(encode(single(1, 0, 0, 1)), 1, 0, SkipReason.Model);
        expectTicketSkip(singleTicket(1, 0, 0), 1, SkipReason.Model);
    }

    /// The rate of a fresh ledger is zero: Spark is worth nothing yet.
    function test_SkipsShortPool() public {
        packed = deployPacked();
        twin = deployTwin();
        vm.prank(owner);
        sogni.approve(address(packed), type(uint256).max);
        for (uint256 i = 0; i < 2; i++) {
            (i == 0 ? packed : twin).registerOperator(operatorOf(0), true, 4_500);
            (i == 0 ? packed : twin).setModel(1, 500, true);
        }
        openBoth(1, Currency.Spark, 1e9);
        expectSkip(encode(single(1, 0, 0, 1)), 1, 0, SkipReason.ShortPool);
        expectTicketSkip(singleTicket(1, 0, 0), 1, SkipReason.ShortPool);
        (uint256 applied, ) = settleBoth(encode(single(1, 0, 0, 0)));
        assertEq(applied, 1, "nothing is covered by nothing");
    }

    /// A skipped line leaves its neighbours alone.
    function test_SkipsOneOfThree() public {
        TabBatch memory batch = single(0, 0, 0, 900_000);
        TabShare[] memory shares = new TabShare[](3);
        for (uint256 i = 0; i < 3; i++) {
            shares[i] = TabShare(0, 1, 20, 43_200, i == 1 ? 1_500_000 : 900_000, 0);
        }
        batch.sessions[0].jobs[0].shares = shares;
        (uint256 applied, uint256 skipped) = settleBoth(encode(batch));
        assertEq(applied, 2, "applied");
        assertEq(skipped, 1, "skipped");
        assertEq(packed.session(keyOf(0)).balance, 200_000, "balance");
        assertEq(packed.session(keyOf(0)).window, 2, "number 2 is used, number 1 is free");
    }

    function test_PromotionalWorkPaysAndCountsNothing() public {
        vm.expectEmit(address(packed));
        emit Events.PromoServed(operatorOf(0), 43_200);
        packed.settleBatch(encode(single(2, 0, 0, 1_000_000)));
        twin.settleBatch(encode(single(2, 0, 0, 1_000_000)));
        compareRows();
        assertEq(packed.worker(operatorOf(0)).accrued + packed.worker(operatorOf(0)).jobs, 0, "nothing");
        assertEq(packed.session(keyOf(2)).balance, 1e9 - 1_000_000, "debited");
    }

    function test_CountsRatingsAndFailures() public {
        TabBatch memory batch = single(1, 0, 0, 1);
        TabShare memory line = batch.sessions[0].jobs[0].shares[0];
        uint8[5] memory ratings = [1, 2, 3, 0x80, 0x82];
        batch.sessions[0].jobs[0].shares = new TabShare[](5);
        for (uint256 i = 0; i < 5; i++) {
            batch.sessions[0].jobs[0].shares[i] = TabShare(0, 1, line.steps, 9, line.amount, ratings[i]);
        }
        TabShare memory empty = batch.sessions[0].jobs[0].shares[4];
        (empty.steps, empty.amount) = (0, 0);
        settleBoth(encode(batch));
        assertEq(packed.worker(operatorOf(0)).rated, 3, "rated");
        assertEq(packed.worker(operatorOf(0)).good, 2, "good");
        assertEq(packed.worker(operatorOf(0)).failures, 1, "a failure needs a line of nothing");
        assertEq(packed.worker(operatorOf(0)).baseMs, 45, "base ms");
    }

    function test_DiscountComesOutOfTheTake() public {
        callBoth(address(this), abi.encodeCall(packed.setDiscount, (keyOf(0), 2_000)));
        settleBoth(encode(single(0, 0, 0, 1_000_000)));
        assertEq(packed.session(keyOf(0)).balance, 1_200_000, "debited 80 %");
        assertEq(packed.worker(operatorOf(0)).accrued, 525_000, "paid on gross");
        assertEq(packed.model(1).royalty, 25_000, "on gross");
        assertEq(packed.global().treasury, 250_000, "the rest");
    }
}
