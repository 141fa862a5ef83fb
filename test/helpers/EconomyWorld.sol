// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ProxySeed} from "../../contracts/access/ProxySeed.sol";
import {IAssetPrices} from "../../contracts/interfaces/IAssetPrices.sol";
import {IFiatMinter} from "../../contracts/interfaces/IFiatMinter.sol";
import {IRenderLedger} from "../../contracts/interfaces/IRenderLedger.sol";
import {IRenderLedgerDesk} from "../../contracts/interfaces/IRenderLedgerDesk.sol";
import {IRenderPricing} from "../../contracts/interfaces/IRenderPricing.sol";
import {ISalePolicy} from "../../contracts/interfaces/ISalePolicy.sol";
import {ISparkPoints} from "../../contracts/interfaces/ISparkPoints.sol";
import {ITreasury} from "../../contracts/interfaces/ITreasury.sol";
import {LocalFeed} from "../../contracts/mocks/LocalFeed.sol";
import {LocalUsdc} from "../../contracts/mocks/LocalUsdc.sol";
import {SparkPoints} from "../../contracts/tokens/SparkPoints.sol";
import {AssetPrices} from "../../contracts/treasury/AssetPrices.sol";
import {FiatMinter} from "../../contracts/treasury/FiatMinter.sol";
import {SalePolicy} from "../../contracts/treasury/SalePolicy.sol";
import {SparkSale} from "../../contracts/treasury/SparkSale.sol";
import {Treasury} from "../../contracts/treasury/Treasury.sol";
import {Global} from "../../contracts/types/LedgerTypes.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract SogniCoin is ERC20("Sogni", "SOGNI"), ERC20Permit("Sogni") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// @dev Spark, its sales and the treasury, real and wired as they are deployed; the ledger and the price of SOGNI are
/// mocked. SOGNI is $0.05, ether $3,000, USDC a dollar, and the clock stands at a million seconds.
abstract contract EconomyWorld is ManagedTest {
    ISparkPoints.SparkClass internal constant PURCHASED = ISparkPoints.SparkClass.Purchased;
    uint64 internal constant MINTER_ROLE = 1;
    uint64 internal constant PLATFORM_ROLE = 2;

    LocalUsdc internal usdc = new LocalUsdc();
    SogniCoin internal sogni = new SogniCoin();
    LocalFeed internal usdcFeed = new LocalFeed(8, 1e8);
    LocalFeed internal ethFeed = new LocalFeed(8, 3_000e8);
    LocalFeed internal sequencer = new LocalFeed(0, 0);
    address internal ledger = neighbour("ledger");
    address internal pricing = neighbour("pricing");
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");

    SparkPoints internal spark;
    Treasury internal treasury;
    AssetPrices internal prices;
    SalePolicy internal policy;
    SparkSale internal sale;
    FiatMinter internal fiat;

    function buildEconomy() internal {
        vm.warp(1_000_000);
        sequencer.set(0, 1, 0);
        setSogniPrice(5e16);
        vm.mockCall(pricing, abi.encodeCall(IRenderPricing.usdPerBaseE18, ()), abi.encode(5e15));
        Global memory books;
        vm.mockCall(ledger, abi.encodeCall(IRenderLedgerDesk.global, ()), abi.encode(books));

        ProxySeed seed = new ProxySeed(address(this));
        spark = SparkPoints(_planted(seed));
        treasury = Treasury(payable(_planted(seed)));
        prices = AssetPrices(_planted(seed));
        policy = SalePolicy(_planted(seed));
        sale = SparkSale(_planted(seed));
        fiat = FiatMinter(_planted(seed));
        _becomeBooks();
        _becomeShops();

        for (uint256 i = 0; i < 2; i++) {
            address minter = i == 0 ? address(sale) : address(fiat);
            manager.grantRole(MINTER_ROLE, minter, 0);
            spark.setMintLimit(minter, PURCHASED, 1e30, 1 days);
        }
        manager.grantRole(MINTER_ROLE, address(this), 0);
        manager.grantRole(PLATFORM_ROLE, address(fiat), 0);
        manager.grantRole(PLATFORM_ROLE, address(this), 0);
        _allow(SparkPoints.mint.selector, MINTER_ROLE);
        _allow(SparkPoints.moveFrom.selector, PLATFORM_ROLE);
        _allow(SparkPoints.moveTo.selector, PLATFORM_ROLE);
        _allow(SparkPoints.burn.selector, PLATFORM_ROLE);
    }

    function setSogniPrice(uint256 priceE18) internal {
        vm.mockCall(pricing, abi.encodeCall(IRenderPricing.sogniPriceE18, ()), abi.encode(priceE18));
    }

    /// @dev No discounts, so that costs are round.
    function noDiscounts() internal pure returns (ISalePolicy.Target[3] memory mix) {
        mix[0].shareBps = 10_000;
    }

    function fiatLimits() internal pure returns (IFiatMinter.Limits memory) {
        return
            IFiatMinter.Limits({
                totalUsdE6: 20_000e6,
                userUsdE6: 500e6,
                creditLineUsdE6: 50_000e6,
                instantUsdE6: 20e6,
                windowSeconds: 1 days,
                escrowSeconds: 72 hours,
                feeBps: 1_000
            });
    }

    function feedBounds(
        uint112 minE18,
        uint112 maxE18
    ) internal pure returns (IAssetPrices.FeedBounds memory) {
        return IAssetPrices.FeedBounds({heartbeat: 1 hours, minE18: minE18, maxE18: maxE18});
    }

    /// @dev What was bought is spent, as the ledger does it.
    function spendSpark(address owner, uint256 amount) internal {
        spark.moveFrom(owner, amount, PURCHASED);
        spark.burn(amount, PURCHASED);
    }

    function _becomeBooks() private {
        _become(
            address(spark),
            address(new SparkPoints(treasury)),
            abi.encodeCall(SparkPoints.initialize, (address(manager)))
        );
        _become(
            address(treasury),
            address(
                new Treasury(
                    sogni,
                    usdc,
                    spark,
                    IRenderLedger(ledger),
                    IRenderPricing(pricing),
                    IAssetPrices(address(prices))
                )
            ),
            abi.encodeCall(Treasury.initialize, (address(manager)))
        );
        _become(
            address(prices),
            address(new AssetPrices(usdcFeed, ethFeed, sequencer, IRenderPricing(pricing))),
            abi.encodeCall(
                AssetPrices.initialize,
                (address(manager), feedBounds(0.5e18, 2e18), feedBounds(100e18, 100_000e18))
            )
        );
    }

    function _becomeShops() private {
        _become(
            address(policy),
            address(new SalePolicy(ITreasury(treasury))),
            abi.encodeCall(SalePolicy.initialize, (address(manager), noDiscounts()))
        );
        _become(
            address(sale),
            address(
                new SparkSale(usdc, sogni, spark, payable(treasury), IRenderPricing(pricing), prices, policy)
            ),
            abi.encodeCall(SparkSale.initialize, (address(manager)))
        );
        _become(
            address(fiat),
            address(new FiatMinter(usdc, spark, IRenderPricing(pricing), address(treasury))),
            abi.encodeCall(FiatMinter.initialize, (address(manager), fiatLimits()))
        );
    }

    function _planted(ProxySeed seed) private returns (address) {
        return address(new ERC1967Proxy(address(seed), abi.encodeCall(ProxySeed.plant, ())));
    }

    function _become(address proxy, address implementation, bytes memory initialize) private {
        UUPSUpgradeable(proxy).upgradeToAndCall(implementation, initialize);
    }

    function _allow(bytes4 selector, uint64 role) private {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = selector;
        manager.setTargetFunctionRole(address(spark), selectors, role);
    }
}
