// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {Votes} from "@openzeppelin/contracts/governance/utils/Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";

/// @dev Votes out of nothing, counted in seconds as the staking vault counts them; everyone is its own delegate.
contract VotesMock is Votes {
    mapping(address account => uint256) private _units;

    constructor() EIP712("VotesMock", "1") {}

    function give(address account, uint256 units) external {
        if (delegates(account) == address(0)) _delegate(account, account);
        _units[account] += units;
        _transferVotingUnits(address(0), account, units);
    }

    function take(address account, uint256 units) external {
        _units[account] -= units;
        _transferVotingUnits(account, address(0), units);
    }

    function clock() public view override returns (uint48) {
        return Time.timestamp();
    }

    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    function _getVotingUnits(address account) internal view override returns (uint256) {
        return _units[account];
    }
}
