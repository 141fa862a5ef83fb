// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRenderLedgerErrors as Errors} from "../../../contracts/interfaces/IRenderLedgerErrors.sol";
import {Currency, Line} from "../../../contracts/types/LedgerTypes.sol";
import {LedgerCompare} from "../../helpers/LedgerCompare.sol";
import {TabBatch, TabBuilder, TabJob, TabSession, TabShare} from "../../helpers/TabBuilder.sol";

/// Every way in which a batch of the tab lane is refused.
contract BatchRevertsTest is LedgerCompare, TabBuilder {
    function setUp() public {
        buildWorld();
        openBoth(0, Currency.Sogni, 1e12);
        openBoth(1, Currency.Sogni, 1e12);
    }

    function expectRefusal(bytes memory blob, bytes memory error) private {
        (bool success, bytes memory result) = callBoth(
            address(this),
            abi.encodeCall(packed.settleBatch, (blob))
        );
        assertTrue(!success, "must revert");
        assertEq(keccak256(result), keccak256(error), "error");
    }

    function two() private view returns (TabBatch memory batch) {
        batch = single(0, 0, 0, 1);
        TabJob[] memory jobs = new TabJob[](2);
        for (uint256 i = 0; i < 2; i++) {
            jobs[i] = TabJob(uint16(i), 0, 1, new TabShare[](1));
            jobs[i].shares[0] = TabShare(0, 1, 20, 43_200, 1, 0);
        }
        batch.sessions[0].jobs = jobs;
    }

    function test_RevertWhen_ModelsAreUnsorted() public {
        TabBatch memory batch = single(0, 0, 0, 1);
        batch.models = new uint32[](2);
        (batch.models[0], batch.models[1]) = (2, 2);
        expectRefusal(encode(batch), abi.encodeWithSelector(Errors.RenderLedgerUnsorted.selector, 2));
        batch.models = new uint32[](1);
        expectRefusal(encode(batch), abi.encodeWithSelector(Errors.RenderLedgerUnsorted.selector, 0));
    }

    function test_RevertWhen_WorkersAreUnsorted() public {
        TabBatch memory batch = single(0, 0, 0, 1);
        batch.workers = new uint256[](2);
        (batch.workers[0], batch.workers[1]) = (workerKeys[0], workerKeys[0]);
        expectRefusal(
            encode(batch),
            abi.encodeWithSelector(Errors.RenderLedgerUnsorted.selector, uint160(operatorOf(0)))
        );
    }

    function test_RevertWhen_SessionsAreUnsorted() public {
        TabBatch memory batch = single(0, 0, 0, 1);
        TabSession[] memory sessions = new TabSession[](2);
        sessions[0] = batch.sessions[0];
        sessions[1] = single(0, 0, 1, 1).sessions[0];
        batch.sessions = sessions;
        expectRefusal(
            encode(batch),
            abi.encodeWithSelector(Errors.RenderLedgerUnsorted.selector, uint160(keyOf(0)))
        );
    }

    function test_RevertWhen_NumbersOverlap() public {
        TabBatch memory batch = two();
        batch.sessions[0].jobs[1].seqOffset = 0;
        expectRefusal(encode(batch), abi.encodeWithSelector(Errors.RenderLedgerUnsorted.selector, 0));
    }

    function test_RevertWhen_AnIndexIsOutOfRange() public {
        bytes memory error = abi.encodeWithSelector(Errors.RenderLedgerIndexOutOfRange.selector, 1, 1);
        TabBatch memory batch = single(0, 0, 0, 1);
        batch.sessions[0].jobs[0].model = 1;
        expectRefusal(encode(batch), error);
        batch = single(0, 0, 0, 1);
        batch.sessions[0].jobs[0].shares[0].worker = 1;
        expectRefusal(encode(batch), error);
    }

    function test_RevertWhen_AJobIsEmpty() public {
        bytes memory error = abi.encodeWithSelector(Errors.RenderLedgerEmptyJob.selector, 0);
        TabBatch memory batch = single(0, 0, 0, 1);
        batch.sessions[0].jobs[0].count = 0;
        expectRefusal(encode(batch), error);
        batch = single(0, 0, 0, 1);
        batch.sessions[0].jobs[0].shares = new TabShare[](0);
        expectRefusal(encode(batch), error);
    }

    function test_RevertWhen_ACompactedLineHasMoreThanOneShare() public {
        TabBatch memory batch = single(0, 0, 0, 1);
        TabShare memory share = batch.sessions[0].jobs[0].shares[0];
        batch.sessions[0].jobs[0].count = 2;
        batch.sessions[0].jobs[0].shares = new TabShare[](2);
        (batch.sessions[0].jobs[0].shares[0], batch.sessions[0].jobs[0].shares[1]) = (share, share);
        expectRefusal(encode(batch), abi.encodeWithSelector(Errors.RenderLedgerCompactedLine.selector, 0));
    }

    function test_RevertWhen_ACompactedLineIsRated() public {
        TabBatch memory batch = single(0, 0, 0, 1);
        batch.sessions[0].jobs[0].count = 2;
        batch.sessions[0].jobs[0].shares[0].rating = 2;
        expectRefusal(encode(batch), abi.encodeWithSelector(Errors.RenderLedgerCompactedLine.selector, 0));
    }

    function test_RevertWhen_NumbersReachTheEnd() public {
        uint32 last = type(uint32).max;
        expectRefusal(
            encode(single(0, 0, last, 1)),
            abi.encodeWithSelector(Errors.RenderLedgerNumberOverflow.selector, last)
        );
        (, uint256 skipped) = settleBoth(encode(single(0, 0, last - 1, 1)));
        assertEq(skipped, 1, "the last number is far beyond the window");
    }

    function test_RevertWhen_BytesTrail() public {
        bytes memory blob = encode(single(0, 0, 0, 1));
        expectRefusal(
            bytes.concat(blob, hex"00"),
            abi.encodeWithSelector(Errors.RenderLedgerBatchLength.selector, blob.length, blob.length + 1)
        );
    }

    function test_RevertWhen_TheBatchIsCutShort() public {
        bytes memory blob = encode(single(0, 0, 0, 1));
        bytes memory data = abi.encodeCall(packed.settleBatch, (blob));
        // The length of the blob, one byte less; its content stays in calldata.
        data[4 + 32 + 31] = bytes1(uint8(data[4 + 32 + 31]) - 1);
        (bool success, bytes memory result) = address(packed).call(data);
        assertTrue(!success, "must revert");
        bytes memory error = abi.encodeWithSelector(
            Errors.RenderLedgerBatchLength.selector,
            blob.length,
            blob.length - 1
        );
        assertEq(keccak256(result), keccak256(error), "error");
        (success, ) = address(twin).call(data);
        assertTrue(!success, "must revert");
    }

    function test_RevertWhen_AWorkersLinesAreMiscounted() public {
        // A second worker with two lines leaves room, so that only the count is wrong.
        TabBatch memory batch = two();
        batch.workers = new uint256[](2);
        (batch.workers[0], batch.workers[1]) = (workerKeys[0], workerKeys[1]);
        batch.sessions[0].jobs[1].shares[0].worker = 1;
        bytes memory blob = encode(batch);
        uint256 lines = 6 + 4 + 20 + 1;
        blob[lines] = bytes1(uint8(2));
        expectRefusal(
            blob,
            abi.encodeWithSelector(Errors.RenderLedgerLineCount.selector, operatorOf(0), 2, 1)
        );
        blob[lines] = bytes1(uint8(0));
        expectRefusal(
            blob,
            abi.encodeWithSelector(Errors.RenderLedgerLineCount.selector, operatorOf(0), 0, 1)
        );
    }

    function test_RevertWhen_TheReportIsOldOrFromTheFuture() public {
        TabBatch memory batch = single(0, 0, 0, 1);
        uint32[2] memory times = [uint32(START - 1 days - 1), uint32(START + 1 days + 1)];
        for (uint256 i = 0; i < 2; i++) {
            batch.time = times[i];
            expectRefusal(
                encode(batch),
                abi.encodeWithSelector(Errors.RenderLedgerReportTime.selector, times[i], START)
            );
        }
        batch.time = uint32(START - 1 days);
        settleBoth(encode(batch));
    }

    function test_RevertWhen_TheTabIsForged() public {
        TabBatch memory batch = single(0, 0, 0, 1);
        bytes memory blob = encode(batch);
        (Line[] memory lines, bytes memory ratings) = tabOf(batch, batch.sessions[0]);
        bytes32 digest = packed.hashTab(lines, ratings);
        replace(blob, 6 + 4 + 122 + 26, sign(0xBAD, digest));
        expectRefusal(
            blob,
            abi.encodeWithSelector(Errors.RenderLedgerInvalidSignature.selector, keyOf(0), digest)
        );
    }

    function test_RevertWhen_TheReportIsForged() public {
        TabBatch memory batch = single(0, 0, 0, 1);
        bytes memory blob = encode(batch);
        bytes32 root = keccak256(abi.encode(uint256(0), uint256(1)));
        bytes32 digest = packed.hashReport(linesOf(batch, 0), root, batch.time);
        replace(blob, 6 + 4 + 20 + 2 + 32 + 4, sign(0xBAD, digest));
        expectRefusal(
            blob,
            abi.encodeWithSelector(Errors.RenderLedgerInvalidSignature.selector, operatorOf(0), digest)
        );
    }

    /// The other half of the curve gives the same signer for other bytes.
    function test_RevertWhen_TheSignatureIsMalleable() public {
        TabBatch memory batch = single(0, 0, 0, 1);
        bytes memory blob = encode(batch);
        (Line[] memory lines, bytes memory ratings) = tabOf(batch, batch.sessions[0]);
        bytes32 digest = packed.hashTab(lines, ratings);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(userKeys[0], digest);
        uint256 high = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141 - uint256(s);
        // A high s has no room for the parity bit: whatever is written there is another, low s.
        replace(blob, 6 + 4 + 122 + 26, abi.encodePacked(r, bytes32(high ^ (uint256(28 - v) << 255))));
        expectRefusal(
            blob,
            abi.encodeWithSelector(Errors.RenderLedgerInvalidSignature.selector, keyOf(0), digest)
        );
    }

    function replace(bytes memory blob, uint256 at, bytes memory part) private pure {
        for (uint256 i = 0; i < part.length; i++) blob[at + i] = part[i];
    }
}
