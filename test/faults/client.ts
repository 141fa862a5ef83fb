import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createSupernet, type JobUpdate } from '@supernet/sdk/client'
import { toBaseError } from '@supernet/sdk/errors'
import { decodePng, fileStore } from '@supernet/sdk/node'
import type { Body, Order } from '@supernet/sdk/schema'
import { createPublicClient, type Hex, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { loadNetwork } from '../../worker/src/config.ts'
import { seededRandom } from '../helpers/random.ts'

/**
 * A client as a process of its own, so that it can be killed at any line: it takes up what its folder holds, orders what
 * is missing, and ends when every job is settled.
 */
const { values } = parseArgs({
  options: {
    network: { type: 'string', default: '' },
    folder: { type: 'string', default: '' },
    jobs: { type: 'string', default: '1' },
    model: { type: 'string', default: '1' },
    currency: { type: 'string', default: 'spark' },
    seed: { type: 'string', default: '1' },
  },
})
const network = await loadNetwork(values.network)
const store = await fileStore(values.folder)
const supernet = createSupernet({
  network,
  chain: createPublicClient({ transport: http(network.rpcUrl), pollingInterval: 200 }),
  store,
  renderKey: privateKeyToAccount(process.env.RENDER_KEY as Hex),
  decodePng,
  leastSeconds: 45,
})

/** Job `index` of a campaign run is the same in every life of this process. */
function planned(index: number): { order: Order; body: Body } {
  const random = seededRandom(Number(values.seed) * 1_000 + index)
  const order: Order = {
    model: Number(values.model),
    width: 128,
    height: 128,
    steps: random.between(1, 12),
    count: random.between(1, 8),
    tier: random.pick(['fast', 'relaxed']),
    currency: values.currency as Order['currency'],
  }
  const seed = String(random.between(0, 1e9))
  return {
    order,
    body: { prompt: 'a red apple', negativePrompt: '', seed, guidanceScale: 3, previews: false },
  }
}

async function follow(updates: AsyncGenerator<JobUpdate>): Promise<void> {
  for await (const update of updates) if (update.type === 'failed') throw update.error
}

/** What a person would do when there is nobody to render: try again. */
async function order(index: number): Promise<void> {
  for (;;) {
    const known = new Set((await store.listJobs()).map(({ jobId }) => jobId))
    try {
      return await follow(supernet.createJob(planned(index)))
    } catch (error) {
      process.stderr.write(`order ${index}: ${toBaseError(error).code}\n`)
      const started = (await store.listJobs()).find(({ jobId }) => !known.has(jobId))
      if (started !== undefined && started.tickets.length > 0) return
      await sleep(1_000)
    }
  }
}

const begun = await store.listJobs()
const resumed = begun.filter(({ done, failed }) => !done && failed === undefined)
const fresh = Array.from(
  { length: Math.max(0, Number(values.jobs) - begun.length) },
  (_, i) => begun.length + i,
)
await Promise.allSettled([...resumed.map(({ jobId }) => follow(supernet.resume(jobId))), ...fresh.map(order)])
supernet.close()
process.exit(0)
