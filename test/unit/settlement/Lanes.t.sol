// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Currency} from "../../../contracts/types/LedgerTypes.sol";
import {LedgerCompare} from "../../helpers/LedgerCompare.sol";
import {TabBuilder} from "../../helpers/TabBuilder.sol";
import {TicketBuilder} from "../../helpers/TicketBuilder.sol";

contract LanesTest is LedgerCompare, TabBuilder, TicketBuilder {
    function setUp() public {
        buildWorld();
        openBoth(0, Currency.Sogni, 1e12);
        openBoth(1, Currency.Spark, 1e9);
        openBoth(2, Currency.Promo, 1e9);
    }

    function test_SettlesOneLine() public {
        (uint256 applied, uint256 skipped) = settleBoth(encode(single(0, 0, 0, 1_000_000)));
        assertEq(applied, 1, "applied");
        assertEq(skipped, 0, "skipped");
        assertEq(
            packed.worker(operatorOf(0)).accrued,
            525_000,
            "pay: gross less 4,500 bps take and 250 bps royalty"
        );
        assertEq(packed.model(1).royalty, 25_000, "royalty");
        assertEq(packed.global().treasury, 450_000, "take");
        assertEq(packed.session(keyOf(0)).balance, 1e12 - 1_000_000, "balance");
        assertEq(packed.session(keyOf(0)).base, 1, "base");
    }

    function test_SettlesOneTicket() public {
        (uint256 applied, uint256 skipped) = redeemBoth(encode(singleTicket(1, 1, 3)));
        assertEq(applied, 1, "applied");
        assertEq(skipped, 0, "skipped");
        assertEq(packed.session(keyOf(1)).balance, 1e9 - 2_000_000, "balance");
        assertEq(packed.session(keyOf(1)).window, 8, "window");
    }
}
