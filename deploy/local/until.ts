import { setTimeout as sleep } from 'node:timers/promises'

export type UntilOptions = {
  /** What is awaited, for the sentence of the error. */
  what: string
  timeoutMs: number
  everyMs?: number
  signal?: AbortSignal
}

/** Tries until `attempt` returns something other than `undefined` or `false`; a throw counts as "not yet". */
export async function until<T>(
  attempt: () => Promise<T | undefined | false> | T | undefined | false,
  { what, timeoutMs, everyMs = 50, signal }: UntilOptions,
): Promise<T> {
  const end = performance.now() + timeoutMs
  let last: unknown
  for (;;) {
    signal?.throwIfAborted()
    try {
      const result = await attempt()
      if (result !== undefined && result !== false) return result
    } catch (error) {
      last = error
    }
    if (performance.now() > end)
      throw new Error(`${what} took longer than ${timeoutMs / 1000} s`, { cause: last })
    await sleep(everyMs)
  }
}
