// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {TransientSlot} from "@openzeppelin/contracts/utils/TransientSlot.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IBuyback} from "../interfaces/IBuyback.sol";
import {IUniswapV3Pool} from "../interfaces/external/IUniswapV3Pool.sol";

/// @title A swap with a Uniswap v3 pool
/// @dev The pool asks for its money in a callback. Only the pool that is being traded with is answered, only during the
/// trade, and only with what the trade was given.
abstract contract PoolSwapper {
    using SafeERC20 for IERC20;
    using TransientSlot for *;

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.PoolSwapper")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant POOL_SLOT = 0x8c1f384ae8be9f03088c2864e70839c76b35696e37c88ed49533e36282f38400;

    /// @dev Lowest and highest price of a pool, one unit inside: no limit, the least that is received is the caller's to check.
    uint160 private constant LOWEST = 4_295_128_740;
    uint160 private constant HIGHEST = 1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_341;

    /// @notice Pays the pool for a swap that this contract has begun.
    function uniswapV3SwapCallback(int256 amount0, int256 amount1, bytes calldata data) external {
        require(POOL_SLOT.asAddress().tload() == msg.sender, IBuyback.BuybackNotThePool(msg.sender));
        (address token, uint256 given) = abi.decode(data, (address, uint256));
        uint256 taken = SafeCast.toUint256(amount0 > 0 ? amount0 : amount1);
        // A pool that runs dry on the way takes less: the rest would stay here.
        require(taken == given, IBuyback.BuybackPartlyFilled(taken, given));
        IERC20(token).safeTransfer(msg.sender, taken);
    }

    /// @dev Swaps all of `amount`; what comes out stays here.
    function _swap(
        IUniswapV3Pool pool,
        address tokenIn,
        address tokenOut,
        uint256 amount
    ) internal returns (uint256) {
        bool zeroForOne = tokenIn < tokenOut;
        POOL_SLOT.asAddress().tstore(address(pool));
        (int256 amount0, int256 amount1) = pool.swap(
            address(this),
            zeroForOne,
            SafeCast.toInt256(amount),
            zeroForOne ? LOWEST : HIGHEST,
            abi.encode(tokenIn, amount)
        );
        POOL_SLOT.asAddress().tstore(address(0));
        return SafeCast.toUint256(zeroForOne ? -amount1 : -amount0);
    }
}
