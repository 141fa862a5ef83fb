/** Web Locks inside one process, exclusive only. */
export function memoryLocks(): LockManager {
  const tails = new Map<string, Promise<unknown>>()
  const request = async (
    name: string,
    options: LockOptions | LockGrantedCallback<unknown>,
    granted?: unknown,
  ) => {
    const run = (granted ?? options) as () => Promise<unknown>
    const { signal } = typeof options === 'function' ? {} : options
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
