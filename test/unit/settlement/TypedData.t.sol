// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRenderLedgerDesk} from "../../../contracts/interfaces/IRenderLedgerDesk.sol";
import {Accept, Cancel, DailyKey, Line, Receipt, Ticket} from "../../../contracts/types/LedgerTypes.sol";
import {LedgerWorld} from "../../helpers/LedgerWorld.sol";

/// Both ledgers against the vectors that the SDK is tested with.
contract TypedDataTest is LedgerWorld {
    string private _json;

    function setUp() public {
        buildWorld();
        _json = vm.readFile("test/fixtures/typedData.json");
    }

    function test_DomainSeparatorIsThatOfTheVectors() public {
        vm.chainId(number(".domains.ledger.chainId"));
        bytes32 separator = separatorOf(address(packed));
        assertEq(packed.domainSeparator(), separator, "packed");
        bytes32 structHash = word(".examples.Open.structHash");
        bytes32 ofVectors = separatorOf(vm.parseJsonAddress(_json, ".domains.ledger.verifyingContract"));
        assertEq(digestOf(ofVectors, structHash), word(".examples.Open.digest"), "digest of the vector");
    }

    function test_HashesEveryMessageOfAJob() public view {
        address owner_ = vm.parseJsonAddress(_json, ".examples.Open.message.owner");
        both(
            abi.encodeCall(
                IRenderLedgerDesk.hashOpen,
                (owner_, uint40(number(".examples.Open.message.expiry")))
            ),
            "Open"
        );
        both(abi.encodeCall(IRenderLedgerDesk.hashTicket, (ticket())), "Ticket");
        both(
            abi.encodeCall(
                IRenderLedgerDesk.hashAccept,
                (
                    Accept(
                        word(".examples.Accept.message.ticket"),
                        uint16(number(".examples.Accept.message.share")),
                        uint40(number(".examples.Accept.message.at"))
                    )
                )
            ),
            "Accept"
        );
        both(abi.encodeCall(IRenderLedgerDesk.hashReceipt, (receipt())), "Receipt");
        both(
            abi.encodeCall(
                IRenderLedgerDesk.hashCancel,
                (
                    Cancel(
                        word(".examples.Cancel.message.ticket"),
                        uint16(number(".examples.Cancel.message.share")),
                        uint32(number(".examples.Cancel.message.maxSteps"))
                    )
                )
            ),
            "Cancel"
        );
    }

    function test_HashesWhatBatchesCarry() public view {
        Line[] memory lines = new Line[](2);
        lines[0] = line(".examples.Tab.message.lines[0]");
        lines[1] = line(".examples.Tab.message.lines[1]");
        bytes memory ratings = vm.parseJsonBytes(_json, ".examples.Tab.message.ratings");
        both(abi.encodeCall(IRenderLedgerDesk.hashTab, (lines, ratings)), "Tab");
        both(
            abi.encodeCall(
                IRenderLedgerDesk.hashReport,
                (
                    lines,
                    word(".examples.Report.message.receiptsRoot"),
                    uint32(number(".examples.Report.message.time"))
                )
            ),
            "Report"
        );
        both(abi.encodeCall(IRenderLedgerDesk.hashDailyKey, (dailyKey())), "DailyKey");
    }

    function both(bytes memory call, string memory name) private view {
        bytes32 structHash = word(string.concat(".examples.", name, ".structHash"));
        bytes32 expected = digestOf(packed.domainSeparator(), structHash);
        (, bytes memory result) = address(packed).staticcall(call);
        assertEq(abi.decode(result, (bytes32)), expected, name);
        (, result) = address(twin).staticcall(call);
        assertEq(abi.decode(result, (bytes32)), expected, name);
    }

    function ticket() private view returns (Ticket memory t) {
        string memory at = ".examples.Ticket.message";
        t.order.jobId = word(string.concat(at, ".order.jobId"));
        t.order.paramsCommit = word(string.concat(at, ".order.paramsCommit"));
        t.seq = uint32(field(at, "seq"));
        t.model = uint32(field(at, "model"));
        t.unitPrice = uint40(field(at, "unitPrice"));
        t.unitMs = uint32(field(at, "unitMs"));
        t.stepsPerImage = uint16(field(at, "stepsPerImage"));
        t.deliverBy = uint32(field(at, "deliverBy"));
        t.redeemBy = uint32(field(at, "redeemBy"));
        t.shares = new uint256[](2);
        t.shares[0] = field(at, "shares[0]");
        t.shares[1] = field(at, "shares[1]");
    }

    function receipt() private view returns (Receipt memory r) {
        string memory at = ".examples.Receipt.message";
        r.ticket = word(string.concat(at, ".ticket"));
        r.share = uint16(field(at, "share"));
        r.work.paramsCommit = word(string.concat(at, ".work.paramsCommit"));
        r.work.classId = word(string.concat(at, ".work.classId"));
        r.work.resultRoot = word(string.concat(at, ".work.resultRoot"));
        r.work.traceRoot = word(string.concat(at, ".work.traceRoot"));
        r.work.elapsedMs = uint32(field(at, "work.elapsedMs"));
        r.images = uint16(field(at, "images"));
        r.steps = uint32(field(at, "steps"));
        r.completedAt = uint40(field(at, "completedAt"));
        r.last = true;
    }

    function line(string memory at) private view returns (Line memory found) {
        found.session = vm.parseJsonAddress(_json, string.concat(at, ".session"));
        found.seq = uint32(field(at, "seq"));
        found.count = uint8(field(at, "count"));
        found.model = uint32(field(at, "model"));
        found.operator = vm.parseJsonAddress(_json, string.concat(at, ".operator"));
        found.images = uint16(field(at, "images"));
        found.steps = uint32(field(at, "steps"));
        found.baseMs = uint32(field(at, "baseMs"));
        found.amount = uint48(field(at, "amount"));
    }

    function dailyKey() private view returns (DailyKey memory k) {
        string memory at = ".examples.DailyKey.message";
        k.workerId = word(string.concat(at, ".workerId"));
        k.publicKey = word(string.concat(at, ".publicKey"));
        k.notBefore = uint40(field(at, "notBefore"));
        k.notAfter = uint40(field(at, "notAfter"));
        k.seq = uint32(field(at, "seq"));
    }

    function separatorOf(address ledger) private view returns (bytes32) {
        bytes32 typeHash = keccak256(
            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
        );
        return
            keccak256(abi.encode(typeHash, keccak256("RenderLedger"), keccak256("1"), block.chainid, ledger));
    }

    function digestOf(bytes32 separator, bytes32 structHash) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", separator, structHash));
    }

    function field(string memory at, string memory name) private view returns (uint256) {
        return number(string.concat(at, ".", name));
    }

    function number(string memory path) private view returns (uint256) {
        return vm.parseJsonUint(_json, path);
    }

    function word(string memory path) private view returns (bytes32) {
        return vm.parseJsonBytes32(_json, path);
    }
}
