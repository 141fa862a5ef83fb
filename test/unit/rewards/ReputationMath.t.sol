// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {ReputationMath} from "../../../contracts/libraries/ReputationMath.sol";
import {Test} from "../../helpers/Test.sol";

/// The vectors that the SDK reads too: test/fixtures/scores.json.
contract ReputationMathTest is Test {
    string private _json = vm.readFile("test/fixtures/scores.json");

    function test_BoundsOfTheVectors() public view {
        for (uint256 i = 0; i < 5; i++) {
            string memory at = string.concat(".wilson[", Strings.toString(i), "]");
            uint256 successes = _uint(string.concat(at, ".successes"));
            uint256 count = _uint(string.concat(at, ".count"));
            vm.assertEq(
                ReputationMath.wilson(successes * 1e6, count * 1e6),
                _uint(string.concat(at, ".bps"))
            );
        }
        vm.assertEq(ReputationMath.wilson(0, 0), 0);
    }

    function test_HonestWorkerOfTheVectors() public view {
        _compare("honest", 5, _honest(), 0);
    }

    function test_SybilOfTheVectors() public view {
        ReputationMath.Day memory day;
        (day.jobs, day.audits, day.good, day.accepted, day.offered) = (5, 1, 5, 5, 5);
        (day.uptime, day.speed) = (10_000, 10_000);
        _compare("sybil", 4, day, 0);
    }

    function test_CaughtWorkerOfTheVectors() public view {
        _compare("caught", 5, _honest(), 30);
    }

    /// Law 25 of docs/security/invariants.md.
    function testFuzz_ReputationIsBounded(ReputationMath.Day[8] memory days_) public pure {
        ReputationMath.State memory state = ReputationMath.newcomer();
        for (uint256 i = 0; i < days_.length; i++) {
            ReputationMath.Day memory day = days_[i];
            day.failures = uint32(bound(day.failures, 0, day.jobs));
            day.auditFailures = uint32(bound(day.auditFailures, 0, day.audits));
            day.accepted = uint32(bound(day.accepted, 0, day.offered));
            day.uptime = uint16(bound(day.uptime, 0, 10_000));
            ReputationMath.afterDay(state, day);
            vm.assertLe(ReputationMath.reputationOf(state), 10_000);
        }
    }

    function _compare(
        string memory name,
        uint256 count,
        ReputationMath.Day memory day,
        uint256 honestDays
    ) private view {
        ReputationMath.State memory state = ReputationMath.newcomer();
        uint256 next = 0;
        for (uint256 d = 1; d <= 60; d++) {
            day.auditFailures = honestDays != 0 && d > honestDays && d % 2 == 1 ? 1 : 0;
            ReputationMath.afterDay(state, day);
            string memory at = string.concat(".reputations.", name, "[", Strings.toString(next), "]");
            if (next == count || _uint(string.concat(at, ".day")) != d) continue;
            vm.assertEq(
                ReputationMath.reputationOf(state),
                _uint(string.concat(at, ".reputation")),
                string.concat(name, " on day ", Strings.toString(d))
            );
            next++;
        }
        vm.assertEq(next, count);
    }

    function _honest() private pure returns (ReputationMath.Day memory day) {
        (day.jobs, day.failures, day.audits, day.good, day.bad) = (300, 3, 6, 28, 2);
        (day.accepted, day.offered, day.uptime, day.speed) = (300, 309, 9_800, 9_500);
    }

    function _uint(string memory path) private view returns (uint256) {
        return vm.parseJsonUint(_json, path);
    }
}
