// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title The code of a box of rewards
/// @dev Clones of it hold one owner's rewards each, so that whose they are is told by where they lie.
contract RewardBox {
    using SafeERC20 for IERC20;

    address private immutable _staker;
    IERC20 private immutable _sogni;

    /// @notice Only the contract that made the box empties it.
    error RewardBoxNotStaker(address caller);

    constructor(address staker, IERC20 sogni) {
        _staker = staker;
        _sogni = sogni;
    }

    /// @notice Sends everything to the contract that made the box.
    function empty() external returns (uint256 amount) {
        require(msg.sender == _staker, RewardBoxNotStaker(msg.sender));
        amount = _sogni.balanceOf(address(this));
        _sogni.safeTransfer(_staker, amount);
    }
}
