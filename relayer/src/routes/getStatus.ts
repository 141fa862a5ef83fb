import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readStatus } from '../store/status.ts'

export const getStatus = defineRoute(api.getStatus, async ({ store, clock, head }) => {
  const status = await readStatus(store.db, clock.now())
  return { ...status, headBlock: Math.max(head.number, status.indexedBlock), chainTime: clock.now() }
})
