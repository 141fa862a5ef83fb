import type { ToWorker } from '@supernet/sdk/schema'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Common } from '../common.ts'
import { readGrants } from '../store/grants.ts'
import { readRedeliveryDuties } from '../store/redeliveries.ts'
import { batches, cosigns, shares, tickets } from '../store/schema/index.ts'
import { AT_WORK } from '../store/shareRow.ts'

/** All that a worker owes now: offers to take, cancels to obey, pictures to deliver again, batches to sign. Read from the tables, in order. */
export async function readDuties({ store, clock }: Common, operator: `0x${string}`): Promise<ToWorker[]> {
  const rows = await store.db
    .select({ share: shares, ticket: tickets })
    .from(shares)
    .innerJoin(tickets, eq(tickets.digest, shares.ticket))
    .where(and(eq(shares.operator, operator), inArray(shares.state, [...AT_WORK])))
    .orderBy(asc(tickets.receivedAt), asc(shares.seq))
  const grants = await readGrants(
    store.db,
    rows.map(({ share }) => share.session),
  )
  const offers = rows.flatMap(({ share, ticket }): ToWorker[] => {
    if (share.sealed === null) return []
    return [
      {
        type: 'offer',
        order: ticket.order,
        signed: ticket.signed,
        ticket: share.ticket,
        share: share.share,
        firstImage: share.firstImage,
        attempt: share.attempt,
        priority: ticket.priority,
        sealed: share.sealed,
        grant: grants.get(share.session),
      },
    ]
  })
  const cancels = rows.flatMap(({ share: { cancel } }): ToWorker[] =>
    cancel === null ? [] : [{ type: 'cancel', cancel: cancel.cancel, signature: cancel.signature }],
  )
  const again = await readRedeliveryDuties(store.db, operator, clock.now())
  return [...offers, ...cancels, ...again, ...(await readLists(store.db, operator))]
}

/** Lists of batches that still wait for this worker's signature. */
async function readLists(db: Common['store']['db'], operator: `0x${string}`): Promise<ToWorker[]> {
  const lists = await db
    .select({ id: cosigns.id, lines: cosigns.lines })
    .from(cosigns)
    .innerJoin(batches, eq(batches.id, cosigns.batch))
    .where(
      and(
        eq(cosigns.operator, operator),
        eq(batches.state, 'assembling'),
        isNull(cosigns.signature),
        isNull(cosigns.declined),
      ),
    )
  return lists.map(({ id, lines }) => ({ type: 'cosign', batch: id, lines }))
}
