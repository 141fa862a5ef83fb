import { useSyncExternalStore } from 'react'

/** Wall clock in seconds, one timer for the whole page, only while somebody looks. */
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const notify of listeners) notify()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

export const useNow = (): number => useSyncExternalStore(subscribe, () => Math.floor(Date.now() / 1_000))
