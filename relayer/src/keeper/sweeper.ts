import { advanceShare, type ShareEvent } from '@supernet/sdk/protocol'
import type { ShareState } from '@supernet/sdk/schema'
import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import { sweepBlobs } from '../blobs/sweepBlobs.ts'
import type { Common } from '../common.ts'
import { endRedelivery } from '../service/takeRedelivery.ts'
import { changeShare, isShare, lockJob } from '../store/jobEvents.ts'
import { overdueRedeliveries } from '../store/redeliveries.ts'
import { shares, tabs } from '../store/schema/index.ts'
import { AT_WORK, PAYABLE, type ShareRow } from '../store/shareRow.ts'
import { transact } from '../store/transact.ts'

/** A settlement mined in the last second of a ticket may be indexed a little later. */
const EXPIRY_SLACK = 30
const MOST = 500

/** Time passes: deadlines, expiries, pictures nobody fetched, tabs with nothing left to settle. */
export function createSweeper(common: Common) {
  const { store, clock, bus } = common

  const advance = async (found: ShareRow, event: ShareEvent, code: string): Promise<void> => {
    const changed = await transact(store.db, async (tx) => {
      await lockJob(tx, found.jobId)
      const [row] = await tx.select().from(shares).where(isShare(found))
      if (row === undefined || row.state !== found.state) return false
      const state = advanceShare(row.state as ShareState, event)
      if (typeof state !== 'string') return false
      await changeShare(tx, row, { state, code: row.code ?? code })
      return true
    })
    if (changed) bus.publish({ topic: 'job', jobId: found.jobId })
  }

  const past = (states: readonly ShareState[], column: 'deliverBy' | 'redeemBy', slack: number) =>
    store.db
      .select()
      .from(shares)
      .where(and(inArray(shares.state, [...states]), lt(shares[column], clock.now() - slack)))
      .limit(MOST)

  return {
    step: async (): Promise<void> => {
      for (const row of await past(AT_WORK, 'deliverBy', 0))
        await advance(row, { type: 'silent' }, row.acceptedAt === null ? 'accept-late' : 'receipt-late')
      for (const row of await past([...PAYABLE, 'needsClient'], 'redeemBy', EXPIRY_SLACK))
        await advance(row, { type: 'expired' }, 'ticket-expired')
      for (const row of await overdueRedeliveries(store.db, clock.now(), MOST))
        await endRedelivery(common, row, 'redelivery-silent')
      await sweepBlobs(common)
      await store.db.execute(sql`
        UPDATE ${tabs} SET closed = true WHERE NOT closed AND NOT EXISTS (
          SELECT 1 FROM jsonb_array_elements(${tabs.lines}) AS line JOIN ${shares} ON ${eq(shares.session, tabs.session)}
            AND ${shares.seq} >= (line ->> 'seq')::bigint
            AND ${shares.seq} < (line ->> 'seq')::bigint + (line ->> 'count')::int
          WHERE ${inArray(shares.state, [...PAYABLE])})`)
    },
  }
}
