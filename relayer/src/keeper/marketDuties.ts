import { buybackAbi, priceOracleAbi, rewardStreamAbi } from '@supernet/sdk/abi'
import { encodeFunctionData } from 'viem'
import type { Common } from '../common.ts'
import type { Duty } from './duties.ts'

/** Less than this, in 1e-18 dollars and in wei of SOGNI, is not worth the gas. */
const LEAST_PURCHASE_USD_E18 = 10n ** 18n
const LEAST_RELEASE = 10n ** 18n

/** Checkpoints of the oracle, purchases of the treasury, and rewards that have vested. */
export function marketDuties({ chain, network, clock }: Common): readonly Duty[] {
  const { priceOracle, buyback, rewardStream } = network.contracts
  const shop = { address: buyback, abi: buybackAbi } as const

  return [
    {
      name: 'pokeOracle',
      to: priceOracle,
      data: encodeFunctionData({ abi: priceOracleAbi, functionName: 'poke' }),
      needed: async () => {
        const nextAt = await chain.readContract({
          address: priceOracle,
          abi: priceOracleAbi,
          functionName: 'nextPokeAt',
        })
        return nextAt !== 0 && nextAt <= clock.now()
      },
    },
    {
      name: 'buyback',
      to: buyback,
      data: encodeFunctionData({ abi: buybackAbi, functionName: 'buyback' }),
      needed: async () => {
        const [isOpen, nextAt] = await chain.readContract({ ...shop, functionName: 'state' })
        if (!isOpen || nextAt > clock.now()) return false
        // It reverts where the market does not allow a purchase: then none is due.
        const { usdE18 } = await chain.readContract({ ...shop, functionName: 'nextPurchase' })
        return usdE18 >= LEAST_PURCHASE_USD_E18
      },
    },
    {
      name: 'releaseRewards',
      to: rewardStream,
      data: encodeFunctionData({ abi: rewardStreamAbi, functionName: 'release' }),
      needed: async () => {
        const vested = await chain.readContract({
          address: rewardStream,
          abi: rewardStreamAbi,
          functionName: 'releasable',
        })
        return vested >= LEAST_RELEASE
      },
    },
  ]
}
