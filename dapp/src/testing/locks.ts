/** Web Locks inside one process, exclusive only, first come, first served. */
export function memoryLocks(): LockManager {
  const tails = new Map<string, Promise<unknown>>()
  const request = (name: string, { signal }: LockOptions, run: () => Promise<unknown>) => {
    const turn = (tails.get(name) ?? Promise.resolve()).then(() => {
      signal?.throwIfAborted()
      return run()
    })
    tails.set(
      name,
      turn.catch(() => undefined),
    )
    return turn
  }
  return { request, query: async () => ({ held: [], pending: [] }) } as unknown as LockManager
}
