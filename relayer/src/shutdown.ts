/** One abort signal for every loop, then the closing callbacks in reverse order of registration. */
export interface Shutdown {
  readonly signal: AbortSignal
  onClose(close: () => Promise<void> | void): void
  /** Idempotent: later calls wait for the first. */
  close(): Promise<void>
}

export function createShutdown(): Shutdown {
  const controller = new AbortController()
  const callbacks: (() => Promise<void> | void)[] = []
  let closing: Promise<void> | undefined

  const run = async (): Promise<void> => {
    controller.abort()
    for (const close of callbacks.reverse()) await close()
  }

  return {
    signal: controller.signal,
    onClose: (close) => callbacks.push(close),
    close: () => {
      closing ??= run()
      return closing
    },
  }
}
