// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ISalePolicy} from "../../../contracts/interfaces/ISalePolicy.sol";
import {MixDiscount} from "../../../contracts/libraries/MixDiscount.sol";
import {Currency} from "../../../contracts/types/Currency.sol";
import {EconomyWorld} from "../../helpers/EconomyWorld.sol";

contract SalePolicyTest is EconomyWorld {
    function setUp() public {
        buildEconomy();
        policy.setTargets(_mix(5_000, 800, 2_000, 500, 3_000, 300));
    }

    function test_TheDiscountGrowsEvenlyWithTheShortfall() public {
        // Empty: everything is wanted.
        vm.assertEq(policy.discountBps(Currency.Usdc), 800);
        usdc.mint(address(treasury), 250e6);
        sogni.mint(address(treasury), 15_000e18);
        // $250 of USDC and $750 of SOGNI: half of the wanted USDC, none of the ether, too much SOGNI.
        vm.assertEq(policy.discountBps(Currency.Usdc), 400);
        vm.assertEq(policy.discountBps(Currency.Eth), 500);
        vm.assertEq(policy.discountBps(Currency.Sogni), 0);
        vm.deal(address(treasury), 0.1 ether);
        // $300 of $1,300 in ether.
        vm.assertEq(policy.discountBps(Currency.Eth), 0);
    }

    function test_SetsTheMix() public {
        ISalePolicy.Target[3] memory next = _mix(10_000, 0, 0, 1_000, 0, 500);
        vm.expectEmit(address(policy));
        emit ISalePolicy.TargetsSet(policy.targets(), next);
        policy.setTargets(next);
        vm.assertEq(policy.discountBps(Currency.Usdc), 0);
        // Wanted by nobody: no discount, whatever its bound.
        vm.assertEq(policy.discountBps(Currency.Eth), 0);
    }

    function test_RevertWhen_SharesAreNotAWhole() public {
        vm.expectRevert(abi.encodeWithSelector(ISalePolicy.SalePolicyBadShares.selector, 9_999));
        policy.setTargets(_mix(5_000, 0, 2_000, 0, 2_999, 0));
    }

    function test_RevertWhen_ADiscountIsBeyondItsBound() public {
        _expectTooLarge(Currency.Usdc, 1_001, 1_000);
        policy.setTargets(_mix(5_000, 1_001, 2_000, 0, 3_000, 0));
        _expectTooLarge(Currency.Sogni, 501, 500);
        policy.setTargets(_mix(5_000, 0, 2_000, 0, 3_000, 501));
    }

    function test_RevertWhen_SetByStranger() public {
        expectUnauthorized();
        policy.setTargets(noDiscounts());
        expectUnauthorized();
        policy.upgradeToAndCall(address(1), "");
    }

    function testFuzz_TheDiscountIsBoundedAndFallsAsMoreIsHeld(uint256 held, uint256 rest) public pure {
        held = bound(held, 0, 1e40);
        rest = bound(rest, 0, 1e40);
        uint256 discount = MixDiscount.discountBps(held, held + rest, 5_000, 800);
        vm.assertLe(discount, 800);
        vm.assertLe(MixDiscount.discountBps(held + 1, held + rest + 1, 5_000, 800), discount);
    }

    function _mix(
        uint16 a,
        uint16 da,
        uint16 b,
        uint16 db,
        uint16 c,
        uint16 dc
    ) private pure returns (ISalePolicy.Target[3] memory) {
        return [ISalePolicy.Target(a, da), ISalePolicy.Target(b, db), ISalePolicy.Target(c, dc)];
    }

    function _expectTooLarge(Currency currency, uint16 discount, uint256 most) private {
        vm.expectRevert(
            abi.encodeWithSelector(ISalePolicy.SalePolicyDiscountTooLarge.selector, currency, discount, most)
        );
    }
}
