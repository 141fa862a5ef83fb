import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readStatus } from '../store/status.ts'

export const getStatus = defineRoute(api.getStatus, async ({ store, clock, head }) => ({
  ...(await readStatus(store.db, clock.now())),
  headBlock: head.number,
  chainTime: clock.now(),
}))
