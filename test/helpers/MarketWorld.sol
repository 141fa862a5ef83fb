// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IUniswapV3Factory} from "../../contracts/interfaces/external/IUniswapV3Factory.sol";
import {IUniswapV3Pool} from "../../contracts/interfaces/external/IUniswapV3Pool.sol";
import {GovernedPrice} from "../../contracts/settlement/GovernedPrice.sol";
import {PriceOracle} from "../../contracts/settlement/PriceOracle.sol";
import {EconomyWorld, SogniCoin} from "./EconomyWorld.sol";

interface Weth is IERC20 {
    function deposit() external payable;
}

/// @dev What the tests ask of the real factory and pool besides.
interface FullFactory is IUniswapV3Factory {
    function createPool(address tokenA, address tokenB, uint24 fee) external returns (IUniswapV3Pool);
}

interface FullPool is IUniswapV3Pool {
    function initialize(uint160 sqrtPriceX96) external;
    function increaseObservationCardinalityNext(uint16 next) external;
    function liquidity() external view returns (uint128);
    function mint(address to, int24 low, int24 high, uint128 amount, bytes calldata data) external;
    function burn(int24 low, int24 high, uint128 amount) external;
    function collect(
        address to,
        int24 low,
        int24 high,
        uint128 most0,
        uint128 most1
    ) external returns (uint128, uint128);
}

/// @dev Ether as a token, the factory and the pools of Uniswap v3, as their packages deliver them, around the economy.
/// The pool of SOGNI and WETH has liquidity over the whole range, at $0.05 for a SOGNI; the test is trader and provider.
abstract contract MarketWorld is EconomyWorld {
    uint24 internal constant FEE = 3_000;
    uint128 internal constant LIQUIDITY = 244_948_974_278_317_809_819_728; // 1,000 ether against 60 million SOGNI
    int24 internal constant LOWEST = -887_220;
    int24 internal constant HIGHEST = 887_220;
    uint160 internal constant CHEAPEST = 4_295_128_740;
    uint160 internal constant DEAREST = 1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_341;

    Weth internal weth;
    FullFactory internal factory;
    FullPool internal pool;
    GovernedPrice internal governed;
    PriceOracle internal oracle;
    bool internal sogniIsZero;

    /// @dev The pool stands since 30 minutes, and is not named yet.
    function buildMarket(bool sogniFirst) internal {
        weth = Weth(_deploy("node_modules/canonical-weth/build/contracts/WETH9.json"));
        while ((address(sogni) < address(weth)) != sogniFirst) sogni = new SogniCoin();
        sogniIsZero = sogniFirst;
        buildEconomy();
        factory = FullFactory(
            _deploy(
                "node_modules/@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json"
            )
        );
        vm.deal(address(this), 1e30);
        weth.deposit{value: 1e27}();
        sogni.mint(address(this), 1e31);
        pool = makePool(address(sogni), address(weth), FEE, 60_000, 1, LIQUIDITY);

        governed = GovernedPrice(
            proxyOf(
                address(new GovernedPrice()),
                abi.encodeCall(GovernedPrice.initialize, (address(manager), 5e16, 7 days))
            )
        );
        oracle = PriceOracle(
            proxyOf(
                address(new PriceOracle(address(sogni), address(weth), factory, prices, governed)),
                abi.encodeCall(PriceOracle.initialize, (address(manager)))
            )
        );
        pass(30 minutes);
    }

    /// @dev A pool in which `amountA` of the one is worth `amountB` of the other, with 1,000 observations.
    function makePool(
        address a,
        address b,
        uint24 fee,
        uint256 amountA,
        uint256 amountB,
        uint128 liquidity
    ) internal returns (FullPool made) {
        made = FullPool(address(factory.createPool(a, b, fee)));
        (uint256 of0, uint256 of1) = a < b ? (amountA, amountB) : (amountB, amountA);
        made.initialize(uint160(Math.sqrt(Math.mulDiv(of1, 1 << 192, of0))));
        made.increaseObservationCardinalityNext(1_000);
        pass(1);
        made.mint(address(this), _spaced(LOWEST, fee), _spaced(HIGHEST, fee), liquidity, "");
    }

    function pass(uint256 time) internal {
        vm.warp(block.timestamp + time);
    }

    /// @dev Trades until a SOGNI costs `bps` of what it does at $0.05.
    function pushTo(uint256 bps) internal {
        (uint256 of0, uint256 of1) = sogniIsZero ? (uint256(60_000e4), bps) : (bps, uint256(60_000e4));
        uint160 target = uint160(Math.sqrt(Math.mulDiv(of1, 1 << 192, of0)));
        (uint160 now_, , , , , , ) = pool.slot0();
        if (target != now_) pool.swap(address(this), target < now_, type(int128).max, target, "");
    }

    function buySogni(uint256 ether_) internal {
        pool.swap(address(this), !sogniIsZero, int256(ether_), sogniIsZero ? DEAREST : CHEAPEST, "");
    }

    function sellSogni(uint256 amount) internal {
        pool.swap(address(this), sogniIsZero, int256(amount), sogniIsZero ? CHEAPEST : DEAREST, "");
    }

    /// @dev All but `left` of the liquidity leaves.
    function thin(uint128 left) internal {
        pool.burn(LOWEST, HIGHEST, pool.liquidity() - left);
        pool.collect(address(this), LOWEST, HIGHEST, type(uint128).max, type(uint128).max);
    }

    function uniswapV3MintCallback(uint256 owed0, uint256 owed1, bytes calldata) external {
        _pay(owed0, owed1);
    }

    function uniswapV3SwapCallback(int256 amount0, int256 amount1, bytes calldata) external {
        _pay(amount0 > 0 ? uint256(amount0) : 0, amount1 > 0 ? uint256(amount1) : 0);
    }

    function _pay(uint256 owed0, uint256 owed1) private {
        IUniswapV3Pool asking = IUniswapV3Pool(msg.sender);
        if (owed0 > 0) IERC20(asking.token0()).transfer(msg.sender, owed0);
        if (owed1 > 0) IERC20(asking.token1()).transfer(msg.sender, owed1);
    }

    function _spaced(int24 tick, uint24 fee) private pure returns (int24) {
        int24 spacing = fee == 500 ? int24(10) : int24(60);
        return (tick / spacing) * spacing;
    }

    function _deploy(string memory artifact) internal returns (address made) {
        bytes memory code = vm.parseJsonBytes(vm.readFile(artifact), ".bytecode");
        assembly {
            made := create(0, add(code, 32), mload(code))
        }
        vm.assertTrue(made != address(0), artifact);
    }
}
