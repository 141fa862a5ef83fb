import type { JobStore } from './jobStore.ts'

/** Holds a lock of the store until the returned function is called: for generators, which cannot run inside one. */
export async function acquire(store: JobStore, name: string, signal: AbortSignal): Promise<() => void> {
  const acquired = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  store
    .withLock(
      name,
      () => {
        acquired.resolve()
        return released.promise
      },
      signal,
    )
    .catch(acquired.reject)
  await acquired.promise
  return () => released.resolve()
}
