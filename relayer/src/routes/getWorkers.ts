import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readWorkers } from '../store/workerPage.ts'

export const getWorkers = defineRoute(api.getWorkers, async ({ store }) => ({
  workers: await readWorkers(store.db),
}))
