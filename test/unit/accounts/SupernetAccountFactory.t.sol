// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {SupernetAccount} from "../../../contracts/accounts/SupernetAccount.sol";
import {IDelegateValidator} from "../../../contracts/interfaces/IDelegateValidator.sol";
import {ISupernetAccount} from "../../../contracts/interfaces/ISupernetAccount.sol";
import {ISupernetAccountFactory} from "../../../contracts/interfaces/ISupernetAccountFactory.sol";
import {AccountWorld} from "../../helpers/AccountWorld.sol";

/// @dev Called at a birth: asks for the same birth again, and for the account's calls without the factory.
contract Midwife {
    address public seen;
    bytes public refusal;

    function again(
        ISupernetAccountFactory factory,
        bytes32 qx,
        bytes32 qy,
        Execution[] calldata birth
    ) external {
        seen = factory.createAccount(qx, qy, "mirror", birth);
        try ISupernetAccount(msg.sender).giveBirth(abi.encode(birth)) {
            refusal = "";
        } catch (bytes memory reason) {
            refusal = reason;
        }
    }
}

abstract contract SupernetAccountFactoryTest is AccountWorld {
    uint256 private constant DELEGATE = uint256(keccak256("render key of a new device"));
    uint256 private constant BIRTH_GAS = 300_000;
    Passkey private other = passkey("other");

    /* ADDRESSES */

    function test_AddressesFollowFromThePasskey() public {
        address there = factory.accountOf(other.x, other.y, "second", noBirth());
        vm.assertEq(there.code.length, 0);
        vm.assertEq(factory.createAccount(other.x, other.y, "second", noBirth()), there);
        vm.assertEq(factory.createAccount(other.x, other.y, "second", noBirth()), there);
        vm.assertTrue(factory.accountOf(other.x, other.y, 0, noBirth()) != there);
        vm.assertEq(address(account), factory.accountOf(owner.x, owner.y, 0, noBirth()));
    }

    function test_AddressesFollowFromTheBirthCalls() public view {
        Execution[] memory birth = delegateBirth();
        address there = factory.accountOf(other.x, other.y, 0, birth);
        vm.assertTrue(there != factory.accountOf(other.x, other.y, 0, noBirth()));
        bytes32 salt = keccak256(abi.encode(bytes32(0), keccak256(abi.encode(birth))));
        vm.assertEq(
            there,
            Clones.predictDeterministicAddressWithImmutableArgs(
                factory.implementation(),
                abi.encode(other.x, other.y),
                salt,
                address(factory)
            )
        );
    }

    function test_RevertWhen_AnAccountIsAskedForNoPointOfTheCurve() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                ISupernetAccountFactory.SupernetAccountFactoryInvalidKey.selector,
                bytes32(P256.GX),
                other.y
            )
        );
        factory.createAccount(bytes32(P256.GX), other.y, 0, noBirth());
    }

    /* BIRTH */

    function test_TheDelegateOfTheBirthSignsTheVeryFirstOperation() public {
        (address fresh, Execution[] memory birth) = newborn();
        vm.prank(address(account));
        token.transfer(fresh, 10);
        PackedUserOperation memory op = firstOperation(fresh, birth, transferCall(shop, 7));
        vm.expectEmit(address(factory));
        emit ISupernetAccountFactory.AccountCreated(fresh, other.x, other.y, 0, keccak256(abi.encode(birth)));
        send(op);

        vm.assertEq(token.balanceOf(shop), 7);
        (, uint32 uses) = delegates.delegateOf(fresh, vm.addr(DELEGATE));
        vm.assertEq(uint256(uses), 4);
        (bytes32 x, bytes32 y) = SupernetAccount(payable(fresh)).signer();
        vm.assertTrue(x == other.x && y == other.y);
    }

    function test_WhoeverComesFirstMakesTheSameAccount() public {
        (address fresh, Execution[] memory birth) = newborn();
        vm.prank(stranger);
        vm.assertEq(factory.createAccount(other.x, other.y, 0, birth), fresh);
        (, uint32 uses) = delegates.delegateOf(fresh, vm.addr(DELEGATE));
        vm.assertEq(uint256(uses), 5);

        // And without the birth calls, or with others, it is elsewhere.
        birth[1].callData = abi.encodeCall(delegates.revoke, (vm.addr(DELEGATE)));
        vm.assertTrue(factory.accountOf(other.x, other.y, 0, birth) != fresh);
        vm.prank(stranger);
        vm.assertTrue(factory.createAccount(other.x, other.y, 0, noBirth()) != fresh);
    }

    function test_ASecondCreationCallsNothing() public {
        (address fresh, Execution[] memory birth) = newborn();
        factory.createAccount(other.x, other.y, 0, birth);
        vm.prank(fresh);
        delegates.revoke(vm.addr(DELEGATE));
        vm.assertEq(factory.createAccount(other.x, other.y, 0, birth), fresh);
        (uint48 validUntil, ) = delegates.delegateOf(fresh, vm.addr(DELEGATE));
        vm.assertEq(uint256(validUntil), 0);
    }

    function test_RevertWhen_ABirthCallReverts() public {
        Execution[] memory birth = new Execution[](2);
        birth[0] = Execution(address(token), 0, abi.encodeCall(token.approve, (shop, 1)));
        birth[1] = Execution(address(delegates), 0, abi.encodeCall(delegates.revoke, (stranger)));
        address fresh = factory.accountOf(other.x, other.y, 0, birth);
        vm.expectRevert(
            abi.encodeWithSelector(IDelegateValidator.DelegateValidatorUnknown.selector, stranger)
        );
        factory.createAccount(other.x, other.y, 0, birth);
        vm.assertEq(fresh.code.length, 0);
        vm.assertEq(token.allowance(fresh, shop), 0);
    }

    function test_RevertWhen_AnyoneButTheFactoryAsksForABirth() public {
        (address fresh, Execution[] memory birth) = newborn();
        factory.createAccount(other.x, other.y, 0, birth);
        for (uint256 i = 0; i < 4; ++i) {
            address caller = [stranger, fresh, address(entryPoint), address(delegates)][i];
            vm.expectRevert(
                abi.encodeWithSelector(ISupernetAccount.SupernetAccountNotFactory.selector, caller)
            );
            vm.prank(caller);
            SupernetAccount(payable(fresh)).giveBirth(abi.encode(birth));
        }
    }

    function test_ABirthCallCannotBearTheAccountAgain() public {
        Midwife midwife = new Midwife();
        // Its arguments cannot contain themselves: the mirror is another account, born within this birth.
        Execution[] memory inner = new Execution[](1);
        inner[0] = Execution(address(token), 0, abi.encodeCall(token.approve, (shop, 3)));
        Execution[] memory birth = new Execution[](1);
        birth[0] = Execution(
            address(midwife),
            0,
            abi.encodeCall(midwife.again, (factory, other.x, other.y, inner))
        );
        address fresh = factory.createAccount(other.x, other.y, 0, birth);
        vm.assertTrue(midwife.seen() != fresh);
        vm.assertEq(token.allowance(midwife.seen(), shop), 3);
        vm.assertEq(token.allowance(fresh, shop), 0);
        vm.assertEq(
            keccak256(midwife.refusal()),
            keccak256(
                abi.encodeWithSelector(ISupernetAccount.SupernetAccountNotFactory.selector, address(midwife))
            )
        );
    }

    function test_NobodyBearsTheImplementation() public {
        SupernetAccount code = SupernetAccount(payable(factory.implementation()));
        vm.expectRevert(
            abi.encodeWithSelector(ISupernetAccount.SupernetAccountNotFactory.selector, address(this))
        );
        code.giveBirth(abi.encode(noBirth()));
    }

    function testFuzz_OtherCallsAreAnotherAddress(
        address target,
        bytes calldata data,
        bytes32 salt
    ) public view {
        Execution[] memory birth = new Execution[](1);
        birth[0] = Execution(target, 0, data);
        address there = factory.accountOf(other.x, other.y, salt, birth);
        vm.assertTrue(there != factory.accountOf(other.x, other.y, salt, noBirth()));
        birth[0].value = 1;
        vm.assertTrue(there != factory.accountOf(other.x, other.y, salt, birth));
        birth[0] = Execution(target, 0, bytes.concat(data, hex"00"));
        vm.assertTrue(there != factory.accountOf(other.x, other.y, salt, birth));
    }

    function test_ABirthTakesBoundedGas() public {
        (, Execution[] memory birth) = newborn();
        uint256 before = gasleft();
        factory.createAccount(other.x, other.y, 0, birth);
        vm.assertLt(before - gasleft(), BIRTH_GAS);
    }

    function newborn() private view returns (address fresh, Execution[] memory birth) {
        birth = delegateBirth();
        fresh = factory.accountOf(other.x, other.y, 0, birth);
    }

    /// @dev Lends a render key transfers of SOGNI, before the account is there. Target 0 is the account, whose address
    /// follows from these calls and can stand in none of them.
    function delegateBirth() private view returns (Execution[] memory birth) {
        IDelegateValidator.Rule[] memory rules = new IDelegateValidator.Rule[](1);
        rules[0] = IDelegateValidator.Rule(address(token), token.transfer.selector, 1, 255, 0, 100, 40);
        birth = new Execution[](2);
        birth[0] = Execution(
            address(0),
            0,
            abi.encodeCall(account.installModule, (1, address(delegates), ""))
        );
        birth[1] = Execution(
            address(delegates),
            0,
            abi.encodeCall(
                delegates.authorize,
                (vm.addr(DELEGATE), uint48(block.timestamp + 300 days), 5, rules)
            )
        );
    }

    /// @dev Makes the account, and is signed by its delegate alone.
    function firstOperation(
        address fresh,
        Execution[] memory birth,
        bytes memory callData
    ) private view returns (PackedUserOperation memory op) {
        op = operation(address(delegates), callData);
        op.sender = fresh;
        op.nonce = entryPoint.getNonce(fresh, uint192(uint160(address(delegates))) << 32);
        op.initCode = abi.encodePacked(
            address(factory),
            abi.encodeCall(factory.createAccount, (other.x, other.y, 0, birth))
        );
        approve(op, SPONSOR_KEY, uint48(block.timestamp - 1), uint48(block.timestamp + 300));
        op.signature = abi.encodePacked(uint32(block.timestamp / 1 days), sign(DELEGATE, hashOf(op)));
    }
}

contract SupernetAccountFactoryOn08Test is SupernetAccountFactoryTest {
    function entryPointAddress() internal pure override returns (address) {
        return ENTRY_POINT_08;
    }
}

contract SupernetAccountFactoryOn09Test is SupernetAccountFactoryTest {
    function entryPointAddress() internal pure override returns (address) {
        return ENTRY_POINT_09;
    }
}
