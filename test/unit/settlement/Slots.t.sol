// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SlotDerivation} from "@openzeppelin/contracts/utils/SlotDerivation.sol";
import {CounterSums, countersOf} from "../../../contracts/types/CounterSums.sol";
import {Currency, SessionState} from "../../../contracts/types/LedgerTypes.sol";
import {NumberWindow} from "../../../contracts/types/NumberWindow.sol";
import {SessionSlot, newSessionSlot} from "../../../contracts/types/SessionSlot.sol";
import {WorkerSlot, newWorkerSlot} from "../../../contracts/types/WorkerSlot.sol";
import {LedgerWorld} from "../../helpers/LedgerWorld.sol";

/// Fields of packed rows keep to themselves.
contract SlotsTest is LedgerWorld {
    function test_StorageSitsInItsNamespace() public {
        buildWorld();
        bytes32 root = SlotDerivation.erc7201Slot("supernet.storage.RenderLedger");
        // The fourth member: mappings of sessions, workers and models come before it.
        bytes32 global = vm.load(address(packed), bytes32(uint256(root) + 3));
        assertEq(uint256(global), (uint256(RATE) << 192) | (uint256(POOL) << 64), "global slot");
    }

    function testFuzz_SessionFieldsAreApart(
        uint256 word,
        uint64 balance,
        uint32 base,
        uint136 window,
        uint16 bps
    ) public pure {
        SessionSlot slot = SessionSlot.wrap(word & ~(uint256(0xF) << 248));
        slot = slot.withBalance(balance).withNumbers(base, window).withDiscountBps(bps);
        slot = slot.withState(SessionState.Closing);
        assertEq(slot.balance(), balance, "balance");
        assertEq(slot.base(), base, "base");
        assertEq(slot.window(), window, "window");
        assertEq(slot.discountBps(), bps, "discount");
        assertTrue(slot.state() == SessionState.Closing && slot.currency() == Currency.Sogni, "flags");
        assertEq(SessionSlot.unwrap(slot) >> 252, (word >> 252), "spare flags");
    }

    function test_NewSessionIsOpen() public pure {
        SessionSlot slot = newSessionSlot(Currency.Promo, 7);
        assertTrue(slot.state() == SessionState.Open && slot.currency() == Currency.Promo, "flags");
        assertTrue(slot.isOpen() && !slot.isPlain(), "kind");
        assertTrue(newSessionSlot(Currency.Sogni, 7).isPlain(), "plain");
        assertTrue(
            !newSessionSlot(Currency.Sogni, 7).withDiscountBps(1).isPlain(),
            "a discount is not plain"
        );
    }

    function testFuzz_WorkerCountersSaturate(uint256 word, uint256 sums) public pure {
        WorkerSlot slot = WorkerSlot.wrap(word);
        CounterSums more = CounterSums.wrap(
            sums & ~((uint256(type(uint40).max) << 32) | (uint256(0xFFFF) << 144))
        );
        WorkerSlot sum = slot.plus(more);
        assertEq(sum.jobs(), capped(uint256(slot.jobs()) + more.jobs(), type(uint32).max), "jobs");
        assertEq(sum.baseMs(), capped(uint256(slot.baseMs()) + more.baseMs(), type(uint40).max), "base ms");
        assertEq(
            sum.failures(),
            capped(uint256(slot.failures()) + more.failures(), type(uint24).max),
            "failures"
        );
        assertEq(sum.good(), capped(uint256(slot.good()) + more.good(), type(uint24).max), "good");
        assertEq(sum.rated(), capped(uint256(slot.rated()) + more.rated(), type(uint24).max), "rated");
        uint256 rest = type(uint256).max ^ (uint256(type(uint144).max) << 64);
        assertEq(WorkerSlot.unwrap(sum) & rest, word & rest, "the rest");
    }

    function testFuzz_SmallCountersAddUp(uint32 jobs, uint32 ms) public pure {
        WorkerSlot slot = newWorkerSlot(true, 4_500).plus(countersOf(jobs >> 1, ms));
        slot = slot.plus(countersOf(1, 5).rate(2, false)).plus(countersOf(1, 0).rate(0x81, true));
        assertEq(slot.jobs(), uint256(jobs >> 1) + 2, "jobs");
        assertEq(slot.baseMs(), uint256(ms) + 5, "base ms");
        assertTrue(slot.good() == 1 && slot.rated() == 2 && slot.failures() == 1, "ratings");
        assertTrue(slot.registered() && slot.fast() && slot.takeBps() == 4_500, "settings");
    }

    /// Against one flag per number.
    function testFuzz_WindowIsAListOfFlags(uint256 entropy) public pure {
        bool[400] memory used;
        uint256 base = 0;
        uint256 window = 0;
        for (uint256 step = 0; step < 24; step++) {
            entropy = uint256(keccak256(abi.encode(entropy)));
            uint256 count = (entropy >> 8) % 4 == 0 ? 1 + ((entropy >> 16) % 140) : 1;
            uint256 seq = (entropy >> 32) % 3 == 0 ? (entropy >> 64) % 240 : base;
            bool free = seq >= base && seq + count <= base + 136;
            for (uint256 i = 0; i < count && free; i++) free = !used[seq + i];
            uint256 bits = NumberWindow.bitsOf(base, seq, count);
            assertTrue(NumberWindow.isFree(window, bits) == free, "free");
            if (!free || base + count > 250) continue;
            (base, window) = NumberWindow.use(base, window, bits);
            for (uint256 i = 0; i < count; i++) used[seq + i] = true;
            uint256 expected = 0;
            while (used[expected]) expected++;
            assertEq(base, expected, "base");
            for (uint256 i = 0; i < 136; i++)
                assertTrue((window >> i) & 1 == (used[base + i] ? 1 : 0), "bit");
        }
    }

    function capped(uint256 value, uint256 limit) private pure returns (uint256) {
        return value < limit ? value : limit;
    }
}
