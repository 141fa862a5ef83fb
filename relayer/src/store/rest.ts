/** Calls back when there may be something to do; answers with how to stop that. */
export type Wake = (listener: () => void) => () => void

export interface Rest {
  /** At least `least` milliseconds; then to `most`, or until something has woken it since the rest before. */
  pause(least: number, most: number): Promise<void>
  wake(): void
}

/** The rests of a loop that can be woken; all of them end with the signal. */
export function createRest(signal: AbortSignal): Rest {
  let isWoken = false
  let end: (() => void) | undefined

  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        end = undefined
        resolve()
      }
      const timer = setTimeout(done, ms)
      signal.addEventListener('abort', done)
      end = done
    })

  return {
    async pause(least, most) {
      const until = performance.now() + most
      const earliest = performance.now() + least
      while (!signal.aborted) {
        const left = (isWoken ? earliest : until) - performance.now()
        if (left <= 0) break
        await sleep(left)
      }
      isWoken = false
    },
    wake() {
      isWoken = true
      end?.()
    },
  }
}
