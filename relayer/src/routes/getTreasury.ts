import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readFlowDays, readSparkDays, readSpendLimits } from '../store/treasuryPage.ts'

const DAY = 86_400

export const getTreasury = defineRoute(
  api.getTreasury,
  async ({ store, network: { contracts }, clock }, { query }) => {
    const since = Math.floor(clock.now() / DAY) - query.days + 1
    const [days, spark, limits] = await Promise.all([
      readFlowDays(store.db, contracts, since),
      readSparkDays(store.db, since),
      readSpendLimits(store.db, contracts),
    ])
    return { days, spark, limits }
  },
)
