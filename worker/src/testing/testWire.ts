import type { Common } from '../common.ts'
import { type RunningWorker, startWorker } from '../service/worker.ts'
import { createTestClient } from './client.ts'
import { createTestBench } from './testBench.ts'

/** A test bench with a client, and a worker that is started on it, once or again. */
export const createTestWire = async (settings?: Record<string, string>) => {
  const bench = await createTestBench(settings)
  const closing = [bench.close]
  const common = bench.boot()
  const client = createTestClient()

  const start = async (with_: Common & { closeJournal(): void } = common): Promise<RunningWorker> => {
    const worker = await startWorker(with_)
    let stopped = false
    const stop = async () => {
      if (stopped) return
      stopped = true
      await worker.stop()
      with_.closeJournal()
    }
    closing.push(stop)
    return { stop }
  }
  const offer = async (asked: Partial<Parameters<typeof client.offer>[0]> = {}) => {
    const { certificate } = await bench.relayer.until('hello')
    const made = await client.offer({
      domain: common.domain,
      ledger: bench.network.contracts.renderLedger,
      chainId: bench.network.chainId,
      certificate,
      ...asked,
    })
    const { resultKey, body, ...message } = made
    bench.relayer.send(message)
    return made
  }
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end()
  }
  return { ...bench, common, client, start, offer, close }
}
