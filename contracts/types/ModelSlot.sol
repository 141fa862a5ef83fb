// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

/// @dev royalty 64 | royaltyBps 16 | images 40 | spare 128 | flags 8, from the low end. flags: 1 known, 2 listed.
type ModelSlot is uint256;

using {
    royalty,
    royaltyBps,
    images,
    known,
    listed,
    withRoyalty,
    withImages,
    withSettings
} for ModelSlot global;

uint256 constant KNOWN = 1;
uint256 constant LISTED = 2;

function royalty(ModelSlot self) pure returns (uint64) {
    return uint64(ModelSlot.unwrap(self));
}

function royaltyBps(ModelSlot self) pure returns (uint16) {
    return uint16(ModelSlot.unwrap(self) >> 64);
}

function images(ModelSlot self) pure returns (uint40) {
    return uint40(ModelSlot.unwrap(self) >> 80);
}

function known(ModelSlot self) pure returns (bool) {
    return (ModelSlot.unwrap(self) >> 248) & KNOWN != 0;
}

function listed(ModelSlot self) pure returns (bool) {
    return (ModelSlot.unwrap(self) >> 248) & LISTED != 0;
}

function withRoyalty(ModelSlot self, uint64 royalty_) pure returns (ModelSlot) {
    return ModelSlot.wrap((ModelSlot.unwrap(self) & ~uint256(type(uint64).max)) | royalty_);
}

/// @dev Stays at its maximum rather than overflow.
function withImages(ModelSlot self, uint256 images_) pure returns (ModelSlot) {
    uint256 capped = images_ < type(uint40).max ? images_ : type(uint40).max;
    return ModelSlot.wrap((ModelSlot.unwrap(self) & ~(uint256(type(uint40).max) << 80)) | (capped << 80));
}

function withSettings(ModelSlot self, uint16 royaltyBps_, bool listed_) pure returns (ModelSlot) {
    uint256 cleared =
        ModelSlot.unwrap(self) & ~((uint256(type(uint8).max) << 248) | (uint256(type(uint16).max) << 64));
    uint256 flags = KNOWN | (listed_ ? LISTED : 0);
    return ModelSlot.wrap(cleared | (flags << 248) | (uint256(royaltyBps_) << 64));
}
