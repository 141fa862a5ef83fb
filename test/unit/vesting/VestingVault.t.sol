// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {VestingVault} from "../../../contracts/vesting/VestingVault.sol";
import {Test} from "../../helpers/Test.sol";

contract Coin is ERC20("Coin", "COIN") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

contract VestingVaultTest is Test {
    uint64 private constant TGE = 1_800_000_000;
    uint64 private constant MONTH = 2_629_746;
    uint256 private constant VECTORS = 11;

    Coin private coin = new Coin();
    address private beneficiary = makeAddr("beneficiary");
    address private stranger = makeAddr("stranger");

    function setUp() public {
        vm.warp(TGE);
    }

    function test_RevertWhen_TheStepsAreUneven() public {
        _expectUneven(MONTH + 1, MONTH);
        new VestingVault(beneficiary, TGE, MONTH + 1, MONTH);
        _expectUneven(MONTH, 0);
        new VestingVault(beneficiary, TGE, MONTH, 0);
    }

    function test_RevertWhen_NobodyIsPaid() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableInvalidOwner.selector, address(0)));
        new VestingVault(address(0), TGE, MONTH, 1);
    }

    function test_FreesWhatTheVectorsSay() public {
        string memory json = vm.readFile("./test/fixtures/vesting.json");
        for (uint256 i = 0; i < VECTORS; ++i) {
            string memory vector = string.concat(".vectors[", Strings.toString(i), "].");
            uint256 amount = vm.parseJsonUint(json, string.concat(vector, "amount"));
            VestingVault vault = new VestingVault(
                beneficiary,
                TGE + uint64(vm.parseJsonUint(json, string.concat(vector, "lock"))),
                uint64(vm.parseJsonUint(json, string.concat(vector, "duration"))),
                uint64(vm.parseJsonUint(json, string.concat(vector, "step")))
            );
            coin.mint(address(vault), amount);
            uint64 at = TGE + uint64(vm.parseJsonUint(json, string.concat(vector, "elapsed")));
            vm.assertEq(
                vault.vestedAmount(address(coin), at),
                vm.parseJsonUint(json, string.concat(vector, "vested")),
                vector
            );
        }
    }

    function test_AnyoneReleasesToTheBeneficiary() public {
        VestingVault vault = new VestingVault(beneficiary, TGE, 6 * MONTH, MONTH);
        vm.assertEq(vault.step(), MONTH);
        coin.mint(address(vault), 600);
        vm.warp(TGE + MONTH);
        vm.prank(stranger);
        vault.release(address(coin));
        vm.assertEq(coin.balanceOf(beneficiary), 100);
        vm.assertEq(coin.balanceOf(address(vault)), 500);
    }

    /// @dev The vesting law: what was released and what remains are the allocation, at any time, however often it is released.
    function testFuzz_NothingIsLostOrMade(
        uint256 amount,
        uint64[8] memory waits,
        uint8 months,
        bool byMonth
    ) public {
        amount = bound(amount, 0, 10_000_000_000e18);
        uint64 duration = uint64(bound(months, 1, 60)) * MONTH;
        VestingVault vault = new VestingVault(beneficiary, TGE + MONTH, duration, byMonth ? MONTH : 1);
        coin.mint(address(vault), amount);
        uint64 time = TGE;
        uint256 before = 0;
        for (uint256 i = 0; i < waits.length; ++i) {
            time += uint64(bound(waits[i], 0, 12 * MONTH));
            vm.warp(time);
            vault.release(address(coin));
            uint256 paid = coin.balanceOf(beneficiary);
            vm.assertEq(paid + coin.balanceOf(address(vault)), amount);
            vm.assertEq(paid, vault.released(address(coin)));
            vm.assertEq(paid, vault.vestedAmount(address(coin), time));
            vm.assertGe(paid, before);
            if (time < TGE + MONTH) vm.assertEq(paid, 0);
            before = paid;
        }
        vm.warp(TGE + MONTH + duration);
        vault.release(address(coin));
        vm.assertEq(coin.balanceOf(beneficiary), amount);
    }

    function _expectUneven(uint64 duration, uint64 step) private {
        vm.expectRevert(
            abi.encodeWithSelector(VestingVault.VestingVaultUnevenSteps.selector, duration, step)
        );
    }
}
