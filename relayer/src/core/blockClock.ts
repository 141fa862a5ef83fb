/** When the next block is due, in milliseconds of the machine's clock. */
export interface NextBlock {
  readonly atMs: number
  readonly intervalMs: number
}

/** Foresees blocks from those that came. */
export interface BlockClock {
  /** A head that was seen at a time; one that is known already tells nothing. */
  observe(head: number, ms: number): void
  /** Undefined where blocks do not come steadily, or were not seen for some time. */
  next(ms: number): NextBlock | undefined
}

interface Seen {
  readonly head: number
  readonly ms: number
}

/** Heads that are remembered, and how many it takes to tell anything. */
const WINDOW = 16
const LEAST = 6
/** Blocks that may be missing at the end before what is foreseen counts for nothing. */
const PATIENCE = 8

/** Slope of the line that lies closest to what was seen (least squares), in milliseconds of a block. */
function intervalOf(seen: readonly Seen[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const head = mean(seen.map((one) => one.head))
  const ms = mean(seen.map((one) => one.ms))
  const spread = seen.reduce((sum, one) => sum + (one.head - head) ** 2, 0)
  return seen.reduce((sum, one) => sum + (one.head - head) * (one.ms - ms), 0) / spread
}

/**
 * A head is seen some time after its block came, so the earliest ones tell the time best. Where some lie off by half an
 * interval, blocks come when they like, or as fast as somebody looks: then nothing is foreseen.
 */
export function createBlockClock(): BlockClock {
  let seen: Seen[] = []
  return {
    observe(head, ms) {
      const last = seen.at(-1)
      if (last !== undefined && head < last.head) seen = [] // a re-org: the rhythm may be another one
      if (last?.head === head) return
      seen = [...seen.slice(1 - WINDOW), { head, ms }]
    },
    next(ms) {
      const [first] = seen
      const last = seen.at(-1)
      if (first === undefined || last === undefined || seen.length < LEAST) return undefined
      const intervalMs = intervalOf(seen)
      const offsets = seen.map((one) => one.ms - first.ms - (one.head - first.head) * intervalMs)
      const earliest = Math.min(...offsets)
      if (Math.max(...offsets) - earliest > intervalMs / 2 || ms - last.ms > PATIENCE * intervalMs)
        return undefined
      const expected = first.ms + earliest + (last.head + 1 - first.head) * intervalMs
      const late = Math.max(0, Math.ceil((ms - expected) / intervalMs))
      return { atMs: expected + late * intervalMs, intervalMs }
    },
  }
}
