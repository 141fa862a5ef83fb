// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {EIP712Upgradeable} from "@openzeppelin/contracts-upgradeable/utils/cryptography/EIP712Upgradeable.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IRenderLedgerErrors} from "../interfaces/IRenderLedgerErrors.sol";
import {Accept, Cancel, DailyKey, Line, Receipt, Ticket} from "../types/LedgerTypes.sol";

/// @title EIP-712 messages of the plain ledger
/// @notice One `abi.encode` per type, nothing shared with the packed ledger.
abstract contract PlainTypedData is EIP712Upgradeable, IRenderLedgerErrors {
    string private constant LINE_TYPE =
        "Line(address session,uint32 seq,uint8 count,uint32 model,address operator,uint16 images,uint32 steps,uint32 baseMs,uint48 amount)";

    string private constant ORDER_TYPE = "Order(bytes32 jobId,bytes32 paramsCommit)";

    string private constant WORK_TYPE =
        "Work(bytes32 paramsCommit,bytes32 classId,bytes32 resultRoot,bytes32 traceRoot,uint32 elapsedMs)";

    function _hashOpen(address owner, uint40 expiry) internal view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(abi.encode(keccak256("Open(address owner,uint40 expiry)"), owner, expiry))
            );
    }

    function _hashTicket(Ticket memory ticket) internal view returns (bytes32) {
        return _hashTicket(ticket, keccak256(abi.encode(keccak256(bytes(ORDER_TYPE)), ticket.order)));
    }

    /// @dev The ticket lane has the order's hash in place of the order.
    function _hashTicket(Ticket memory ticket, bytes32 order) internal view returns (bytes32) {
        bytes32 typeHash = keccak256(
            abi.encodePacked(
                "Ticket(Order order,uint32 seq,uint32 model,uint40 unitPrice,uint32 unitMs,uint16 stepsPerImage,uint32 deliverBy,uint32 redeemBy,uint256[] shares)",
                ORDER_TYPE
            )
        );
        return
            _hashTypedDataV4(
                keccak256(
                    abi.encode(
                        typeHash,
                        order,
                        ticket.seq,
                        ticket.model,
                        ticket.unitPrice,
                        ticket.unitMs,
                        ticket.stepsPerImage,
                        ticket.deliverBy,
                        ticket.redeemBy,
                        keccak256(abi.encodePacked(ticket.shares))
                    )
                )
            );
    }

    function _hashAccept(Accept memory accept) internal view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(abi.encode(keccak256("Accept(bytes32 ticket,uint16 share,uint40 at)"), accept))
            );
    }

    function _hashReceipt(Receipt memory receipt) internal view returns (bytes32) {
        return _hashReceipt(receipt, keccak256(abi.encode(keccak256(bytes(WORK_TYPE)), receipt.work)));
    }

    /// @dev The ticket lane has the work's hash in place of the work.
    function _hashReceipt(Receipt memory receipt, bytes32 work) internal view returns (bytes32) {
        bytes32 typeHash = keccak256(
            abi.encodePacked(
                "Receipt(bytes32 ticket,uint16 share,Work work,uint16 images,uint32 steps,uint40 completedAt,bool last)",
                WORK_TYPE
            )
        );
        return
            _hashTypedDataV4(
                keccak256(
                    abi.encode(
                        typeHash,
                        receipt.ticket,
                        receipt.share,
                        work,
                        receipt.images,
                        receipt.steps,
                        receipt.completedAt,
                        receipt.last
                    )
                )
            );
    }

    function _hashCancel(Cancel memory cancel) internal view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(
                    abi.encode(keccak256("Cancel(bytes32 ticket,uint16 share,uint32 maxSteps)"), cancel)
                )
            );
    }

    function _hashTab(Line[] memory lines, bytes memory ratings) internal view returns (bytes32) {
        bytes32 typeHash = keccak256(abi.encodePacked("Tab(Line[] lines,bytes ratings)", LINE_TYPE));
        return _hashTypedDataV4(keccak256(abi.encode(typeHash, _hashLines(lines), keccak256(ratings))));
    }

    function _hashReport(
        Line[] memory lines,
        bytes32 receiptsRoot,
        uint32 time
    ) internal view returns (bytes32) {
        bytes32 typeHash = keccak256(
            abi.encodePacked("Report(Line[] lines,bytes32 receiptsRoot,uint32 time)", LINE_TYPE)
        );
        return _hashTypedDataV4(keccak256(abi.encode(typeHash, _hashLines(lines), receiptsRoot, time)));
    }

    function _hashDailyKey(DailyKey memory dailyKey) internal view returns (bytes32) {
        bytes32 typeHash = keccak256(
            "DailyKey(bytes32 workerId,bytes32 publicKey,uint40 notBefore,uint40 notAfter,uint32 seq)"
        );
        return _hashTypedDataV4(keccak256(abi.encode(typeHash, dailyKey)));
    }

    function _hashLines(Line[] memory lines) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](lines.length);
        for (uint256 i = 0; i < lines.length; i++) {
            hashes[i] = keccak256(abi.encode(keccak256(bytes(LINE_TYPE)), lines[i]));
        }
        return keccak256(abi.encodePacked(hashes));
    }

    function _requireSigned(address signer, bytes32 digest, bytes32 r, bytes32 vs) internal pure {
        (address recovered, ECDSA.RecoverError failure, ) = ECDSA.tryRecover(digest, r, vs);
        require(
            failure == ECDSA.RecoverError.NoError && recovered == signer,
            RenderLedgerInvalidSignature(signer, digest)
        );
    }

    function _requireSigned(address signer, bytes32 digest, bytes memory signature) internal pure {
        require(signature.length == 64, RenderLedgerSignatureLength(signature.length));
        (bytes32 r, bytes32 vs) = abi.decode(signature, (bytes32, bytes32));
        _requireSigned(signer, digest, r, vs);
    }
}
