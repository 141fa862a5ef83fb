import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'
import { stakeBenefitsAbi, stakingVaultAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'

/** What an account has staked; wei of SOGNI. */
export interface Stake {
  readonly active: bigint
  readonly cooling: bigint
  readonly bonded: bigint
  readonly locked: bigint
  readonly lpUnits: bigint
  readonly lpCooling: bigint
  /** What can be unstaked or bonded. */
  readonly free: bigint
  readonly votes: bigint
  readonly delegatee: Address
  /** Oldest first. */
  readonly requests: readonly { readonly amount: bigint; readonly readyAt: number }[]
  /** Off the price of the account's renders. */
  readonly discountBps: number
  readonly level: {
    readonly minStake: bigint
    readonly priority: number
    readonly parallel: number
    readonly freeFast: boolean
  }
}

export interface GetStakeParameters {
  readonly stakingVault: Address
  readonly stakeBenefits: Address
  readonly account: Address
}

/** Stake, votes and benefits of an account. */
export async function getStake(
  client: Client,
  { stakingVault, stakeBenefits, account }: GetStakeParameters,
): Promise<Stake> {
  const vault = { abi: stakingVaultAbi, address: stakingVault, args: [account] } as const
  const benefits = { abi: stakeBenefitsAbi, address: stakeBenefits, args: [account] } as const
  try {
    const [position, free, votes, delegatee, requests, discountBps, level] = await Promise.all([
      readContract(client, { ...vault, functionName: 'positionOf' }),
      readContract(client, { ...vault, functionName: 'freeOf' }),
      readContract(client, { ...vault, functionName: 'getVotes' }),
      readContract(client, { ...vault, functionName: 'delegates' }),
      readContract(client, { ...vault, functionName: 'requestsOf' }),
      readContract(client, { ...benefits, functionName: 'discountOf' }),
      readContract(client, { ...benefits, functionName: 'levelOf' }),
    ])
    return { ...position, free, votes, delegatee, requests, discountBps, level }
  } catch (error) {
    throw toBaseError(error)
  }
}
