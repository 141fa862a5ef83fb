import { accountsApi } from './api/accounts.ts'
import { governanceApi } from './api/governance.ts'
import { jobsApi } from './api/jobs.ts'
import { loginsApi } from './api/logins.ts'
import { networkApi } from './api/network.ts'
import { purchasesApi } from './api/purchases.ts'
import { recoveriesApi } from './api/recoveries.ts'
import { rewardsApi } from './api/rewards.ts'
import { treasuryApi } from './api/treasury.ts'

export type { RouteContract } from './api/route.ts'

/** Every route of the relayer, by what it is about. */
export const api = {
  ...networkApi,
  ...jobsApi,
  ...governanceApi,
  ...purchasesApi,
  ...treasuryApi,
  ...rewardsApi,
  ...loginsApi,
  ...accountsApi,
  ...recoveriesApi,
} as const

export type Api = typeof api
