import { vestingVaultAbi, vestingVaultsAbi } from '@supernet/sdk/abi'
import { queryOptions } from '@tanstack/react-query'
import type { Address } from 'viem'
import type { Services } from '../lib/services.ts'

export const vestingKey = ['vesting'] as const

/** A group as it stands; wei of SOGNI. */
export interface VestingGroupState {
  readonly name: string
  readonly vault: Address
  /** Who is paid: the vault's owner, whoever it was built for. */
  readonly beneficiary: Address
  readonly tge: bigint
  readonly vesting: bigint
  readonly lock: bigint
  readonly duration: bigint
  readonly step: bigint
  readonly released: bigint
  readonly releasable: bigint
}

export interface Vesting {
  /** Unix time of the token generation event, and of the newest block. */
  readonly tgeAt: number
  readonly chainTime: number
  readonly groups: readonly VestingGroupState[]
}

/** Every group with its vault, from the chain. */
export const vestingOptions = ({ chain: open, network }: Services) =>
  queryOptions({
    queryKey: vestingKey,
    refetchInterval: 10_000,
    queryFn: async (): Promise<Vesting> => {
      const chain = await open()
      const { vestingVaults, sogniToken } = network.contracts
      const list = { address: vestingVaults, abi: vestingVaultsAbi } as const
      const [tgeAt, [groups, vaults], block] = await Promise.all([
        chain.readContract({ ...list, functionName: 'tgeAt' }),
        chain.readContract({ ...list, functionName: 'all' }),
        chain.getBlock(),
      ])
      const states = groups.map(async (group, index): Promise<VestingGroupState[]> => {
        const vault = vaults[index]
        if (vault === undefined) return []
        const contract = { address: vault, abi: vestingVaultAbi } as const
        const [beneficiary, released, releasable] = await Promise.all([
          chain.readContract({ ...contract, functionName: 'owner' }),
          chain.readContract({ ...contract, functionName: 'released', args: [sogniToken] }),
          chain.readContract({ ...contract, functionName: 'releasable', args: [sogniToken] }),
        ])
        return [{ ...group, vault, beneficiary, released, releasable }]
      })
      return {
        tgeAt: Number(tgeAt),
        chainTime: Number(block.timestamp),
        groups: (await Promise.all(states)).flat(),
      }
    },
  })
