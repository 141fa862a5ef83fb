import { ledgerDomain } from '@supernet/sdk/protocol'
import { CHAIN_ID } from '../../deploy/local/anvil.ts'
import type { Purse } from './cast.ts'
import type { World } from './world.ts'

/** Wei in a unit of the ledger. */
export const SOGNI_UNIT = 10n ** 9n
export const SPARK_UNIT = 10n ** 12n

/** What a session holds, as the ledger numbers it. */
export const CURRENCY = {
  sogni: 0,
  usdc: 1,
  eth: 1,
  'spark-for-sogni': 1,
  card: 1,
  promo: 2,
} as const satisfies Record<Purse, number>

/** What Spark is sold for, as the sale numbers it. */
export const SOLD_FOR = { usdc: 0, eth: 1, sogni: 2 } as const

export const domainOf = ({ contracts }: World) => ledgerDomain(CHAIN_ID, contracts.renderLedger)

export const least = (a: bigint, b: bigint) => (a < b ? a : b)
