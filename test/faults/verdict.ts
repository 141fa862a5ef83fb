import type { JobRecord } from '@supernet/sdk/client'
import { until } from '../../deploy/local/until.ts'
import { findDifferences } from '../helpers/agreement.ts'
import type { Books } from '../helpers/rebuiltBooks.ts'
import type { TestSession } from '../helpers/sessions.ts'
import type { TestNetwork } from '../helpers/testNetwork.ts'
import { ENDED, type RelayerShare, readShares } from './relayerShares.ts'
import type { Scheduled } from './schedule.ts'

export type RunResult = {
  kills: number
  reorgs: number
  jobs: number
  shares: number
  settled: number
  released: number
  paid_twice: number
  lost: number
  /** Sentences; empty when all is well. */
  wrong: string[]
}

/** Compares client, relayer, indexer, events and chain after a run. */
export async function judgeRun(
  net: TestNetwork,
  { key, deposit }: TestSession,
  schedule: readonly Scheduled[],
  jobs: readonly JobRecord[],
): Promise<RunResult> {
  const wrong: string[] = []
  const books = await agreedBooks(net, wrong)
  const shares = await readShares(net.urls.database, key.address)
  const applied = appliedNumbers(books, key.address)
  const noShows = new Set(
    books.noShows.filter(({ session }) => session === key.address).map(({ seq }) => seq),
  )

  const twice = [...applied.values()].filter((count) => count > 1).length
  if (twice > 0) wrong.push(`${twice} numbers were paid more than once`)
  for (const share of shares) wrong.push(...faultsOf(share, applied, noShows))
  const paidOnChain = books.lines.filter(({ session }) => session === key.address)
  const debited = paidOnChain.reduce((sum, { split }) => sum + split.debit, 0n)
  const row = books.sessions.get(key.address)
  if (row === undefined || row.deposited !== deposit || row.debited !== debited)
    wrong.push(`the session was debited ${row?.debited}, its lines say ${debited}`)

  // A line that was delivered in time and not paid, and a ticket that was acknowledged and forgotten.
  const unpaid = shares.filter(({ owed, state }) => owed > 0n && state !== 'settled' && state !== 'final')
  for (const { seq, state } of unpaid) wrong.push(`share ${seq} was delivered, and ended ${state}`)
  const posted = jobs.flatMap(({ tickets, shares: own }) =>
    tickets
      .filter((ticket) => ticket.posted)
      .filter(({ digest }) => own.some((share) => share.ticket === digest && share.receipt !== undefined)),
  )
  const forgotten = posted.filter(({ digest }) => !shares.some(({ ticket }) => ticket === digest))
  for (const { digest } of forgotten) wrong.push(`the relayer has forgotten ticket ${digest}`)

  const paid = shares.filter(({ state }) => state === 'settled' || state === 'final').length
  return {
    kills: schedule.filter(({ fault }) => fault.kind !== 'reorg').length,
    reorgs: schedule.filter(({ fault }) => fault.kind === 'reorg').length,
    jobs: jobs.length,
    shares: shares.length,
    settled: paid,
    released: shares.length - paid,
    paid_twice: twice,
    lost: unpaid.length + forgotten.length,
    wrong,
  }
}

/** Books on which chain, events and indexer agree, or what they disagree about when they had time to. */
async function agreedBooks(net: TestNetwork, wrong: string[]): Promise<Books> {
  const look = () => findDifferences(net.chain.reader, net.network, net.urls.database)
  try {
    const { books } = await until(
      async () => {
        const found = await look()
        return found.differences.length === 0 && found
      },
      { what: 'The agreement of chain, events and indexer', timeoutMs: 20_000, everyMs: 500 },
    )
    return books
  } catch {
    const { books, differences } = await look()
    for (const { row, field, chain, other, side } of differences)
      wrong.push(`${row}: ${field} is ${chain} on chain, ${other} by the ${side}`)
    return books
  }
}

function appliedNumbers(books: Books, session: string): Map<number, number> {
  const applied = new Map<number, number>()
  for (const line of books.lines.filter((each) => each.session === session))
    for (let seq = line.seq; seq < line.seq + line.count; seq++) applied.set(seq, (applied.get(seq) ?? 0) + 1)
  return applied
}

function faultsOf(
  { seq, state }: RelayerShare,
  applied: ReadonlyMap<number, number>,
  noShows: ReadonlySet<number>,
): string[] {
  if (!ENDED.includes(state)) return [`share ${seq} ended nowhere: ${state}`]
  const isPaid = applied.has(seq)
  const saysPaid = state === 'settled' || state === 'final'
  if (isPaid !== saysPaid)
    return [`share ${seq} is ${state}, and the chain says ${isPaid ? 'paid' : 'not paid'}`]
  if ((state === 'noShow') !== noShows.has(seq)) return [`share ${seq} is ${state}, unlike on chain`]
  return []
}
