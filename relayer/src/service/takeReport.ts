import { BaseError } from '@supernet/sdk/errors'
import { hashReport, isSignedBy } from '@supernet/sdk/protocol'
import type { FromWorker } from '@supernet/sdk/schema'
import { and, eq, isNull } from 'drizzle-orm'
import type { Common } from '../common.ts'
import { cosigns } from '../store/schema/index.ts'

type Message<T extends FromWorker['type']> = Extract<FromWorker, { type: T }>

/** The ledger allows a day; a report is made within seconds, and must outlive a congested chain. */
const MAX_SKEW = 3_600

const isList = (id: string, operator: `0x${string}`) =>
  and(eq(cosigns.id, id), eq(cosigns.operator, operator))

async function readList({ store }: Common, id: string, operator: `0x${string}`) {
  const [row] = await store.db.select().from(cosigns).where(isList(id, operator))
  if (row === undefined) throw new BaseError('not-found', { details: { batch: id } })
  return row
}

/** A worker's signature over its lines of a batch. A wrong one is as good as none. */
export async function takeReport(
  common: Common,
  operator: `0x${string}`,
  { batch: id, receiptsRoot, time, signature }: Message<'report'>,
): Promise<void> {
  const { store, domain, bus, clock } = common
  const row = await readList(common, id, operator)
  if (Math.abs(time - clock.now()) > MAX_SKEW) throw new BaseError('lines-mismatch', { details: { time } })
  const digest = hashReport(domain, { lines: row.lines, receiptsRoot, time })
  if (!(await isSignedBy(operator, digest, signature)))
    throw new BaseError('lines-mismatch', { details: { batch: id } })
  await store.db
    .update(cosigns)
    .set({ receiptsRoot, time, signature })
    .where(and(isList(id, operator), isNull(cosigns.signature)))
  bus.publish({ topic: 'report', batch: row.batch })
}

export async function takeDecline(
  common: Common,
  operator: `0x${string}`,
  { batch: id, code }: Message<'decline'>,
): Promise<void> {
  const row = await readList(common, id, operator)
  common.logger.warn({ operator, batch: row.batch, code }, 'worker declined to sign')
  await common.store.db.update(cosigns).set({ declined: code }).where(isList(id, operator))
  common.bus.publish({ topic: 'report', batch: row.batch })
}
