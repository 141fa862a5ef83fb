import { renderLedgerAbi } from '@supernet/sdk/abi'
import {
  decodeJobs,
  decodeModels,
  decodeOperators,
  isUsable,
  type LineSplit,
  type NumberWindow,
  RATING_FAILURE,
  RATING_GOOD,
  type SettledJobLine,
  splitLine,
  splitWorker,
  use,
} from '@supernet/sdk/protocol'
import { Currency, type Network } from '@supernet/sdk/schema'
import type { Address, ContractEventName, ParseEventLogsReturnType, PublicClient } from 'viem'

type Event = ParseEventLogsReturnType<
  typeof renderLedgerAbi,
  ContractEventName<typeof renderLedgerAbi>,
  true
>[number]

export type SessionRow = {
  currency: Currency
  discountBps: number
  deposited: bigint
  withdrawn: bigint
  debited: bigint
  numbers: NumberWindow
}
export type OperatorRow = {
  takeBps: number
  accrued: bigint
  requested: bigint
  jobs: number
  baseMs: number
  failures: number
  good: number
  rated: number
}
export type ModelRow = { royaltyBps: number; royalty: bigint; claimed: bigint; images: number }
export type AppliedLine = SettledJobLine & { split: LineSplit; tx: string }

export type Books = {
  sessions: Map<Address, SessionRow>
  operators: Map<Address, OperatorRow>
  models: Map<number, ModelRow>
  treasury: bigint
  pool: bigint
  lines: AppliedLine[]
  noShows: { session: Address; seq: number; operator: Address }[]
}

type Batch = Extract<Event, { eventName: 'BatchSettled' }> & { lines: SettledJobLine[]; skipped: Set<string> }
const numberKey = (session: Address, seq: number) => `${session} ${seq}`

/** The ledger's rows from its logs alone, by the protocol's own arithmetic: the third opinion beside chain and indexer. */
export async function rebuildBooks(reader: PublicClient, network: Network): Promise<Books> {
  const events = await reader.getContractEvents({
    address: network.contracts.renderLedger,
    abi: renderLedgerAbi,
    fromBlock: BigInt(network.deployBlock),
    strict: true,
  })
  const books: Books = {
    sessions: new Map(),
    operators: new Map(),
    models: new Map(),
    treasury: 0n,
    pool: 0n,
    lines: [],
    noShows: [],
  }
  let batch: Batch | undefined
  for (const event of events as Event[]) {
    if (batch !== undefined && belongs(batch, event)) continue
    if (batch !== undefined) settle(books, batch)
    batch = event.eventName === 'BatchSettled' ? { ...event, lines: [], skipped: new Set() } : undefined
    if (batch === undefined) apply(books, event)
  }
  if (batch !== undefined) settle(books, batch)
  return books
}

function belongs(batch: Batch, event: Event): boolean {
  if (event.transactionHash !== batch.transactionHash) return false
  switch (event.eventName) {
    case 'SessionSettled': {
      const { key: session, seq0, jobs } = event.args
      const tables = {
        models: decodeModels(batch.args.models),
        operators: decodeOperators(batch.args.operators),
      }
      batch.lines.push(...decodeJobs({ session, seq0, jobs, ...tables }))
      return true
    }
    case 'LineSkipped':
      batch.skipped.add(numberKey(event.args.key, event.args.seq))
      return true
    default:
      return ['WorkerReported', 'PromoServed'].includes(event.eventName)
  }
}

function settle(books: Books, batch: Batch): void {
  const applied: AppliedLine[] = []
  for (const line of batch.lines.filter(({ session, seq }) => !batch.skipped.has(numberKey(session, seq)))) {
    const session = sessionOf(books, line.session)
    const royaltyBps = modelOf(books, line.model).royaltyBps
    const split = splitLine({ ...line, ...session, royaltyBps }, batch.args.sparkRate)
    session.debited += split.debit
    for (let i = 0; i < line.count; i++) takeNumber(session, line.session, line.seq + i)
    if (session.currency === 'spark') books.pool -= split.net
    applied.push({ ...line, split, tx: batch.transactionHash })
  }
  books.lines.push(...applied)
  const paid = applied.filter(({ session }) => sessionOf(books, session).currency !== 'promo')
  for (const [operator, own] of Map.groupBy(paid, (line) => line.operator)) credit(books, operator, own)
  for (const line of paid) {
    const model = modelOf(books, line.model)
    model.royalty += line.split.royalty
    model.images += line.images
  }
}

