import { toBaseError } from '@supernet/sdk/errors'
import { resultsKeptUntil } from '@supernet/sdk/protocol'
import type { Common } from '../common.ts'
import { seqOf } from '../core/share.ts'

const INTERVAL_MS = 10_000
const HOUR = 3600

/** Once per interval: the chain's clock, the ends of shares, what may be forgotten. `onTick` runs last. */
export const startKeeper = (common: Common, onTick: () => Promise<void>, signal: AbortSignal): void => {
  const { chain, clock, journal, results, logger } = common

  const closeEnded = async (now: number) => {
    for (const record of journal.open(0, now - HOUR)) {
      const used = await chain.isUsed(record.signed.session, seqOf(record))
      journal.close(record.ticket, record.share, used ? 'settled' : 'expired')
    }
  }

  const tick = async () => {
    clock.observe(await chain.timestamp())
    const now = clock.now()
    await closeEnded(now)
    for (const sha256 of journal.prune(now - resultsKeptUntil(0))) await results.remove(sha256)
    await onTick()
  }

  const loop = async () => {
    while (!signal.aborted) {
      await tick().catch((error: unknown) =>
        logger.warn({ code: toBaseError(error).code }, 'keeper could not finish'),
      )
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, INTERVAL_MS)
        signal.addEventListener('abort', () => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
  }
  void loop()
}
