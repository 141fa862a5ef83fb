// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts-upgradeable/proxy/utils/UUPSUpgradeable.sol";
import {IRenderLedgerErrors as Errors} from "../../../contracts/interfaces/IRenderLedgerErrors.sol";
import {Currency} from "../../../contracts/types/LedgerTypes.sol";
import {LedgerCompare} from "../../helpers/LedgerCompare.sol";

contract PushesTest is LedgerCompare {
    address internal stranger = address(0x57A6);

    function setUp() public {
        buildWorld();
    }

    function expectBoth(bytes memory data, bytes memory error) private {
        (bool success, bytes memory result) = callBoth(address(this), data);
        assertTrue(!success, "must revert");
        assertEq(keccak256(result), keccak256(error), "error");
    }

    function allow(bytes memory data) private {
        (bool success, ) = callBoth(address(this), data);
        assertTrue(success, "must succeed");
    }

    function test_RevertWhen_StrangerPushes() public {
        bytes[10] memory calls = [
            abi.encodeCall(packed.registerOperator, (stranger, true, 4_500)),
            abi.encodeCall(packed.setTakeBps, (operatorOf(0), 4_500)),
            abi.encodeCall(packed.setJailed, (operatorOf(0), true)),
            abi.encodeCall(packed.retireOperator, (operatorOf(0))),
            abi.encodeCall(packed.setModel, (1, 0, true)),
            abi.encodeCall(packed.setDiscount, (keyOf(0), 1)),
            abi.encodeCall(packed.defundPool, (1)),
            abi.encodeCall(packed.pause, ()),
            abi.encodeCall(packed.unpause, ()),
            abi.encodeCall(UUPSUpgradeable.upgradeToAndCall, (address(packed), ""))
        ];
        bytes memory error = abi.encodeWithSelector(
            IAccessManaged.AccessManagedUnauthorized.selector,
            stranger
        );
        for (uint256 i = 0; i < calls.length; i++) {
            (bool success, bytes memory result) = callBoth(stranger, calls[i]);
            assertTrue(!success, "must revert");
            assertEq(keccak256(result), keccak256(error), "error");
        }
    }

    function test_RevertWhen_OperatorRegistersTwice() public {
        expectBoth(
            abi.encodeCall(packed.registerOperator, (operatorOf(0), true, 4_500)),
            abi.encodeWithSelector(Errors.RenderLedgerOperatorRegistered.selector, operatorOf(0))
        );
    }

    function test_RevertWhen_OperatorIsUnknown() public {
        address unknown = operatorOf(WORKERS);
        bytes memory error = abi.encodeWithSelector(Errors.RenderLedgerOperatorUnknown.selector, unknown);
        expectBoth(abi.encodeCall(packed.setTakeBps, (unknown, 4_500)), error);
        expectBoth(abi.encodeCall(packed.setJailed, (unknown, true)), error);
        expectBoth(abi.encodeCall(packed.retireOperator, (unknown)), error);
    }

    function test_RevertWhen_TakeIsOutOfBounds() public {
        address unknown = operatorOf(WORKERS);
        for (uint16 take = 1_999; take <= 4_501; take += 2_502) {
            bytes memory error = abi.encodeWithSelector(Errors.RenderLedgerTakeOutOfBounds.selector, take);
            expectBoth(abi.encodeCall(packed.setTakeBps, (operatorOf(0), take)), error);
            expectBoth(abi.encodeCall(packed.registerOperator, (unknown, true, take)), error);
        }
        allow(abi.encodeCall(packed.setTakeBps, (operatorOf(0), 2_000)));
        allow(abi.encodeCall(packed.registerOperator, (unknown, true, 4_500)));
    }

    function test_RevertWhen_RetiredTwice() public {
        allow(abi.encodeCall(packed.retireOperator, (operatorOf(0))));
        expectBoth(
            abi.encodeCall(packed.retireOperator, (operatorOf(0))),
            abi.encodeWithSelector(Errors.RenderLedgerOperatorRetired.selector, operatorOf(0))
        );
    }

    function test_RetiresAtTheFullHour() public {
        vm.warp(START + 1);
        allow(abi.encodeCall(packed.retireOperator, (operatorOf(0))));
        uint256 end = packed.worker(operatorOf(0)).retireAt;
        assertTrue(end % 3_600 == 0 && end >= START + 1 + 48 hours && end < START + 49 hours + 1, "end");
    }

    function test_RevertWhen_ModelIsZero() public {
        expectBoth(
            abi.encodeCall(packed.setModel, (0, 0, true)),
            abi.encodeWithSelector(Errors.RenderLedgerModelZero.selector)
        );
    }

    function test_RevertWhen_RoyaltyIsTooHigh() public {
        expectBoth(
            abi.encodeCall(packed.setModel, (1, 1_001, true)),
            abi.encodeWithSelector(Errors.RenderLedgerRoyaltyTooHigh.selector, 1_001)
        );
        allow(abi.encodeCall(packed.setModel, (1, 1_000, false)));
        assertTrue(!packed.model(1).listed && packed.model(1).known, "flags");
    }

    function test_RevertWhen_DiscountIsTooHigh() public {
        openBoth(0, Currency.Sogni, 5);
        expectBoth(
            abi.encodeCall(packed.setDiscount, (keyOf(0), 2_001)),
            abi.encodeWithSelector(Errors.RenderLedgerDiscountTooHigh.selector, 2_001)
        );
        allow(abi.encodeCall(packed.setDiscount, (keyOf(0), 2_000)));
    }

    function test_JailsAndFrees() public {
        allow(abi.encodeCall(packed.setJailed, (operatorOf(0), true)));
        assertTrue(packed.worker(operatorOf(0)).jailed, "jailed");
        allow(abi.encodeCall(packed.setJailed, (operatorOf(0), false)));
        assertTrue(!packed.worker(operatorOf(0)).jailed, "free");
    }
}
