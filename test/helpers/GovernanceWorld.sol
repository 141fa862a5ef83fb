// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {SupernetGovernor} from "../../contracts/governance/SupernetGovernor.sol";
import {SupernetTimelock} from "../../contracts/governance/SupernetTimelock.sol";
import {ISupernetGovernor} from "../../contracts/interfaces/ISupernetGovernor.sol";
import {VotesMock} from "../../contracts/mocks/VotesMock.sol";
import {Test} from "./Test.sol";

/// @dev Something that the DAO runs: a fee that is ordinary and a cap that is not.
contract Ruled is AccessManaged {
    uint256 public fee;
    uint256 public cap;

    constructor(address authority) AccessManaged(authority) {}

    function setFee(uint256 value) external restricted {
        fee = value;
    }

    function setCap(uint256 value) external restricted {
        cap = value;
    }
}

/// @dev Governor, timelock and access manager as a public network has them, over votes that a test gives.
abstract contract GovernanceWorld is Test {
    uint64 internal constant DAO = 11;
    uint256 internal constant THRESHOLD = 1_000_000e18;
    uint256 internal constant FLOOR = 50_000_000e18;
    uint8 internal constant AGAINST = 0;
    uint8 internal constant FOR = 1;

    AccessManager internal manager;
    VotesMock internal votes;
    SupernetTimelock internal timelock;
    SupernetGovernor internal governor;
    Ruled internal ruled;
    address internal guardian = makeAddr("guardian");
    address internal proposer = makeAddr("proposer");
    address internal voter = makeAddr("voter");
    address internal stranger = makeAddr("stranger");

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        manager = new AccessManager(address(this));
        votes = new VotesMock();
        timelock = newTimelock(2 days, 7 days);
        governor = SupernetGovernor(
            payable(
                new ERC1967Proxy(
                    address(new SupernetGovernor(FLOOR)),
                    abi.encodeCall(SupernetGovernor.initialize, (votes, address(timelock), guardian, terms()))
                )
            )
        );
        timelock.grantRole(timelock.PROPOSER_ROLE(), address(governor));
        timelock.grantRole(timelock.CANCELLER_ROLE(), address(governor));
        timelock.grantRole(timelock.EXECUTOR_ROLE(), address(governor));
        timelock.renounceRole(timelock.DEFAULT_ADMIN_ROLE(), address(this));

        ruled = new Ruled(address(manager));
        bytes4[] memory ordinary = new bytes4[](1);
        ordinary[0] = Ruled.setFee.selector;
        manager.setTargetFunctionRole(address(ruled), ordinary, DAO);
        manager.grantRole(DAO, address(timelock), 0);
        manager.grantRole(0, address(timelock), 0);
        manager.renounceRole(0, address(this));

        votes.give(proposer, THRESHOLD);
        votes.give(voter, FLOOR);
        vm.warp(block.timestamp + 1);
    }

    function newTimelock(uint256 minDelay, uint256 slowDelay) internal returns (SupernetTimelock) {
        address[] memory none = new address[](0);
        return new SupernetTimelock(manager, minDelay, slowDelay, none, none, address(this));
    }

    function terms() internal pure returns (ISupernetGovernor.Terms memory) {
        return
            ISupernetGovernor.Terms({
                votingDelay: 1 days,
                votingPeriod: 5 days,
                lateQuorumExtension: 2 days,
                proposalThreshold: THRESHOLD,
                quorumPercent: 10
            });
    }

    function propose(address target, bytes memory data) internal returns (uint256 id) {
        (address[] memory targets, uint256[] memory values, bytes[] memory calls) = only(target, data);
        vm.prank(proposer);
        id = governor.propose(targets, values, calls, "why");
    }

    function only(
        address target,
        bytes memory data
    ) internal pure returns (address[] memory targets, uint256[] memory values, bytes[] memory calls) {
        (targets, values, calls) = (new address[](1), new uint256[](1), new bytes[](1));
        (targets[0], calls[0]) = (target, data);
    }

    function openVote(uint256 id) internal {
        vm.warp(governor.proposalSnapshot(id) + 1);
    }

    function vote(uint256 id, address account, uint8 support) internal {
        vm.prank(account);
        governor.castVote(id, support);
    }

    function endVote(uint256 id) internal {
        vm.warp(governor.proposalDeadline(id) + 1);
    }

    /// @dev Proposed, voted for by the voter, ended and queued.
    function queued(address target, bytes memory data) internal returns (uint256 id) {
        id = propose(target, data);
        openVote(id);
        vote(id, voter, FOR);
        endVote(id);
        governor.queue(id);
    }

    function pass(address target, bytes memory data) internal returns (uint256 id) {
        id = queued(target, data);
        vm.warp(governor.proposalEta(id));
        governor.execute(id);
    }
}
