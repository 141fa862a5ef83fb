// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IEntryPoint, PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {IERC7579Execution, Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {ERC7913WebAuthnVerifier} from "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913WebAuthnVerifier.sol";

import {DelegateValidator} from "../../contracts/accounts/DelegateValidator.sol";
import {DeviceValidator} from "../../contracts/accounts/DeviceValidator.sol";
import {RecoveryValidator} from "../../contracts/accounts/RecoveryValidator.sol";
import {SponsorPaymaster} from "../../contracts/accounts/SponsorPaymaster.sol";
import {SupernetAccount} from "../../contracts/accounts/SupernetAccount.sol";
import {SupernetAccountFactory} from "../../contracts/accounts/SupernetAccountFactory.sol";
import {ISogniToken} from "../../contracts/interfaces/ISogniToken.sol";
import {SogniToken} from "../../contracts/tokens/SogniToken.sol";
import {ManagedTest} from "./ManagedTest.sol";

/// @dev What these tests need of an entry point beyond OpenZeppelin's interface.
interface IEntryPointView {
    error FailedOp(uint256 opIndex, string reason);
    error FailedOpWithRevert(uint256 opIndex, string reason, bytes inner);

    event UserOperationEvent(
        bytes32 indexed userOpHash,
        address indexed sender,
        address indexed paymaster,
        uint256 nonce,
        bool success,
        uint256 actualGasCost,
        uint256 actualGasUsed
    );

    function getUserOpHash(PackedUserOperation calldata operation) external view returns (bytes32);
}

