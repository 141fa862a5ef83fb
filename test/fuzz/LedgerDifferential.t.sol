// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Currency} from "../../contracts/types/LedgerTypes.sol";
import {LedgerCompare} from "../helpers/LedgerCompare.sol";
import {LedgerRandom} from "../helpers/LedgerRandom.sol";

/// The packed ledger against the plain one: same bytes to both, everything compared.
contract LedgerDifferentialTest is LedgerCompare, LedgerRandom {
    function setUp() public {
        buildWorld();
    }

    function testFuzz_BothLanesEqualThePlainLedger(uint256 entropy) public {
        seed(entropy);
        openSomeSessions();
        bytes memory previous;
        for (uint256 i = 0; i < 5; i++) {
            disturb();
            if (previous.length != 0 && chance(15)) {
                // A replay, too late for its reports now and then.
                callBoth(address(this), abi.encodeCall(packed.settleBatch, (previous)));
            } else if (chance(60)) {
                previous = encode(randomTabs());
                settleBoth(previous);
            } else {
                redeemBoth(encode(randomTickets()));
            }
        }
    }

    function testFuzz_BothRefuseTheSameDamage(uint256 entropy) public {
        seed(entropy);
        openSomeSessions();
        bool tabs = chance(50);
        bytes memory blob = tabs ? encode(randomTabs()) : encode(randomTickets());
        uint256 kind = random(3);
        if (kind == 0) {
            uint256 at = random(blob.length);
            blob[at] = bytes1(uint8(blob[at]) ^ uint8(1 << random(8)));
        } else if (kind == 1) {
            blob = bytes.concat(blob, hex"00");
        } else {
            // A batch that is a prefix of a longer calldata: the rest of it must not be read as the batch.
            uint256 length = random(blob.length);
            assembly {
                mstore(blob, length)
            }
        }
        bytes memory data =
            tabs ? abi.encodeCall(packed.settleBatch, (blob)) : abi.encodeCall(packed.settleTickets, (blob));
        (bool success, ) = address(packed).call(data);
        (bool twinSuccess, ) = address(twin).call(data);
        assertTrue(success == twinSuccess, "outcome");
        // Only an entry that nobody refers to, and nobody signed, can change unnoticed.
        assertTrue(!success || kind == 0, "damage");
        compareRows();
    }

    /// The last user never opens a session.
    function openSomeSessions() private {
        for (uint256 i = 0; i < USERS - 1; i++) {
            if (chance(5)) continue;
            uint64 amount = uint64(1 + random(chance(30) ? 1e6 : 1e9));
            openBoth(i, Currency(random(3)), amount);
            if (chance(30)) administer(abi.encodeCall(packed.setDiscount, (keyOf(i), uint16(random(2_001)))));
        }
    }

    /// What other parts of the network and time do between two batches.
    function disturb() private {
        uint256 kind = random(12);
        address operator = operatorOf(random(WORKERS));
        if (kind == 0) administer(abi.encodeCall(packed.setJailed, (operator, chance(50))));
        if (kind == 1 && packed.worker(operator).retireAt == 0) {
            administer(abi.encodeCall(packed.retireOperator, (operator)));
        }
        if (kind == 2) {
            administer(
                abi.encodeCall(
                    packed.setModel,
                    (uint32(1 + random(MODELS)), uint16(random(1_001)), chance(60))
                )
            );
        }
        if (kind == 3)
            administer(abi.encodeCall(packed.setTakeBps, (operator, uint16(2_000 + random(2_501)))));
        if (kind == 4) {
            pricing.setSparkRate(uint64(1 + random(chance(20) ? 1_000 : 1e9)));
            administer(abi.encodeCall(packed.pushSparkRate, ()));
        }
        if (kind == 5) vm.warp(block.timestamp + random(60 hours));
        if (kind == 6) {
            vm.recordLogs();
            callBoth(owner, abi.encodeCall(packed.closeSession, (keyOf(random(USERS)))));
        }
        if (kind == 7) callBoth(owner, abi.encodeCall(packed.withdraw, (keyOf(random(USERS)))));
    }

    function administer(bytes memory data) private {
        callBoth(address(this), data);
    }
}
