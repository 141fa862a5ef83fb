// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManagedUpgradeable} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {EIP712Upgradeable} from "@openzeppelin/contracts-upgradeable/utils/cryptography/EIP712Upgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {IBondPolicy} from "../interfaces/IBondPolicy.sol";
import {IRenderLedger} from "../interfaces/IRenderLedger.sol";
import {ITakePolicy} from "../interfaces/ITakePolicy.sol";
import {IWorkerLicense} from "../interfaces/IWorkerLicense.sol";
import {IWorkerRegistry} from "../interfaces/IWorkerRegistry.sol";
import {Worker as LedgerRow} from "../types/LedgerTypes.sol";

/// @title The registry of workers
/// @custom:security-contact see SECURITY.md
contract WorkerRegistry is IWorkerRegistry, EIP712Upgradeable, AccessManagedUpgradeable, UUPSUpgradeable {
    /// @dev `registrant` is set for Relaxed workers only: a Fast worker belongs to whoever holds the licence.
    struct WorkerState {
        address operator;
        uint32 minSeq;
        bool registered;
        bool jailed;
        address payout;
        address registrant;
    }

    /// @dev `earner` and `payout` are set when the key is retired, and fixed from then on.
    struct KeyState {
        bytes32 workerId;
        address earner;
        address payout;
    }

    /// @custom:storage-location erc7201:supernet.storage.WorkerRegistry
    struct WorkerRegistryStorage {
        mapping(bytes32 workerId => WorkerState) workers;
        mapping(address operator => KeyState) keys;
        mapping(bytes32 workerId => address[]) operators;
    }

    // keccak256(abi.encode(uint256(keccak256("supernet.storage.WorkerRegistry")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant WORKER_REGISTRY_STORAGE =
        0x83be50a77713f0eeaa45b99fb11342488f0c79c2539f1d704cb8ea1efde1ec00;

    bytes32 private constant OPERATOR_TYPEHASH = keccak256("Operator(bytes32 workerId,address owner)");

    uint256 private constant FAST_PREFIX = 1 << 248;
    uint256 private constant RELAXED_PREFIX = 2 << 248;

    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IWorkerLicense private immutable _license;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IRenderLedger private immutable _ledger;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    IBondPolicy private immutable _bondPolicy;
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    ITakePolicy private immutable _takePolicy;

    modifier onlyOwnerOf(bytes32 workerId) {
        require(ownerOf(workerId) == msg.sender, WorkerRegistryNotOwner(workerId, msg.sender));
        _;
    }

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(
        IWorkerLicense license,
        IRenderLedger ledger,
        IBondPolicy bondPolicy,
        ITakePolicy takePolicy
    ) {
        _license = license;
        _ledger = ledger;
        _bondPolicy = bondPolicy;
        _takePolicy = takePolicy;
        _disableInitializers();
    }

    /// @notice Names the signing domain and connects the proxy to the access manager.
    function initialize(address authority) external initializer {
        __EIP712_init("WorkerRegistry", "1");
        __AccessManaged_init(authority);
    }

    /* REGISTRATION */

    /// @inheritdoc IWorkerRegistry
    function registerFast(
        uint256 tokenId,
        address operator,
        bytes calldata consent
    ) external returns (bytes32 workerId) {
        workerId = fastId(tokenId);
        require(_license.ownerOf(tokenId) == msg.sender, WorkerRegistryNotOwner(workerId, msg.sender));
        _register(workerId, operator, true, consent);
    }

    /// @inheritdoc IWorkerRegistry
    function registerRelaxed(address operator, bytes calldata consent) external returns (bytes32 workerId) {
        workerId = relaxedId(operator);
        // Before the ledger is called; who is registered already is refused, and this with it.
        _getWorkerRegistryStorage().workers[workerId].registrant = msg.sender;
        _register(workerId, operator, false, consent);
    }

    /// @inheritdoc IWorkerRegistry
    function setOperatorKey(
        bytes32 workerId,
        address operator,
        bytes calldata consent
    ) external onlyOwnerOf(workerId) {
        WorkerState storage state = _getWorkerRegistryStorage().workers[workerId];
        require(_isFast(workerId), WorkerRegistryNotFast(workerId));
        require(!state.jailed, WorkerRegistryJailed(workerId));
        address oldOperator = state.operator;

        emit OperatorKeySet(workerId, oldOperator, operator);
        // The ledger is the network's own, named at construction, and calls nobody back.
        // slither-disable-next-line reentrancy-no-eth
        if (oldOperator != address(0)) _retire(workerId, oldOperator, msg.sender);
        _bind(workerId, operator, true, consent);
    }

    /// @inheritdoc IWorkerRegistry
    function onLicenseTransfer(uint256 tokenId, address from, address to) external {
        require(msg.sender == address(_license), WorkerRegistryNotLicense(msg.sender));
        bytes32 workerId = fastId(tokenId);
        WorkerState storage state = _getWorkerRegistryStorage().workers[workerId];
        if (!state.registered || from == to) return;

        address operator = state.operator;
        state.operator = address(0);
        // As above; the payout is needed until the key is retired.
        // slither-disable-next-line reentrancy-no-eth
        if (operator != address(0)) _retire(workerId, operator, from);
        _setPayout(workerId, address(0));
    }

    /* OWNER */

    /// @inheritdoc IWorkerRegistry
    function setPayout(bytes32 workerId, address payout) external onlyOwnerOf(workerId) {
        _setPayout(workerId, payout);
    }

    /// @inheritdoc IWorkerRegistry
    function revokeDailyKeys(bytes32 workerId, uint32 minSeq) external {
        WorkerState storage state = _known(workerId);
        require(
            msg.sender == state.operator || msg.sender == ownerOf(workerId),
            WorkerRegistryNotOwner(workerId, msg.sender)
        );
        uint32 oldMinSeq = state.minSeq;
        require(minSeq > oldMinSeq, WorkerRegistrySequenceNotRising(workerId, oldMinSeq, minSeq));
        state.minSeq = minSeq;
        emit DailyKeysRevoked(workerId, oldMinSeq, minSeq);
    }

    /* PUSHES */

    /// @inheritdoc IWorkerRegistry
    function refreshTake(bytes32 workerId) external {
        WorkerState storage state = _known(workerId);
        require(state.operator != address(0), WorkerRegistryNoOperator(workerId));
        _ledger.setTakeBps(state.operator, _takePolicy.takeBps(workerId, ownerOf(workerId)));
    }

    /// @inheritdoc IWorkerRegistry
    function setJailed(bytes32 workerId, bool jailed) external restricted {
        WorkerState storage state = _known(workerId);
        address operator = state.operator;
        state.jailed = jailed;
        emit WorkerJailed(workerId, operator, jailed);
        if (operator != address(0)) _ledger.setJailed(operator, jailed);
    }

    /* VIEWS */

    /// @inheritdoc IWorkerRegistry
    function worker(bytes32 workerId) external view returns (Worker memory) {
        WorkerState storage state = _known(workerId);
        return
            Worker({
                owner: ownerOf(workerId),
                operator: state.operator,
                payout: state.payout,
                fast: _isFast(workerId),
                jailed: state.jailed,
                minSeq: state.minSeq
            });
    }

    /// @inheritdoc IWorkerRegistry
    function workerOf(address operator) external view returns (bytes32) {
        return _getWorkerRegistryStorage().keys[operator].workerId;
    }

    /// @inheritdoc IWorkerRegistry
    function ownerOf(bytes32 workerId) public view returns (address) {
        WorkerState storage state = _known(workerId);
        return _isFast(workerId) ? _license.ownerOf(_tokenOf(workerId)) : state.registrant;
    }

    /// @inheritdoc IWorkerRegistry
    function ownerOfOperator(address operator) external view returns (address) {
        KeyState storage key = _getWorkerRegistryStorage().keys[operator];
        if (key.workerId == 0 || key.earner != address(0)) return key.earner;
        return ownerOf(key.workerId);
    }

    /// @inheritdoc IWorkerRegistry
    function payoutOf(address operator) external view returns (address) {
        KeyState storage key = _getWorkerRegistryStorage().keys[operator];
        bytes32 workerId = key.workerId;
        if (workerId == 0 || key.earner != address(0)) return key.payout;

        WorkerState storage state = _getWorkerRegistryStorage().workers[workerId];
        if (state.payout != address(0)) return state.payout;
        return _isFast(workerId) ? _license.accountOf(_tokenOf(workerId)) : state.registrant;
    }

    /// @inheritdoc IWorkerRegistry
    function operatorsOf(bytes32 workerId) external view returns (address[] memory) {
        return _getWorkerRegistryStorage().operators[workerId];
    }

    /// @inheritdoc IWorkerRegistry
    function countersOf(bytes32 workerId) external view returns (Counters memory sum) {
        address[] storage operators = _getWorkerRegistryStorage().operators[workerId];
        for (uint256 i = 0; i < operators.length; ++i) {
            LedgerRow memory row = _ledger.worker(operators[i]);
            sum.jobs += row.jobs;
            sum.baseMs += row.baseMs;
            sum.failures += row.failures;
            sum.good += row.good;
            sum.rated += row.rated;
        }
    }

    /// @inheritdoc IWorkerRegistry
    function fastId(uint256 tokenId) public pure returns (bytes32) {
        return bytes32(FAST_PREFIX | tokenId);
    }

    /// @inheritdoc IWorkerRegistry
    function relaxedId(address operator) public pure returns (bytes32) {
        return bytes32(RELAXED_PREFIX | uint160(operator));
    }

    /// @inheritdoc IWorkerRegistry
    function hashConsent(bytes32 workerId, address owner) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(OPERATOR_TYPEHASH, workerId, owner)));
    }

    /* INTERNAL */

    function _register(bytes32 workerId, address operator, bool fast, bytes calldata consent) private {
        WorkerState storage state = _getWorkerRegistryStorage().workers[workerId];
        require(!state.registered, WorkerRegistryAlreadyRegistered(workerId));
        state.registered = true;
        emit WorkerRegistered(workerId, msg.sender, operator, fast);
        _bind(workerId, operator, fast, consent);
    }

    /// @dev Gives the worker a key that never belonged to anyone, with the key's own consent.
    function _bind(bytes32 workerId, address operator, bool fast, bytes calldata consent) private {
        WorkerRegistryStorage storage $ = _getWorkerRegistryStorage();
        bytes32 boundTo = $.keys[operator].workerId;
        require(boundTo == 0, WorkerRegistryOperatorTaken(operator, boundTo));
        require(
            operator != address(0) && _signer(hashConsent(workerId, msg.sender), consent) == operator,
            WorkerRegistryBadConsent(workerId, msg.sender, operator)
        );
        require(_bondPolicy.isBonded(workerId, msg.sender), WorkerRegistryNotBonded(workerId));

        $.keys[operator].workerId = workerId;
        $.operators[workerId].push(operator);
        $.workers[workerId].operator = operator;
        _ledger.registerOperator(operator, fast, _takePolicy.takeBps(workerId, msg.sender));
    }

    /// @dev What the key still earns must not follow the licence to a buyer: the licence's account would.
    function _retire(bytes32 workerId, address operator, address earner) private {
        WorkerRegistryStorage storage $ = _getWorkerRegistryStorage();
        address chosen = $.workers[workerId].payout;
        address payout = chosen == address(0) ? earner : chosen;
        $.keys[operator].earner = earner;
        $.keys[operator].payout = payout;
        emit OperatorRetired(workerId, operator, earner, payout);
        _ledger.retireOperator(operator);
    }

    function _setPayout(bytes32 workerId, address payout) private {
        WorkerState storage state = _getWorkerRegistryStorage().workers[workerId];
        address oldPayout = state.payout;
        if (oldPayout == payout) return;
        state.payout = payout;
        emit PayoutSet(workerId, oldPayout, payout);
    }

    function _known(bytes32 workerId) private view returns (WorkerState storage state) {
        state = _getWorkerRegistryStorage().workers[workerId];
        require(state.registered, WorkerRegistryUnknownWorker(workerId));
    }

    /// @dev 64 bytes (ERC-2098, as everywhere on the ledger) or the 65 that wallets give; zero where neither recovers.
    function _signer(bytes32 digest, bytes calldata signature) private pure returns (address signer) {
        if (signature.length == 64) {
            // A signature that does not recover gives the zero address, which no operator is.
            // slither-disable-next-line unused-return
            (signer, , ) = ECDSA.tryRecover(digest, bytes32(signature[:32]), bytes32(signature[32:]));
        } else {
            // slither-disable-next-line unused-return
            (signer, , ) = ECDSA.tryRecoverCalldata(digest, signature);
        }
    }

    function _isFast(bytes32 workerId) private pure returns (bool) {
        return uint256(workerId) >> 248 == 1;
    }

    function _tokenOf(bytes32 workerId) private pure returns (uint256) {
        return uint256(workerId) ^ FAST_PREFIX;
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _getWorkerRegistryStorage() private pure returns (WorkerRegistryStorage storage $) {
        assembly {
            $.slot := WORKER_REGISTRY_STORAGE
        }
    }
}
