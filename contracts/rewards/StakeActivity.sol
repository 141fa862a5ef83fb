// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IActivitySource} from "../interfaces/IActivitySource.sol";
import {IStakingVault} from "../interfaces/IStakingVault.sol";

/// @title Stake as an activity of users
/// @notice Active stake at the last second of an epoch, in ledger units of 1e9 wei. Cooling and LP stake count in a score
/// too, but have no past on chain: what this says is a lower bound.
/// @custom:security-contact see SECURITY.md
contract StakeActivity is IActivitySource {
    uint256 private constant WEI_PER_UNIT = 1e9;

    IStakingVault private immutable _vault;

    constructor(IStakingVault vault) {
        _vault = vault;
    }

    /// @inheritdoc IActivitySource
    function provenActivity(bytes32 id, uint48, uint48 to) external view returns (uint256) {
        // A worker id has no account here.
        if (uint256(id) >> 160 != 0) return 0;
        return _vault.getPastBalanceOf(address(uint160(uint256(id))), to - 1) / WEI_PER_UNIT;
    }
}
