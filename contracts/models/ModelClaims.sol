// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";

import {IModelClaims} from "../interfaces/IModelClaims.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IModelSubmissions} from "../interfaces/IModelSubmissions.sol";
import {IRenderLedger} from "../interfaces/IRenderLedger.sol";
import {Attested} from "../rewards/Attested.sol";

/// @title Models that wait for their trainer
/// @custom:security-contact see SECURITY.md
contract ModelClaims is IModelClaims, Attested, UUPSUpgradeable {
    bytes32 private constant CLAIM_TYPEHASH = keccak256(
        "Claim(uint32 model,address to,bytes32 kycRef,uint48 deadline)"
    );

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IModelRegistry private immutable _registry;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IModelSubmissions private immutable _submissions;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IRenderLedger private immutable _ledger;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IERC20 private immutable _sogni;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IModelRegistry registry, IModelSubmissions submissions, IRenderLedger ledger, IERC20 sogni) {
        _registry = registry;
        _submissions = submissions;
        _ledger = ledger;
        _sogni = sogni;
        _disableInitializers();
    }

    /// @notice Names the signing domain and connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __EIP712_init("ModelClaims", "1");
        __AccessManaged_init(authority);
    }

    /// @inheritdoc IModelClaims
    function claim(
        uint32 model,
        address to,
        bytes32 kycRef,
        uint48 deadline,
        bytes calldata signature
    ) external {
        address owner = _registry.ownerOf(model);
        require(owner == address(this), ModelClaimsNotHeld(model, owner));
        address trainer = _submissions.trainerOf(model);
        require(trainer == address(0) || trainer == to, ModelClaimsNotTrainer(model, trainer, to));
        _requireAttested(
            keccak256(abi.encode(CLAIM_TYPEHASH, model, to, kycRef, deadline)),
            deadline,
            signature
        );
        if (_ledger.model(model).royalty > 0) _ledger.claimRoyalty(model);
        address account = _registry.accountOf(model);
        emit ModelClaimed(model, to, account, kycRef, _sogni.balanceOf(account));
        _registry.safeTransferFrom(address(this), to, model);
    }

    /// @inheritdoc IERC721Receiver
    function onERC721Received(address, address, uint256, bytes calldata) external view returns (bytes4) {
        require(msg.sender == address(_registry), ModelClaimsForeignToken(msg.sender));
        return IERC721Receiver.onERC721Received.selector;
    }

    function _authorizeUpgrade(address) internal override restricted {}
}
