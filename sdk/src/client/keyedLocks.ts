/** Locks by name inside one process, first come, first served. */
export function keyedLocks() {
  const tails = new Map<string, Promise<void>>()
  return async <T>(name: string, run: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    const before = tails.get(name) ?? Promise.resolve()
    const { promise: mine, resolve: release } = Promise.withResolvers<void>()
    const tail = before.then(() => mine)
    tails.set(name, tail)
    try {
      await untilAborted(before, signal)
      return await run()
    } finally {
      release()
      if (tails.get(name) === tail) tails.delete(name)
    }
  }
}

function untilAborted(turn: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return turn
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  return Promise.race([turn, aborted]).finally(() => signal.removeEventListener('abort', abort))
}
