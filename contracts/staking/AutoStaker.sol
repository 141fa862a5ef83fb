// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAutoStaker} from "../interfaces/IAutoStaker.sol";
import {IStakingVault} from "../interfaces/IStakingVault.sol";
import {RewardBox} from "./RewardBox.sol";

/// @title Staking of rewards
/// @notice Not upgradeable and without roles: it can do nothing but split what an owner pointed at its box.
/// @custom:security-contact see SECURITY.md
contract AutoStaker is IAutoStaker, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 private constant BPS = 10_000;

    IERC20 private immutable _sogni;
    IStakingVault private immutable _vault;
    address private immutable _box;
    mapping(address owner => uint16) private _shares;

    constructor(IERC20 sogni, IStakingVault vault) {
        _sogni = sogni;
        _vault = vault;
        _box = address(new RewardBox(address(this), sogni));
    }

    /// @inheritdoc IAutoStaker
    function setShare(uint16 shareBps) external {
        require(shareBps <= BPS, AutoStakerShareTooHigh(shareBps));
        emit AutoStakeSet(msg.sender, _shares[msg.sender], shareBps);
        _shares[msg.sender] = shareBps;
    }

    /// @inheritdoc IAutoStaker
    function distribute(address owner) external nonReentrant returns (uint256 staked, uint256 paid) {
        address box = boxOf(owner);
        require(_sogni.balanceOf(box) > 0, AutoStakerNothingToDistribute(owner));
        // The address is known: `boxOf` predicts it.
        // slither-disable-next-line unused-return
        if (box.code.length == 0) Clones.cloneDeterministic(_box, _salt(owner));
        uint256 amount = RewardBox(box).empty();

        staked = (amount * _shares[owner]) / BPS;
        paid = amount - staked;
        emit RewardsDistributed(owner, staked, paid);
        if (staked > 0) {
            _sogni.forceApprove(address(_vault), staked);
            _vault.stakeFor(owner, staked);
        }
        if (paid > 0) _sogni.safeTransfer(owner, paid);
    }

    /// @inheritdoc IAutoStaker
    function shareOf(address owner) external view returns (uint16) {
        return _shares[owner];
    }

    /// @inheritdoc IAutoStaker
    function boxOf(address owner) public view returns (address) {
        return Clones.predictDeterministicAddress(_box, _salt(owner));
    }

    function _salt(address owner) private pure returns (bytes32) {
        return bytes32(uint256(uint160(owner)));
    }
}
