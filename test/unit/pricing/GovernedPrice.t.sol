// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IGovernedPrice} from "../../../contracts/interfaces/IGovernedPrice.sol";
import {GovernedPrice} from "../../../contracts/settlement/GovernedPrice.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

contract GovernedPriceTest is ManagedTest {
    uint48 private constant NOW = 1_000_000;
    GovernedPrice private oracle;

    function setUp() public {
        vm.warp(NOW);
        oracle = _oracle(1e17, 1 days);
    }

    function test_FirstPriceLivesFromDeployment() public view {
        (uint256 price, uint48 validUntil) = oracle.lastPrice();
        vm.assertEq(price, 1e17);
        vm.assertEq(validUntil, NOW + 1 days);
        vm.assertEq(oracle.chargePrice(), 1e17);
        vm.assertEq(oracle.payPrice(), 1e17);
    }

    function test_RevertWhen_SetByStranger() public {
        expectUnauthorized();
        oracle.setPrice(1e17, NOW + 1);
    }

    function test_RevertWhen_StepTooLarge() public {
        vm.expectRevert(_stepTooLarge(1.15e17 + 1));
        oracle.setPrice(1.15e17 + 1, NOW + 1);
        vm.expectRevert(_stepTooLarge(0.85e17 - 1));
        oracle.setPrice(0.85e17 - 1, NOW + 1);
    }

    function test_RevertWhen_PriceOutOfRange() public {
        GovernedPrice implementation = new GovernedPrice();
        for (uint256 i = 0; i < 2; ++i) {
            uint256 price = i == 0 ? 0 : 1e24 + 1;
            vm.expectRevert(
                abi.encodeWithSelector(IGovernedPrice.GovernedPriceOutOfRange.selector, price, 1e24)
            );
            proxyOf(
                address(implementation),
                abi.encodeCall(GovernedPrice.initialize, (address(manager), price, 1 days))
            );
        }
    }

    function test_RevertWhen_ExpiryNotAhead() public {
        vm.expectRevert(_badExpiry(NOW));
        oracle.setPrice(1e17, NOW);
    }

    function test_RevertWhen_ExpiryTooFar() public {
        vm.expectRevert(_badExpiry(NOW + 7 days + 1));
        oracle.setPrice(1e17, NOW + 7 days + 1);
    }

    function test_RevertGiven_Expired() public {
        vm.warp(NOW + 1 days);
        vm.expectRevert(abi.encodeWithSelector(IGovernedPrice.GovernedPriceExpired.selector, NOW + 1 days));
        oracle.chargePrice();
        vm.expectRevert(abi.encodeWithSelector(IGovernedPrice.GovernedPriceExpired.selector, NOW + 1 days));
        oracle.payPrice();
    }

    function test_SetsAndRenews() public {
        vm.expectEmit();
        emit IGovernedPrice.PriceSet(1e17, 1.15e17, NOW + 1 days, NOW + 7 days);
        oracle.setPrice(1.15e17, NOW + 7 days);
        vm.assertEq(oracle.chargePrice(), 1.15e17);

        vm.warp(NOW + 30 days);
        oracle.setPrice(1.15e17, NOW + 31 days);
        vm.assertEq(oracle.chargePrice(), 1.15e17);
    }

    function _oracle(uint256 price, uint48 validSeconds) private returns (GovernedPrice) {
        return
            GovernedPrice(
                proxyOf(
                    address(new GovernedPrice()),
                    abi.encodeCall(GovernedPrice.initialize, (address(manager), price, validSeconds))
                )
            );
    }

    function _stepTooLarge(uint256 price) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IGovernedPrice.GovernedPriceStepTooLarge.selector, 1e17, price, 1_500);
    }

    function _badExpiry(uint48 validUntil) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IGovernedPrice.GovernedPriceBadExpiry.selector,
                validUntil,
                NOW + 1,
                NOW + 7 days
            );
    }
}
