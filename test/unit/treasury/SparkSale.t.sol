// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {PausableUpgradeable} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IAssetPrices} from "../../../contracts/interfaces/IAssetPrices.sol";
import {ISalePolicy} from "../../../contracts/interfaces/ISalePolicy.sol";
import {ISparkPoints} from "../../../contracts/interfaces/ISparkPoints.sol";
import {ISparkSale} from "../../../contracts/interfaces/ISparkSale.sol";
import {ITreasury} from "../../../contracts/interfaces/ITreasury.sol";
import {Currency} from "../../../contracts/types/Currency.sol";
import {EconomyWorld} from "../../helpers/EconomyWorld.sol";

/// Keeps a unit of every transfer.
contract FeeCoin is ERC20("Fee", "FEE") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from != address(0)) super._update(to, address(1), 1);
    }
}

/// Buys again while its change is paid out.
contract Reenterer {
    ISparkSale private immutable _sale;

    constructor(ISparkSale sale) {
        _sale = sale;
    }

    function buy(uint256 amount) external payable {
        _sale.buy{value: msg.value}(Currency.Eth, address(this), amount, msg.value, block.timestamp);
    }

    receive() external payable {
        _sale.buy{value: msg.value}(Currency.Eth, address(this), 1e18, msg.value, block.timestamp);
    }
}

