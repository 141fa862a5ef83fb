// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

/// @title The implementation a proxy is born with
/// @notice Lets every proxy have an address before any contract that names it is built: neighbours are immutables, and
/// some of them name each other. The deployer upgrades each proxy once to its contract.
/// @dev A proxy left on the seed could be taken over by the deployer: the deployment test asserts that none is.
/// @custom:security-contact see SECURITY.md
contract ProxySeed is UUPSUpgradeable {
    address private immutable _deployer;

    /// @notice Only the deployer gives a proxy its contract.
    error ProxySeedNotDeployer(address caller);

    constructor(address deployer) {
        _deployer = deployer;
    }

    /// @notice Does nothing: OpenZeppelin's proxy refuses to be built without a call.
    function plant() external pure {}

    function _authorizeUpgrade(address) internal view override {
        require(msg.sender == _deployer, ProxySeedNotDeployer(msg.sender));
    }
}
