// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ITreasury} from "../../contracts/interfaces/ITreasury.sol";
import {RewardStream} from "../../contracts/treasury/RewardStream.sol";
import {Currency} from "../../contracts/types/Currency.sol";
import {EconomyWorld} from "../helpers/EconomyWorld.sol";

/// @dev Buyers, card payments, refunds, renders, a manager, rewards, prices and time. Nothing here reverts: what is refused
/// changes nothing.
abstract contract SparkActors is EconomyWorld {
    uint256 private constant RECEIPTS = 64;

    RewardStream internal stream;
    uint256 public calls;
    uint256 public minted;
    uint256 public burned;
    uint256 public escrowed;
    uint256 public firstAt;
    uint256 public cardUsdE6;
    uint256 public managerUsdc;
    uint256 public sentToStream;
    mapping(bytes32 receipt => uint256) public mintsOf;
    /// @dev What a law forbids, seen on the way: a mint or a payment that left the treasury insolvent, or a sale below par.
    uint256 public insolvencies;
    uint256 public bargains;

    constructor() {
        buildEconomy();
        firstAt = block.timestamp;
        usdc.mint(address(treasury), 1_000e6);
        treasury.setSpendLimit(address(this), address(usdc), 100e6, 1 days);
        stream = RewardStream(
            proxyOf(
                address(new RewardStream(sogni)),
                abi.encodeCall(RewardStream.initialize, (address(manager), bob))
            )
        );
    }

    receive() external payable {}

    /// @dev One of all actions, by a random number.
    function act(uint256 seed) external {
        uint256 a = uint256(keccak256(abi.encode(seed, "a")));
        uint256 action = seed % 12;
        seed >>= 8;
        if (action < 2) buy(uint8(seed), a);
        else if (action == 2) pay(uint8(seed), uint64(a), a % 2 == 0);
        else if (action == 3) refund(uint8(seed), uint64(a));
        else if (action == 4) release(uint8(seed));
        else if (action == 5) settle(a);
        else if (action < 8) render(a, seed % 2 == 0);
        else if (action == 8) manage(a);
        else if (action == 9) reward(a, seed % 2 == 0);
        else if (action == 10) move(uint8(seed), a);
        else pass(a);
    }

    function buy(uint8 which, uint256 amount) public {
        ++calls;
        Currency currency = Currency(which % 3);
        amount = bound(amount, 1, 1_000_000e18);
        uint256 cost;
        // Without a price there is no sale.
        try sale.costOf(currency, amount) returns (uint256 cost_) {
            cost = cost_;
        } catch {
            return;
        }
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
        if (sale.sparkFor(currency, cost) < amount) ++bargains;
    }

    function pay(uint8 id, uint64 usdE6, bool forBob) public {
        ++calls;
        bytes32 receipt = bytes32(uint256(id) % RECEIPTS);
        usdE6 = uint64(bound(usdE6, 1, 500e6));
        try fiat.mint(receipt, forBob ? bob : alice, usdE6, 0) returns (uint256 amount) {
            ++mintsOf[receipt];
            minted += amount;
            escrowed += fiat.receiptOf(receipt).escrowed;
            cardUsdE6 += usdE6;
            _checkSolvency();
        } catch {}
    }

    function refund(uint8 id, uint64 usdE6) public {
        ++calls;
        bytes32 receipt = bytes32(uint256(id) % RECEIPTS);
        uint64 paid = fiat.receiptOf(receipt).usdE6;
        uint256 waiting = fiat.receiptOf(receipt).escrowed;
        uint256 before = spark.totalSupply();
        try fiat.chargeback(receipt, uint64(bound(usdE6, 0, paid))) {
            burned += before - spark.totalSupply();
            escrowed -= waiting - fiat.receiptOf(receipt).escrowed;
        } catch {}
    }

    function release(uint8 id) public {
        ++calls;
        bytes32 receipt = bytes32(uint256(id) % RECEIPTS);
        uint256 waiting = fiat.receiptOf(receipt).escrowed;
        try fiat.release(receipt) {
            escrowed -= waiting;
        } catch {}
    }

    function settle(uint256 amount) public {
        ++calls;
        amount = bound(amount, 1, 1_000e6);
        usdc.mint(address(this), amount);
        usdc.approve(address(fiat), amount);
        fiat.settle(amount);
    }

    function render(uint256 amount, bool ofBob) public {
        ++calls;
        address owner = ofBob ? bob : alice;
        amount = bound(amount, 0, spark.classBalanceOf(owner, PURCHASED));
        if (amount == 0) return;
        spendSpark(owner, amount);
        burned += amount;
    }

    function manage(uint256 amount) public {
        ++calls;
        amount = bound(amount, 1, 200e6);
        try treasury.spend(address(usdc), bob, amount) {
            managerUsdc += amount;
            _checkSolvency();
        } catch {}
    }

    /// @dev SOGNI on its way to rewards: sent, taken in, released.
    function reward(uint256 amount, bool send) public {
        ++calls;
        if (send) {
            amount = bound(amount, 1, 1e24);
            sogni.mint(address(stream), amount);
            sentToStream += amount;
            stream.takeIn();
        }
        stream.release();
    }

    /// @dev SOGNI and ether move; USDC loses its peg now and then, and the ether feed goes stale.
    function move(uint8 which, uint256 price) public {
        ++calls;
        if (which % 4 == 0) setSogniPrice(bound(price, 5e15, 5e17));
        else if (which % 4 == 1) ethFeed.set(int256(bound(price, 500e8, 10_000e8)), 0, 0);
        else if (which % 4 == 2) usdcFeed.set(int256(bound(price, 0.95e8, 1.05e8)), 0, 0);
        else ethFeed.set(3_000e8, 0, price % 2 == 0 ? block.timestamp - 2 hours : 0);
    }

    function pass(uint256 time) public {
        ++calls;
        vm.warp(block.timestamp + bound(time, 1, 1 days));
    }

    function receipts() public pure returns (uint256) {
        return RECEIPTS;
    }

    function _checkSolvency() private {
        ITreasury.Solvency memory books = treasury.solvency();
        if (books.assetsUsdE18 < books.requiredUsdE18) ++insolvencies;
    }
}
