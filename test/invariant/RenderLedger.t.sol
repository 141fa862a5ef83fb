// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {console} from "hardhat/console.sol";
import {LedgerHandler} from "./LedgerHandler.sol";
import {LedgerLaws} from "./LedgerLaws.sol";

/// The runner knows contracts of test files only.
contract LedgerActors is LedgerHandler {}

/// The runner's own campaign: it shrinks what it finds.
contract RenderLedgerInvariantTest is LedgerLaws {
    LedgerHandler private _handler;

    function setUp() public {
        _handler = new LedgerActors();
        targetContract(address(_handler));
    }

    function invariant_LawsOfTheLedger() public {
        checkLaws(_handler);
    }
}

/// A campaign with a count of what was done: more than 100,000 calls, in runs of their own world each.
/// LEDGER_CAMPAIGN_RUNS makes it shorter or longer.
contract RenderLedgerCampaignTest is LedgerLaws {
    uint256 private constant RUNS = 420;
    uint256 private constant CALLS_PER_RUN = 260;
    uint256 private constant CHECK_EVERY = 65;

    uint256[24] private _calls;
    uint256[24] private _changes;

    function test_LawsHoldInALongCampaign() public {
        uint256 runs = vm.envOr("LEDGER_CAMPAIGN_RUNS", RUNS);
        for (uint256 run = 0; run < runs; run++) {
            LedgerHandler handler = new LedgerHandler();
            for (uint256 i = 0; i < CALLS_PER_RUN; i++) {
                handler.act(uint256(keccak256(abi.encode(run, i))));
                if (i % CHECK_EVERY == 0) this.check(handler);
            }
            this.check(handler);
            for (uint256 action = 0; action < 24; action++) {
                _calls[action] += handler.calls(action);
                _changes[action] += handler.changes(action);
            }
        }
        report(runs);
    }

    /// A call of its own, so that its memory is given back.
    function check(LedgerHandler handler) external {
        checkLaws(handler);
    }

    function report(uint256 runs) private {
        string[24] memory names = new LedgerHandler().names();
        uint256 calls = 0;
        uint256 changes = 0;
        for (uint256 action = 0; action < 24; action++) {
            console.log("%s: %d calls, %d changed state", names[action], _calls[action], _changes[action]);
            calls += _calls[action];
            changes += _changes[action];
        }
        console.log("all: %d calls, %d changed state", calls, changes);
        vm.assertTrue(calls >= 100_000 || runs < RUNS, "too few calls");
        vm.assertTrue(changes * 2 >= calls, "too few calls that change state");
    }
}
