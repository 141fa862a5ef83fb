// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IModelCreatorFund} from "../../../contracts/interfaces/IModelCreatorFund.sol";
import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IModelStake} from "../../../contracts/interfaces/IModelStake.sol";
import {IRenderLedger} from "../../../contracts/interfaces/IRenderLedger.sol";
import {IRenderLedgerDesk} from "../../../contracts/interfaces/IRenderLedgerDesk.sol";
import {ModelCreatorFund} from "../../../contracts/rewards/ModelCreatorFund.sol";
import {Model} from "../../../contracts/types/LedgerTypes.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";
import {BondCoin} from "./ScoreWorld.sol";

contract ModelCreatorFundTest is ManagedTest {
    uint32 private constant WEEK = 2_900;
    uint256 private constant START = uint256(WEEK) * 7 days;

    BondCoin private sogni = new BondCoin();
    address private ledger = neighbour("ledger");
    address private registry = neighbour("registry");
    address private stake = neighbour("stake");
    ModelCreatorFund private fund;

    function setUp() public {
        vm.warp(START);
        fund = ModelCreatorFund(
            proxyOf(
                address(
                    new ModelCreatorFund(
                        sogni,
                        IRenderLedger(ledger),
                        IModelRegistry(registry),
                        IModelStake(stake)
                    )
                ),
                abi.encodeCall(ModelCreatorFund.initialize, (address(manager), 10_000, 1_000))
            )
        );
        for (uint32 model = 1; model <= 301; model += 100) {
            vm.mockCall(stake, abi.encodeCall(IModelStake.boostBps, (model)), abi.encode(0));
            vm.mockCall(
                registry,
                abi.encodeCall(IModelRegistry.accountOf, (model)),
                abi.encode(_account(model))
            );
            _images(model, 0);
        }
        sogni.mint(address(fund), 100_000);
    }

    function test_SharesThePotByImagesAndBoosts() public {
        _images(1, 100);
        _images(301, 100);
        vm.mockCall(stake, abi.encodeCall(IModelStake.boostBps, (301)), abi.encode(5_000));
        vm.expectEmit(address(fund));
        emit IModelCreatorFund.ModelCounted(WEEK, 1, 100, 5_000, 1_500_000, 1_500_000);
        fund.count(1);
        vm.expectEmit(address(fund));
        emit IModelCreatorFund.ModelCounted(WEEK, 301, 100, 5_000, 1_500_000, 3_000_000);
        fund.count(301);
        vm.warp(START + 3 days);
        vm.expectEmit(address(fund));
        emit IModelCreatorFund.WeekSealed(WEEK, 10_000, 3_000_000);
        vm.expectEmit(address(fund));
        emit IModelCreatorFund.ShareClaimed(WEEK, 1, _account(1), 5_000);
        vm.prank(stranger);
        vm.assertEq(fund.claim(WEEK, 1), 5_000);
        vm.assertEq(fund.owed(), 5_000);
        vm.assertEq(fund.claim(WEEK, 301), 5_000);
        vm.assertEq(fund.owed(), 0);
        vm.assertEq(sogni.balanceOf(_account(301)), 5_000);
        vm.assertEq(fund.weekOf(WEEK).paid, 10_000);
    }

    function test_EarlyModelsEarnMore() public view {
        vm.assertEq(fund.earlyBps(0), 0);
        vm.assertEq(fund.earlyBps(1), 5_000);
        vm.assertEq(fund.earlyBps(101), 2_500);
        vm.assertEq(fund.earlyBps(200), 25);
        vm.assertEq(fund.earlyBps(201), 0);
    }

    /// Attack: ordering from one's own model. An image earns at most the cap, which is set below the take on it.
    function test_Attack_WashImages() public {
        _images(301, 4);
        fund.count(301);
        vm.warp(START + 3 days);
        vm.assertEq(fund.claim(WEEK, 301), 4_000);
        vm.assertEq(fund.owed(), 0);
    }

    function test_CountsNewImagesOnceAWeek() public {
        _expectNothingNew(301);
        _images(301, 4);
        fund.count(301);
        _images(301, 9);
        _expectNothingNew(301);
        vm.warp(START + 3 days);
        vm.expectRevert(
            abi.encodeWithSelector(
                IModelCreatorFund.ModelCreatorFundNotCounting.selector,
                WEEK,
                START + 3 days
            )
        );
        fund.count(301);
        fund.claim(WEEK, 301);
        vm.warp(START + 7 days);
        vm.expectEmit(address(fund));
        emit IModelCreatorFund.ModelCounted(WEEK + 1, 301, 5, 0, 50_000, 50_000);
        fund.count(301);
    }

    function test_RevertWhen_ClaimedTooEarlyOrTwice() public {
        _images(301, 4);
        fund.count(301);
        vm.expectRevert(
            abi.encodeWithSelector(
                IModelCreatorFund.ModelCreatorFundStillCounting.selector,
                WEEK,
                START + 3 days
            )
        );
        fund.claim(WEEK, 301);
        vm.warp(START + 3 days);
        fund.claim(WEEK, 301);
        _expectNothingDue(301);
        _expectNothingDue(1);
    }

    function test_AWeekSharesWhatIsThereAndNotOwed() public {
        fund.setTerms(90_000, 1e18);
        _images(1, 1);
        _images(301, 2);
        fund.count(1);
        fund.count(301);
        vm.warp(START + 3 days);
        // 1.5 of 3.5 parts, rounded down.
        vm.assertEq(fund.claim(WEEK, 1), 38_571);
        vm.warp(START + 7 days);
        _images(301, 3);
        fund.count(301);
        vm.warp(START + 10 days);
        vm.assertEq(fund.claim(WEEK + 1, 301), 10_000);
        vm.assertEq(fund.claim(WEEK, 301), 51_428);
        vm.assertEq(sogni.balanceOf(address(fund)), 1);
    }

    function test_SetsTerms() public {
        expectUnauthorized();
        fund.setTerms(1, 2);
        vm.expectEmit(address(fund));
        emit IModelCreatorFund.FundTermsSet(10_000, 1, 1_000, 2);
        fund.setTerms(1, 2);
        (uint128 perWeek, uint128 perImage) = fund.terms();
        vm.assertEq(perWeek, 1);
        vm.assertEq(perImage, 2);
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(
            new ModelCreatorFund(sogni, IRenderLedger(ledger), IModelRegistry(registry), IModelStake(stake))
        );
        expectUnauthorized();
        fund.upgradeToAndCall(next, "");
    }

    function testFuzz_NeverPaysMoreThanThePot(
        uint40[3] memory images,
        uint128 perWeek,
        uint128 perImage
    ) public {
        fund.setTerms(perWeek, uint128(bound(perImage, 0, 1e24)));
        uint256 paid = 0;
        for (uint32 i = 0; i < 3; i++) {
            images[i] = uint40(bound(images[i], 1, 1e9));
            _images(1 + 100 * i, images[i]);
            fund.count(1 + 100 * i);
        }
        vm.warp(START + 3 days);
        for (uint32 i = 0; i < 3; i++) paid += fund.claim(WEEK, 1 + 100 * i);
        vm.assertLe(paid, perWeek);
        vm.assertLe(paid, 100_000);
        // Dust of the division stays owed, never more than a unit for each model.
        vm.assertLe(fund.owed(), 3);
        vm.assertLe(fund.owed(), sogni.balanceOf(address(fund)));
    }

    function _account(uint32 model) private pure returns (address) {
        return address(uint160(0xACC0000) + model);
    }

    function _images(uint32 model, uint40 images) private {
        Model memory row;
        row.images = images;
        vm.mockCall(ledger, abi.encodeCall(IRenderLedgerDesk.model, (model)), abi.encode(row));
    }

    function _expectNothingNew(uint32 model) private {
        vm.expectRevert(abi.encodeWithSelector(IModelCreatorFund.ModelCreatorFundNothingNew.selector, model));
        fund.count(model);
    }

    function _expectNothingDue(uint32 model) private {
        vm.expectRevert(
            abi.encodeWithSelector(IModelCreatorFund.ModelCreatorFundNothingDue.selector, WEEK, model)
        );
        fund.claim(WEEK, model);
    }
}
