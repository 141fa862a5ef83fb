// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

/// @title The registry of models
/// @notice An ERC-721 per model. Holds what a model is (content, determinism class) and what a render of it costs in
/// render milliseconds; its royalty goes to the model's ERC-6551 account.
/// @dev Token ids are the protocol's `uint32 model`, counted from 1.
interface IModelRegistry is IERC721 {
    /// @notice One point of the cost curve over image size.
    /// @param pixels Width times height.
    /// @param bps Cost of a step at that size, relative to `stepMicro`.
    struct PixelPoint {
        uint32 pixels;
        uint32 bps;
    }

    /// @notice Render milliseconds of one image: max(minMs, ceil(fixedMs + steps * stepMicro / 1e6 * bps(pixels) / 1e4)).
    /// @param fixedMs Milliseconds per image whatever the steps.
    /// @param minMs Least milliseconds of an image.
    /// @param stepMicro Millionths of a millisecond per step.
    /// @param maxSteps Most steps an order may ask for.
    /// @param maxCount Most images an order may ask for.
    /// @param points Strictly rising pixels, non-falling bps; interpolated in between, rounded up, refused outside.
    struct RenderTable {
        uint32 fixedMs;
        uint32 minMs;
        uint64 stepMicro;
        uint16 maxSteps;
        uint16 maxCount;
        PixelPoint[] points;
    }

    /// @notice What a curator registers.
    /// @param contentRoot Root of the OZ StandardMerkleTree ['string', 'bytes32'] over (path, SHA-256) of every file.
    /// @param uri Where the manifest lies; also the token URI.
    /// @param classId Determinism class: results may be compared by hash within it.
    /// @param royaltyBps Share of the gross for the model's account, at most 1,000.
    struct ModelSpec {
        string name;
        bytes32 contentRoot;
        string uri;
        bytes32 classId;
        uint16 royaltyBps;
        RenderTable table;
    }

    /// @notice A model entered the registry; `account` is its ERC-6551 account.
    event ModelRegistered(uint32 indexed id, address indexed owner, address indexed account, ModelSpec spec);
    /// @notice A model was opened to orders or closed.
    event ModelListed(uint32 indexed id, bool oldListed, bool newListed);

    /// @notice No such model.
    error ModelRegistryUnknownModel(uint32 id);
    /// @notice The same content is registered already.
    error ModelRegistryContentTaken(bytes32 contentRoot, uint32 id);
    /// @notice A model needs a content root.
    error ModelRegistryNoContent();
    /// @notice The royalty is above the ceiling.
    error ModelRegistryRoyaltyTooHigh(uint16 royaltyBps, uint16 maxBps);
    /// @notice Both limits of a table must be at least 1.
    error ModelRegistryNoLimit(uint16 maxSteps, uint16 maxCount);
    /// @notice A table needs a least price above zero: a price must exceed its own settlement cost.
    error ModelRegistryNoMinimum();
    /// @notice A table needs at least one and at most 16 points.
    error ModelRegistryPointCount(uint256 count);
    /// @notice Point `index` does not rise in pixels, or falls in cost.
    error ModelRegistryPointOrder(uint256 index);

    /// @notice Registers a model, listed, and mints it to `owner`. Emits {ModelRegistered}. Role: curator.
    function register(address owner, ModelSpec calldata spec) external returns (uint32 id);

    /// @notice Opens a model to orders or closes it. Emits {ModelListed}. Role: curator.
    function setListed(uint32 id, bool listed) external;

    /// @notice What was registered. Reverts for an unknown id.
    function specOf(uint32 id) external view returns (ModelSpec memory);

    /// @notice The render table alone. Reverts for an unknown id.
    function tableOf(uint32 id) external view returns (RenderTable memory);

    /// @notice Whether orders may name the model. Reverts for an unknown id.
    function isListed(uint32 id) external view returns (bool);

    /// @notice The model with that content, or 0.
    function modelOf(bytes32 contentRoot) external view returns (uint32 id);

    /// @notice How many models were ever registered; ids count from 1.
    function registered() external view returns (uint32);

    /// @notice The model's ERC-6551 account, which holds its royalties; the owner of the token spends it.
    function accountOf(uint32 id) external view returns (address);
}
