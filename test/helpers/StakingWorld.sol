// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ISogniToken} from "../../contracts/interfaces/ISogniToken.sol";
import {IStakingVault} from "../../contracts/interfaces/IStakingVault.sol";
import {LpStaking} from "../../contracts/staking/LpStaking.sol";
import {StakingVault} from "../../contracts/staking/StakingVault.sol";
import {SogniToken} from "../../contracts/tokens/SogniToken.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract Dollar is ERC20("Dollar", "USD") {
    uint8 private immutable _decimals;

    constructor(uint8 decimals_) {
        _decimals = decimals_;
    }

    function decimals() public view override returns (uint8) {
        return _decimals;
    }
}

/// @dev A pair whose reserves and supply the test sets; `fee` is kept from every transfer.
contract Pair is ERC20("Pair", "LP") {
    address public token0;
    address public token1;
    uint112 private _reserve0;
    uint112 private _reserve1;
    uint256 public fee;

    constructor(address a, address b) {
        (token0, token1) = (a, b);
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setReserves(uint112 a, uint112 b) external {
        (_reserve0, _reserve1) = (a, b);
    }

    function setFee(uint256 fee_) external {
        fee = fee_;
    }

    function getReserves() external view returns (uint112, uint112, uint32) {
        return (_reserve0, _reserve1, 0);
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (fee > 0 && from != address(0) && to != address(0)) super._update(to, address(0), fee);
    }
}

contract Oracle {
    uint256 public payPrice;

    function set(uint256 price) external {
        payPrice = price;
    }
}

/// @dev The vault and LP staking behind proxies; the test is the administrator and holds the whole supply.
abstract contract StakingWorld is ManagedTest {
    uint64 internal constant LP_ROLE = 1;
    uint256 internal constant START = 1_800_000_000;

    address internal alice = vm.addr(0xA11CE);
    address internal bob = makeAddr("bob");
    address internal treasury = makeAddr("treasury");
    SogniToken internal sogni;
    StakingVault internal vault;
    LpStaking internal lpStaking;
    Pair internal pair;
    Oracle internal oracle = new Oracle();

    function deployStaking() internal {
        vm.warp(START);
        ISogniToken.Allocation[] memory all = new ISogniToken.Allocation[](1);
        all[0] = ISogniToken.Allocation(address(this), 10_000_000_000e18);
        sogni = new SogniToken(all);
        vault = StakingVault(
            proxyOf(
                address(new StakingVault(sogni)),
                abi.encodeCall(StakingVault.initialize, (address(manager)))
            )
        );
        lpStaking = LpStaking(
            proxyOf(
                address(new LpStaking(address(sogni), vault)),
                abi.encodeCall(LpStaking.initialize, (address(manager)))
            )
        );
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = IStakingVault.setLpUnits.selector;
        manager.setTargetFunctionRole(address(vault), selectors, LP_ROLE);
        manager.grantRole(LP_ROLE, address(lpStaking), 0);
        // The vector of formulas.md 3: 1e7 SOGNI, 1e5 dollars, $0.01, 100 LP tokens.
        oracle.set(1e16);
        pair = new Pair(address(sogni), address(new Dollar(18)));
        pair.setReserves(1e25, 1e23);
        pair.mint(address(this), 100e18);
    }

    /// @dev Gives an account SOGNI and stakes it.
    function stakes(address account, uint256 amount) internal {
        sogni.transfer(account, amount);
        vm.startPrank(account);
        sogni.approve(address(vault), amount);
        vault.stake(amount);
        vm.stopPrank();
    }

    function stakesLp(address account, uint256 amount) internal {
        pair.transfer(account, amount);
        vm.startPrank(account);
        pair.approve(address(lpStaking), amount);
        lpStaking.stake(address(pair), amount);
        vm.stopPrank();
    }

    function later(uint256 time) internal {
        vm.warp(block.timestamp + time);
    }
}
