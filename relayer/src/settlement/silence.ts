/** Remembers who did not sign, so that the next batches do not wait for them again. */
export interface Silence {
  isSilent(operator: string, nowMs: number): boolean
  missed(operator: string, nowMs: number): void
  signed(operator: string): void
}

const FIRST_MS = 15_000
const LONGEST_MS = 600_000

/** One miss is forgiven; each further one doubles the time for which a worker is not asked. A signature forgives all. */
export function createSilence(): Silence {
  const misses = new Map<string, { count: number; untilMs: number }>()
  return {
    isSilent: (operator, nowMs) => (misses.get(operator)?.untilMs ?? 0) > nowMs,
    missed: (operator, nowMs) => {
      const count = (misses.get(operator)?.count ?? 0) + 1
      const pauseMs = count === 1 ? 0 : Math.min(LONGEST_MS, FIRST_MS * 2 ** (count - 2))
      misses.set(operator, { count, untilMs: nowMs + pauseMs })
    },
    signed: (operator) => {
      misses.delete(operator)
    },
  }
}