function credit(books: Books, operator: Address, own: readonly AppliedLine[]): void {
  const row = operatorOf(books, operator)
  const split = splitWorker(
    own.map((line) => line.split),
    row.takeBps,
  )
  row.accrued += split.worker
  books.treasury += split.treasury
  for (const { count, baseMs, rating, amount, steps } of own) {
    row.jobs += count
    row.baseMs += baseMs
    if ((rating & RATING_FAILURE) !== 0 && amount === 0n && steps === 0) row.failures += 1
    if ((rating & 3) === RATING_GOOD) row.good += 1
    if ((rating & 3) !== 0) row.rated += 1
  }
}

/** Throws where a number would serve twice. */
function takeNumber(session: SessionRow, key: Address, seq: number): void {
  if (!isUsable(session.numbers, seq)) throw new Error(`Number ${seq} of session ${key} was applied twice`)
  session.numbers = use(session.numbers, seq)
}

function apply(books: Books, event: Event): void {
  switch (event.eventName) {
    case 'SessionOpened': {
      const { key, amount, currency } = event.args
      const empty = { discountBps: 0, withdrawn: 0n, debited: 0n, numbers: { base: 0, bits: 0n } }
      books.sessions.set(key, {
        currency: Currency.options[currency] ?? 'sogni',
        deposited: amount,
        ...empty,
      })
      return
    }
    case 'SessionToppedUp':
      sessionOf(books, event.args.key).deposited += event.args.amount
      return
    case 'SessionWithdrawn':
      sessionOf(books, event.args.key).withdrawn += event.args.amount
      return
    case 'DiscountSet':
      sessionOf(books, event.args.session).discountBps = event.args.discountBps
      return
    case 'OperatorSet':
      operatorOf(books, event.args.operator).takeBps = event.args.takeBps
      return
    case 'ModelSet':
      modelOf(books, event.args.model).royaltyBps = event.args.royaltyBps
      return
    case 'NoShowReported': {
      const { key, seq, operator } = event.args
      books.noShows.push({ session: key, seq, operator })
      takeNumber(sessionOf(books, key), key, seq)
      if (sessionOf(books, key).currency === 'promo') return
      operatorOf(books, operator).jobs += 1
      operatorOf(books, operator).failures += 1
      return
    }
    case 'ClaimRequested': {
      const row = operatorOf(books, event.args.operator)
      row.accrued -= event.args.amount
      row.requested += event.args.amount
      return
    }
    case 'RoyaltyClaimed': {
      const row = modelOf(books, event.args.model)
      row.royalty -= event.args.amount
      row.claimed += event.args.amount
      return
    }
    case 'TreasuryClaimed':
      books.treasury -= event.args.amount
      return
    case 'PoolFunded':
    case 'PoolDefunded':
      books.pool = event.args.pool
      return
    default:
      return
  }
}

function sessionOf(books: Books, key: Address): SessionRow {
  const row = books.sessions.get(key)
  if (row === undefined) throw new Error(`No event opened session ${key}`)
  return row
}

function operatorOf(books: Books, operator: Address): OperatorRow {
  const empty = { takeBps: 0, accrued: 0n, requested: 0n, jobs: 0, baseMs: 0, failures: 0, good: 0, rated: 0 }
  const row = books.operators.get(operator) ?? empty
  books.operators.set(operator, row)
  return row
}

function modelOf(books: Books, id: number): ModelRow {
  const row = books.models.get(id) ?? { royaltyBps: 0, royalty: 0n, claimed: 0n, images: 0 }
  books.models.set(id, row)
  return row
}
