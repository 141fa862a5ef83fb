import type { JobView, Phase, ShareState, ShareView } from '@supernet/sdk/schema'
import { sql } from 'drizzle-orm'
import type { jobs, shares } from './schema/index.ts'

export type ShareRow = typeof shares.$inferSelect
export type JobRow = typeof jobs.$inferSelect

/** A share as clients see it. */
export const shareView = (row: ShareRow): ShareView => ({
  seq: row.seq,
  ticket: row.ticket,
  share: row.share,
  attempt: row.attempt,
  operator: row.operator,
  workerId: row.workerId,
  firstImage: row.firstImage,
  images: row.images,
  state: row.state as ShareState,
  phase: (row.phase as Phase | null) ?? undefined,
  image: row.image ?? undefined,
  step: row.step ?? undefined,
  replacedBy: row.replacedBy ?? undefined,
  deliverBy: row.deliverBy,
  redeemBy: row.redeemBy,
  receipt: row.receipt ?? undefined,
  blobs: row.blobs,
  line: row.line ?? undefined,
  settledTx: row.settledTx ?? undefined,
  settledBlock: row.settledBlock ?? undefined,
  code: row.code ?? undefined,
})

export const jobView = (job: JobRow, rows: readonly ShareRow[]): JobView => ({
  jobId: job.jobId,
  session: job.session,
  order: job.order,
  createdAt: job.createdAt,
  lastEvent: job.lastEvent,
  cancelled: job.cancelled,
  shares: [...rows].sort((a, b) => a.seq - b.seq).map(shareView),
})

/** States in which the worker still owes something. */
export const AT_WORK = ['ticketed', 'accepted', 'rendering'] as const satisfies ShareState[]
/** States in which a line can be put into a batch. */
export const PAYABLE = ['delivered', 'cancelled', 'tabbed', 'claimed'] as const satisfies ShareState[]

export const dbNow = sql`now()`
