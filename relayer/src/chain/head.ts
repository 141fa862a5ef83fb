/** Newest block that this process has seen, and whom the next one wakes. */
export interface Head {
  readonly number: number
  observe(number: number, hash: string): void
  /** Calls back at every other head; answers with how to stop that. */
  subscribe(listener: () => void): () => void
}

export function createHead(number = 0): Head {
  const listeners = new Set<() => void>()
  let seen = { number, hash: '' }
  return {
    get number() {
      return seen.number
    },
    observe(next, hash) {
      if (hash === seen.hash) return
      seen = { number: next, hash }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
