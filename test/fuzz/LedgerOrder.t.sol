// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Currency, Worker} from "../../contracts/types/LedgerTypes.sol";
import {LedgerCompare} from "../helpers/LedgerCompare.sol";
import {LedgerRandom} from "../helpers/LedgerRandom.sol";
import {TabBatch, TabShare} from "../helpers/TabBuilder.sol";

/// Law 9: the same lines in one batch, or each in its own and backwards, leave the same ledger up to the rounding of the
/// take, less than one unit a worker and batch.
contract LedgerOrderTest is LedgerCompare, LedgerRandom {
    uint256 private constant LINES = 12;

    function setUp() public {
        buildWorld();
        openBoth(0, Currency.Sogni, 1e12);
        openBoth(1, Currency.Spark, 1e11);
    }

    function testFuzz_OrderDoesNotMatter(uint256 entropy) public {
        seed(entropy);
        for (uint256 user = 0; user < 2; user++) {
            TabShare[] memory shares = new TabShare[](LINES);
            for (uint256 i = 0; i < LINES; i++) {
                shares[i] = TabShare(0, uint16(random(9)), uint32(1 + random(90)), 7, uint48(random(1e7)), 2);
            }
            TabBatch memory whole = single(user, user, 0, 0);
            whole.sessions[0].jobs[0].shares = shares;
            (uint256 applied, ) = packed.settleBatch(encode(whole));
            assertEq(applied, LINES, "one batch");
            for (uint32 i = uint32(LINES); i > 0; i--) {
                TabBatch memory alone = single(user, user, i - 1, 0);
                alone.sessions[0].jobs[0].shares[0] = shares[i - 1];
                (applied, ) = twin.settleBatch(encode(alone));
                assertEq(applied, 1, "many batches");
            }
            compareUpToDust(user);
        }
    }

    function compareUpToDust(uint256 user) private view {
        assertEq(
            keccak256(abi.encode(packed.session(keyOf(user)))),
            keccak256(abi.encode(twin.session(keyOf(user)))),
            "session"
        );
        assertEq(keccak256(abi.encode(packed.model(1))), keccak256(abi.encode(twin.model(1))), "model");
        Worker memory left = packed.worker(operatorOf(user));
        Worker memory right = twin.worker(operatorOf(user));
        // A take that is rounded up more often leaves the worker less.
        assertTrue(left.accrued >= right.accrued && left.accrued - right.accrued < LINES, "dust");
        right.accrued = left.accrued;
        assertEq(keccak256(abi.encode(left)), keccak256(abi.encode(right)), "worker");
    }
}
