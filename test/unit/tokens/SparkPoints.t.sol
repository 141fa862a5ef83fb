// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ISparkPoints} from "../../../contracts/interfaces/ISparkPoints.sol";
import {ITreasury} from "../../../contracts/interfaces/ITreasury.sol";
import {SparkPoints} from "../../../contracts/tokens/SparkPoints.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

contract SparkPointsTest is ManagedTest {
    ISparkPoints.SparkClass private constant PURCHASED = ISparkPoints.SparkClass.Purchased;
    ISparkPoints.SparkClass private constant PROMOTIONAL = ISparkPoints.SparkClass.Promotional;
    ISparkPoints.MintReason private constant SALE = ISparkPoints.MintReason.Sale;
    ISparkPoints.MintReason private constant QUEST = ISparkPoints.MintReason.Quest;

    address private treasury = neighbour("treasury");
    address private alice = makeAddr("alice");
    SparkPoints private spark;

    function setUp() public {
        vm.warp(1_000_000);
        spark = SparkPoints(
            proxyOf(
                address(new SparkPoints(ITreasury(treasury))),
                abi.encodeCall(SparkPoints.initialize, (address(manager)))
            )
        );
        spark.setMintLimit(address(this), PURCHASED, 100e18, 1000);
        spark.setMintLimit(address(this), PROMOTIONAL, 10e18, 1000);
        vm.mockCall(treasury, abi.encodeCall(ITreasury.requireSolvent, ()), "");
    }

    /* MINT */

    function test_RevertWhen_MintedByStranger() public {
        expectUnauthorized();
        spark.mint(alice, 1e18, PURCHASED, SALE);
    }

    function test_RevertWhen_MintedToZero() public {
        vm.expectRevert(abi.encodeWithSelector(ISparkPoints.SparkPointsInvalidOwner.selector, address(0)));
        spark.mint(address(0), 1e18, PURCHASED, SALE);
    }

    function test_RevertWhen_ReasonIsOfTheOtherClass() public {
        vm.expectRevert(
            abi.encodeWithSelector(ISparkPoints.SparkPointsReasonMismatch.selector, PURCHASED, QUEST)
        );
        spark.mint(alice, 1e18, PURCHASED, QUEST);
        vm.expectRevert(
            abi.encodeWithSelector(ISparkPoints.SparkPointsReasonMismatch.selector, PROMOTIONAL, SALE)
        );
        spark.mint(alice, 1e18, PROMOTIONAL, SALE);
    }

    function test_RevertWhen_BucketIsEmpty() public {
        spark.mint(alice, 90e18, PURCHASED, SALE);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISparkPoints.SparkPointsMintLimited.selector,
                address(this),
                PURCHASED,
                10e18,
                11e18
            )
        );
        spark.mint(alice, 11e18, PURCHASED, SALE);
    }

    function test_RevertGiven_TreasuryInsolvent() public {
        vm.clearMockedCalls();
        vm.etch(treasury, address(new InsolventTreasury()).code);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryInsolvent.selector, 1, 2));
        spark.mint(alice, 1e18, PURCHASED, SALE);
    }

    function test_MintsBothClasses() public {
        vm.expectEmit();
        emit IERC20.Transfer(address(0), alice, 5e18);
        vm.expectEmit();
        emit ISparkPoints.SparkMinted(alice, address(this), PURCHASED, SALE, 5e18, 5e18);
        spark.mint(alice, 5e18, PURCHASED, SALE);
        spark.mint(alice, 2e18, PROMOTIONAL, QUEST);

        vm.assertEq(spark.balanceOf(alice), 7e18);
        vm.assertEq(spark.classBalanceOf(alice, PURCHASED), 5e18);
        vm.assertEq(spark.classBalanceOf(alice, PROMOTIONAL), 2e18);
        vm.assertEq(spark.totalSupply(), 7e18);
        vm.assertEq(spark.classSupply(PROMOTIONAL), 2e18);
    }

    function test_AsksForSolvencyOfPurchasedMintsOnly() public {
        vm.expectCall(treasury, abi.encodeCall(ITreasury.requireSolvent, ()), 1);
        spark.mint(alice, 1e18, PURCHASED, SALE);
        spark.mint(alice, 1e18, PROMOTIONAL, QUEST);
    }

    function test_BucketRefillsLinearly() public {
        spark.mint(alice, 100e18, PURCHASED, SALE);
        vm.assertEq(spark.mintable(address(this), PURCHASED), 0);
        vm.warp(block.timestamp + 250);
        vm.assertEq(spark.mintable(address(this), PURCHASED), 25e18);
        vm.assertEq(spark.mintable(address(this), PROMOTIONAL), 10e18);
        vm.assertEq(spark.mintable(alice, PURCHASED), 0);
    }

    /* LIMITS */

    function test_RevertWhen_LimitSetByStranger() public {
        expectUnauthorized();
        spark.setMintLimit(stranger, PURCHASED, 1, 1);
    }

    function test_NewLimitDoesNotReachIntoThePast() public {
        spark.mint(alice, 100e18, PURCHASED, SALE);
        vm.warp(block.timestamp + 100);
        vm.expectEmit();
        emit ISparkPoints.MintLimitSet(address(this), PURCHASED, 100e18, 1000e18, 1000, 1000);
        spark.setMintLimit(address(this), PURCHASED, 1000e18, 1000);
        // 90 of 100 were still used: 910 of the new 1,000 are free, not what the faster rate would have refilled.
        vm.assertEq(spark.mintable(address(this), PURCHASED), 910e18);
        (uint208 capacity, uint48 window) = spark.mintLimit(address(this), PURCHASED);
        vm.assertEq(capacity, 1000e18);
        vm.assertEq(window, 1000);
    }

    /* PLATFORM */

    function test_RevertWhen_MovedByStranger() public {
        expectUnauthorized();
        spark.moveFrom(alice, 1, PURCHASED);
        expectUnauthorized();
        spark.moveTo(alice, 1, PURCHASED);
        expectUnauthorized();
        spark.burn(1, PURCHASED);
    }

    function test_RevertWhen_BalanceOfTheClassIsShort() public {
        spark.mint(alice, 5e18, PURCHASED, SALE);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISparkPoints.SparkPointsInsufficientBalance.selector,
                alice,
                PROMOTIONAL,
                0,
                1
            )
        );
        spark.moveFrom(alice, 1, PROMOTIONAL);
    }

    function test_RevertWhen_ReturnedToZero() public {
        vm.expectRevert(abi.encodeWithSelector(ISparkPoints.SparkPointsInvalidOwner.selector, address(0)));
        spark.moveTo(address(0), 0, PURCHASED);
    }

    function test_RevertWhen_PlatformBurnsMoreThanItHolds() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                ISparkPoints.SparkPointsInsufficientBalance.selector,
                address(this),
                PURCHASED,
                0,
                1
            )
        );
        spark.burn(1, PURCHASED);
    }

    function test_TakesReturnsAndBurns() public {
        spark.mint(alice, 5e18, PURCHASED, SALE);

        vm.expectEmit();
        emit IERC20.Transfer(alice, address(this), 4e18);
        vm.expectEmit();
        emit ISparkPoints.SparkTaken(alice, address(this), PURCHASED, 4e18, 1e18);
        spark.moveFrom(alice, 4e18, PURCHASED);

        vm.expectEmit();
        emit ISparkPoints.SparkReturned(alice, address(this), PURCHASED, 1e18, 2e18);
        spark.moveTo(alice, 1e18, PURCHASED);

        vm.expectEmit();
        emit IERC20.Transfer(address(this), address(0), 3e18);
        vm.expectEmit();
        emit ISparkPoints.SparkSpent(address(this), PURCHASED, 3e18, 2e18);
        spark.burn(3e18, PURCHASED);

        vm.assertEq(spark.balanceOf(alice), 2e18);
        vm.assertEq(spark.balanceOf(address(this)), 0);
        vm.assertEq(spark.totalSupply(), 2e18);
    }

    /* ERC-20 */

    function test_RevertWhen_MovedBetweenUsers() public {
        vm.expectRevert(ISparkPoints.SparkPointsNotTransferable.selector);
        spark.transfer(alice, 0);
        vm.expectRevert(ISparkPoints.SparkPointsNotTransferable.selector);
        spark.transferFrom(alice, address(this), 0);
        vm.expectRevert(ISparkPoints.SparkPointsNotTransferable.selector);
        spark.approve(alice, 0);
    }

    function test_WalletsCanReadIt() public view {
        vm.assertEq(spark.name(), "Spark Points");
        vm.assertEq(spark.symbol(), "SPARK");
        vm.assertEq(spark.decimals(), 18);
        vm.assertEq(spark.allowance(alice, address(this)), 0);
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(new SparkPoints(ITreasury(treasury)));
        expectUnauthorized();
        spark.upgradeToAndCall(next, "");
    }

    function testFuzz_SupplyIsTheSumOfBalances(uint256 minted, uint256 taken, uint256 burned) public {
        minted = bound(minted, 0, 100e18);
        taken = bound(taken, 0, minted);
        burned = bound(burned, 0, taken);
        spark.mint(alice, minted, PURCHASED, SALE);
        spark.moveFrom(alice, taken, PURCHASED);
        spark.burn(burned, PURCHASED);
        vm.assertEq(spark.totalSupply(), spark.balanceOf(alice) + spark.balanceOf(address(this)));
    }
}

/// @dev What the mint must listen to.
contract InsolventTreasury {
    function requireSolvent() external pure {
        revert ITreasury.TreasuryInsolvent(1, 2);
    }
}
