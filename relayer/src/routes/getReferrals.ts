import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readReferrals } from '../store/rewardPage.ts'

export const getReferrals = defineRoute(api.getReferrals, ({ store, clock }, { params, query }) =>
  readReferrals(store.db, params.account, { ...query, now: clock.now() }),
)
