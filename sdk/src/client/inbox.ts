export type Inbox<T> = ReturnType<typeof inbox<T>>

/** Messages that wait for one reader, who gives up after a time. */
export function inbox<T>() {
  const waiting: T[] = []
  let wake: (() => void) | undefined

  return {
    put(message: T): void {
      waiting.push(message)
      wake?.()
    },
    /** The next message, or undefined after `ms`. Rejects with the signal's reason when aborted. */
    async take(ms: number, signal: AbortSignal): Promise<T | undefined> {
      signal.throwIfAborted()
      if (waiting.length === 0)
        await new Promise<void>((resolve, reject) => {
          const end = (settle: () => void) => () => {
            clearTimeout(timer)
            signal.removeEventListener('abort', abort)
            wake = undefined
            settle()
          }
          const abort = end(() => reject(signal.reason))
          wake = end(resolve)
          const timer = setTimeout(end(resolve), ms)
          signal.addEventListener('abort', abort, { once: true })
        })
      return waiting.shift()
    },
  }
}
