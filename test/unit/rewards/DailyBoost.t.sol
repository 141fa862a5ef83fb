// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IDailyBoost} from "../../../contracts/interfaces/IDailyBoost.sol";
import {IPromoIssuer} from "../../../contracts/interfaces/IPromoIssuer.sol";
import {ISparkPoints} from "../../../contracts/interfaces/ISparkPoints.sol";
import {ITierSource} from "../../../contracts/interfaces/ITierSource.sol";
import {Attested} from "../../../contracts/rewards/Attested.sol";
import {DailyBoost} from "../../../contracts/rewards/DailyBoost.sol";
import {PromoWorld} from "./PromoWorld.sol";

contract DailyBoostTest is PromoWorld {
    uint32 private constant DAY = 20_000;

    DailyBoost private boost;

    function setUp() public {
        vm.warp(uint256(DAY) * 1 days + 5 hours);
        boost = DailyBoost(
            proxyOf(
                address(new DailyBoost(IPromoIssuer(issuer), ITierSource(tiers))),
                abi.encodeCall(
                    DailyBoost.initialize,
                    (address(manager), IDailyBoost.Amounts(1e18, 5e17, 2e18))
                )
            )
        );
        listen(boost);
        _tier(0);
    }

    function test_GivesOnceADay() public {
        bytes memory signature = _signed(DAY);
        expectIssued(alice, 1e18, ISparkPoints.MintReason.DailyBoost);
        vm.expectEmit(address(boost));
        emit IDailyBoost.BoostClaimed(alice, DAY, 1e18, 1);
        vm.prank(stranger);
        boost.claim(alice, deadline, signature);
        vm.expectRevert(abi.encodeWithSelector(IDailyBoost.DailyBoostClaimed.selector, alice, DAY));
        boost.claim(alice, deadline, signature);
    }

    function test_CountsDaysInARow() public {
        boost.claim(alice, deadline, _signed(DAY));
        vm.warp(block.timestamp + 1 days);
        boost.claim(alice, deadline, _signed(DAY + 1));
        (uint32 day, uint32 streak) = boost.lastClaim(alice);
        vm.assertEq(day, DAY + 1);
        vm.assertEq(streak, 2);
        vm.warp(block.timestamp + 2 days);
        boost.claim(alice, deadline, _signed(DAY + 3));
        (, streak) = boost.lastClaim(alice);
        vm.assertEq(streak, 1);
    }

    function test_GivesMoreWithATierAndAPass() public {
        _tier(4);
        vm.assertEq(boost.amountOf(alice), 3e18);
        address genesis = neighbour("genesis");
        expectUnauthorized();
        boost.setGenesis(genesis);
        vm.expectEmit(address(boost));
        emit IDailyBoost.GenesisSet(address(0), genesis);
        boost.setGenesis(genesis);
        vm.mockCall(genesis, abi.encodeCall(IERC721.balanceOf, (alice)), abi.encode(0));
        vm.assertEq(boost.amountOf(alice), 3e18);
        vm.mockCall(genesis, abi.encodeCall(IERC721.balanceOf, (alice)), abi.encode(1));
        vm.assertEq(boost.amountOf(alice), 5e18);
    }

    /// Attack: yesterday's word, another account's word, a word of nobody.
    function test_Attack_WordOfAnotherDayOrAccount() public {
        bytes memory yesterday = _signed(DAY - 1);
        expectNotAttested(boost, _boost(alice, DAY), yesterday);
        boost.claim(alice, deadline, yesterday);
        bytes memory ofAlice = _signed(DAY);
        expectNotAttested(boost, _boost(bob, DAY), ofAlice);
        boost.claim(bob, deadline, ofAlice);
        bytes memory forged = signedBy(0xBAD, boost, _boost(alice, DAY));
        vm.expectRevert(abi.encodeWithSelector(Attested.AttestedNotByAttester.selector, vm.addr(0xBAD)));
        boost.claim(alice, deadline, forged);
    }

    function test_RevertWhen_TheWordIsOld() public {
        deadline = uint48(block.timestamp) - 1;
        bytes memory signature = _signed(DAY);
        vm.expectRevert(abi.encodeWithSelector(Attested.AttestedExpired.selector, deadline));
        boost.claim(alice, deadline, signature);
    }

    function test_SetsAmountsInRange() public {
        expectUnauthorized();
        boost.setAmounts(IDailyBoost.Amounts(1, 1, 1));
        vm.expectRevert(abi.encodeWithSelector(IDailyBoost.DailyBoostOutOfRange.selector, 0, 5));
        boost.setAmounts(IDailyBoost.Amounts(0, 1, 1));
        vm.expectRevert(abi.encodeWithSelector(IDailyBoost.DailyBoostOutOfRange.selector, 1, 10e18 + 1));
        boost.setAmounts(IDailyBoost.Amounts(1, 2e18, 2e18));
        vm.expectEmit(address(boost));
        emit IDailyBoost.BoostSet(IDailyBoost.Amounts(1e18, 5e17, 2e18), IDailyBoost.Amounts(1, 2, 3));
        boost.setAmounts(IDailyBoost.Amounts(1, 2, 3));
        vm.assertEq(boost.amounts().genesis, 3);
    }

    function test_RevertWhen_AttestOrUpgradeByStranger() public {
        expectUnauthorized();
        boost.attest();
        address next = address(new DailyBoost(IPromoIssuer(issuer), ITierSource(tiers)));
        expectUnauthorized();
        boost.upgradeToAndCall(next, "");
    }

    function _tier(uint8 tier) private {
        vm.mockCall(tiers, abi.encodeCall(ITierSource.tierOf, (alice)), abi.encode(tier));
    }

    function _boost(address account, uint32 day) private view returns (bytes32) {
        bytes32 typehash = keccak256("Boost(address account,uint32 day,uint48 deadline)");
        return keccak256(abi.encode(typehash, account, day, deadline));
    }

    function _signed(uint32 day) private view returns (bytes memory) {
        return signed(boost, _boost(alice, day));
    }
}
