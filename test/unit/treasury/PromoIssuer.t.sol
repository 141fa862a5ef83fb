// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IPromoIssuer} from "../../../contracts/interfaces/IPromoIssuer.sol";
import {ISparkPoints} from "../../../contracts/interfaces/ISparkPoints.sol";
import {PromoIssuer} from "../../../contracts/treasury/PromoIssuer.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

contract PromoIssuerTest is ManagedTest {
    ISparkPoints.MintReason private constant QUEST = ISparkPoints.MintReason.Quest;

    address private spark = neighbour("spark");
    address private alice = makeAddr("alice");
    PromoIssuer private issuer;

    function setUp() public {
        vm.warp(100 * 7 days);
        ISparkPoints.MintReason[] memory reasons = new ISparkPoints.MintReason[](1);
        uint256[] memory budgets = new uint256[](1);
        reasons[0] = QUEST;
        budgets[0] = 100e18;
        issuer = PromoIssuer(
            proxyOf(
                address(new PromoIssuer(ISparkPoints(spark))),
                abi.encodeCall(PromoIssuer.initialize, (address(manager), reasons, budgets))
            )
        );
        vm.mockCall(spark, abi.encodeWithSelector(ISparkPoints.mint.selector), "");
    }

    function test_IssuesPromotionalSpark() public {
        vm.expectCall(
            spark,
            abi.encodeCall(ISparkPoints.mint, (alice, 40e18, ISparkPoints.SparkClass.Promotional, QUEST)),
            1
        );
        vm.expectEmit(address(issuer));
        emit IPromoIssuer.PromoIssued(100, alice, address(this), QUEST, 40e18, 40e18);
        issuer.issue(alice, 40e18, QUEST);
        vm.assertEq(issuer.available(QUEST), 60e18);
        vm.assertEq(issuer.issuedIn(100, QUEST), 40e18);
    }

    function test_RevertWhen_TheEpochsBudgetIsSpent() public {
        issuer.issue(alice, 40e18, QUEST);
        _expectSpent(QUEST, 60e18, 60e18 + 1);
        issuer.issue(alice, 60e18 + 1, QUEST);
        // Nothing was set aside for other reasons, and nothing ever for sales.
        _expectSpent(ISparkPoints.MintReason.Grant, 0, 1);
        issuer.issue(alice, 1, ISparkPoints.MintReason.Grant);
        _expectSpent(ISparkPoints.MintReason.Sale, 0, 1);
        issuer.issue(alice, 1, ISparkPoints.MintReason.Sale);
    }

    function test_ANewEpochHasItsOwnBudgetAndNoMore() public {
        issuer.issue(alice, 10e18, QUEST);
        vm.warp(101 * 7 days);
        vm.assertEq(issuer.currentEpoch(), 101);
        vm.assertEq(issuer.available(QUEST), 100e18);
    }

    function test_ALoweredBudgetCountsWhatWasGiven() public {
        issuer.issue(alice, 40e18, QUEST);
        vm.expectEmit(address(issuer));
        emit IPromoIssuer.PromoBudgetSet(QUEST, 100e18, 30e18);
        issuer.setBudget(QUEST, 30e18);
        vm.assertEq(issuer.budgetOf(QUEST), 30e18);
        vm.assertEq(issuer.available(QUEST), 0);
    }

    function test_RevertWhen_TheBudgetIsBad() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                IPromoIssuer.PromoIssuerNotPromotional.selector,
                ISparkPoints.MintReason.Fiat
            )
        );
        issuer.setBudget(ISparkPoints.MintReason.Fiat, 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IPromoIssuer.PromoIssuerNotPromotional.selector,
                ISparkPoints.MintReason.Sale
            )
        );
        issuer.setBudget(ISparkPoints.MintReason.Sale, 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IPromoIssuer.PromoIssuerBudgetTooLarge.selector,
                10_000_000e18 + 1,
                10_000_000e18
            )
        );
        issuer.setBudget(QUEST, 10_000_000e18 + 1);
    }

    function test_RevertWhen_StrangerCalls() public {
        expectUnauthorized();
        issuer.issue(stranger, 1, QUEST);
        expectUnauthorized();
        issuer.setBudget(QUEST, 1);
        expectUnauthorized();
        issuer.upgradeToAndCall(address(1), "");
    }

    function _expectSpent(ISparkPoints.MintReason reason, uint256 available, uint256 needed) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                IPromoIssuer.PromoIssuerBudgetSpent.selector,
                100,
                reason,
                available,
                needed
            )
        );
    }
}
