import { setTimeout as sleep } from 'node:timers/promises'
import type { Common } from '../common.ts'

/** Every replica knows the head and the chain's clock by itself, whoever leads the index. */
export async function watchHead(common: Common): Promise<void> {
  const { chain, config, clock, head, blocks, logger, shutdown } = common
  let failing = false
  while (!shutdown.signal.aborted) {
    try {
      const block = await chain.getBlock({ blockTag: 'latest' })
      blocks.observe(Number(block.number), Date.now())
      clock.observe(Number(block.timestamp))
      head.observe(Number(block.number), block.hash)
      failing = false
    } catch (error) {
      // Said once, not at every turn of an outage.
      if (!failing) logger.warn({ error }, 'chain cannot be reached')
      failing = true
    }
    await sleep(config.POLL_INTERVAL_MS, undefined, { signal: shutdown.signal }).catch(() => undefined)
  }
}
