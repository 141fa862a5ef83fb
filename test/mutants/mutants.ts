import { STAKING_MUTANTS } from './staking.ts'
import { TREASURY_MUTANTS } from './treasury.ts'

/** A fault planted in a contract, and the test file that must notice it. `find` occurs exactly once in `file`. */
export type Mutant = {
  part: 'ledger' | 'staking' | 'treasury'
  name: string
  file: string
  find: string
  replace: string
  test: string
}

const SETTLEMENT = 'contracts/settlement/LedgerSettlement.sol'
const SKIPS = 'test/unit/settlement/SkipReasons.t.sol'
const EXITS = 'test/unit/settlement/Exits.t.sol'
const SESSIONS = 'test/unit/settlement/Sessions.t.sol'
const TICKETS = 'test/unit/settlement/TicketReverts.t.sol'
const BATCHES = 'test/unit/settlement/BatchReverts.t.sol'

const LEDGER_MUTANTS: Omit<Mutant, 'part'>[] = [
  {
    name: 'the take is computed on what was paid, not on the gross',
    file: SETTLEMENT,
    find: 'row.gross() * row.slot().takeBps()',
    replace: 'row.net() * row.slot().takeBps()',
    test: SKIPS,
  },
  {
    name: 'the take is rounded down',
    file: SETTLEMENT,
    find: '.takeBps() + (BPS - 1)) / BPS',
    replace: '.takeBps()) / BPS',
    test: SKIPS,
  },
  {
    name: 'the royalty is computed on what was paid',
    file: SETTLEMENT,
    find: '(gross * model_.royaltyBps()) / BPS',
    replace: '(net * model_.royaltyBps()) / BPS',
    test: SKIPS,
  },
  {
    name: 'the window is one number short',
    file: 'contracts/types/NumberWindow.sol',
    find: 'SIZE = 136',
    replace: 'SIZE = 135',
    test: SKIPS,
  },
  {
    name: 'the base moves one number at most',
    file: 'contracts/types/NumberWindow.sol',
    find: 'while (window & 1 != 0)',
    replace: 'if (window & 1 != 0)',
    test: SKIPS,
  },
  {
    name: 'a number in order is not used up: replay',
    file: SETTLEMENT,
    find: 'payer.slot = slot.useNext(line.count)',
    replace: 'payer.slot = slot',
    test: SKIPS,
  },
  {
    name: 'jailed and retired operators are paid',
    file: SETTLEMENT,
    find: 'payer.open & worker_.serves() & model_.listed()',
    replace: 'payer.open & model_.listed()',
    test: SKIPS,
  },
  {
    name: 'the last unit of a balance cannot be spent',
    file: SETTLEMENT,
    find: 'SafeCast.toUint(debit <= slot.balance())',
    replace: 'SafeCast.toUint(debit < slot.balance())',
    test: SKIPS,
  },
  {
    name: 'the pool is not charged for Spark',
    file: SETTLEMENT,
    find: 'batch.pool -= net;',
    replace: '',
    test: EXITS,
  },
  {
    name: 'a failure counts on a paid line',
    file: 'contracts/types/CounterSums.sol',
    find: 'rating & 0x80 != 0 && empty',
    replace: 'rating & 0x80 != 0',
    test: SKIPS,
  },
  {
    name: 'anybody signs for anybody',
    file: 'contracts/settlement/CompactSignature.sol',
    find: 'if (_recover(digest, r, vs) != uint160(signer))',
    replace: 'if (_recover(digest, r, vs) == NOBODY)',
    test: BATCHES,
  },
  {
    name: "a worker's declared lines are not counted",
    file: 'contracts/settlement/LedgerBatches.sol',
    find: 'if (row.nextHash() != row.endHash()) _revertLineCount(row, 0);',
    replace: '',
    test: BATCHES,
  },
  {
    name: 'withdrawals are paid after 47 hours',
    file: 'contracts/settlement/LedgerSessions.sol',
    find: 'WITHDRAWAL_DELAY = 48 hours',
    replace: 'WITHDRAWAL_DELAY = 47 hours',
    test: SESSIONS,
  },
  {
    name: 'the holdback of Fast workers ends a second early',
    file: 'contracts/settlement/LedgerExits.sol',
    find: 'FAST_HOLDBACK = 72 hours',
    replace: 'FAST_HOLDBACK = 72 hours - 1',
    test: EXITS,
  },
  {
    name: 'a promotional no-show counts',
    file: 'contracts/settlement/LedgerNoShows.sol',
    find: 'if (currency != Currency.Promo) $.workers',
    replace: '$.workers',
    test: TICKETS,
  },
  {
    name: 'a late delivery is paid',
    file: 'contracts/settlement/LedgerTickets.sol',
    find: 'SafeCast.toUint(completedAt <= ticket.deliverBy)',
    replace: '1',
    test: SKIPS,
  },
]

export const MUTANTS: readonly Mutant[] = [
  ...LEDGER_MUTANTS.map((mutant): Mutant => ({ part: 'ledger', ...mutant })),
  ...STAKING_MUTANTS,
  ...TREASURY_MUTANTS,
]
