// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Reputation of a worker
/// @notice Pure: the SDK's `reputation.ts`, operation by operation. Counts carry six decimals, rates are in bps.
library ReputationMath {
    uint256 internal constant SCALE = 1e6;
    uint256 internal constant BPS = 10_000;
    /// @dev What is left after a day, in 1e-9: half-lives of 14 and 30 days.
    uint256 internal constant DECAY_14 = 951_695_153;
    uint256 internal constant DECAY_30 = 977_159_968;

    struct State {
        uint256 ok;
        uint256 jobs;
        uint256 passed;
        uint256 audits;
        uint256 good;
        uint256 rated;
        uint256 accepted;
        uint256 offered;
        uint256 uptime;
        uint256 speed;
        uint256 penalty;
    }

    struct Day {
        uint32 jobs;
        uint32 failures;
        uint32 audits;
        uint32 auditFailures;
        uint32 good;
        uint32 bad;
        uint32 accepted;
        uint32 offered;
        uint16 uptime;
        uint16 speed;
        uint16 strike;
    }

    /// @notice Where every worker begins.
    function newcomer() internal pure returns (State memory state) {
        state.accepted = 9 * SCALE;
        state.offered = 10 * SCALE;
        state.uptime = 5_000;
        state.speed = 8_000;
    }

    /// @notice The state after a day: what was decays, what came is added, in that order.
    /// @dev Assumptions: failures <= jobs, auditFailures <= audits, accepted <= offered, rates at most 10,000.
    function afterDay(State memory s, Day memory day) internal pure {
        s.ok = _decay(s.ok, DECAY_14) + (day.jobs - day.failures) * SCALE;
        s.jobs = _decay(s.jobs, DECAY_14) + day.jobs * SCALE;
        s.passed = _decay(s.passed, DECAY_30) + (day.audits - day.auditFailures) * SCALE;
        s.audits = _decay(s.audits, DECAY_30) + day.audits * SCALE;
        s.good = _decay(s.good, DECAY_14) + day.good * SCALE;
        s.rated = _decay(s.rated, DECAY_14) + (uint256(day.good) + day.bad) * SCALE;
        s.accepted = _decay(s.accepted, DECAY_14) + day.accepted * SCALE;
        s.offered = _decay(s.offered, DECAY_14) + day.offered * SCALE;
        s.uptime = _average(s.uptime, day.uptime);
        s.speed = _average(s.speed, Math.min(day.speed, BPS));
        s.penalty = Math.min(
            BPS,
            _decay(s.penalty, DECAY_30) + day.strike + 1_000 * uint256(day.auditFailures)
        );
    }

    /// @notice Lower bound of a success rate in bps, one-sided 95 %.
    function wilson(uint256 successes, uint256 count) internal pure returns (uint256) {
        if (count == 0) return 0;
        uint256 z = (2_706 * SCALE) / 1_000;
        // `z` is exact: 2,706 thousandths of a million.
        // slither-disable-next-line divide-before-multiply
        uint256 spread = Math.sqrt(z * z + (4 * z * successes * (count - successes)) / count);
        uint256 high = 2 * successes + z;
        return high <= spread ? 0 : ((high - spread) * BPS) / (2 * (count + z));
    }

    /// @notice Reputation in bps, 0 to 10,000.
    // The formula rounds each factor to basis points, left to right; the SDK rounds the same, and both read one vector file.
    // slither-disable-next-line divide-before-multiply
    function reputationOf(State memory s) internal pure returns (uint256 rep) {
        uint256 pass = ((s.passed + 19 * SCALE) * BPS) / (s.audits + 20 * SCALE);
        uint256 acceptance =
            s.offered == 0 ? BPS : Math.min(BPS, (((s.accepted * BPS) / s.offered) * BPS) / 9_000);
        uint256 rating = ((s.good + 8 * SCALE) * BPS) / (s.rated + 10 * SCALE);
        rep = (40 * wilson(s.ok, s.jobs) + 25 * s.speed + 25 * s.uptime + 10 * rating) / 100;
        rep = (rep * ((((pass * pass) / BPS) * pass) / BPS)) / BPS;
        rep = (rep * ((acceptance * acceptance) / BPS)) / BPS;
        rep = (rep * ((s.jobs * BPS) / (s.jobs + 200 * SCALE))) / BPS;
        rep = (rep * (BPS - s.penalty)) / BPS;
    }

    function _decay(uint256 x, uint256 left) private pure returns (uint256) {
        return (x * left) / 1e9;
    }

    /// @dev A fourteenth of the way, rounded towards where it was.
    function _average(uint256 from, uint256 to) private pure returns (uint256) {
        return to >= from ? from + (to - from) / 14 : from - (from - to) / 14;
    }
}
