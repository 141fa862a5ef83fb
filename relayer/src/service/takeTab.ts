import { BaseError } from '@supernet/sdk/errors'
import { advanceShare } from '@supernet/sdk/protocol'
import type { Line, ShareState, SignedTab } from '@supernet/sdk/schema'
import { and, between, eq, inArray, or } from 'drizzle-orm'
import type { Common } from '../common.ts'
import { checkLine, checkTabShape } from '../core/checkTab.ts'
import type { Transaction } from '../store/database.ts'
import { changeShare, lockJob } from '../store/jobEvents.ts'
import { shares, tabs, tickets } from '../store/schema/index.ts'
import { dbNow } from '../store/shareRow.ts'
import { transact } from '../store/transact.ts'

/** Makes a user's tab durable and marks its lines. A tab that is known changes nothing. */
export async function takeTab(common: Common, tab: SignedTab): Promise<void> {
  const { store, domain, bus, logger } = common
  const digest = await checkTabShape(domain, tab)
  const [known] = await store.db.select({ digest: tabs.digest }).from(tabs).where(eq(tabs.digest, digest))
  if (known !== undefined) return

  const jobIds = await transact(store.db, async (tx) => {
    const found = await sharesOf(tx, tab)
    const locked = [...new Set(found.map(({ share }) => share.jobId))].sort()
    for (const jobId of locked) await lockJob(tx, jobId)
    const rows = await sharesOf(tx, tab)
    for (const line of tab.lines)
      checkLine(line, rows.filter(({ share }) => covers(line, share.seq)).map(tabbed))
    await tx
      .insert(tabs)
      .values({ digest, ...tab })
      .onConflictDoNothing()
    for (const { share } of rows) {
      if (share.state !== 'delivered' && share.state !== 'cancelled') continue
      const state = advanceShare(share.state as ShareState, { type: 'tabbed' })
      if (typeof state === 'string') await changeShare(tx, share, { state, tabbedAt: dbNow })
    }
    return locked
  })
  logger.info({ lines: tab.lines.length }, 'took a tab')
  for (const jobId of jobIds) bus.publish({ topic: 'job', jobId })
  bus.publish({ topic: 'settle' })
}

const covers = (line: Line, seq: number) => seq >= line.seq && seq < line.seq + line.count

type Found = Awaited<ReturnType<typeof sharesOf>>[number]
const tabbed = ({ share, signed }: Found) => ({
  state: share.state as ShareState,
  ticket: signed.ticket,
  share: share.share,
  receipt: share.receipt ?? undefined,
})

async function sharesOf(tx: Transaction, tab: SignedTab) {
  const single = tab.lines.filter((line) => line.count === 1).map((line) => line.seq)
  const ranges = tab.lines.filter((line) => line.count > 1)
  const found = await tx
    .select({ share: shares, signed: tickets.signed })
    .from(shares)
    .innerJoin(tickets, eq(tickets.digest, shares.ticket))
    .where(
      and(
        eq(shares.session, tab.session),
        or(
          inArray(shares.seq, single),
          ...ranges.map((line) => between(shares.seq, line.seq, line.seq + line.count - 1)),
        ),
      ),
    )
  if (found.length === 0) throw new BaseError('tab-line', { details: { field: 'session' } })
  return found
}
