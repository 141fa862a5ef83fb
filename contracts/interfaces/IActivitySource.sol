// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title What the chain itself can say that an account did
/// @notice A lower bound of the second factor of a score (stake of a user, paid render milliseconds of a worker). The
/// score board strikes a root that says less, or leaves out who qualifies by it.
interface IActivitySource {
    /// @notice What the account did from `from` (included) to `to` (excluded), as far as the chain recorded it.
    /// @param id User's address in the low 20 bytes, or worker id.
    function provenActivity(bytes32 id, uint48 from, uint48 to) external view returns (uint256);
}