contract SparkSaleTest is EconomyWorld {
    uint256 private constant AMOUNT = 1_000e18;
    uint256 private constant KEY = 0xA11;
    uint256 private _deadline;

    function setUp() public {
        buildEconomy();
        _deadline = block.timestamp + 600;
        usdc.mint(alice, 1_000e6);
        sogni.mint(alice, 1_000e18);
        vm.deal(alice, 10 ether);
        vm.startPrank(alice);
        usdc.approve(address(sale), type(uint256).max);
        sogni.approve(address(sale), type(uint256).max);
        vm.stopPrank();
    }

    /* HAPPY PATHS */

    function test_SellsForUsdcStraightIntoTheTreasury() public {
        vm.expectEmit(address(sale));
        emit ISparkSale.SparkSold(bob, alice, Currency.Usdc, AMOUNT, 5e6, 1e18, 0);
        vm.prank(alice);
        vm.assertEq(sale.buy(Currency.Usdc, bob, AMOUNT, 5e6, _deadline), 5e6);
        vm.assertEq(usdc.balanceOf(address(treasury)), 5e6);
        vm.assertEq(usdc.balanceOf(address(sale)), 0);
        vm.assertEq(spark.classBalanceOf(bob, PURCHASED), AMOUNT);
    }

    function test_SellsForEtherAndReturnsTheRest() public {
        uint256 cost = sale.costOf(Currency.Eth, AMOUNT);
        // $5 at $3,000.
        vm.assertEq(cost, 1666666666666667);
        vm.prank(alice);
        sale.buy{value: 1 ether}(Currency.Eth, alice, AMOUNT, cost, _deadline);
        vm.assertEq(address(treasury).balance, cost);
        vm.assertEq(alice.balance, 10 ether - cost);
        vm.assertEq(address(sale).balance, 0);
    }

    function test_SellsForSogni() public {
        sogni.mint(address(treasury), 1e18);
        vm.prank(alice);
        vm.assertEq(sale.buy(Currency.Sogni, alice, AMOUNT, 100e18, _deadline), 100e18);
        vm.assertEq(sogni.balanceOf(address(treasury)), 101e18);
    }

    function test_TakesUsdcForNoMoreThanADollarAndForLessBelowIt() public {
        usdcFeed.set(1.02e8, 0, 0);
        vm.assertEq(sale.costOf(Currency.Usdc, AMOUNT), 5e6);
        usdcFeed.set(0.98e8, 0, 0);
        vm.assertEq(sale.costOf(Currency.Usdc, AMOUNT), 5_102_041);
    }

    function test_DiscountsAreCutAtTheBoundsOfTheSale() public {
        vm.mockCall(
            address(policy),
            abi.encodeWithSelector(ISalePolicy.discountBps.selector),
            abi.encode(9_999)
        );
        (, uint256 discount) = sale.termsOf(Currency.Sogni);
        vm.assertEq(discount, 500);
        (, discount) = sale.termsOf(Currency.Usdc);
        vm.assertEq(discount, 1_000);
        vm.assertEq(sale.costOf(Currency.Usdc, AMOUNT), 4.5e6);
    }

    function test_BuysWithAPermit() public {
        address carol = vm.addr(KEY);
        usdc.mint(carol, 5e6);
        (uint8 v, bytes32 r, bytes32 s) = _permit(carol, 5e6);
        vm.prank(carol);
        sale.buyWithPermit(Currency.Usdc, carol, AMOUNT, 5e6, _deadline, v, r, s);
        vm.assertEq(spark.balanceOf(carol), AMOUNT);
    }

    /// Somebody sends the signature first: the purchase goes on with the allowance.
    function test_BuysWithAPermitThatWasUsedAlready() public {
        address carol = vm.addr(KEY);
        usdc.mint(carol, 5e6);
        (uint8 v, bytes32 r, bytes32 s) = _permit(carol, 5e6);
        usdc.permit(carol, address(sale), 5e6, _deadline, v, r, s);
        vm.prank(carol);
        sale.buyWithPermit(Currency.Usdc, carol, AMOUNT, 5e6, _deadline, v, r, s);
        vm.assertEq(spark.balanceOf(carol), AMOUNT);
    }

    /* REVERTS */

    function test_RevertWhen_DeadlineHasPassed() public {
        vm.warp(_deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(ISparkSale.SparkSaleExpired.selector, _deadline));
        _buyUsdc(AMOUNT, 5e6);
    }

    function test_RevertWhen_NothingIsBought() public {
        vm.expectRevert(ISparkSale.SparkSaleZeroAmount.selector);
        _buyUsdc(0, 5e6);
    }

    function test_RevertWhen_ItCostsMoreThanAllowed() public {
        vm.expectRevert(abi.encodeWithSelector(ISparkSale.SparkSaleTooExpensive.selector, 5e6, 5e6 - 1));
        _buyUsdc(AMOUNT, 5e6 - 1);
    }

    function test_RevertWhen_TooLittleEtherIsSent() public {
        uint256 cost = sale.costOf(Currency.Eth, AMOUNT);
        vm.expectRevert(abi.encodeWithSelector(ISparkSale.SparkSaleUnderpaid.selector, cost - 1, cost));
        vm.prank(alice);
        sale.buy{value: cost - 1}(Currency.Eth, alice, AMOUNT, cost, _deadline);
    }

    function test_RevertWhen_EtherIsSentToAPurchaseForTokens() public {
        vm.expectRevert(abi.encodeWithSelector(ISparkSale.SparkSaleUnexpectedEther.selector, 1));
        vm.prank(alice);
        sale.buy{value: 1}(Currency.Usdc, alice, AMOUNT, 5e6, _deadline);
    }

    function test_RevertWhen_EtherHasAPermit() public {
        vm.expectRevert(ISparkSale.SparkSaleNoPermit.selector);
        sale.buyWithPermit(Currency.Eth, alice, AMOUNT, 1 ether, _deadline, 0, 0, 0);
    }

    function test_RevertWhen_PausedUntilUnpaused() public {
        expectUnauthorized();
        sale.pause();
        expectUnauthorized();
        sale.unpause();
        sale.pause();
        vm.expectRevert(PausableUpgradeable.EnforcedPause.selector);
        _buyUsdc(AMOUNT, 5e6);
        vm.expectRevert(PausableUpgradeable.EnforcedPause.selector);
        sale.buyWithPermit(Currency.Usdc, alice, AMOUNT, 5e6, _deadline, 0, 0, 0);
        sale.unpause();
        _buyUsdc(AMOUNT, 5e6);
    }

    function test_RevertWhen_TheBuyerEntersAgain() public {
        Reenterer buyer = new Reenterer(sale);
        // The change cannot be paid out, because who gets it cannot buy in that moment.
        vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        buyer.buy{value: 1 ether}(AMOUNT);
        vm.assertEq(spark.totalSupply(), 0);
    }

    /// What is paid covers what is minted, but not a hole that was there before.
    function test_RevertWhen_TheTreasuryIsInsolvent() public {
        spark.setMintLimit(address(this), PURCHASED, 1e30, 1);
        usdc.mint(address(treasury), 3_025e6);
        spark.mint(bob, 1_000_000e18, PURCHASED, ISparkPoints.MintReason.Sale);
        usdcFeed.set(0.98e8, 0, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ITreasury.TreasuryInsolvent.selector, 2_969.50000018e18, 3_028.025e18)
        );
        _buyUsdc(AMOUNT, 6e6);
    }

    /* ATTACKS: mechanisms 4.7 */

    function test_AttackDepeg_NoUsdcBelow98Cents() public {
        usdcFeed.set(0.98e8 - 1, 0, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ISparkSale.SparkSaleDepegged.selector, (0.98e8 - 1) * 1e10, 0.98e18)
        );
        _buyUsdc(AMOUNT, 6e6);
    }

    function test_AttackStalePrice_NoEtherAtAnOldPrice() public {
        ethFeed.set(3_000e8, 1, block.timestamp);
        vm.warp(block.timestamp + 4_500);
        sale.costOf(Currency.Eth, AMOUNT);
        vm.warp(block.timestamp + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IAssetPrices.AssetPricesStale.selector, Currency.Eth, 1_000_000, 4_500)
        );
        vm.prank(alice);
        sale.buy{value: 1 ether}(Currency.Eth, alice, AMOUNT, 1 ether, block.timestamp);
    }

    function test_AttackFeeOnTransfer_LessThanTheCostIsRefused() public {
        vm.etch(address(sogni), address(new FeeCoin()).code);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISparkSale.SparkSaleFeeOnTransfer.selector,
                address(sogni),
                100e18 - 1,
                100e18
            )
        );
        vm.prank(alice);
        sale.buy(Currency.Sogni, alice, AMOUNT, 100e18, _deadline);
    }

    /* ROUNDING */

    function testFuzz_TheBuyerOwesUpAndIsMintedDown(uint8 which, uint256 amount, uint256 price) public {
        Currency currency = Currency(which % 3);
        amount = bound(amount, 1, 1e27);
        setSogniPrice(bound(price, 1e15, 1e19));
        ethFeed.set(int256(bound(price, 1_000e8, 10_000e8)), 0, 0);
        uint256 cost = sale.costOf(currency, amount);
        vm.assertGe(sale.sparkFor(currency, cost), amount);
        if (cost > 0) vm.assertLt(sale.sparkFor(currency, cost - 1), amount);
        // What some money buys never costs more than that money.
        uint256 money = bound(price, 1, 1e24);
        vm.assertLe(sale.costOf(currency, sale.sparkFor(currency, money)), money);
    }

    function testFuzz_SplittingAPurchaseIsNeverCheaper(uint256 a, uint256 b) public view {
        a = bound(a, 1, 1e25);
        b = bound(b, 1, 1e25);
        vm.assertGe(
            sale.costOf(Currency.Usdc, a) + sale.costOf(Currency.Usdc, b),
            sale.costOf(Currency.Usdc, a + b)
        );
    }

    function test_RevertWhen_UpgradedByStranger() public {
        expectUnauthorized();
        sale.upgradeToAndCall(address(1), "");
    }

    function _buyUsdc(uint256 amount, uint256 maxIn) private {
        vm.prank(alice);
        sale.buy(Currency.Usdc, alice, amount, maxIn, _deadline);
    }

    function _permit(address owner, uint256 value) private view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 typeHash = keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );
        bytes32 message = keccak256(abi.encode(typeHash, owner, address(sale), value, 0, _deadline));
        return
            vm.sign(
                KEY,
                keccak256(
                    abi.encodePacked(hex"1901", IERC20Permit(address(usdc)).DOMAIN_SEPARATOR(), message)
                )
            );
    }
}
