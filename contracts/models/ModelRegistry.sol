// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {ERC721Upgradeable} from "@openzeppelin/contracts-upgradeable/token/ERC721/ERC721Upgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IRenderLedger} from "../interfaces/IRenderLedger.sol";
import {TokenAccount} from "../libraries/TokenAccount.sol";

/// @title The registry of models
/// @custom:security-contact see SECURITY.md
contract ModelRegistry is IModelRegistry, ERC721Upgradeable, AccessManagedUpgradeable, UUPSUpgradeable {
    struct Entry {
        ModelSpec spec;
        bool listed;
    }

    /// @custom:storage-location erc7201:supernet.storage.ModelRegistry
    struct ModelRegistryStorage {
        uint32 registered;
        mapping(uint32 id => Entry) entries;
        mapping(bytes32 contentRoot => uint32 id) byContent;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.ModelRegistry")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant MODEL_REGISTRY_STORAGE =
        0xd92fc7cf27f790ca866e67d4f194f2517f428ada427b8261e0f25e0f06c82b00;

    /// @notice Highest royalty a model may ask for, in basis points.
    uint16 public constant MAX_ROYALTY_BPS = 1_000;
    /// @notice Most points of a cost curve: every quote reads them all.
    uint256 public constant MAX_POINTS = 16;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IRenderLedger private immutable _ledger;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address private immutable _accountImplementation;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(IRenderLedger ledger, address accountImplementation) {
        _ledger = ledger;
        _accountImplementation = accountImplementation;
        _disableInitializers();
    }

    /// @notice Names the token and connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __ERC721_init("Sogni Supernet Model", "SOGNI-MODEL");
        __AccessManaged_init(authority);
    }

    /// @inheritdoc IModelRegistry
    function register(address owner, ModelSpec calldata spec) external restricted returns (uint32 id) {
        ModelRegistryStorage storage $ = _getModelRegistryStorage();
        require(spec.contentRoot != 0, ModelRegistryNoContent());
        uint32 taken = $.byContent[spec.contentRoot];
        require(taken == 0, ModelRegistryContentTaken(spec.contentRoot, taken));
        require(
            spec.royaltyBps <= MAX_ROYALTY_BPS,
            ModelRegistryRoyaltyTooHigh(spec.royaltyBps, MAX_ROYALTY_BPS)
        );
        _checkTable(spec.table);

        id = ++$.registered;
        $.byContent[spec.contentRoot] = id;
        _store($.entries[id], spec);
        _mint(owner, id);

        address account = TokenAccount.create(_accountImplementation, address(this), id);
        emit ModelRegistered(id, owner, account, spec);
        emit ModelListed(id, false, true);
        _ledger.setModel(id, spec.royaltyBps, true);
    }

    /// @inheritdoc IModelRegistry
    function setListed(uint32 id, bool listed) external restricted {
        Entry storage entry = _known(id);
        emit ModelListed(id, entry.listed, listed);
        entry.listed = listed;
        _ledger.setModel(id, entry.spec.royaltyBps, listed);
    }

    /// @inheritdoc IModelRegistry
    function specOf(uint32 id) external view returns (ModelSpec memory) {
        return _known(id).spec;
    }

    /// @inheritdoc IModelRegistry
    function tableOf(uint32 id) external view returns (RenderTable memory) {
        return _known(id).spec.table;
    }

    /// @inheritdoc IModelRegistry
    function isListed(uint32 id) external view returns (bool) {
        return _known(id).listed;
    }

    /// @inheritdoc IModelRegistry
    function modelOf(bytes32 contentRoot) external view returns (uint32) {
        return _getModelRegistryStorage().byContent[contentRoot];
    }

    /// @inheritdoc IModelRegistry
    function registered() external view returns (uint32) {
        return _getModelRegistryStorage().registered;
    }

    /// @inheritdoc IModelRegistry
    function accountOf(uint32 id) external view returns (address) {
        _known(id);
        return TokenAccount.accountOf(_accountImplementation, address(this), id);
    }

    /// @notice The model's manifest.
    function tokenURI(uint256 tokenId) public view override returns (string memory) {
        _requireOwned(tokenId);
        // Every minted id came from the 32-bit counter.
        return _getModelRegistryStorage().entries[uint32(tokenId)].spec.uri;
    }

    function _checkTable(RenderTable calldata table) private pure {
        require(
            table.maxSteps > 0 && table.maxCount > 0,
            ModelRegistryNoLimit(table.maxSteps, table.maxCount)
        );
        require(table.minMs > 0, ModelRegistryNoMinimum());
        uint256 count = table.points.length;
        require(count > 0 && count <= MAX_POINTS, ModelRegistryPointCount(count));
        for (uint256 i = 1; i < count; ++i) {
            PixelPoint calldata left = table.points[i - 1];
            PixelPoint calldata right = table.points[i];
            require(left.pixels < right.pixels && left.bps <= right.bps, ModelRegistryPointOrder(i));
        }
    }

    /// @dev Field by field: the compiler does not copy a nested array of structs from calldata to storage.
    function _store(Entry storage entry, ModelSpec calldata spec) private {
        entry.listed = true;
        entry.spec.name = spec.name;
        entry.spec.contentRoot = spec.contentRoot;
        entry.spec.uri = spec.uri;
        entry.spec.classId = spec.classId;
        entry.spec.royaltyBps = spec.royaltyBps;

        RenderTable storage table = entry.spec.table;
        table.fixedMs = spec.table.fixedMs;
        table.minMs = spec.table.minMs;
        table.stepMicro = spec.table.stepMicro;
        table.maxSteps = spec.table.maxSteps;
        table.maxCount = spec.table.maxCount;
        for (uint256 i = 0; i < spec.table.points.length; ++i) table.points.push(spec.table.points[i]);
    }

    function _known(uint32 id) private view returns (Entry storage entry) {
        ModelRegistryStorage storage $ = _getModelRegistryStorage();
        require(id > 0 && id <= $.registered, ModelRegistryUnknownModel(id));
        return $.entries[id];
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getModelRegistryStorage() private pure returns (ModelRegistryStorage storage $) {
        assembly {
            $.slot := MODEL_REGISTRY_STORAGE
        }
    }
}
