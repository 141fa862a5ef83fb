// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Accept, Currency, PendingClaims, Session, Ticket} from "../../contracts/types/LedgerTypes.sol";
import {LedgerRebuild} from "../helpers/LedgerRebuild.sol";
import {TabBatch} from "../helpers/TabBuilder.sol";
import {TicketBatch, TicketSpec} from "../helpers/TicketBuilder.sol";
import {LedgerDraws} from "./LedgerDraws.sol";

/// Random actors of the packed ledger. No action reverts; each remembers what the laws are compared with.
contract LedgerHandler is LedgerDraws {
    uint256 public constant ACTIONS = 24;

    LedgerRebuild public rebuild = new LedgerRebuild();
    uint256[ACTIONS] public calls;
    uint256[ACTIONS] public changes;
    mapping(address owner => mapping(uint8 currency => uint256)) public paidIn;
    mapping(address operator => uint256) public claimed;
    bytes private _lastTabs;
    uint256 private _nextKey = 0x5000;

    constructor() {
        vm.recordLogs();
        buildWorld();
        for (uint256 i = 0; i < 3; i++) openNew();
        rebuild.read(vm.getRecordedLogs(), address(packed));
    }

    function names() external pure returns (string[ACTIONS] memory) {
        return
            [
                "settleBatch",
                "settleTickets",
                "settleBatch, some of it poor or used",
                "settleBatch, a replay",
                "settleBatch, forged",
                "openSession",
                "topUp",
                "requestWithdrawal",
                "closeSession",
                "poke",
                "withdraw",
                "requestClaim",
                "claim",
                "claimRoyalty",
                "claimTreasury",
                "flushBurn",
                "fundPool",
                "defundPool",
                "pushSparkRate",
                "setJailed",
                "retireOperator, registerOperator",
                "setModel, setTakeBps",
                "setDiscount",
                "reportNoShow"
            ];
    }

    function ledger() external view returns (address) {
        return address(packed);
    }

    function openedKey(uint256 index) external view returns (address) {
        return addressOf(opened[index]);
    }

    function openedCount() external view returns (uint256) {
        return opened.length;
    }

    function operators() external view returns (address[] memory list) {
        list = new address[](workerKeys.length);
        for (uint256 i = 0; i < list.length; i++) list[i] = addressOf(workerKeys[i]);
    }

    function tokens() external view returns (address, address) {
        return (address(sogni), address(spark));
    }

    /// One action of one actor; more often settlement than anything else.
    function act(uint256 entropy) external {
        seed(entropy);
        if (chance(10)) vm.warp(block.timestamp + random(30 hours));
        uint256 kind = random(40);
        if (kind >= ACTIONS) kind = kind < 32 ? 0 : 1;
        vm.recordLogs();
        if (kind == 0) settle(tabs(false), 0);
        else if (kind == 1) redeem();
        else if (kind == 2) settle(tabs(true), 2);
        else if (kind == 3) replay();
        else if (kind == 4) forge();
        else if (kind <= 10) ofOwner(kind);
        else if (kind <= 15) exit(kind);
        else if (kind <= 18) ofPool(kind);
        else if (kind <= 22) push(kind);
        else noShow();
        rebuild.read(vm.getRecordedLogs(), address(packed));
        vm.warp(block.timestamp + 1);
    }

    // Settlement

    function settle(bytes memory blob, uint256 action) private {
        if (blob.length == 0) return;
        _lastTabs = blob;
        uint256 before = sogniInside();
        (bool success, bytes memory result) = run(address(this), abi.encodeCall(packed.settleBatch, (blob)));
        require(success, "a well-formed batch settles");
        (uint256 applied, ) = abi.decode(result, (uint256, uint256));
        count(action, applied != 0);
        require(sogniInside() == before, "law 2: conservation");
    }

    function redeem() private {
        bytes memory blob = tickets();
        if (blob.length == 0) return;
        uint256 before = sogniInside();
        (bool success, bytes memory result) = run(
            address(this),
            abi.encodeCall(packed.settleTickets, (blob))
        );
        require(success, "a well-formed batch settles");
        (uint256 applied, ) = abi.decode(result, (uint256, uint256));
        count(1, applied != 0);
        require(sogniInside() == before, "law 2: conservation");
    }

    /// Nothing of a replay applies, except where a pause of its lines ended.
    function replay() private {
        if (_lastTabs.length == 0) return settle(tabs(false), 0);
        bytes32 before = stateHash();
        (bool success, bytes memory result) = run(
            address(this),
            abi.encodeCall(packed.settleBatch, (_lastTabs))
        );
        uint256 applied = 0;
        if (success) (applied, ) = abi.decode(result, (uint256, uint256));
        count(3, applied != 0);
        require(applied != 0 || stateHash() == before, "law 8: a skipped line changes nothing");
    }

    /// A stranger signs for the user, or for the worker.
    function forge() private {
        TabBatch memory batch = batchOf(false);
        if (batch.sessions.length == 0) return;
        bytes memory blob = encode(batch);
        uint256 worker = 6 + 4 * batch.models.length;
        uint256 at = chance(50) ? worker + 20 + 2 + 32 + 4 : worker + 122 * batch.workers.length + 26;
        (, bytes32 r, bytes32 s) = vm.sign(0xBAD, keccak256(blob));
        for (uint256 i = 0; i < 32; i++) (blob[at + i], blob[at + 32 + i]) = (r[i], s[i]);
        bytes32 before = stateHash();
        (bool success, ) = run(address(this), abi.encodeCall(packed.settleBatch, (blob)));
        count(4, false);
        require(!success && stateHash() == before, "law 6: consent");
    }

    function noShow() private {
        address key = liveKey();
        if (key == address(0)) return settle(tabs(false), 0);
        TicketBatch memory batch = singleTicket(
            0,
            random(WORKERS),
            packed.session(key).base + uint32(random(4))
        );
        TicketSpec memory spec = batch.sessions[0].tickets[0];
        spec.redeemBy = uint32(block.timestamp - 1);
        Ticket memory ticket = ticketOf(batch, spec);
        if (packed.isUsed(key, spec.seq)) return settle(tabs(false), 0);
        bytes32 digest = packed.hashTicket(ticket);
        bytes memory accept = sign(batch.workers[0], packed.hashAccept(Accept(digest, 0, 7)));
        bytes memory data = abi.encodeCall(
            packed.reportNoShow,
            (ticket, sign(secretOf(key), digest), 0, 7, accept)
        );
        must(23, address(this), data);
    }

    // Owners

    function ofOwner(uint256 kind) private {
        address key = kind == 10 ? unlockedKey() : liveKey();
        if (key == address(0) || (kind == 5 && chance(50))) return openNew();
        if (kind == 5) return settle(tabs(false), 0);
        Session memory s = packed.session(key);
        if (kind == 6) {
            uint64 amount = uint64(1 + random(1e7));
            if (!canDeposit(s.currency, amount)) return settle(tabs(false), 0);
            paidIn[s.owner][uint8(s.currency)] += amount;
            must(6, s.owner, abi.encodeCall(packed.topUp, (key, amount)));
        } else if (kind == 7) {
            must(7, s.owner, abi.encodeCall(packed.requestWithdrawal, (key, uint64(1 + random(1e7)))));
        } else if (kind == 8) {
            // Sessions live for a while before they are closed.
            if (chance(60)) return settle(tabs(false), 0);
            must(8, chance(50) ? s.owner : key, abi.encodeCall(packed.closeSession, (key)));
        } else if (kind == 9) {
            if (block.timestamp <= s.expiry) return settle(tabs(false), 0);
            must(9, address(this), abi.encodeCall(packed.poke, (key)));
        } else {
            withdraw(key, s);
        }
    }

    function withdraw(address key, Session memory s) private {
        uint256 before = holding(s.owner, s.currency);
        require(block.timestamp >= s.unlockAt && s.unlockAt != 0, "law 11: unlocked");
        must(10, address(this), abi.encodeCall(packed.withdraw, (key)));
        uint64 left = packed.session(key).balance;
        uint256 paid = s.requested < s.balance ? s.requested : s.balance;
        require(s.balance - left == paid, "law 11: min of requested and balance");
        require(holding(s.owner, s.currency) - before == paid, "law 11: to the owner");
        paidIn[s.owner][uint8(s.currency)] -= paid;
    }

    function openNew() private {
        uint256 secret = _nextKey++;
        Currency currency = Currency(random(3));
        uint64 amount = uint64(1 + random(1e9));
        if (!canDeposit(currency, amount)) currency = Currency.Sogni;
        uint40 expiry = uint40(block.timestamp + 1 + random(20 days));
        bytes memory signature = sign(secret, packed.hashOpen(owner, expiry));
        opened.push(secret);
        _secrets[remember(secret)] = secret;
        paidIn[owner][uint8(currency)] += amount;
        must(
            5,
            owner,
            abi.encodeCall(packed.openSession, (addressOf(secret), currency, amount, expiry, signature))
        );
    }

    // Exits and pool

    function exit(uint256 kind) private {
        address operator = operatorOf(random(WORKERS));
        if (kind == 11) {
            PendingClaims memory waiting = packed.pendingClaims(operator);
            uint256 accrued = packed.worker(operator).accrued;
            if (accrued == 0 || (waiting.unlockAt0 != 0 && waiting.unlockAt1 != 0)) {
                return settle(tabs(false), 0);
            }
            must(11, operator, abi.encodeCall(packed.requestClaim, (operator)));
        } else if (kind == 12) {
            claim(operator);
        } else if (kind == 13) {
            uint32 id = uint32(1 + random(MODELS));
            if (packed.model(id).royalty == 0) return settle(tabs(false), 0);
            must(13, address(this), abi.encodeCall(packed.claimRoyalty, (id)));
        } else if (kind == 14) {
            if (packed.global().treasury == 0) return settle(tabs(false), 0);
            must(14, address(this), abi.encodeCall(packed.claimTreasury, ()));
        } else {
            bool spent =
                packed.global().sparkHeld > packed.global().sparkOutstanding ||
                    packed.global().promoHeld > packed.global().promoOutstanding;
            if (!spent) return settle(tabs(false), 0);
            must(15, address(this), abi.encodeCall(packed.flushBurn, ()));
        }
    }

    function claim(address operator) private {
        PendingClaims memory waiting = packed.pendingClaims(operator);
        uint256 due = 0;
        if (waiting.unlockAt0 != 0 && block.timestamp >= waiting.unlockAt0) due += waiting.amount0;
        if (waiting.unlockAt1 != 0 && block.timestamp >= waiting.unlockAt1) due += waiting.amount1;
        if (due == 0) return settle(tabs(false), 0);
        uint256 before = sogni.balanceOf(payees.payoutOf(operator));
        must(12, address(this), abi.encodeCall(packed.claim, (operator)));
        require(sogni.balanceOf(payees.payoutOf(operator)) - before == due * 1e9, "law 12: exits");
        claimed[operator] += due;
    }

    function ofPool(uint256 kind) private {
        if (kind == 16) {
            must(16, address(this), abi.encodeCall(packed.fundPool, (uint64(1 + random(1e10)))));
        } else if (kind == 17) {
            uint256 need = (uint256(packed.global().sparkOutstanding) * packed.global().sparkRate) / 1e6 + 1;
            uint256 pool = packed.global().pool;
            if (pool <= need + 1e12) return settle(tabs(false), 0);
            must(
                17,
                address(this),
                abi.encodeCall(packed.defundPool, (uint64(1 + random((pool - need) / 8))))
            );
        } else {
            uint64 rate = uint64(1 + random(1e9));
            pricing.setSparkRate(rate);
            if (uint256(packed.global().sparkOutstanding) * rate > uint256(packed.global().pool) * 1e6)
                return;
            must(18, address(this), abi.encodeCall(packed.pushSparkRate, ()));
        }
    }

    // Registries

    function push(uint256 kind) private {
        uint256 index = random(WORKERS);
        address operator = operatorOf(index);
        if (kind == 19) {
            must(
                19,
                address(this),
                abi.encodeCall(packed.setJailed, (operator, !packed.worker(operator).jailed))
            );
        } else if (kind == 20) {
            // A retired key stays retired; leave most of the six in service.
            if (index > 1 || packed.worker(operator).retireAt != 0) return settle(tabs(false), 0);
            must(20, address(this), abi.encodeCall(packed.retireOperator, (operator)));
        } else if (kind == 21) {
            uint32 id = uint32(1 + random(MODELS));
            bytes memory data =
                chance(50)
                    ? abi.encodeCall(packed.setModel, (id, uint16(random(1_001)), chance(80)))
                    : abi.encodeCall(packed.setTakeBps, (operator, uint16(2_000 + random(2_501))));
            must(21, address(this), data);
        } else {
            address key = liveKey();
            if (key == address(0)) return;
            must(22, address(this), abi.encodeCall(packed.setDiscount, (key, uint16(random(2_001)))));
        }
    }

    // What is compared

    function holding(address who, Currency currency) private view returns (uint256) {
        if (currency == Currency.Sogni) return sogni.balanceOf(who) / 1e9;
        return spark.balanceOf(who, currency == Currency.Spark ? 0 : 1) / 1e12;
    }

    /// SOGNI units in sessions, with workers, models, treasury and pool: settlement only moves them about.
    function sogniInside() public view returns (uint256 units) {
        for (uint256 i = 0; i < opened.length; i++) {
            Session memory s = packed.session(addressOf(opened[i]));
            if (s.currency == Currency.Sogni) units += s.balance;
        }
        for (uint256 i = 0; i < WORKERS; i++) units += packed.worker(operatorOf(i)).accrued;
        for (uint32 id = 1; id <= MODELS; id++) units += packed.model(id).royalty;
        units += uint256(packed.global().treasury) + packed.global().pool;
    }

    function stateHash() private view returns (bytes32 hash) {
        hash = keccak256(abi.encode(packed.global()));
        for (uint256 i = 0; i < opened.length; i++) {
            hash = keccak256(abi.encode(hash, packed.session(addressOf(opened[i]))));
        }
        for (uint256 i = 0; i < WORKERS; i++)
            hash = keccak256(abi.encode(hash, packed.worker(operatorOf(i))));
        for (uint32 id = 1; id <= MODELS; id++) hash = keccak256(abi.encode(hash, packed.model(id)));
    }

    function must(uint256 action, address sender, bytes memory data) private {
        (bool success, ) = run(sender, data);
        require(success, "an allowed call succeeds");
        count(action, true);
    }

    function run(address sender, bytes memory data) private returns (bool success, bytes memory result) {
        vm.prank(sender);
        (success, result) = address(packed).call(data);
        // What a reverted call logged is recorded all the same, and never happened.
        if (!success) vm.getRecordedLogs();
    }

    function count(uint256 action, bool changed) private {
        calls[action]++;
        if (changed) changes[action]++;
    }
}
