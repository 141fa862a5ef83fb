// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBuyback} from "../../../contracts/interfaces/IBuyback.sol";
import {IMarketOracle} from "../../../contracts/interfaces/IMarketOracle.sol";
import {Buyback} from "../../../contracts/treasury/Buyback.sol";
import {FullPool} from "../../helpers/MarketWorld.sol";
import {BuybackWorld} from "./BuybackWorld.sol";

/// @dev When nothing is bought.
contract BuybackRefusalsTest is BuybackWorld {
    function test_RevertWhen_Closed() public {
        vm.expectEmit(address(buyback));
        emit IBuyback.BuybackShut("to be looked into");
        buyback.shut("to be looked into");
        vm.expectRevert(IBuyback.BuybackClosed.selector);
        buyback.buyback();
        vm.expectEmit(address(buyback));
        emit IBuyback.BuybackOpened("looked into");
        buyback.open("looked into");
        buyback.buyback();
    }

    function test_RevertWhen_TheLastPurchaseIsLessThanHalfAnHourOld() public {
        buyback.buyback();
        uint256 nextAt = block.timestamp + 30 minutes;
        vm.warp(nextAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IBuyback.BuybackTooSoon.selector, nextAt));
        buyback.buyback();
        vm.warp(nextAt);
        buyback.buyback();
    }

    function test_RevertWhen_GovernedByStranger() public {
        expectUnauthorized();
        buyback.open("");
        expectUnauthorized();
        buyback.shut("");
        expectUnauthorized();
        buyback.setDestination(true);
        expectUnauthorized();
        buyback.setLimits(_limits(1, 1));
    }

    function test_RevertGiven_TheMarketHasNoPriceToBuyAt() public {
        ethFeed.set(0, 0, 0);
        _expectNoMarket(IMarketOracle.Verdict.NoEther);
        ethFeed.set(3_000e8, 0, 0);
        oracle.setMinLiquidity(LIQUIDITY * 2);
        _expectNoMarket(IMarketOracle.Verdict.Thin);
        oracle.setMinLiquidity(1);
        pushTo(20_000);
        pass(30 minutes);
        _expectNoMarket(IMarketOracle.Verdict.Diverged);
    }

    function test_RevertGiven_ThereIsNothingToBuyWith() public {
        vm.deal(address(treasury), 0);
        vm.expectRevert(IBuyback.BuybackNothingToSpend.selector);
        buyback.buyback();
    }

    function test_RevertWhen_SomeoneElseSendsEther() public {
        vm.deal(stranger, 1);
        vm.prank(stranger);
        (bool sent, bytes memory why) = address(buyback).call{value: 1}("");
        vm.assertFalse(sent);
        vm.assertEq(
            keccak256(why),
            keccak256(abi.encodeWithSelector(IBuyback.BuybackNotTheTreasury.selector, stranger))
        );
    }

    function test_RevertWhen_SomeoneElseSaysThatMoneyCame() public {
        vm.expectRevert(abi.encodeWithSelector(IBuyback.BuybackNotTheTreasury.selector, stranger));
        vm.prank(stranger);
        buyback.onSpend(address(0), 1, abi.encode(0));
    }

    /// A pool that nobody trades with, or that only says it is one, gets nothing.
    function test_RevertWhen_AFakePoolAsksForMoney() public {
        vm.expectRevert(abi.encodeWithSelector(IBuyback.BuybackNotThePool.selector, stranger));
        vm.prank(stranger);
        buyback.uniswapV3SwapCallback(1, 0, abi.encode(address(weth), 1));
        vm.expectRevert(abi.encodeWithSelector(IBuyback.BuybackNotThePool.selector, pool));
        vm.prank(address(pool));
        buyback.uniswapV3SwapCallback(1, 0, abi.encode(address(weth), 1));
    }

    /// The pool of USDC runs dry on the way: nothing is left hanging here, the purchase fails whole.
    function test_RevertGiven_APoolTakesLessThanItWasGiven() public {
        usdc.mint(address(this), 1e18);
        FullPool narrow = FullPool(address(factory.createPool(address(usdc), address(weth), 500)));
        (uint256 of0, uint256 of1) = address(usdc) < address(weth)
            ? (uint256(3_000e6), uint256(1e18))
            : (uint256(1e18), uint256(3_000e6));
        narrow.initialize(uint160(Math.sqrt(Math.mulDiv(of1, 1 << 192, of0))));
        (, int24 tick, , , , , ) = narrow.slot0();
        narrow.mint(address(this), (tick / 10) * 10 - 100, (tick / 10) * 10 + 100, 1e12, "");
        usdc.mint(address(treasury), 400_000e6);
        (bool bought, bytes memory why) = address(buyback).call(abi.encodeCall(Buyback.buyback, ()));
        vm.assertFalse(bought);
        vm.assertEq(bytes32(bytes4(why)), bytes32(IBuyback.BuybackPartlyFilled.selector));
    }

    /// A way through ether that costs too much is refused by the least that must come out.
    function test_RevertGiven_TheWayThroughEtherCostsTooMuch() public {
        usdc.mint(address(this), 1e18);
        makePool(address(usdc), address(weth), 500, 3_300e6, 1e18, 54_772_255_750_516_611);
        usdc.mint(address(treasury), 400_000e6);
        _expectTooLittle();
    }

    /// A dollar of USDC that is no dollar buys too little.
    function test_RevertGiven_UsdcIsNoDollar() public {
        usdc.mint(address(this), 1e18);
        makePool(address(usdc), address(weth), 500, 3_060e6, 1e18, 54_772_255_750_516_611);
        usdc.mint(address(treasury), 400_000e6);
        _expectTooLittle();
    }
}
