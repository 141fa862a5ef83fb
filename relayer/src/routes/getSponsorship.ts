import { api } from '@supernet/sdk/schema'
import { costOfAccount } from '../bundler/sponsorshipRows.ts'
import { defineRoute } from '../http/route.ts'
import { requireLogin } from '../login/login.ts'

const DAY = 86_400

export const getSponsorship = defineRoute(api.getSponsorship, async (common, _input, caller) => {
  const { account } = await requireLogin(common, caller)
  const { config, store, chain } = common
  const now = Number((await chain.getBlock()).timestamp)
  const day = Math.floor(now / DAY)
  return {
    ...(await costOfAccount(store.db, account, { day, now })),
    mostCost: config.SPONSOR_ACCOUNT_WEI,
    mostOperations: config.SPONSOR_OPERATIONS,
    endsAt: (day + 1) * DAY,
  }
})
