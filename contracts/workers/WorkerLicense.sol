// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {ERC721Upgradeable} from "@openzeppelin/contracts-upgradeable/token/ERC721/ERC721Upgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

import {IWorkerLicense} from "../interfaces/IWorkerLicense.sol";
import {IWorkerRegistry} from "../interfaces/IWorkerRegistry.sol";
import {TokenAccount} from "../libraries/TokenAccount.sol";

/// @title The Fast worker licence
/// @custom:security-contact see SECURITY.md
contract WorkerLicense is IWorkerLicense, ERC721Upgradeable, AccessManagedUpgradeable, UUPSUpgradeable {
    /// @custom:storage-location erc7201:supernet.storage.WorkerLicense
    struct WorkerLicenseStorage {
        uint256 minted;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.WorkerLicense")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant WORKER_LICENSE_STORAGE =
        0x944cfd5b7b444b9d372495be9180fbc9098f55c543a249ece21d2b1e6b415100;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IWorkerRegistry private immutable _registry;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address private immutable _accountImplementation;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IWorkerRegistry registry, address accountImplementation) {
        _registry = registry;
        _accountImplementation = accountImplementation;
        _disableInitializers();
    }

    /// @notice Names the token and connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __ERC721_init("Sogni Fast Worker License", "SOGNI-FAST");
        __AccessManaged_init(authority);
    }

    /// @inheritdoc IWorkerLicense
    function mint(address to) external restricted returns (uint256 tokenId) {
        tokenId = ++_getWorkerLicenseStorage().minted;
        _mint(to, tokenId);
    }

    /// @inheritdoc IWorkerLicense
    function minted() external view returns (uint256) {
        return _getWorkerLicenseStorage().minted;
    }

    /// @inheritdoc IWorkerLicense
    function accountOf(uint256 tokenId) external view returns (address) {
        _requireOwned(tokenId);
        return TokenAccount.accountOf(_accountImplementation, address(this), tokenId);
    }

    /// @dev The registry hears of every change of hands, so that the seller's key stops earning for the licence.
    function _update(address to, uint256 tokenId, address auth) internal override returns (address from) {
        from = super._update(to, tokenId, auth);
        if (from != address(0)) _registry.onLicenseTransfer(tokenId, from, to);
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getWorkerLicenseStorage() private pure returns (WorkerLicenseStorage storage $) {
        assembly {
            $.slot := WORKER_LICENSE_STORAGE
        }
    }
}
