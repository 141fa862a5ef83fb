// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PausableUpgradeable} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";
import {IRenderLedgerErrors as Errors} from "../../../contracts/interfaces/IRenderLedgerErrors.sol";
import {Currency, Session, SessionState} from "../../../contracts/types/LedgerTypes.sol";
import {LedgerCompare} from "../../helpers/LedgerCompare.sol";

contract SessionsTest is LedgerCompare {
    address internal stranger = address(0x57A6);

    function setUp() public {
        buildWorld();
    }

    function openCall(
        uint256 user,
        Currency currency,
        uint64 amount,
        uint40 expiry
    ) private view returns (bytes memory) {
        bytes memory signature = sign(userKeys[user], packed.hashOpen(owner, expiry));
        return abi.encodeCall(packed.openSession, (keyOf(user), currency, amount, expiry, signature));
    }

    function expectBoth(address sender, bytes memory data, bytes memory error) private {
        (bool success, bytes memory result) = callBoth(sender, data);
        assertTrue(!success, "must revert");
        assertEq(keccak256(result), keccak256(error), "error");
    }

    function allow(address sender, bytes memory data) private {
        (bool success, ) = callBoth(sender, data);
        assertTrue(success, "must succeed");
    }

    // openSession

    function test_RevertWhen_OpenedWithNothing() public {
        expectBoth(
            owner,
            openCall(0, Currency.Sogni, 0, EXPIRY),
            abi.encodeWithSelector(Errors.RenderLedgerZeroAmount.selector)
        );
    }

    function test_RevertWhen_KeyIsInUse() public {
        allow(owner, openCall(0, Currency.Sogni, 5, EXPIRY));
        expectBoth(
            owner,
            openCall(0, Currency.Sogni, 5, EXPIRY),
            abi.encodeWithSelector(Errors.RenderLedgerKeyInUse.selector, keyOf(0))
        );
    }

    function test_RevertWhen_KeyWasInUse() public {
        allow(owner, openCall(0, Currency.Sogni, 5, EXPIRY));
        allow(owner, abi.encodeCall(packed.closeSession, (keyOf(0))));
        vm.warp(START + 48 hours);
        allow(owner, abi.encodeCall(packed.withdraw, (keyOf(0))));
        expectBoth(
            owner,
            openCall(0, Currency.Sogni, 5, EXPIRY),
            abi.encodeWithSelector(Errors.RenderLedgerKeyInUse.selector, keyOf(0))
        );
    }

    function test_RevertWhen_ExpiryIsPast() public {
        expectBoth(
            owner,
            openCall(0, Currency.Sogni, 5, uint40(START)),
            abi.encodeWithSelector(Errors.RenderLedgerExpiryInPast.selector, uint40(START), START)
        );
    }

    function test_RevertWhen_KeySignatureHas65Bytes() public {
        bytes memory signature = bytes.concat(sign(userKeys[0], packed.hashOpen(owner, EXPIRY)), hex"1b");
        expectBoth(
            owner,
            abi.encodeCall(packed.openSession, (keyOf(0), Currency.Sogni, 5, EXPIRY, signature)),
            abi.encodeWithSelector(Errors.RenderLedgerSignatureLength.selector, 65)
        );
    }

    function test_RevertWhen_SomebodyElseUsesTheConsent() public {
        bytes32 digest = packed.hashOpen(stranger, EXPIRY);
        expectBoth(
            stranger,
            openCall(0, Currency.Sogni, 5, EXPIRY),
            abi.encodeWithSelector(Errors.RenderLedgerInvalidSignature.selector, keyOf(0), digest)
        );
    }

    function test_RevertWhen_SparkIsNotCoveredByThePool() public {
        // 1e15 units of pool cover 2e12 units of Spark at 500 SOGNI per Spark.
        expectBoth(
            owner,
            openCall(0, Currency.Spark, 2e12 + 1, EXPIRY),
            abi.encodeWithSelector(Errors.RenderLedgerPoolTooSmall.selector, POOL, POOL + 500)
        );
    }

    function test_RevertWhen_TokenTakesAFee() public {
        sogni.setTakesFee(true);
        expectBoth(
            owner,
            openCall(0, Currency.Sogni, 5, EXPIRY),
            abi.encodeWithSelector(Errors.RenderLedgerInexactDeposit.selector, 5e9, 5e9 - 1)
        );
    }

    function test_RevertWhen_DepositsArePaused() public {
        allow(address(this), abi.encodeCall(packed.pause, ()));
        bytes memory paused = abi.encodeWithSelector(PausableUpgradeable.EnforcedPause.selector);
        expectBoth(owner, openCall(0, Currency.Sogni, 5, EXPIRY), paused);
        allow(address(this), abi.encodeCall(packed.unpause, ()));
        allow(owner, openCall(0, Currency.Sogni, 5, EXPIRY));
        allow(address(this), abi.encodeCall(packed.pause, ()));
        expectBoth(owner, abi.encodeCall(packed.topUp, (keyOf(0), 1)), paused);
        allow(owner, abi.encodeCall(packed.closeSession, (keyOf(0))));
        vm.warp(START + 48 hours);
        allow(stranger, abi.encodeCall(packed.withdraw, (keyOf(0))));
    }

    function test_OpensEachCurrency() public {
        uint256 before = sogni.balanceOf(owner);
        for (uint256 i = 0; i < 3; i++) allow(owner, openCall(i, Currency(i), 7, EXPIRY));
        assertEq(before - sogni.balanceOf(owner), 2 * 7e9, "7 units of SOGNI to each ledger");
        assertEq(spark.balanceOf(address(packed), 0), 7e12, "purchased Spark");
        assertEq(spark.balanceOf(address(packed), 1), 7e12, "promotional Spark");
        assertEq(packed.global().sparkOutstanding, 7, "outstanding");
        assertEq(packed.global().promoOutstanding, 7, "promotional outstanding");
        Session memory session = packed.session(keyOf(1));
        assertEq(session.owner, owner, "owner");
        assertTrue(session.currency == Currency.Spark && session.state == SessionState.Open, "kind");
        assertEq(session.expiry, EXPIRY, "expiry");
    }

    // topUp

    function test_RevertWhen_ToppingUpNothing() public {
        allow(owner, openCall(0, Currency.Sogni, 5, EXPIRY));
        expectBoth(
            owner,
            abi.encodeCall(packed.topUp, (keyOf(0), 0)),
            abi.encodeWithSelector(Errors.RenderLedgerZeroAmount.selector)
        );
    }

    function test_RevertWhen_StrangerTopsUp() public {
        allow(owner, openCall(0, Currency.Sogni, 5, EXPIRY));
        expectBoth(
            stranger,
            abi.encodeCall(packed.topUp, (keyOf(0), 1)),
            abi.encodeWithSelector(Errors.RenderLedgerNotOwner.selector, keyOf(0), stranger)
        );
    }

    function test_RevertWhen_BalanceWouldOverflow() public {
        spark.mint(owner, 1e32, 1);
        allow(owner, openCall(0, Currency.Promo, type(uint64).max, EXPIRY));
        expectBoth(
            owner,
            abi.encodeCall(packed.topUp, (keyOf(0), 1)),
            abi.encodeWithSelector(Errors.RenderLedgerAmountOverflow.selector, uint256(type(uint64).max) + 1)
        );
    }

    function test_RevertGiven_SessionWasNeverOpened() public {
        bytes memory error = abi.encodeWithSelector(Errors.RenderLedgerSessionNotOpen.selector, keyOf(3));
        expectBoth(owner, abi.encodeCall(packed.topUp, (keyOf(3), 1)), error);
        expectBoth(owner, abi.encodeCall(packed.requestWithdrawal, (keyOf(3), 1)), error);
        expectBoth(owner, abi.encodeCall(packed.closeSession, (keyOf(3))), error);
        expectBoth(owner, abi.encodeCall(packed.poke, (keyOf(3))), error);
        expectBoth(owner, abi.encodeCall(packed.withdraw, (keyOf(3))), error);
        expectBoth(address(this), abi.encodeCall(packed.setDiscount, (keyOf(3), 1)), error);
    }

    function test_TopsUp() public {
        for (uint256 i = 0; i < 3; i++) {
            allow(owner, openCall(i, Currency(i), 7, EXPIRY));
            allow(owner, abi.encodeCall(packed.topUp, (keyOf(i), 3)));
            assertEq(packed.session(keyOf(i)).balance, 10, "balance");
        }
    }

    // requestWithdrawal, closeSession, poke, withdraw

    function test_RevertWhen_RequestingNothing() public {
        allow(owner, openCall(0, Currency.Sogni, 5, EXPIRY));
        expectBoth(
            owner,
            abi.encodeCall(packed.requestWithdrawal, (keyOf(0), 0)),
            abi.encodeWithSelector(Errors.RenderLedgerZeroAmount.selector)
        );
    }

    function test_RevertWhen_StrangerLeavesForTheOwner() public {
        allow(owner, openCall(0, Currency.Sogni, 5, EXPIRY));
        bytes memory error = abi.encodeWithSelector(Errors.RenderLedgerNotOwner.selector, keyOf(0), stranger);
        expectBoth(stranger, abi.encodeCall(packed.requestWithdrawal, (keyOf(0), 1)), error);
        expectBoth(stranger, abi.encodeCall(packed.closeSession, (keyOf(0))), error);
    }

    function test_RevertGiven_SessionIsClosing() public {
        allow(owner, openCall(0, Currency.Sogni, 5, EXPIRY));
        allow(keyOf(0), abi.encodeCall(packed.closeSession, (keyOf(0))));
        bytes memory error = abi.encodeWithSelector(Errors.RenderLedgerSessionClosing.selector, keyOf(0));
        expectBoth(owner, abi.encodeCall(packed.topUp, (keyOf(0), 1)), error);
        expectBoth(owner, abi.encodeCall(packed.requestWithdrawal, (keyOf(0), 1)), error);
        expectBoth(owner, abi.encodeCall(packed.closeSession, (keyOf(0))), error);
        expectBoth(owner, abi.encodeCall(packed.poke, (keyOf(0))), error);
    }

    function test_RevertWhen_PokedBeforeExpiry() public {
        allow(owner, openCall(0, Currency.Sogni, 5, EXPIRY));
        vm.warp(EXPIRY);
        expectBoth(
            stranger,
            abi.encodeCall(packed.poke, (keyOf(0))),
            abi.encodeWithSelector(Errors.RenderLedgerSessionNotExpired.selector, keyOf(0), EXPIRY)
        );
        vm.warp(EXPIRY + 1);
        allow(stranger, abi.encodeCall(packed.poke, (keyOf(0))));
        assertTrue(packed.session(keyOf(0)).state == SessionState.Closing, "closing");
    }

    function test_RevertWhen_WithdrawingUnasked() public {
        allow(owner, openCall(0, Currency.Sogni, 5, EXPIRY));
        expectBoth(
            owner,
            abi.encodeCall(packed.withdraw, (keyOf(0))),
            abi.encodeWithSelector(Errors.RenderLedgerNoWithdrawal.selector, keyOf(0))
        );
    }

    function test_RevertWhen_WithdrawingEarly() public {
        allow(owner, openCall(0, Currency.Sogni, 5, EXPIRY));
        allow(owner, abi.encodeCall(packed.requestWithdrawal, (keyOf(0), 1)));
        vm.warp(START + 48 hours - 1);
        expectBoth(
            owner,
            abi.encodeCall(packed.withdraw, (keyOf(0))),
            abi.encodeWithSelector(
                Errors.RenderLedgerLocked.selector,
                uint40(START + 48 hours),
                START + 48 hours - 1
            )
        );
    }

    function test_PaysMinOfRequestedAndBalance() public {
        for (uint256 i = 0; i < 3; i++) {
            allow(owner, openCall(i, Currency(i), 10, EXPIRY));
            allow(owner, abi.encodeCall(packed.requestWithdrawal, (keyOf(i), i == 0 ? 4 : 400)));
        }
        vm.warp(START + 48 hours);
        for (uint256 i = 0; i < 3; i++) allow(stranger, abi.encodeCall(packed.withdraw, (keyOf(i))));
        assertEq(packed.session(keyOf(0)).balance, 6, "the rest stays");
        assertEq(packed.session(keyOf(1)).balance, 0, "all there is");
        assertTrue(packed.session(keyOf(1)).state == SessionState.Open, "an empty session stays open");
        assertEq(sogni.balanceOf(address(packed)), (uint256(POOL) + 6) * 1e9, "SOGNI left");
        assertEq(spark.balanceOf(owner, 0), 1e30, "Spark is back");
        assertEq(packed.global().sparkHeld + packed.global().promoHeld, 0, "no Spark held");
    }

    function test_ClosesWhenAllIsPaid() public {
        allow(owner, openCall(0, Currency.Sogni, 10, EXPIRY));
        allow(owner, abi.encodeCall(packed.closeSession, (keyOf(0))));
        vm.warp(START + 48 hours);
        allow(stranger, abi.encodeCall(packed.withdraw, (keyOf(0))));
        assertTrue(packed.session(keyOf(0)).state == SessionState.Closed, "closed");
        expectBoth(
            owner,
            abi.encodeCall(packed.withdraw, (keyOf(0))),
            abi.encodeWithSelector(Errors.RenderLedgerSessionNotOpen.selector, keyOf(0))
        );
    }
}
