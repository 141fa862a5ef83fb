import { Router } from 'express'
import type { Common } from '../common.ts'
import { countWaiting } from '../payments/purchasePage.ts'
import { readQueue, readStatus } from '../store/status.ts'

/** Blocks that the index may be behind before the replica is not ready. */
const MAX_LAG = 3

/** `/health`: the process answers. `/ready`: database and index are good to serve from. */
export function health({ store, metrics, clock, head }: Common): Router {
  const router = Router()
  router.get('/health', (_request, response) => void response.json({ ok: true }))
  router.get('/ready', async (_request, response) => {
    const status = await readStatus(store.db, clock.now()).catch(() => undefined)
    const ok = status !== undefined && head.number > 0 && head.number - status.indexedBlock <= MAX_LAG
    response.status(ok ? 200 : 503).json({ ok, indexedBlock: status?.indexedBlock, headBlock: head.number })
  })
  router.get('/metrics', async (_request, response) => {
    const { queue, rendering } = await readQueue(store.db)
    metrics.queue.set(queue)
    metrics.rendering.set(rendering)
    metrics.purchasesWaiting.set(await countWaiting(store.db))
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
  return router
}
