// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

/// @title The registry of workers
/// @notice Who renders: Fast workers by licence, Relaxed workers by their own operator key.
/// @dev A worker id is `1 << 248 | licence token id` (Fast) or `2 << 248 | operator address` (Relaxed).
/// An operator key is bound to one worker for ever: its counters in the ledger stay with that worker.
interface IWorkerRegistry {
    /// @notice A worker as it stands now.
    /// @param owner Holder of the licence, or registrant of a Relaxed worker.
    /// @param operator Key that signs for the worker; zero after a licence sale until the buyer sets one.
    /// @param payout Address set by the owner; zero where the default applies, see {payoutOf}.
    /// @param fast Whether the worker holds a licence.
    /// @param jailed Whether the ledger refuses its lines.
    /// @param minSeq Lowest daily key sequence that clients may accept.
    struct Worker {
        address owner;
        address operator;
        address payout;
        bool fast;
        bool jailed;
        uint32 minSeq;
    }

    /// @notice What the ledger has counted for a worker, summed over all its operator keys.
    struct Counters {
        uint256 jobs;
        uint256 baseMs;
        uint256 failures;
        uint256 good;
        uint256 rated;
    }

    /// @notice A worker entered the registry with its first operator key.
    event WorkerRegistered(
        bytes32 indexed workerId,
        address indexed owner,
        address indexed operator,
        bool fast
    );
    /// @notice A Fast worker got a new operator key; `oldOperator` is zero where it had none.
    event OperatorKeySet(bytes32 indexed workerId, address indexed oldOperator, address indexed newOperator);
    /// @notice An operator key was retired; what it still earns goes to `payout`.
    event OperatorRetired(
        bytes32 indexed workerId,
        address indexed operator,
        address indexed earner,
        address payout
    );
    /// @notice The owner changed where the worker is paid.
    event PayoutSet(bytes32 indexed workerId, address oldPayout, address newPayout);
    /// @notice Daily keys with a sequence below `newMinSeq` are void.
    event DailyKeysRevoked(bytes32 indexed workerId, uint32 oldMinSeq, uint32 newMinSeq);
    /// @notice The worker was jailed or freed.
    event WorkerJailed(bytes32 indexed workerId, address indexed operator, bool jailed);

    /// @notice The caller does not own the worker or the licence.
    error WorkerRegistryNotOwner(bytes32 workerId, address caller);
    /// @notice The worker has registered before.
    error WorkerRegistryAlreadyRegistered(bytes32 workerId);
    /// @notice No such worker.
    error WorkerRegistryUnknownWorker(bytes32 workerId);
    /// @notice The key belongs to a worker already, or to one in the past.
    error WorkerRegistryOperatorTaken(address operator, bytes32 workerId);
    /// @notice The key did not sign its consent to `workerId` and `owner`.
    error WorkerRegistryBadConsent(bytes32 workerId, address owner, address operator);
    /// @notice A Relaxed worker is its operator key: the key cannot change.
    error WorkerRegistryNotFast(bytes32 workerId);
    /// @notice A jailed worker cannot change its key.
    error WorkerRegistryJailed(bytes32 workerId);
    /// @notice The bond policy does not let this worker serve.
    error WorkerRegistryNotBonded(bytes32 workerId);
    /// @notice The sequence must rise.
    error WorkerRegistrySequenceNotRising(bytes32 workerId, uint32 minSeq, uint32 newMinSeq);
    /// @notice The worker has no key now: its licence was sold.
    error WorkerRegistryNoOperator(bytes32 workerId);
    /// @notice Only the licence contract reports transfers.
    error WorkerRegistryNotLicense(address caller);

    /// @notice Registers the Fast worker of a licence that the caller holds. Emits {WorkerRegistered}.
    /// @param consent Signature by `operator` of `Operator(bytes32 workerId,address owner)`, EIP-712 domain "WorkerRegistry" "1".
    function registerFast(
        uint256 tokenId,
        address operator,
        bytes calldata consent
    ) external returns (bytes32 workerId);

    /// @notice Registers a Relaxed worker owned by the caller. Emits {WorkerRegistered}.
    /// @param consent As in {registerFast}.
    function registerRelaxed(address operator, bytes calldata consent) external returns (bytes32 workerId);

    /// @notice Gives a Fast worker a new operator key and retires the old one. Emits {OperatorKeySet}, {OperatorRetired}.
    /// @dev What the old key has earned is paid to the payout address, or to the owner where none is set: the licence's
    /// account could be sold before the claim.
    function setOperatorKey(bytes32 workerId, address operator, bytes calldata consent) external;

    /// @notice Sets where the worker is paid; zero restores the default. Emits {PayoutSet}.
    function setPayout(bytes32 workerId, address payout) external;

    /// @notice Voids daily keys below `minSeq`; by the owner or the operator. Emits {DailyKeysRevoked}.
    function revokeDailyKeys(bytes32 workerId, uint32 minSeq) external;

    /// @notice Pushes the take rate of the policy to the ledger; by anyone.
    function refreshTake(bytes32 workerId) external;

    /// @notice Stops or restores a worker's lines in the ledger. Emits {WorkerJailed}. Role: council.
    function setJailed(bytes32 workerId, bool jailed) external;

    /// @notice Called by the licence contract when a licence moves: the old key is retired and keeps paying its earner.
    function onLicenseTransfer(uint256 tokenId, address from, address to) external;

    /// @notice The worker as it stands. Reverts for an unknown id.
    function worker(bytes32 workerId) external view returns (Worker memory);

    /// @notice The worker a key is or was bound to; zero for an unknown key.
    function workerOf(address operator) external view returns (bytes32 workerId);

    /// @notice Owner of a worker. Reverts for an unknown id.
    function ownerOf(bytes32 workerId) external view returns (address);

    /// @notice Owner of the worker behind a current key, or who earned with a retired one. Zero for an unknown key.
    function ownerOfOperator(address operator) external view returns (address);

    /// @notice Where a claim of `operator` is paid: the payout set by the owner, else the licence's ERC-6551 account
    /// (Fast) or the owner (Relaxed); a retired key keeps what held when it was retired. Zero for an unknown key.
    function payoutOf(address operator) external view returns (address);

    /// @notice All operator keys a worker ever had, oldest first.
    function operatorsOf(bytes32 workerId) external view returns (address[] memory);

    /// @notice The ledger's counters of a worker, summed over its keys.
    function countersOf(bytes32 workerId) external view returns (Counters memory);

    /// @notice The id of the Fast worker of a licence.
    function fastId(uint256 tokenId) external pure returns (bytes32 workerId);

    /// @notice The id of the Relaxed worker of an operator key.
    function relaxedId(address operator) external pure returns (bytes32 workerId);

    /// @notice EIP-712 digest that an operator key signs to consent to a worker.
    function hashConsent(bytes32 workerId, address owner) external view returns (bytes32 digest);
}
