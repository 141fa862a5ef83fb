import { renderLedgerAbi, renderPricingAbi, treasuryAbi } from '@supernet/sdk/abi'
import { encodeFunctionData, type Hex } from 'viem'
import type { Common } from '../common.ts'
import { drifted } from '../core/drift.ts'
import { marketDuties } from './marketDuties.ts'
import { resumeDuties } from './resumePaused.ts'

/** Something that anybody may do for the network, and whether it has to be done now. */
export interface Duty {
  readonly name: string
  readonly to: Hex
  readonly data: Hex
  needed(): Promise<boolean>
}

/** The price of SOGNI moves with every block: what follows it is moved when it is off by more than this. */
const TOLERANCE_BPS = 50n

export const dutiesOf = (common: Common): readonly Duty[] => [
  ...ledgerDuties(common),
  ...marketDuties(common),
  ...resumeDuties(common),
]

function ledgerDuties({ chain, network }: Common): readonly Duty[] {
  const { renderLedger, renderPricing, treasury } = network.contracts
  const books = () =>
    chain.readContract({ address: renderLedger, abi: renderLedgerAbi, functionName: 'global' })
  const ledgerCall = (functionName: 'flushBurn' | 'pushSparkRate') =>
    encodeFunctionData({ abi: renderLedgerAbi, functionName })

  return [
    {
      name: 'flushBurn',
      to: renderLedger,
      data: ledgerCall('flushBurn'),
      needed: async () => {
        const { sparkHeld, sparkOutstanding, promoHeld, promoOutstanding } = await books()
        return sparkHeld > sparkOutstanding || promoHeld > promoOutstanding
      },
    },
    {
      name: 'refillPool',
      to: treasury,
      data: encodeFunctionData({ abi: treasuryAbi, functionName: 'refillPool' }),
      needed: async () => {
        const target = await chain.readContract({
          address: treasury,
          abi: treasuryAbi,
          functionName: 'poolTarget',
        })
        const { pool } = await books()
        return pool < target && drifted(pool, target, TOLERANCE_BPS)
      },
    },
    {
      name: 'pushSparkRate',
      to: renderLedger,
      data: ledgerCall('pushSparkRate'),
      needed: async () => {
        const rate = await chain.readContract({
          address: renderPricing,
          abi: renderPricingAbi,
          functionName: 'sparkRate',
        })
        return drifted((await books()).sparkRate, rate, TOLERANCE_BPS)
      },
    },
  ]
}
