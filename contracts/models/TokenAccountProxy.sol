// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {Proxy} from "@openzeppelin/contracts/proxy/Proxy.sol";

/// @title The code behind every token-bound account
/// @notice Runs the reference ERC-6551 account until the holder of the token chooses another implementation.
/// @dev The reference package's own proxy asks for OpenZeppelin 4; this one is the same over OpenZeppelin 5. The ERC-1167
/// clone delegates to this contract, so the ERC-1967 slot read here is the clone's own.
/// @custom:security-contact see SECURITY.md
contract TokenAccountProxy is Proxy {
    address private immutable _defaultImplementation;

    /// @notice The default must be a contract.
    error TokenAccountProxyNoCode(address implementation);

    constructor(address defaultImplementation) {
        require(defaultImplementation.code.length > 0, TokenAccountProxyNoCode(defaultImplementation));
        _defaultImplementation = defaultImplementation;
    }

    /// @notice Ether sent without data is delegated too.
    receive() external payable {
        _fallback();
    }

    function _implementation() internal view override returns (address) {
        address chosen = ERC1967Utils.getImplementation();
        return chosen == address(0) ? _defaultImplementation : chosen;
    }
}
