import { setTimeout as sleep } from 'node:timers/promises'
import type { SignedReport } from '@supernet/sdk/protocol'
import type { Line } from '@supernet/sdk/schema'
import { eq } from 'drizzle-orm'
import type { Common } from '../common.ts'
import { cosigns } from '../store/schema/index.ts'

type Hex = `0x${string}`

const POLL_MS = 250
/** Where most are missing, this side is likely the slow one: they get more time. A few never hold up the rest. */
const LAME_FACTOR = 3

/** A wake-up that comes while nobody waits is kept for the next wait. */
function createBell() {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring: () => {
      rung = true
      wake?.()
    },
    wait: async (ms: number) => {
      if (!rung) await Promise.race([new Promise<void>((resolve) => (wake = resolve)), sleep(ms)])
      rung = false
    },
  }
}

/** Asks every worker for its signature and waits until all have answered or the time is over. */
export async function askReports(
  { store, bus, config }: Common,
  batch: string,
  round: number,
  lists: ReadonlyMap<Hex, readonly Line[]>,
): Promise<Map<Hex, SignedReport>> {
  const id = `${batch}.${round}`
  if (lists.size === 0) return new Map()
  await store.db
    .insert(cosigns)
    .values([...lists].map(([operator, lines]) => ({ id, operator, batch, lines: [...lines] })))
  const bell = createBell()
  const stop = bus.subscribe((wake) => {
    if (wake.topic === 'report' && wake.batch === batch) bell.ring()
  })
  bus.publish({ topic: 'cosign', id })
  const asked = performance.now()
  try {
    while (true) {
      const rows = await store.db.select().from(cosigns).where(eq(cosigns.id, id))
      const open = rows.filter((row) => row.signature === null && row.declined === null).length
      const patience = 2 * open > rows.length ? LAME_FACTOR : 1
      const left = asked + patience * config.COSIGN_TIMEOUT_MS - performance.now()
      if (open === 0 || left <= 0) return reportsOf(rows)
      await bell.wait(Math.min(POLL_MS, left))
    }
  } finally {
    stop()
  }
}

function reportsOf(rows: readonly (typeof cosigns.$inferSelect)[]): Map<Hex, SignedReport> {
  const reports = rows.flatMap(({ operator, receiptsRoot, time, signature }) =>
    receiptsRoot === null || time === null || signature === null
      ? []
      : [[operator, { operator, receiptsRoot, time, signature }] as const],
  )
  return new Map(reports)
}

/** Lists that are not signed yet: a signature over the same lines stays good. */
export function unsigned(
  lists: ReadonlyMap<Hex, readonly Line[]>,
  before: ReadonlyMap<Hex, readonly Line[]>,
  reports: ReadonlyMap<Hex, SignedReport>,
): Map<Hex, readonly Line[]> {
  const text = (lines: readonly Line[] | undefined) =>
    lines?.map((line) => `${line.session} ${line.seq} ${line.count} ${line.amount}`).join()
  return new Map(
    [...lists].filter(
      ([operator, lines]) => !reports.has(operator) || text(before.get(operator)) !== text(lines),
    ),
  )
}
