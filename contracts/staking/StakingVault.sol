// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {PausableUpgradeable} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {DoubleEndedQueue} from "@openzeppelin/contracts/utils/structs/DoubleEndedQueue.sol";

import {ISogniToken} from "../interfaces/ISogniToken.sol";
import {IStakingVault} from "../interfaces/IStakingVault.sol";
import {CoolingQueue} from "./CoolingQueue.sol";
import {StakeViews} from "./StakeViews.sol";

/// @title The staking vault
/// @custom:security-contact see SECURITY.md
contract StakingVault is
    StakeViews,
    AccessManagedUpgradeable,
    PausableUpgradeable,
    ReentrancyGuardTransient,
    UUPSUpgradeable
{
    using CoolingQueue for DoubleEndedQueue.Bytes32Deque;
    using DoubleEndedQueue for DoubleEndedQueue.Bytes32Deque;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// @inheritdoc IStakingVault
    uint48 public constant COOLDOWN = 7 days;
    /// @inheritdoc IStakingVault
    uint256 public constant MAX_REQUESTS = 16;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    ISogniToken private immutable _sogni;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(ISogniToken sogni_) {
        _sogni = sogni_;
        _disableInitializers();
    }

    /// @notice Names the signing domain of {delegateBySig} and connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __EIP712_init("StakingVault", "1");
        __AccessManaged_init(authority);
    }

    /* STAKE */

    /// @inheritdoc IStakingVault
    function stake(uint256 amount) external {
        _stake(msg.sender, amount);
    }

    /// @inheritdoc IStakingVault
    function stakeFor(address account, uint256 amount) external {
        require(account != address(0), StakingVaultInvalidAccount(account));
        _stake(account, amount);
    }

    /// @inheritdoc IStakingVault
    function stakeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        // Whoever saw the permit may have used it first; the allowance is there then, and the transfer tells.
        try _sogni.permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        _stake(msg.sender, amount);
    }

    /// @inheritdoc IStakingVault
    function requestUnstake(uint256 amount) external returns (uint48 readyAt) {
        require(amount > 0, StakingVaultZeroAmount());
        _requireFree(msg.sender, amount);
        Account storage row = _account(msg.sender);
        require(row.requests.length() < MAX_REQUESTS, StakingVaultTooManyRequests(msg.sender, MAX_REQUESTS));

        readyAt = clock() + COOLDOWN;
        row.requests.push(amount.toUint208(), readyAt);
        _deactivate(row, msg.sender, amount);
        _addCooling(row, amount, 0);
        emit UnstakeRequested(msg.sender, amount, readyAt, row.active, row.cooling);
    }

    /// @inheritdoc IStakingVault
    function restake(uint256 amount) external {
        require(amount > 0, StakingVaultZeroAmount());
        Account storage row = _account(msg.sender);
        require(row.cooling >= amount, StakingVaultInsufficientCooling(msg.sender, row.cooling, amount));

        // Takes all of it: requests hold what cools down, and that is enough.
        // slither-disable-next-line unused-return
        row.requests.takeNewest(amount);
        _addCooling(row, 0, amount);
        _activate(row, msg.sender, amount);
        emit Restaked(msg.sender, amount, row.active, row.cooling);
    }

    /// @inheritdoc IStakingVault
    function withdraw() external nonReentrant returns (uint256 amount) {
        Account storage row = _account(msg.sender);
        uint256 requests;
        (amount, requests) = row.requests.takeReady();
        require(requests > 0, StakingVaultNothingReady(msg.sender, row.requests.readyAtOf()));

        _addCooling(row, 0, amount);
        emit StakeWithdrawn(msg.sender, amount, requests, row.cooling);
        _pay(msg.sender, amount);
    }

    /* BONDS */

    /// @inheritdoc IStakingVault
    function bond(bytes32 workerId, uint256 amount) external {
        require(amount > 0, StakingVaultZeroAmount());
        Account storage row = _account(msg.sender);
        uint256 unpledged = row.active - bondedOf(msg.sender);
        require(unpledged >= amount, StakingVaultInsufficientStake(msg.sender, unpledged, amount));

        Pledge storage pledge = _getStakingVaultStorage().pledges[workerId][msg.sender];
        if (pledge.amount == 0) pledge.since = clock();
        // Both stay below `active`, which fits.
        pledge.amount += uint128(amount);
        row.pledged += uint128(amount);
        emit StakeBonded(workerId, msg.sender, amount, pledge.amount, row.pledged);
    }

    /// @inheritdoc IStakingVault
    function unbond(bytes32 workerId, uint256 amount) external {
        require(amount > 0, StakingVaultZeroAmount());
        Pledge storage pledge = _getStakingVaultStorage().pledges[workerId][msg.sender];
        require(
            pledge.amount >= amount,
            StakingVaultInsufficientBond(workerId, msg.sender, pledge.amount, amount)
        );
        Account storage row = _account(msg.sender);
        pledge.amount -= uint128(amount);
        row.pledged -= uint128(amount);
        emit StakeUnbonded(workerId, msg.sender, amount, pledge.amount, row.pledged);
    }

    /* DISPUTES */

    /// @inheritdoc IStakingVault
    function lock(address account, bytes32 lockId, uint256 amount) external restricted {
        Account storage row = _account(account);
        uint256 unlocked = row.active - lockedOf(account);
        require(unlocked >= amount, StakingVaultInsufficientStake(account, unlocked, amount));

        mapping(bytes32 => uint256) storage locks = _getStakingVaultStorage().locks[account][msg.sender];
        locks[lockId] += amount;
        row.lockedSum += amount.toUint128();
        emit StakeLocked(account, msg.sender, lockId, amount, locks[lockId]);
    }

    /// @inheritdoc IStakingVault
    function unlock(address account, bytes32 lockId, uint256 amount) external restricted {
        mapping(bytes32 => uint256) storage locks = _getStakingVaultStorage().locks[account][msg.sender];
        require(
            locks[lockId] >= amount,
            StakingVaultInsufficientLock(account, lockId, locks[lockId], amount)
        );
        locks[lockId] -= amount;
        // Every lock is part of the sum.
        _account(account).lockedSum -= uint128(amount);
        emit StakeUnlocked(account, msg.sender, lockId, amount, locks[lockId]);
    }

    /// @inheritdoc IStakingVault
    function slash(
        address account,
        bytes32 lockId,
        uint256 amount,
        address to
    ) external restricted nonReentrant returns (uint256 taken) {
        uint256 lockLeft = _release(account, lockId, amount);
        Account storage row = _account(account);
        uint256 fromActive = Math.min(amount, row.active);
        uint256 fromCooling = row.requests.takeNewest(amount - fromActive);
        if (fromActive > 0) _deactivate(row, account, fromActive);
        if (fromCooling > 0) _addCooling(row, 0, fromCooling);
        taken = fromActive + fromCooling;
        emit StakeSlashed(account, msg.sender, lockId, to, fromActive, fromCooling, lockLeft);
        _pay(to, taken);
    }

    /* LP VOTES */

    /// @inheritdoc IStakingVault
    function setLpUnits(address account, uint256 units, uint256 coolingUnits) external restricted {
        _setLpUnits(account, units, coolingUnits);
    }

    /* PAUSE */

    /// @inheritdoc IStakingVault
    function pause() external restricted {
        _pause();
    }

    /// @inheritdoc IStakingVault
    function unpause() external restricted {
        _unpause();
    }

    /* VIEWS */

    /// @inheritdoc IStakingVault
    function sogni() external view returns (address) {
        return address(_sogni);
    }

    /* INTERNAL */

    function _stake(address account, uint256 amount) private whenNotPaused nonReentrant {
        require(amount > 0, StakingVaultZeroAmount());
        Account storage row = _account(account);
        _delegateFirstStake(account);
        _activate(row, account, amount);
        emit Staked(account, msg.sender, amount, row.active);
        IERC20(address(_sogni)).safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @dev The row is written before the votes move: past balances are read from it.
    function _activate(Account storage row, address account, uint256 amount) private {
        uint128 fits = amount.toUint128();
        row.active += fits;
        _getStakingVaultStorage().totalActive += fits;
        _transferVotingUnits(address(0), account, amount);
    }

    function _deactivate(Account storage row, address account, uint256 amount) private {
        // The callers checked it against the row.
        row.active -= uint128(amount);
        _getStakingVaultStorage().totalActive -= uint128(amount);
        _transferVotingUnits(account, address(0), amount);
    }

    function _addCooling(Account storage row, uint256 more, uint256 less) private {
        StakingVaultStorage storage $ = _getStakingVaultStorage();
        row.cooling = SafeCast.toUint128(row.cooling + more - less);
        $.totalCooling = SafeCast.toUint128($.totalCooling + more - less);
    }

    /// @dev What is taken for a case is no longer locked for it; the locks of other cases stay promised.
    function _release(address account, bytes32 lockId, uint256 amount) private returns (uint256 left) {
        mapping(bytes32 => uint256) storage locks = _getStakingVaultStorage().locks[account][msg.sender];
        uint256 held = locks[lockId];
        uint256 released = Math.min(amount, held);
        left = held - released;
        locks[lockId] = left;
        // Every lock is part of the sum.
        _account(account).lockedSum -= uint128(released);
    }

    function _requireFree(address account, uint256 amount) private view {
        uint256 free = freeOf(account);
        require(free >= amount, StakingVaultInsufficientStake(account, free, amount));
    }

    function _pay(address to, uint256 amount) private {
        if (amount > 0) IERC20(address(_sogni)).safeTransfer(to, amount);
    }

    function _authorizeUpgrade(address) internal override restricted {}
}
