// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ModelSlot} from "../types/ModelSlot.sol";
import {Arena} from "./Arena.sol";

/// @dev Place in memory of a model of the running batch: slot | id | listed | royaltyBps | royalty and images, a word
/// each. See WorkerRow for why it is a place.
type ModelRow is uint256;

using {slot, id, listed, royaltyBps, royalty, images, credit} for ModelRow global;

uint256 constant MODEL_ROW_BYTES = 160;

/// @dev Fills the row at `index` of a table, which the caller has allocated.
function openModelRow(uint256 table, uint256 index, ModelSlot slot_, uint256 id_) pure {
    uint256 at = ModelRow.unwrap(modelRowAt(table, index));
    unchecked {
        Arena.store(at, ModelSlot.unwrap(slot_));
        Arena.store(at + 32, id_);
        Arena.store(at + 64, SafeCast.toUint(slot_.listed()));
        Arena.store(at + 96, slot_.royaltyBps());
        Arena.store(at + 128, 0);
    }
}

/// @dev The caller has compared `index` with the table's length.
function modelRowAt(uint256 table, uint256 index) pure returns (ModelRow) {
    // An index is below 2^16.
    unchecked {
        return ModelRow.wrap(table + index * MODEL_ROW_BYTES);
    }
}

function slot(ModelRow self) pure returns (ModelSlot) {
    return ModelSlot.wrap(_word(self, 0));
}

function id(ModelRow self) pure returns (uint256) {
    return _word(self, 32);
}

/// @dev 1 or 0.
function listed(ModelRow self) pure returns (uint256) {
    return _word(self, 64);
}

function royaltyBps(ModelRow self) pure returns (uint256) {
    return _word(self, 96);
}

function royalty(ModelRow self) pure returns (uint256) {
    return _word(self, 128) & type(uint128).max;
}

function images(ModelRow self) pure returns (uint256) {
    return _word(self, 128) >> 128;
}

/// @dev Adds an applied line.
function credit(ModelRow self, uint256 royalty_, uint256 images_) pure {
    // Royalties are below 2^92 and images below 2^16 a line, and a transaction holds fewer than 2^32 lines.
    unchecked {
        uint256 at = ModelRow.unwrap(self) + 128;
        Arena.store(at, Arena.load(at) + (royalty_ | (images_ << 128)));
    }
}

function _word(ModelRow self, uint256 offset) pure returns (uint256) {
    // A place in memory is far below 2^256.
    unchecked {
        return Arena.load(ModelRow.unwrap(self) + offset);
    }
}
