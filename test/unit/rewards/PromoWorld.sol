// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IPromoIssuer} from "../../../contracts/interfaces/IPromoIssuer.sol";
import {ISparkPoints} from "../../../contracts/interfaces/ISparkPoints.sol";
import {Attested} from "../../../contracts/rewards/Attested.sol";
import {ManagedTest} from "../../helpers/ManagedTest.sol";

/// An issuer that only listens, and an attester with a key.
abstract contract PromoWorld is ManagedTest {
    uint64 private constant ATTESTER = 77;
    uint256 private constant KEY = 0xA77E57;

    address internal issuer = neighbour("issuer");
    address internal tiers = neighbour("tiers");
    address internal vault = neighbour("vault");
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    uint48 internal deadline = type(uint48).max;

    function listen(Attested attested) internal {
        vm.mockCall(issuer, abi.encodeWithSelector(IPromoIssuer.issue.selector), "");
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = Attested.attest.selector;
        manager.setTargetFunctionRole(address(attested), selectors, ATTESTER);
        manager.grantRole(ATTESTER, vm.addr(KEY), 0);
    }

    function expectIssued(address owner, uint256 amount, ISparkPoints.MintReason reason) internal {
        vm.expectCall(issuer, abi.encodeCall(IPromoIssuer.issue, (owner, amount, reason)), 1);
    }

    function signed(Attested attested, bytes32 structHash) internal view returns (bytes memory) {
        return signedBy(KEY, attested, structHash);
    }

    function signedBy(
        uint256 key,
        Attested attested,
        bytes32 structHash
    ) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, attested.hashStatement(structHash));
        return abi.encodePacked(r, s, v);
    }

    /// The signature is good for another statement: it recovers to somebody who attests nothing.
    function expectNotAttested(Attested attested, bytes32 structHash, bytes memory signature) internal {
        address signer = ECDSA.recover(attested.hashStatement(structHash), signature);
        vm.expectRevert(abi.encodeWithSelector(Attested.AttestedNotByAttester.selector, signer));
    }
}
