// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LedgerWorld} from "./LedgerWorld.sol";
import {Vm} from "./Test.sol";

/// Gives both ledgers the same call and compares everything that comes of it.
abstract contract LedgerCompare is LedgerWorld {
    /// Same outcome, same return values, same events; then same rows.
    function callBoth(
        address sender,
        bytes memory data
    ) internal returns (bool success, bytes memory result) {
        vm.recordLogs();
        vm.prank(sender);
        (success, result) = address(packed).call(data);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        vm.prank(sender);
        (bool twinSuccess, bytes memory twinResult) = address(twin).call(data);
        Vm.Log[] memory twinLogs = vm.getRecordedLogs();
        assertTrue(success == twinSuccess, "outcome");
        assertEq(keccak256(result), keccak256(twinResult), "result");
        compareLogs(logs, twinLogs);
        compareRows();
    }

    function compareLogs(Vm.Log[] memory left, Vm.Log[] memory right) private view {
        assertEq(left.length, right.length, "number of events");
        for (uint256 i = 0; i < left.length; i++) {
            if (left[i].emitter != address(packed)) continue;
            assertEq(keccak256(abi.encode(left[i].topics)), keccak256(abi.encode(right[i].topics)), "topics");
            assertEq(keccak256(left[i].data), keccak256(right[i].data), "event data");
        }
    }

    function compareRows() internal view {
        for (uint256 i = 0; i < USERS; i++) {
            address key = keyOf(i);
            assertEq(
                keccak256(abi.encode(packed.session(key))),
                keccak256(abi.encode(twin.session(key))),
                "session"
            );
        }
        for (uint256 i = 0; i < WORKERS; i++) {
            address operator = operatorOf(i);
            assertEq(
                keccak256(abi.encode(packed.worker(operator), packed.pendingClaims(operator))),
                keccak256(abi.encode(twin.worker(operator), twin.pendingClaims(operator))),
                "worker"
            );
        }
        for (uint32 id = 1; id <= MODELS; id++) {
            assertEq(keccak256(abi.encode(packed.model(id))), keccak256(abi.encode(twin.model(id))), "model");
        }
        assertEq(keccak256(abi.encode(packed.global())), keccak256(abi.encode(twin.global())), "global");
        assertEq(sogni.balanceOf(address(packed)), sogni.balanceOf(address(twin)), "SOGNI held");
        for (uint8 class = 0; class < 2; class++) {
            assertEq(
                spark.balanceOf(address(packed), class),
                spark.balanceOf(address(twin), class),
                "Spark held"
            );
        }
    }

    function settleBoth(bytes memory blob) internal returns (uint256 applied, uint256 skipped) {
        bytes memory data = abi.encodeCall(packed.settleBatch, (blob));
        (bool success, bytes memory result) = callBoth(address(this), data);
        assertTrue(success, "settleBatch");
        return abi.decode(result, (uint256, uint256));
    }

    function redeemBoth(bytes memory blob) internal returns (uint256 applied, uint256 skipped) {
        bytes memory data = abi.encodeCall(packed.settleTickets, (blob));
        (bool success, bytes memory result) = callBoth(address(this), data);
        assertTrue(success, "settleTickets");
        return abi.decode(result, (uint256, uint256));
    }
}
