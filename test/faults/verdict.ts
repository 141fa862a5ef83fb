import type { JobRecord } from '@supernet/sdk/client'
import type { Address } from 'viem'
import { until } from '../../deploy/local/until.ts'
import { type Difference, findDifferences } from '../helpers/agreement.ts'
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

type Findings = Pick<RunResult, 'shares' | 'settled' | 'released' | 'paid_twice' | 'lost' | 'wrong'>

/** Compares client, relayer, indexer, events and chain after a run; they get a moment to come to rest. */
export async function judgeRun(
  net: TestNetwork,
  session: TestSession,
  struck: readonly Scheduled[],
  jobs: readonly JobRecord[],
): Promise<RunResult> {
  let findings: Findings | undefined
  const look = async () => {
    const { differences, books } = await findDifferences(net.chain.reader, net.network, net.urls.database)
    const shares = await readShares(net.urls.database, session.key.address)
    findings = compare(session, books, differences, shares, jobs)
    return findings.wrong.length === 0 && findings
  }
  const clean = await until(look, { what: 'The agreement of all', timeoutMs: 20_000, everyMs: 500 }).catch(
    (error: unknown) => {
      if (findings === undefined) throw error
      return findings
    },
  )
  const reorgs = struck.filter(({ fault }) => fault.kind === 'reorg').length
  return { kills: struck.length - reorgs, reorgs, jobs: jobs.length, ...clean }
}

function compare(
  { key, deposit }: TestSession,
  books: Books,
  differences: readonly Difference[],
  shares: readonly RelayerShare[],
  jobs: readonly JobRecord[],
): Findings {
  const applied = appliedNumbers(books, key.address)
  const twice = [...applied.values()].filter((count) => count > 1).length
  // A line that was delivered in time and not paid; a ticket that was acknowledged, rendered, and forgotten.
  const unpaid = shares.filter((share) => share.owed > 0n && !isPaid(share))
  const rendered = jobs.flatMap((job) => job.shares.filter(({ receipt }) => receipt !== undefined))
  const forgotten = rendered.filter(({ ticket }) => !shares.some((share) => share.ticket === ticket))

  const wrong = [
    ...differences.map(
      ({ row, field, chain, other, side }) =>
        `${row}: ${field} is ${chain} on chain, ${other} by the ${side}`,
    ),
    ...(twice > 0 ? [`${twice} numbers were paid more than once`] : []),
    ...unpaid.map(({ seq, state }) => `share ${seq} was delivered, and ended ${state}`),
    ...forgotten.map(({ ticket }) => `the relayer has forgotten ticket ${ticket}`),
    ...shares.flatMap((share) => disagreement(share, books, applied, key.address)),
    ...wrongDebit(books, key.address, deposit),
  ]
  const settled = shares.filter(isPaid).length
  return {
    shares: shares.length,
    settled,
    released: shares.length - settled,
    paid_twice: twice,
    lost: unpaid.length + forgotten.length,
    wrong,
  }
}

const isPaid = ({ state }: RelayerShare): boolean => state === 'settled' || state === 'final'

/** How often each number of the session was applied. */
function appliedNumbers(books: Books, session: Address): Map<number, number> {
  const applied = new Map<number, number>()
  for (const line of books.lines.filter((each) => each.session === session))
    for (let seq = line.seq; seq < line.seq + line.count; seq++) applied.set(seq, (applied.get(seq) ?? 0) + 1)
  return applied
}

function disagreement(
  share: RelayerShare,
  { noShows }: Books,
  applied: ReadonlyMap<number, number>,
  session: Address,
): string[] {
  const { seq, state } = share
  if (!ENDED.includes(state)) return [`share ${seq} ended nowhere: ${state}`]
  if (applied.has(seq) !== isPaid(share))
    return [`share ${seq} is ${state}, and the chain says ${applied.has(seq) ? 'paid' : 'not paid'}`]
  const reported = noShows.some((noShow) => noShow.session === session && noShow.seq === seq)
  return (state === 'noShow') === reported ? [] : [`share ${seq} is ${state}, unlike on chain`]
}

/** What the session lost is what its lines say. */
function wrongDebit(books: Books, session: Address, deposit: bigint): string[] {
  const lines = books.lines.filter((line) => line.session === session)
  const debited = lines.reduce((sum, { split }) => sum + split.debit, 0n)
  const row = books.sessions.get(session)
  if (row?.deposited === deposit && row.debited === debited) return []
  return [`the session was debited ${row?.debited} of ${row?.deposited}, its lines say ${debited}`]
}
