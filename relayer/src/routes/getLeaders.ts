import { api, EPOCH_SECONDS } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readLeaders } from '../store/leaderPage.ts'

export const getLeaders = defineRoute(api.getLeaders, async ({ store, clock }, { params, query }) => ({
  ...(await readLeaders(store.db, params.board, query)),
  currentEpoch: Math.floor(clock.now() / EPOCH_SECONDS),
}))
