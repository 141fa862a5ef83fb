// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IBuyback} from "../../../contracts/interfaces/IBuyback.sol";
import {IMarketOracle} from "../../../contracts/interfaces/IMarketOracle.sol";
import {ISparkPoints} from "../../../contracts/interfaces/ISparkPoints.sol";
import {Buyback} from "../../../contracts/treasury/Buyback.sol";
import {RewardStream} from "../../../contracts/treasury/RewardStream.sol";
import {Treasury} from "../../../contracts/treasury/Treasury.sol";
import {MarketWorld} from "../../helpers/MarketWorld.sol";

/// @dev Real pools, treasury and stream. The pool holds 60 million SOGNI against 1,000 ether, the treasury 100 ether.
abstract contract BuybackWorld is MarketWorld {
    uint64 internal constant SPENDER_ROLE = 3;
    uint128 internal constant CHUNK = 100_000e18;
    uint256 internal constant USD = 5_000e18; // of a chunk at $0.05

    Buyback internal buyback;
    RewardStream internal stream;
    address internal rewards = makeAddr("rewards");

    function setUp() public {
        buildMarket(true);
        stream = RewardStream(
            proxyOf(
                address(new RewardStream(sogni)),
                abi.encodeCall(RewardStream.initialize, (address(manager), rewards))
            )
        );
        buyback = Buyback(
            payable(
                proxyOf(
                    address(
                        new Buyback(sogni, address(usdc), address(weth), factory, oracle, treasury, stream)
                    ),
                    abi.encodeCall(Buyback.initialize, (address(manager), _limits(8_000e18, 20_000e18)))
                )
            )
        );
        bytes4[] memory spends = new bytes4[](1);
        spends[0] = Treasury.spendOn.selector;
        manager.setTargetFunctionRole(address(treasury), spends, SPENDER_ROLE);
        manager.grantRole(SPENDER_ROLE, address(buyback), 0);
        treasury.setSpendLimit(address(buyback), address(0), 1e30, 1 days);
        treasury.setSpendLimit(address(buyback), address(usdc), 1e30, 1 days);
        vm.deal(address(treasury), 100e18);
        oracle.setPool(pool, LIQUIDITY / 4);
        buyback.open("net emission is below zero");
    }

    function _limits(uint128 daily, uint128 monthly) internal pure returns (IBuyback.Limits memory) {
        return IBuyback.Limits({chunk: CHUNK, dailyUsdE18: daily, monthlyUsdE18: monthly});
    }

    function _poolOfUsdc() internal {
        usdc.mint(address(this), 1e18);
        makePool(address(usdc), address(weth), 500, 3_000e6, 1e18, 54_772_255_750_516_611);
    }

    /// @dev So much purchased Spark that `spare` dollars of the $300,000 are left.
    function _oweAllBut(uint256 spare) internal {
        manager.grantRole(MINTER_ROLE, address(this), 0);
        spark.setMintLimit(address(this), PURCHASED, 1e30, 1 days);
        uint256 owed = 300_000e18 - spare;
        // A Spark of $0.005 counts 55 % and a tenth of that.
        spark.mint(alice, (owed * 1e18) / 3_025e12, PURCHASED, ISparkPoints.MintReason.Sale);
    }

    function _expectNoMarket(IMarketOracle.Verdict verdict) internal {
        vm.expectRevert(abi.encodeWithSelector(IBuyback.BuybackNoMarket.selector, verdict));
        buyback.buyback();
    }

    function _expectTooLittle() internal {
        (bool bought, bytes memory why) = address(buyback).call(abi.encodeCall(Buyback.buyback, ()));
        vm.assertFalse(bought);
        vm.assertEq(bytes32(bytes4(why)), bytes32(IBuyback.BuybackTooLittle.selector));
    }

    function _assertNothingStays() internal view {
        vm.assertEq(address(buyback).balance, 0);
        vm.assertEq(sogni.balanceOf(address(buyback)), 0);
        vm.assertEq(weth.balanceOf(address(buyback)), 0);
        vm.assertEq(usdc.balanceOf(address(buyback)), 0);
    }

    function _assertNear(uint256 price, uint256 wanted) internal pure {
        uint256 distance = price > wanted ? price - wanted : wanted - price;
        vm.assertLe(distance, (wanted * 3) / 10_000);
    }
}
