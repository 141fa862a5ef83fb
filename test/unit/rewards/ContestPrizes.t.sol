// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IContestPrizes} from "../../../contracts/interfaces/IContestPrizes.sol";
import {IPromoIssuer} from "../../../contracts/interfaces/IPromoIssuer.sol";
import {ISparkPoints} from "../../../contracts/interfaces/ISparkPoints.sol";
import {ContestPrizes} from "../../../contracts/rewards/ContestPrizes.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

contract ContestPrizesTest is ManagedTest {
    address private issuer = neighbour("issuer");
    address private alice = makeAddr("alice");
    ContestPrizes private contests;
    uint48 private closesAt = uint48(block.timestamp) + 7 days;

    function setUp() public {
        contests = ContestPrizes(
            proxyOf(
                address(new ContestPrizes(IPromoIssuer(issuer))),
                abi.encodeCall(ContestPrizes.initialize, (address(manager)))
            )
        );
        vm.mockCall(issuer, abi.encodeWithSelector(IPromoIssuer.issue.selector), "");
        contests.announce(closesAt, 300e18, "ipfs://rules");
    }

    function test_AwardsOnce() public {
        (address[] memory winners, uint256[] memory amounts) = _winners(200e18, 100e18);
        vm.expectRevert(abi.encodeWithSelector(IContestPrizes.ContestPrizesStillOpen.selector, 1, closesAt));
        contests.award(1, winners, amounts);
        vm.warp(closesAt);
        expectUnauthorized();
        contests.award(1, winners, amounts);
        vm.expectCall(
            issuer,
            abi.encodeCall(IPromoIssuer.issue, (alice, 200e18, ISparkPoints.MintReason.Grant))
        );
        vm.expectEmit(address(contests));
        emit IContestPrizes.PrizeAwarded(1, alice, 200e18);
        contests.award(1, winners, amounts);
        vm.assertTrue(contests.contestOf(1).awarded);
        vm.expectRevert(abi.encodeWithSelector(IContestPrizes.ContestPrizesAwarded.selector, 1));
        contests.award(1, winners, amounts);
    }

    function test_RevertWhen_AnnouncedBadly() public {
        expectUnauthorized();
        contests.announce(closesAt, 1, "");
        vm.expectRevert(abi.encodeWithSelector(IContestPrizes.ContestPrizesBadContest.selector, closesAt, 0));
        contests.announce(closesAt, 0, "");
        vm.expectRevert(
            abi.encodeWithSelector(IContestPrizes.ContestPrizesBadContest.selector, block.timestamp, 1)
        );
        contests.announce(uint48(block.timestamp), 1, "");
        vm.expectEmit(address(contests));
        emit IContestPrizes.ContestAnnounced(2, closesAt, 1, "ipfs://next");
        contests.announce(closesAt, 1, "ipfs://next");
    }

    function test_RevertWhen_AwardedBadly() public {
        vm.warp(closesAt);
        (address[] memory winners, uint256[] memory amounts) = _winners(200e18, 100e18 + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IContestPrizes.ContestPrizesTooMuch.selector, 300e18 + 1, 300e18)
        );
        contests.award(1, winners, amounts);
        vm.expectRevert(abi.encodeWithSelector(IContestPrizes.ContestPrizesUnknown.selector, 2));
        contests.award(2, winners, amounts);
        _expectBadWinners(2, 1);
        contests.award(1, winners, new uint256[](1));
        _expectBadWinners(0, 0);
        contests.award(1, new address[](0), new uint256[](0));
        _expectBadWinners(65, 65);
        contests.award(1, new address[](65), new uint256[](65));
    }

    function test_RevertWhen_UpgradedByStranger() public {
        address next = address(new ContestPrizes(IPromoIssuer(issuer)));
        expectUnauthorized();
        contests.upgradeToAndCall(next, "");
    }

    function _winners(
        uint256 first,
        uint256 second
    ) private returns (address[] memory winners, uint256[] memory amounts) {
        (winners, amounts) = (new address[](2), new uint256[](2));
        (winners[0], winners[1]) = (alice, makeAddr("bob"));
        (amounts[0], amounts[1]) = (first, second);
    }

    function _expectBadWinners(uint256 winners, uint256 amounts) private {
        vm.expectRevert(
            abi.encodeWithSelector(IContestPrizes.ContestPrizesBadWinners.selector, winners, amounts)
        );
    }
}
