// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRenderLedger} from "../../contracts/interfaces/IRenderLedger.sol";
import {SogniMock, SparkMock} from "../../contracts/mocks/LedgerNeighbourMocks.sol";
import {Currency, Global, PendingClaims, Session, Worker} from "../../contracts/types/LedgerTypes.sol";
import {LedgerRebuild} from "../helpers/LedgerRebuild.sol";
import {Test} from "../helpers/Test.sol";
import {LedgerHandler} from "./LedgerHandler.sol";

/// The laws of docs/security/invariants.md that are read off the state. Laws 2, 6, 8, 11 and 12 compare before with
/// after: the handler asserts them around each call. Law 9 has a fuzz test of its own.
abstract contract LedgerLaws is Test {
    uint32 private constant MODELS = 4;

    mapping(LedgerHandler handler => mapping(address key => uint256)) private _lastBase;
    mapping(LedgerHandler handler => mapping(address operator => uint256)) private _lastJobs;

    function checkLaws(LedgerHandler handler) internal {
        IRenderLedger ledger = IRenderLedger(handler.ledger());
        law1_Solvency(handler, ledger);
        law3_OutstandingIsTheSumOfBalances(handler, ledger);
        law4_Cover(ledger);
        law5_NumbersAreUsedOnce(handler, ledger);
        law10_RowsEqualTheirEvents(handler, ledger);
        law13_SplitLeavesEveryPartItsOwn(handler, ledger);
    }

    function law1_Solvency(LedgerHandler handler, IRenderLedger ledger) private view {
        (address sogni, address spark) = handler.tokens();
        uint256 owed = handler.sogniInside();
        address[] memory operators = handler.operators();
        for (uint256 i = 0; i < operators.length; i++) {
            PendingClaims memory waiting = ledger.pendingClaims(operators[i]);
            owed += uint256(waiting.amount0) + waiting.amount1;
        }
        vm.assertLe(owed * 1e9, SogniMock(sogni).balanceOf(address(ledger)));
        Global memory books = ledger.global();
        vm.assertEq(
            SparkMock(spark).balanceOf(address(ledger), 0),
            uint256(books.sparkHeld) * 1e12,
            "law 1: Spark"
        );
        vm.assertEq(
            SparkMock(spark).balanceOf(address(ledger), 1),
            uint256(books.promoHeld) * 1e12,
            "law 1: promo"
        );
    }

    function law3_OutstandingIsTheSumOfBalances(LedgerHandler handler, IRenderLedger ledger) private view {
        uint256[3] memory sums;
        for (uint256 i = 0; i < handler.openedCount(); i++) {
            Session memory session = ledger.session(handler.openedKey(i));
            sums[uint8(session.currency)] += session.balance;
        }
        Global memory books = ledger.global();
        vm.assertEq(books.sparkOutstanding, sums[uint8(Currency.Spark)], "law 3: purchased");
        vm.assertEq(books.promoOutstanding, sums[uint8(Currency.Promo)], "law 3: promotional");
        vm.assertTrue(books.sparkHeld >= books.sparkOutstanding, "law 3: held");
    }

    function law4_Cover(IRenderLedger ledger) private view {
        Global memory books = ledger.global();
        vm.assertTrue(
            uint256(books.pool) * 1e6 >= uint256(books.sparkOutstanding) * books.sparkRate,
            "law 4: the pool covers outstanding Spark"
        );
    }

    function law5_NumbersAreUsedOnce(LedgerHandler handler, IRenderLedger ledger) private {
        LedgerRebuild rebuild = handler.rebuild();
        for (uint256 i = 0; i < handler.openedCount(); i++) {
            address key = handler.openedKey(i);
            uint32 base = ledger.session(key).base;
            vm.assertTrue(base >= _lastBase[handler][key], "law 5: the base never falls");
            vm.assertTrue(!ledger.isUsed(key, base), "law 5: the base is free");
            for (uint256 seq = _lastBase[handler][key]; seq < base; seq++) {
                vm.assertEq(rebuild.applied(key, seq), 1, "law 5: below the base all is used once");
            }
            _lastBase[handler][key] = base;
            for (uint256 seq = base; seq < base + 12; seq++) {
                bool used = ledger.isUsed(key, uint32(seq));
                vm.assertEq(rebuild.applied(key, seq), used ? 1 : 0, "law 5: in the window once or never");
            }
        }
    }

    function law10_RowsEqualTheirEvents(LedgerHandler handler, IRenderLedger ledger) private {
        LedgerRebuild rebuild = handler.rebuild();
        for (uint256 i = 0; i < handler.openedCount(); i++) {
            address key = handler.openedKey(i);
            equal(abi.encode(rebuild.session(key)), abi.encode(ledger.session(key)), "law 10: session");
        }
        address[] memory operators = handler.operators();
        for (uint256 i = 0; i < operators.length; i++) {
            Worker memory worker = ledger.worker(operators[i]);
            equal(abi.encode(rebuild.worker(operators[i])), abi.encode(worker), "law 10: worker");
            equal(
                abi.encode(rebuild.pendingClaims(operators[i])),
                abi.encode(ledger.pendingClaims(operators[i])),
                "law 10: pending claims"
            );
            vm.assertTrue(worker.jobs >= _lastJobs[handler][operators[i]], "law 10: counters never fall");
            _lastJobs[handler][operators[i]] = worker.jobs;
        }
        for (uint32 id = 1; id <= MODELS; id++) {
            equal(abi.encode(rebuild.model(id)), abi.encode(ledger.model(id)), "law 10: model");
        }
        equal(abi.encode(rebuild.global()), abi.encode(ledger.global()), "law 10: books");
    }

    /// The rebuild computes every split with checked arithmetic: a negative part would have stopped it. What is left to
    /// see is that good ratings are ratings, and that failures are jobs.
    function law13_SplitLeavesEveryPartItsOwn(LedgerHandler handler, IRenderLedger ledger) private view {
        address[] memory operators = handler.operators();
        for (uint256 i = 0; i < operators.length; i++) {
            Worker memory worker = ledger.worker(operators[i]);
            vm.assertTrue(
                worker.good <= worker.rated && worker.failures <= worker.jobs,
                "law 13: parts of a whole"
            );
        }
    }

    function equal(bytes memory left, bytes memory right, string memory what) private pure {
        vm.assertEq(uint256(keccak256(left)), uint256(keccak256(right)), what);
    }
}
