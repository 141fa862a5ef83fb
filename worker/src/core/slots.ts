/** Lets a number of runs go on at the same time; the others wait in order of their arrival, less what they stand ahead. */
export interface Slots {
  /** Runs `work` when a slot is free. `aheadMs` is how much earlier it counts as having come. */
  use<T>(work: () => Promise<T>, aheadMs?: number): Promise<T>
}

export const createSlots = (count: number, now = () => performance.now()): Slots => {
  let free = count
  const waiting: { since: number; begin: () => void }[] = []
  const take = async (aheadMs: number) => {
    if (free > 0) {
      free -= 1
      return
    }
    const since = now() - aheadMs
    await new Promise<void>((begin) => {
      const place = waiting.findIndex((other) => other.since > since)
      waiting.splice(place === -1 ? waiting.length : place, 0, { since, begin })
    })
  }
  const give = () => {
    const next = waiting.shift()
    if (next) next.begin()
    else free += 1
  }
  return {
    async use(work, aheadMs = 0) {
      await take(aheadMs)
      try {
        return await work()
      } finally {
        give()
      }
    },
  }
}
