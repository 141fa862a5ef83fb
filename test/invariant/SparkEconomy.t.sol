// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ITreasury} from "../../contracts/interfaces/ITreasury.sol";
import {Currency} from "../../contracts/types/Currency.sol";
import {EconomyWorld} from "../helpers/EconomyWorld.sol";

/// Buyers, card payments, refunds, renders, a manager and time. Nothing here reverts: what is refused changes nothing.
contract SparkActors is EconomyWorld {
    uint256 public minted;
    uint256 public burned;
    uint256 public receiptsTried;
    uint256 public receiptsTaken;
    uint256 public firstAt;
    uint256 public cardUsdE6;
    uint256 public managerUsdc;
    /// A mint or a payment out that left the treasury insolvent.
    bool public brokeSolvency;

    constructor() {
        buildEconomy();
        firstAt = block.timestamp;
        usdc.mint(address(treasury), 1_000e6);
        treasury.setSpendLimit(address(this), address(usdc), 100e6, 1 days);
    }

    receive() external payable {}

    function buy(uint8 which, uint256 amount) external {
        Currency currency = Currency(which % 3);
        amount = bound(amount, 1, 1_000_000e18);
        uint256 cost = sale.costOf(currency, amount);
        vm.deal(address(this), cost + 1);
        usdc.mint(address(this), cost);
        sogni.mint(address(this), cost);
        usdc.approve(address(sale), cost);
        sogni.approve(address(sale), cost);
        uint256 value = currency == Currency.Eth ? cost + 1 : 0;
        uint256 before = spark.totalSupply();
        try sale.buy{value: value}(currency, alice, amount, cost, block.timestamp) {
            minted += amount;
            _checkSolvency();
        } catch {
            vm.assertEq(spark.totalSupply(), before);
        }
    }

    function pay(uint8 id, uint64 usdE6, bool forBob) external {
        receiptsTried++;
        usdE6 = uint64(bound(usdE6, 1, 500e6));
        bool used = fiat.receiptOf(bytes32(uint256(id))).mintedAt != 0;
        try fiat.mint(bytes32(uint256(id)), forBob ? bob : alice, usdE6, 0) returns (uint256 amount) {
            vm.assertFalse(used);
            receiptsTaken++;
            minted += amount;
            cardUsdE6 += usdE6;
            _checkSolvency();
        } catch {}
    }

    function refund(uint8 id, uint64 usdE6) external {
        uint64 paid = fiat.receiptOf(bytes32(uint256(id))).usdE6;
        uint256 before = spark.totalSupply();
        try fiat.chargeback(bytes32(uint256(id)), uint64(bound(usdE6, 0, paid))) {
            burned += before - spark.totalSupply();
        } catch {}
    }

    function release(uint8 id) external {
        try fiat.release(bytes32(uint256(id))) {} catch {}
    }

    function settle(uint256 amount) external {
        amount = bound(amount, 1, 1_000e6);
        usdc.mint(address(this), amount);
        usdc.approve(address(fiat), amount);
        fiat.settle(amount);
    }

    function render(uint256 amount, bool ofBob) external {
        address owner = ofBob ? bob : alice;
        amount = bound(amount, 0, spark.classBalanceOf(owner, PURCHASED));
        if (amount == 0) return;
        spendSpark(owner, amount);
        burned += amount;
    }

    function manage(uint256 amount) external {
        amount = bound(amount, 1, 200e6);
        try treasury.spend(address(usdc), bob, amount) {
            managerUsdc += amount;
            _checkSolvency();
        } catch {}
    }

    function wait_(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 1 days));
    }

    function supply() external view returns (uint256) {
        return spark.totalSupply();
    }

    function owed() external view returns (uint256) {
        return fiat.fiatOwed();
    }

    function elapsed() external view returns (uint256) {
        return block.timestamp - firstAt;
    }

    function held() external view returns (uint256 usdcHeld, uint256 sogniHeld, uint256 ethHeld) {
        return (usdc.balanceOf(address(sale)), sogni.balanceOf(address(sale)), address(sale).balance);
    }

    function _checkSolvency() private {
        ITreasury.Solvency memory books = treasury.solvency();
        if (books.assetsUsdE18 < books.requiredUsdE18) brokeSolvency = true;
    }
}

/// Laws T1 to T6 of docs/security/invariants.md.
contract SparkEconomyInvariantTest is EconomyWorld {
    SparkActors private _actors;

    function setUp() public {
        _actors = new SparkActors();
        targetContract(address(_actors));
    }

    function invariant_LawsOfSparkAndTreasury() public view {
        // T1
        vm.assertEq(_actors.supply(), _actors.minted() - _actors.burned(), "supply = minted - burned");
        // T2
        vm.assertLe(_actors.receiptsTaken(), 256);
        // T3
        uint256 elapsed = _actors.elapsed();
        vm.assertLe(_actors.cardUsdE6(), 20_000e6 + (20_000e6 * elapsed) / 1 days + 1);
        vm.assertLe(_actors.owed(), 50_000e6);
        // T4
        vm.assertLe(_actors.managerUsdc(), 100e6 + (100e6 * elapsed) / 1 days + 1);
        // T5
        vm.assertFalse(_actors.brokeSolvency());
        // T6
        (uint256 usdcHeld, uint256 sogniHeld, uint256 ethHeld) = _actors.held();
        vm.assertEq(usdcHeld + sogniHeld + ethHeld, 0);
    }
}
