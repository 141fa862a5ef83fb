// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IRenderLedgerDesk} from "./IRenderLedgerDesk.sol";
import {IRenderLedgerErrors} from "./IRenderLedgerErrors.sol";
import {IRenderLedgerEvents} from "./IRenderLedgerEvents.sol";
import {IRenderLedgerLanes} from "./IRenderLedgerLanes.sol";

/// @title Render ledger
/// @notice Holds the money of render sessions and settles signed work against it, many lines at once.
/// @dev The whole of what the ledger's address answers; its code is in two parts, see {RenderLedger}.
/// Amounts are ledger units: 1 unit = 1e9 wei of SOGNI = 1e-6 Spark. Signatures are EIP-2098 compact.
/// Assumptions: SOGNI takes no fee on transfer; the registries push changes as they happen.
interface IRenderLedger is IRenderLedgerLanes, IRenderLedgerDesk, IRenderLedgerErrors, IRenderLedgerEvents {}
