import { advanceShare, type SettledJobLine, type ShareEvent } from '@supernet/sdk/protocol'
import type { ShareState } from '@supernet/sdk/schema'
import { and, eq, gt, inArray, lte, or, sql } from 'drizzle-orm'
import { reviveTransactions } from '../outbox/outboxRows.ts'
import type { Transaction } from '../store/database.ts'
import { changeShare, lockJob } from '../store/jobEvents.ts'
import { chainSessions, shares, tabs } from '../store/schema/index.ts'
import type { ShareRow } from '../store/shareRow.ts'
import type { Place } from './log.ts'

type Hex = `0x${string}`
type Change = Parameters<typeof changeShare>[2]

/** Jobs whose shares were changed in the running transaction, to be woken after its commit. */
const touched = new WeakMap<object, Set<Hex>>()

export function takeTouched(tx: Transaction): Hex[] {
  const jobs = [...(touched.get(tx) ?? [])]
  touched.delete(tx)
  return jobs
}

async function change(tx: Transaction, row: ShareRow, set: Change): Promise<void> {
  const jobs = touched.get(tx) ?? new Set()
  touched.set(tx, jobs.add(row.jobId))
  await changeShare(tx, row, set)
}

/** Locks the jobs in one order, then reads their shares again. */
async function lockShares(tx: Transaction, found: readonly ShareRow[]): Promise<ShareRow[]> {
  const jobIds = [...new Set(found.map((row) => row.jobId))].sort()
  for (const jobId of jobIds) await lockJob(tx, jobId)
  const rows = jobIds.length === 0 ? [] : await tx.select().from(shares).where(inArray(shares.jobId, jobIds))
  return rows.filter((row) => found.some((old) => old.ticket === row.ticket && old.share === row.share))
}

const after = (row: ShareRow, event: ShareEvent): ShareState | undefined => {
  const next = advanceShare(row.state as ShareState, event)
  return typeof next === 'string' ? next : undefined
}

const RETRY_SECONDS = 60

/** A settlement's effect on the shares that this relayer knows: settled, or left out with a reason. */
export async function settleShares(
  tx: Transaction,
  { tx: settledTx, block }: Place,
  lines: readonly (SettledJobLine & { readonly reason: string | undefined })[],
): Promise<void> {
  const sessions = [...new Set(lines.map((line) => line.session))]
  const numbers = lines.flatMap((line) => Array.from({ length: line.count }, (_, i) => line.seq + i))
  if (numbers.length === 0) return
  const found = await tx
    .select()
    .from(shares)
    .where(and(inArray(shares.session, sessions), inArray(shares.seq, numbers)))
  const gone = await closedSessions(tx, sessions)
  // What no later batch can mend. A session that a re-org took away is not closed: it may come back.
  const isDead = (row: ShareRow, reason: string) =>
    reason === 'line-expired' || (reason === 'line-closed' && gone.has(row.session))
  for (const row of await lockShares(tx, found)) {
    const line = lines.find(
      ({ session, seq, count }) => session === row.session && row.seq >= seq && row.seq < seq + count,
    )
    if (line === undefined) continue
    if (line.reason === undefined) {
      const state = after(row, { type: 'settled' })
      if (state !== undefined) await change(tx, row, { state, settledTx, settledBlock: block, code: null })
    } else if (row.state !== 'settled' && row.state !== 'final') {
      const state = isDead(row, line.reason) ? after(row, { type: 'expired' }) : undefined
      const retryAt = sql`now() + make_interval(secs => ${RETRY_SECONDS})`
      await change(tx, row, { code: line.reason, retryAt, ...(state === undefined ? {} : { state }) })
    }
  }
}

async function closedSessions(tx: Transaction, keys: readonly Hex[]): Promise<Set<Hex>> {
  const rows = await tx
    .select({ key: chainSessions.key })
    .from(chainSessions)
    .where(and(inArray(chainSessions.key, [...keys]), eq(chainSessions.state, 'closed')))
  return new Set(rows.map(({ key }) => key))
}

export async function advanceNoShow(tx: Transaction, session: Hex, seq: number): Promise<void> {
  const found = await tx
    .select()
    .from(shares)
    .where(and(eq(shares.session, session), eq(shares.seq, seq)))
  for (const row of await lockShares(tx, found)) {
    const state = after(row, { type: 'noShow' })
    if (state !== undefined) await change(tx, row, { state })
  }
}

/** Settlements at or below the chain's final block are final. */
export async function finalizeShares(tx: Transaction, finalized: number): Promise<void> {
  const found = await tx
    .select()
    .from(shares)
    .where(and(eq(shares.state, 'settled'), lte(shares.settledBlock, finalized)))
    .limit(500)
  for (const row of await lockShares(tx, found)) {
    const state = after(row, { type: 'finalized' })
    if (state !== undefined && row.state === 'settled') await change(tx, row, { state })
  }
}

/**
 * The chain forgot the blocks above `fork`: what they settled is to be settled again. A local chain may forget even
 * final blocks, so those shares come back too.
 */
export async function unsettleShares(tx: Transaction, fork: number): Promise<void> {
  const found = await tx
    .select()
    .from(shares)
    .where(and(gt(shares.settledBlock, fork), or(eq(shares.state, 'settled'), eq(shares.state, 'final'))))
  for (const row of await lockShares(tx, found)) {
    const lane = row.tabbedAt === null ? 'ticket' : 'tab'
    const state = advanceShare('settled', { type: 'reorged', lane })
    if (typeof state === 'string') await change(tx, row, { state, settledTx: null, settledBlock: null })
  }
  await reviveTransactions(tx, fork)
  const sessions = [...new Set(found.map((row) => row.session))]
  if (sessions.length > 0) await tx.update(tabs).set({ closed: false }).where(inArray(tabs.session, sessions))
}
