// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IRenderLedger} from "../../../contracts/interfaces/IRenderLedger.sol";
import {IRenderLedgerDesk} from "../../../contracts/interfaces/IRenderLedgerDesk.sol";
import {IStakeBenefits} from "../../../contracts/interfaces/IStakeBenefits.sol";
import {ITierSource} from "../../../contracts/interfaces/ITierSource.sol";
import {StakeBenefits} from "../../../contracts/staking/StakeBenefits.sol";
import {Session} from "../../../contracts/types/LedgerTypes.sol";
import {StakingWorld} from "../../helpers/StakingWorld.sol";

contract StakeBenefitsTest is StakingWorld {
    uint128 private constant REQUIRED = 1_000e18;
    bytes32 private constant FAST = bytes32(uint256(1 << 248) | 7);
    bytes32 private constant RELAXED = bytes32(uint256(2 << 248) | 7);

    address private ledger = neighbour("ledger");
    address private tiers = neighbour("tiers");
    address private genesis = neighbour("genesis");
    StakeBenefits private benefits;

    function setUp() public {
        deployStaking();
        address code = address(new StakeBenefits(vault, IRenderLedger(ledger)));
        benefits = StakeBenefits(
            proxyOf(
                code,
                abi.encodeCall(StakeBenefits.initialize, (address(manager), REQUIRED, _curve(), _levels()))
            )
        );
    }

    /* REQUIREMENT */

    function test_RevertWhen_TheFirstRequirementIsZero() public {
        address code = address(new StakeBenefits(vault, IRenderLedger(ledger)));
        vm.expectRevert(IStakeBenefits.StakeBenefitsZeroRequirement.selector);
        proxyOf(code, abi.encodeCall(StakeBenefits.initialize, (address(manager), 0, _curve(), _levels())));
    }

    function test_RevertWhen_TheRequirementChangesWithinAMonth() public {
        later(30 days - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeBenefits.StakeBenefitsTooEarly.selector, uint48(START + 30 days))
        );
        benefits.setRequirement(REQUIRED);
    }

    function test_RevertWhen_TheStepIsLargerThanAFifth() public {
        later(30 days);
        vm.expectRevert(_step(1_200e18 + 1));
        benefits.setRequirement(1_200e18 + 1);
        vm.expectRevert(_step(800e18 - 1));
        benefits.setRequirement(800e18 - 1);
    }

    function test_AHigherRequirementWaitsForWorkersThatWereBonded() public {
        stakes(alice, 1_000e18);
        vm.prank(alice);
        vault.bond(FAST, 1_000e18);
        later(30 days);
        vm.expectEmit(address(benefits));
        emit IStakeBenefits.RequirementSet(REQUIRED, 1_200e18, uint48(START + 44 days));
        benefits.setRequirement(1_200e18);
        stakes(bob, 1_000e18);
        vm.prank(bob);
        vault.bond(FAST, 1_000e18);
        vm.assertTrue(benefits.isBonded(FAST, alice));
        vm.assertFalse(benefits.isBonded(FAST, bob));
        later(14 days);
        vm.assertFalse(benefits.isBonded(FAST, alice));
    }

    function test_ALowerRequirementHoldsAtOnce() public {
        later(30 days);
        benefits.setRequirement(800e18);
        stakes(alice, 800e18);
        vm.prank(alice);
        vault.bond(FAST, 800e18);
        vm.assertTrue(benefits.isBonded(FAST, alice));
    }

    /* BOND */

    function test_OnlyActiveBondedStakeOfTheOwnerCounts() public {
        vm.assertFalse(benefits.isBonded(FAST, alice));
        stakes(alice, 1_000e18);
        vm.assertFalse(benefits.isBonded(FAST, alice));
        vm.prank(alice);
        vault.bond(FAST, 1_000e18);
        vm.assertTrue(benefits.isBonded(FAST, alice));
        vm.assertFalse(benefits.isBonded(FAST, bob));
        vault.slash(alice, "case", 1, treasury);
        vm.assertFalse(benefits.isBonded(FAST, alice));
    }

    function test_ARelaxedWorkerNeedsNoBondAndMayHaveOne() public {
        vm.assertTrue(benefits.isBonded(RELAXED, alice));
        vm.assertEq(benefits.takeBps(RELAXED, alice), 4_500);
        stakes(alice, 1_000e18);
        vm.prank(alice);
        vault.bond(RELAXED, 1_000e18);
        vm.assertEq(benefits.takeBps(RELAXED, alice), 4_000);
    }

    /* TAKE */

    function test_TakeFallsWithTheBond() public {
        stakes(alice, 100_000e18);
        uint256[6] memory bonds = [uint256(1_000e18), 1_500e18, 2_000e18, 4_000e18, 10_000e18, 100_000e18];
        uint16[6] memory takes = [uint16(4_500), 4_250, 4_000, 3_500, 3_000, 3_000];
        vm.startPrank(alice);
        for (uint256 i = 0; i < bonds.length; ++i) {
            vault.bond(FAST, bonds[i] - vault.bondOf(FAST, alice).pledged);
            vm.assertEq(benefits.takeBps(FAST, alice), takes[i]);
        }
    }

    function testFuzz_TakeIsMonotoneAndBetweenFloorAndBase(uint256 a, uint256 b) public {
        a = bound(a, 1, 1e26);
        b = bound(b, 1, 1e26);
        _useTierAndGenesis();
        stakes(alice, a + b);
        vm.startPrank(alice);
        vault.bond(FAST, a);
        uint16 less = benefits.takeBps(FAST, alice);
        vault.bond(FAST, b);
        uint16 more = benefits.takeBps(FAST, alice);
        vm.assertLe(more, less);
        vm.assertLe(less, 4_500);
        vm.assertGe(more, 2_000);
    }

    function test_EverythingTogetherReachesTheFloor() public {
        _useTierAndGenesis();
        stakes(alice, 10_000e18);
        vm.startPrank(alice);
        vault.bond(FAST, 10_000e18);
        vm.assertEq(benefits.takeBps(FAST, alice), 2_000);
    }

    /* USERS */

    function test_ALevelIsReachedByBenefitStake() public {
        vm.assertEq(benefits.levelOf(alice).parallel, 16);
        stakes(alice, 5_000e18);
        vm.assertEq(benefits.discountOf(alice), 300);
        vm.prank(alice);
        vault.requestUnstake(5_000e18);
        vm.assertEq(benefits.discountOf(alice), 300);
        stakes(alice, 45_000e18);
        vm.assertTrue(benefits.levelOf(alice).freeFast);
        vm.assertEq(benefits.discountOf(alice), 1_500);
    }

    function test_LevelAndTierTogetherStayWithinTheFloor() public {
        stakes(alice, 50_000e18);
        _useTierAndGenesis();
        vm.assertEq(benefits.discountOf(alice), 2_000);
    }

    function test_RefreshesASessionBothWaysByAnyone() public {
        stakes(alice, 5_000e18);
        _session(0);
        vm.mockCall(ledger, abi.encodeCall(IRenderLedgerDesk.setDiscount, (bob, 300)), "");
        vm.expectCall(ledger, abi.encodeCall(IRenderLedgerDesk.setDiscount, (bob, 300)), 1);
        vm.prank(stranger);
        vm.assertEq(benefits.refreshDiscount(bob), 300);
        // Nothing to write where nothing changed.
        _session(300);
        vm.assertEq(benefits.refreshDiscount(bob), 300);
        vault.slash(alice, "case", 1, treasury);
        vm.mockCall(ledger, abi.encodeCall(IRenderLedgerDesk.setDiscount, (bob, 0)), "");
        vm.expectCall(ledger, abi.encodeCall(IRenderLedgerDesk.setDiscount, (bob, 0)), 1);
        benefits.refreshDiscount(bob);
    }

    /* RULES */

    function test_RevertWhen_ACurveIsBad() public {
        IStakeBenefits.CurvePoint[] memory points = new IStakeBenefits.CurvePoint[](0);
        vm.expectRevert(IStakeBenefits.StakeBenefitsBadCurveStart.selector);
        benefits.setCurve(points);
        points = _curve();
        points[0].discountBps = 1;
        vm.expectRevert(IStakeBenefits.StakeBenefitsBadCurveStart.selector);
        benefits.setCurve(points);
        points = _curve();
        points[2].extraBps = points[1].extraBps;
        vm.expectRevert(abi.encodeWithSelector(IStakeBenefits.StakeBenefitsBadCurvePoint.selector, 2));
        benefits.setCurve(points);
        points = _curve();
        points[3].discountBps = 999;
        vm.expectRevert(abi.encodeWithSelector(IStakeBenefits.StakeBenefitsBadCurvePoint.selector, 3));
        benefits.setCurve(points);
        points = _curve();
        points[3].discountBps = 2_501;
        vm.expectRevert(
            abi.encodeWithSelector(IStakeBenefits.StakeBenefitsDiscountTooHigh.selector, 2_501, 2_500)
        );
        benefits.setCurve(points);
    }

    function test_RevertWhen_LevelsAreBad() public {
        IStakeBenefits.Level[] memory rows = _levels();
        rows[0].minStake = 1;
        vm.expectRevert(IStakeBenefits.StakeBenefitsBadFirstLevel.selector);
        benefits.setLevels(rows);
        rows = _levels();
        rows[1].minStake = 0;
        _expectBadLevel(rows, 1);
        rows = _levels();
        rows[2].discountBps = 299;
        _expectBadLevel(rows, 2);
        rows = _levels();
        rows[2].priority = 0;
        _expectBadLevel(rows, 2);
        rows = _levels();
        rows[2].parallel = 31;
        _expectBadLevel(rows, 2);
        rows = _levels();
        rows[1].freeFast = true;
        rows[2].freeFast = false;
        _expectBadLevel(rows, 2);
        rows = _levels();
        rows[2].discountBps = 2_001;
        vm.expectRevert(
            abi.encodeWithSelector(IStakeBenefits.StakeBenefitsDiscountTooHigh.selector, 2_001, 2_000)
        );
        benefits.setLevels(rows);
    }

    function test_ReplacesCurveAndLevels() public {
        IStakeBenefits.CurvePoint[] memory points = new IStakeBenefits.CurvePoint[](1);
        benefits.setCurve(points);
        vm.assertEq(benefits.curve().length, 1);
        IStakeBenefits.Level[] memory rows = new IStakeBenefits.Level[](1);
        benefits.setLevels(rows);
        vm.assertEq(benefits.levels().length, 1);
    }

    function test_RevertWhen_UnauthorizedCallsARestrictedFunction() public {
        expectUnauthorized();
        benefits.setRequirement(1);
        expectUnauthorized();
        benefits.setCurve(_curve());
        expectUnauthorized();
        benefits.setLevels(_levels());
        expectUnauthorized();
        benefits.setTierSource(tiers);
        expectUnauthorized();
        benefits.setGenesisPass(genesis);
        expectUnauthorized();
        benefits.upgradeToAndCall(address(1), "");
    }

    /* HELPERS */

    function _curve() private pure returns (IStakeBenefits.CurvePoint[] memory points) {
        points = new IStakeBenefits.CurvePoint[](4);
        points[1] = IStakeBenefits.CurvePoint(10_000, 500);
        points[2] = IStakeBenefits.CurvePoint(30_000, 1_000);
        points[3] = IStakeBenefits.CurvePoint(90_000, 1_500);
    }

    function _levels() private pure returns (IStakeBenefits.Level[] memory rows) {
        rows = new IStakeBenefits.Level[](3);
        rows[0] = IStakeBenefits.Level(0, 0, 0, 16, false);
        rows[1] = IStakeBenefits.Level(5_000e18, 300, 1, 32, false);
        rows[2] = IStakeBenefits.Level(50_000e18, 1_500, 2, 64, true);
    }

    function _step(uint256 amount) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IStakeBenefits.StakeBenefitsStepTooLarge.selector,
                amount,
                800e18,
                1_200e18
            );
    }

    function _expectBadLevel(IStakeBenefits.Level[] memory rows, uint256 index) private {
        vm.expectRevert(abi.encodeWithSelector(IStakeBenefits.StakeBenefitsBadLevel.selector, index));
        benefits.setLevels(rows);
    }

    /// @dev A source that promises more than a tier may give.
    function _useTierAndGenesis() private {
        vm.mockCall(tiers, abi.encodeWithSelector(ITierSource.tierOf.selector), abi.encode(4));
        vm.mockCall(tiers, abi.encodeWithSelector(ITierSource.tierOfWorker.selector), abi.encode(4));
        vm.mockCall(tiers, abi.encodeCall(ITierSource.benefitBps, (4)), abi.encode(9_000));
        vm.mockCall(genesis, abi.encodeCall(IERC721.balanceOf, (alice)), abi.encode(1));
        benefits.setTierSource(tiers);
        benefits.setGenesisPass(genesis);
        vm.assertEq(benefits.tierSource(), tiers);
        vm.assertEq(benefits.genesisPass(), genesis);
    }

    function _session(uint16 discountBps) private {
        Session memory row;
        row.owner = alice;
        row.discountBps = discountBps;
        vm.mockCall(ledger, abi.encodeCall(IRenderLedgerDesk.session, (bob)), abi.encode(row));
    }
}
