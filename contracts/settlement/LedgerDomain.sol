// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @title EIP-712 domain and types of the render ledger
/// @dev The domain is computed, not stored: two storage reads cost more than one hash.
abstract contract LedgerDomain {
    bytes32 private constant DOMAIN_TYPE = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    bytes32 private constant NAME = keccak256("RenderLedger");
    bytes32 private constant VERSION = keccak256("1");

    bytes32 internal constant OPEN_TYPE = keccak256("Open(address owner,uint40 expiry)");
    bytes32 internal constant ORDER_TYPE = keccak256("Order(bytes32 jobId,bytes32 paramsCommit)");
    bytes32 internal constant TICKET_TYPE = keccak256(
        "Ticket(Order order,uint32 seq,uint32 model,uint40 unitPrice,uint32 unitMs,uint16 stepsPerImage,uint32 deliverBy,uint32 redeemBy,uint256[] shares)Order(bytes32 jobId,bytes32 paramsCommit)"
    );
    bytes32 internal constant ACCEPT_TYPE = keccak256("Accept(bytes32 ticket,uint16 share,uint40 at)");
    bytes32 internal constant WORK_TYPE = keccak256(
        "Work(bytes32 paramsCommit,bytes32 classId,bytes32 resultRoot,bytes32 traceRoot,uint32 elapsedMs)"
    );
    bytes32 internal constant RECEIPT_TYPE = keccak256(
        "Receipt(bytes32 ticket,uint16 share,Work work,uint16 images,uint32 steps,uint40 completedAt,bool last)Work(bytes32 paramsCommit,bytes32 classId,bytes32 resultRoot,bytes32 traceRoot,uint32 elapsedMs)"
    );
    bytes32 internal constant CANCEL_TYPE = keccak256("Cancel(bytes32 ticket,uint16 share,uint32 maxSteps)");
    bytes32 internal constant LINE_TYPE = keccak256(
        "Line(address session,uint32 seq,uint8 count,uint32 model,address operator,uint16 images,uint32 steps,uint32 baseMs,uint48 amount)"
    );
    bytes32 internal constant TAB_TYPE = keccak256(
        "Tab(Line[] lines,bytes ratings)Line(address session,uint32 seq,uint8 count,uint32 model,address operator,uint16 images,uint32 steps,uint32 baseMs,uint48 amount)"
    );
    bytes32 internal constant REPORT_TYPE = keccak256(
        "Report(Line[] lines,bytes32 receiptsRoot,uint32 time)Line(address session,uint32 seq,uint8 count,uint32 model,address operator,uint16 images,uint32 steps,uint32 baseMs,uint48 amount)"
    );
    bytes32 internal constant DAILY_KEY_TYPE = keccak256(
        "DailyKey(bytes32 workerId,bytes32 publicKey,uint40 notBefore,uint40 notAfter,uint32 seq)"
    );

    function _digest(bytes32 structHash) internal view returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(_domain(), structHash);
    }

    function _domain() internal view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPE, NAME, VERSION, block.chainid, address(this)));
    }
}
