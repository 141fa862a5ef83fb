import { sogniTokenAbi, sparkPointsAbi } from '@supernet/sdk/abi'
import { SOGNI_UNIT_WEI, SPARK_CLASS, SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import { queryOptions } from '@tanstack/react-query'
import type { Address } from 'viem'
import type { Services } from '../lib/services.ts'

export const balanceKeys = {
  all: ['balances'] as const,
  one: (owner: Address | undefined) => ['balances', owner] as const,
}

/** What an owner holds outside its budgets, in ledger units; from the chain, because it is about to be spent. */
export interface Balances {
  readonly spark: bigint
  readonly promo: bigint
  readonly sogni: bigint
  /** Wei, for network fees. */
  readonly ether: bigint
  /** SOGNI units that the ledger may take. */
  readonly allowance: bigint
}

export const balancesOptions = ({ chain: open, network }: Services, owner: Address | undefined) =>
  queryOptions({
    queryKey: balanceKeys.one(owner),
    enabled: owner !== undefined,
    refetchInterval: 6_000,
    queryFn: async (): Promise<Balances> => {
      if (owner === undefined) throw new Error('Balances need an owner')
      const chain = await open()
      const spark = { address: network.contracts.sparkPoints, abi: sparkPointsAbi } as const
      const sogni = { address: network.contracts.sogniToken, abi: sogniTokenAbi } as const
      const [purchased, promotional, held, allowed, ether] = await Promise.all([
        chain.readContract({
          ...spark,
          functionName: 'classBalanceOf',
          args: [owner, SPARK_CLASS.Purchased],
        }),
        chain.readContract({
          ...spark,
          functionName: 'classBalanceOf',
          args: [owner, SPARK_CLASS.Promotional],
        }),
        chain.readContract({ ...sogni, functionName: 'balanceOf', args: [owner] }),
        chain.readContract({
          ...sogni,
          functionName: 'allowance',
          args: [owner, network.contracts.renderLedger],
        }),
        chain.getBalance({ address: owner }),
      ])
      return {
        spark: purchased / SPARK_UNIT_WEI,
        promo: promotional / SPARK_UNIT_WEI,
        sogni: held / SOGNI_UNIT_WEI,
        allowance: allowed / SOGNI_UNIT_WEI,
        ether,
      }
    },
  })
