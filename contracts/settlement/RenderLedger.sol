// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts-upgradeable/proxy/utils/UUPSUpgradeable.sol";
import {DelegatesToDesk} from "./DelegatesToDesk.sol";
import {LedgerBatches} from "./LedgerBatches.sol";
import {LedgerTickets} from "./LedgerTickets.sol";

/// @title Render ledger
/// @notice Holds the money of render sessions and settles signed work against it. One packed slot per session, worker
/// and model, one for the books: a row is read once and written once per batch.
/// @dev The one contract that both holds and records. Its code is in two parts, because one would pass EIP-170: this
/// one has the settlement lanes, optimised for gas; everything else is delegated to the desk it was built with, which
/// runs in this storage. Speak to the proxy as `IRenderLedger`. `PlainLedger` is the oracle in tests.
/// @custom:security-contact See SECURITY.md.
contract RenderLedger is
    LedgerBatches,
    LedgerTickets,
    AccessManagedUpgradeable,
    UUPSUpgradeable,
    DelegatesToDesk
{
    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(address desk) DelegatesToDesk(desk) {
        _disableInitializers();
    }

    /// @notice Puts the ledger under an access manager.
    function initialize(address authority) external initializer {
        __AccessManaged_init(authority);
    }

    function _authorizeUpgrade(address) internal override restricted {}
}