/// @dev Accounts of passkeys with real P-256 signatures, the modules, the sponsor, and the code of a released entry point
/// at its canonical address. Every suite on it runs once per version.
abstract contract AccountWorld is ManagedTest {
    struct Passkey {
        uint256 key;
        bytes32 x;
        bytes32 y;
    }

    address internal constant ENTRY_POINT_08 = 0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108;
    address internal constant ENTRY_POINT_09 = 0x433709009B8330FDa32311DF1C2AFA402eD8D009;
    string private constant PREDEPLOYED = "node_modules/hardhat-predeploy/bin/";
    uint256 internal constant SPONSOR_KEY = uint256(keccak256("sponsor"));
    uint256 internal constant GAS_PRICE = 1 gwei;
    uint128 internal constant VERIFICATION_GAS = 1_000_000;
    uint128 internal constant CALL_GAS = 300_000;
    uint96 internal constant MAX_COST = 0.01 ether;

    bytes32 private constant REQUEST_TYPEHASH = keccak256(
        "UserOperationRequest(address sender,uint256 nonce,bytes initCode,bytes callData,bytes32 accountGasLimits,uint256 preVerificationGas,bytes32 gasFees,uint256 paymasterVerificationGasLimit,uint256 paymasterPostOpGasLimit,uint48 validAfter,uint48 validUntil)"
    );
    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    IEntryPoint internal entryPoint;
    address internal verifier = address(new ERC7913WebAuthnVerifier());
    DeviceValidator internal devices = new DeviceValidator();
    RecoveryValidator internal recovery = new RecoveryValidator();
    DelegateValidator internal delegates = new DelegateValidator();
    SogniToken internal token;
    SupernetAccountFactory internal factory;
    SponsorPaymaster internal sponsor;

    address internal bundler = makeAddr("bundler");
    address payable internal purse = payable(makeAddr("purse"));
    address internal shop = makeAddr("shop");
    Passkey internal owner = passkey("owner");
    /// @dev The owner's account: deployed, and with SOGNI.
    SupernetAccount internal account;

    function entryPointAddress() internal pure virtual returns (address);

    function setUp() public virtual {
        vm.warp(1_000 days + 12 hours);
        entryPoint = IEntryPoint(entryPointAddress());
        bool isOld = address(entryPoint) == ENTRY_POINT_08;
        address creator =
            isOld ? 0x449ED7C3e6Fee6a97311d4b55475DF59C44AdD33 : 0x0A630a99Df908A81115A3022927Be82f9299987e;
        etchPredeployed(address(entryPoint));
        etchPredeployed(creator);

        factory = new SupernetAccountFactory(entryPoint);
        sponsor = new SponsorPaymaster(entryPoint, address(manager), vm.addr(SPONSOR_KEY), MAX_COST);
        vm.deal(address(this), 100 ether);
        sponsor.deposit{value: 10 ether}();

        account = SupernetAccount(payable(factory.createAccount(owner.x, owner.y, 0, noBirth())));
        ISogniToken.Allocation[] memory supply = new ISogniToken.Allocation[](1);
        supply[0] = ISogniToken.Allocation(address(account), 10_000_000_000e18);
        token = new SogniToken(supply);
    }

    function etchPredeployed(address where) private {
        string memory file = string.concat(PREDEPLOYED, Strings.toChecksumHexString(where), ".bytecode");
        vm.etch(where, vm.readFileBinary(file));
    }

    function passkey(string memory name) internal pure returns (Passkey memory) {
        // Below the order of the curve, whatever the name.
        uint256 key = uint256(keccak256(bytes(name))) >> 8;
        (uint256 x, uint256 y) = vm.publicKeyP256(key);
        return Passkey(key, bytes32(x), bytes32(y));
    }

    function noBirth() internal pure returns (Execution[] memory) {
        return new Execution[](0);
    }

    /// @dev A passkey as an ERC-7913 signer.
    function signerOf(Passkey memory who) internal view returns (bytes memory) {
        return abi.encodePacked(verifier, who.x, who.y);
    }

    /* OPERATIONS */

    function call(address target, bytes memory data) internal pure returns (bytes memory) {
        return abi.encodeCall(IERC7579Execution.execute, (0, abi.encodePacked(target, uint256(0), data)));
    }

    function batch(Execution[] memory calls) internal pure returns (bytes memory) {
        return abi.encodeCall(IERC7579Execution.execute, (bytes32(uint256(1) << 248), abi.encode(calls)));
    }

    /// @dev An operation of the account that is judged by a module, or by its owner where none is named.
    function operation(
        address validator,
        bytes memory callData
    ) internal view returns (PackedUserOperation memory op) {
        op.sender = address(account);
        op.nonce = entryPoint.getNonce(op.sender, uint192(uint160(validator)) << 32);
        op.callData = callData;
        op.accountGasLimits = bytes32((uint256(VERIFICATION_GAS) << 128) | CALL_GAS);
        op.preVerificationGas = 60_000;
        op.gasFees = bytes32((GAS_PRICE << 128) | GAS_PRICE);
    }

    /// @dev Sponsored for five minutes from now, as the relayer does it.
    function sponsored(
        address validator,
        bytes memory callData
    ) internal view returns (PackedUserOperation memory op) {
        op = operation(validator, callData);
        approve(op, SPONSOR_KEY, uint48(block.timestamp - 1), uint48(block.timestamp + 300));
    }

    function approve(
        PackedUserOperation memory op,
        uint256 signerKey,
        uint48 validAfter,
        uint48 validUntil
    ) internal view {
        bytes memory signature = sign(signerKey, requestHash(op, validAfter, validUntil));
        op.paymasterAndData = abi.encodePacked(
            address(sponsor),
            uint128(100_000),
            uint128(0),
            validAfter,
            validUntil,
            signature
        );
    }

    function requestHash(
        PackedUserOperation memory op,
        uint48 validAfter,
        uint48 validUntil
    ) private view returns (bytes32) {
        bytes memory head = abi.encode(
            REQUEST_TYPEHASH,
            op.sender,
            op.nonce,
            keccak256(op.initCode),
            keccak256(op.callData),
            op.accountGasLimits
        );
        bytes memory tail = abi.encode(
            op.preVerificationGas,
            op.gasFees,
            uint256(100_000),
            uint256(0),
            validAfter,
            validUntil
        );
        return typedDataHash("SponsorPaymaster", address(sponsor), keccak256(bytes.concat(head, tail)));
    }

    function typedDataHash(
        string memory name,
        address verifying,
        bytes32 structHash
    ) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domainOf(name, verifying), structHash));
    }

    function domainOf(string memory name, address verifying) internal view returns (bytes32) {
        return
            keccak256(
                abi.encode(DOMAIN_TYPEHASH, keccak256(bytes(name)), keccak256("1"), block.chainid, verifying)
            );
    }

    function hashOf(PackedUserOperation memory op) internal view returns (bytes32) {
        return IEntryPointView(address(entryPoint)).getUserOpHash(op);
    }

    /* SIGNATURES */

    function sign(uint256 key, bytes32 hash) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, hash);
        return abi.encodePacked(r, s, v);
    }

    /// @dev What an authenticator answers to `navigator.credentials.get`, user verified, as the account reads it.
    function assertion(Passkey memory who, bytes32 challenge) internal pure returns (bytes memory) {
        return assertion(who, challenge, 0x1d);
    }

    function assertion(
        Passkey memory who,
        bytes32 challenge,
        bytes1 flags
    ) internal pure returns (bytes memory) {
        bytes memory authenticatorData = abi.encodePacked(sha256("localhost"), flags, uint32(1));
        string memory clientData = string.concat(
            // solhint-disable-next-line quotes
            '{"type":"webauthn.get","challenge":"',
            Base64.encodeURL(abi.encodePacked(challenge)),
            // solhint-disable-next-line quotes
            '","origin":"http://localhost:5173","crossOrigin":false}'
        );
        bytes32 digest = sha256(abi.encodePacked(authenticatorData, sha256(bytes(clientData))));
        (bytes32 r, bytes32 s) = vm.signP256(who.key, digest);
        if (uint256(s) > P256.N / 2) s = bytes32(P256.N - uint256(s));
        return abi.encode(r, s, uint256(23), uint256(1), authenticatorData, clientData);
    }

    function signed(
        PackedUserOperation memory op,
        Passkey memory who
    ) internal view returns (PackedUserOperation memory) {
        op.signature = assertion(who, hashOf(op));
        return op;
    }

    /* SENDING */

    function send(PackedUserOperation memory op) internal {
        PackedUserOperation[] memory ops = new PackedUserOperation[](1);
        ops[0] = op;
        vm.prank(bundler, bundler);
        entryPoint.handleOps(ops, purse);
    }

    /// @dev The entry point must refuse the operation for this reason.
    function sendRefused(PackedUserOperation memory op, string memory reason) internal {
        vm.expectRevert(abi.encodeWithSelector(IEntryPointView.FailedOp.selector, uint256(0), reason));
        send(op);
    }

    function sendRefused(PackedUserOperation memory op, string memory reason, bytes memory inner) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IEntryPointView.FailedOpWithRevert.selector, uint256(0), reason, inner)
        );
        send(op);
    }

    /// @dev A sponsored operation that the owner signs.
    function sendAsOwner(bytes memory callData) internal {
        send(signed(sponsored(address(0), callData), owner));
    }

    function transferCall(address to, uint256 amount) internal view returns (bytes memory) {
        return call(address(token), abi.encodeCall(token.transfer, (to, amount)));
    }

    function install(address module, bytes memory data) internal {
        vm.prank(address(account));
        account.installModule(1, module, data);
    }
}
