// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {PauseDesk} from "../../../contracts/access/PauseDesk.sol";
import {IPauseDesk} from "../../../contracts/interfaces/IPauseDesk.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

/// @dev What only the desk pauses.
contract Till is Pausable {
    address private immutable _desk;

    error TillNotDesk(address account);

    constructor(address desk) {
        _desk = desk;
    }

    function pause() external {
        require(msg.sender == _desk, TillNotDesk(msg.sender));
        _pause();
    }

    function unpause() external {
        require(msg.sender == _desk, TillNotDesk(msg.sender));
        _unpause();
    }

    /// @dev As governance does, which may unpause without the desk.
    function unpauseByGovernance() external {
        _unpause();
    }
}

contract PauseDeskTest is ManagedTest {
    uint48 private constant START = 1_800_000_000;
    uint48 private constant WEEK = 7 days;
    PauseDesk private desk;
    Till private till;
    Till private other;

    function setUp() public {
        vm.warp(START);
        desk = PauseDesk(
            proxyOf(address(new PauseDesk()), abi.encodeCall(PauseDesk.initialize, (address(manager))))
        );
        till = new Till(address(desk));
        other = new Till(address(desk));
    }

    function test_RevertWhen_InitializedAgain() public {
        vm.expectRevert(abi.encodeWithSignature("InvalidInitialization()"));
        desk.initialize(address(this));
    }

    function test_RevertWhen_PausedByStranger() public {
        expectUnauthorized();
        desk.pause(address(till));
    }

    function test_RevertWhen_ExtendedByStranger() public {
        desk.pause(address(till));
        expectUnauthorized();
        desk.extend(address(till), START + 8 days);
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(new PauseDesk());
        expectUnauthorized();
        desk.upgradeToAndCall(next, "");
    }

    function test_PausesForAWeek() public {
        vm.expectEmit(address(desk));
        emit IPauseDesk.PauseStarted(address(till), address(this), START + WEEK, START + 2 * WEEK);
        desk.pause(address(till));
        vm.assertTrue(till.paused());
        vm.assertTrue(!other.paused());
        IPauseDesk.Pause memory row = desk.pauseOf(address(till));
        vm.assertEq(row.endsAt, START + WEEK);
        vm.assertEq(row.restsUntil, START + 2 * WEEK);
    }

    function test_RevertGiven_NotOver() public {
        desk.pause(address(till));
        vm.warp(START + WEEK - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IPauseDesk.PauseDeskNotOver.selector, address(till), START + WEEK)
        );
        desk.resume(address(till));
    }

    function test_RevertGiven_NeverPaused() public {
        vm.expectRevert(abi.encodeWithSelector(IPauseDesk.PauseDeskNotPaused.selector, address(till)));
        desk.resume(address(till));
        vm.expectRevert(abi.encodeWithSelector(IPauseDesk.PauseDeskNotPaused.selector, address(till)));
        desk.extend(address(till), START + 8 days);
    }

    function test_AnyoneResumesWhenItIsOver() public {
        desk.pause(address(till));
        vm.warp(START + WEEK);
        vm.expectEmit(address(desk));
        emit IPauseDesk.PauseEnded(address(till), stranger);
        vm.prank(stranger);
        desk.resume(address(till));
        vm.assertTrue(!till.paused());
        vm.expectRevert(abi.encodeWithSelector(IPauseDesk.PauseDeskNotPaused.selector, address(till)));
        desk.resume(address(till));
    }

    function test_ForgetsAPauseThatGovernanceEnded() public {
        desk.pause(address(till));
        till.unpauseByGovernance();
        vm.expectEmit(address(desk));
        emit IPauseDesk.PauseEnded(address(till), stranger);
        vm.prank(stranger);
        desk.resume(address(till));
        vm.assertTrue(!till.paused());
        IPauseDesk.Pause memory row = desk.pauseOf(address(till));
        vm.assertEq(row.endsAt, 0);
        // It rests as after any pause, and then can be paused, and resumed, again.
        vm.assertEq(row.restsUntil, START + 2 * WEEK);
        vm.expectRevert(abi.encodeWithSelector(IPauseDesk.PauseDeskNotPaused.selector, address(till)));
        desk.extend(address(till), START + 8 days);
        vm.warp(START + 2 * WEEK);
        desk.pause(address(till));
        vm.warp(START + 3 * WEEK);
        desk.resume(address(till));
        vm.assertTrue(!till.paused());
    }

    function test_ForgetsItAlsoWhenItsTimeIsOver() public {
        desk.pause(address(till));
        till.unpauseByGovernance();
        vm.warp(START + WEEK);
        desk.resume(address(till));
        vm.assertEq(desk.pauseOf(address(till)).endsAt, 0);
    }

    function test_RevertGiven_ItRests() public {
        desk.pause(address(till));
        vm.warp(START + WEEK);
        desk.resume(address(till));
        vm.warp(START + 2 * WEEK - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IPauseDesk.PauseDeskResting.selector, address(till), START + 2 * WEEK)
        );
        desk.pause(address(till));
        // Others are not affected.
        desk.pause(address(other));
        vm.warp(START + 2 * WEEK);
        desk.pause(address(till));
        vm.assertTrue(till.paused());
    }

    /// A captured pauser holds a contract half of the time at most.
    function test_Attack_ACapturedPauserCannotKeepItPaused() public {
        uint256 paused;
        for (uint256 day = 0; day < 140; ++day) {
            vm.warp(START + day * 1 days);
            try desk.resume(address(till)) {} catch {}
            try desk.pause(address(till)) {} catch {}
            if (till.paused()) ++paused;
        }
        vm.assertEq(paused, 70);
    }

    function test_GovernanceLetsItLast() public {
        desk.pause(address(till));
        uint48 end = START + 30 days;
        vm.expectEmit(address(desk));
        emit IPauseDesk.PauseExtended(address(till), START + WEEK, end, end + WEEK);
        desk.extend(address(till), end);
        vm.warp(START + WEEK);
        vm.expectRevert(abi.encodeWithSelector(IPauseDesk.PauseDeskNotOver.selector, address(till), end));
        desk.resume(address(till));
        vm.warp(end);
        desk.resume(address(till));
        vm.assertTrue(!till.paused());
        // The rest is as long as after any pause.
        vm.warp(end + WEEK - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IPauseDesk.PauseDeskResting.selector, address(till), end + WEEK)
        );
        desk.pause(address(till));
        vm.warp(end + WEEK);
        desk.pause(address(till));
        vm.assertTrue(till.paused());
    }

    function test_RevertWhen_TheNewEndIsNoneOrTooLate() public {
        desk.pause(address(till));
        uint48 latest = START + 90 days;
        vm.expectRevert(
            abi.encodeWithSelector(IPauseDesk.PauseDeskBadEnd.selector, START + WEEK, START + WEEK, latest)
        );
        desk.extend(address(till), START + WEEK);
        vm.expectRevert(
            abi.encodeWithSelector(IPauseDesk.PauseDeskBadEnd.selector, latest + 1, START + WEEK, latest)
        );
        desk.extend(address(till), latest + 1);
        desk.extend(address(till), latest);
    }

    function test_RevertGiven_ThePauseIsUnderWay() public {
        desk.pause(address(till));
        vm.warp(START + 2 * WEEK);
        // Nobody resumed it: it is still the first pause, and a second one does not begin.
        vm.expectRevert(abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        desk.pause(address(till));
        desk.resume(address(till));
        desk.pause(address(till));
        vm.assertTrue(till.paused());
    }
}
