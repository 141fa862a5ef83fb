import { z } from 'zod'
import { SettlementView } from '../ledger.ts'
import { ModelView } from '../model.ts'
import { NetworkInfo } from '../network.ts'
import { Address } from '../primitives.ts'
import { WorkerView } from '../worker.ts'
import { route } from './route.ts'

/** What the network is, and who works in it. */
export const networkApi = {
  getNetwork: route({
    method: 'get',
    path: '/v1/network',
    summary: 'Addresses, URLs, and who takes money for Spark',
    response: NetworkInfo,
  }),
  getModels: route({
    method: 'get',
    path: '/v1/models',
    summary:
      'Models with manifest and table, most stake first; private ones only for accounts that may use them',
    query: z.object({ account: Address.optional() }),
    response: z.object({ models: z.array(ModelView) }),
  }),
  getWorkers: route({
    method: 'get',
    path: '/v1/workers',
    summary: 'Workers with their counters from the chain',
    response: z.object({ workers: z.array(WorkerView) }),
  }),
  getSettlements: route({
    method: 'get',
    path: '/v1/settlements',
    summary: 'Newest settlement batches',
    response: z.object({ settlements: z.array(SettlementView) }),
  }),
  getStatus: route({
    method: 'get',
    path: '/v1/status',
    summary: 'Queue, indexed block and chain time',
    response: z.object({
      queue: z.number().int(),
      rendering: z.number().int(),
      indexedBlock: z.number().int(),
      headBlock: z.number().int(),
      chainTime: z.number().int(),
      sparkRate: z.string(),
      imagesToday: z.number().int(),
    }),
  }),
} as const
