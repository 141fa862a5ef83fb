import { type Address, type Client, parseAbi, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import { stakeBenefitsAbi, stakingVaultAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import type { StakeLevel } from '../protocol/stakeLevels.ts'
import type { CurvePoint } from '../protocol/takeRate.ts'

/** What stake is good for at this moment: everything that the pure functions of `protocol` need. */
export interface StakeRules {
  readonly baseTakeBps: bigint
  readonly floorTakeBps: bigint
  readonly curve: readonly CurvePoint[]
  /** Lowest first. */
  readonly levels: readonly StakeLevel[]
  /** Bond that a Fast worker needs, in wei of SOGNI. */
  readonly requirement: bigint
  /** Seconds. */
  readonly cooldown: number
  readonly maxRequests: number
  /** Active stake of all, in wei of SOGNI. */
  readonly totalActive: bigint
  /** Zero where there are none. */
  readonly tierSource: Address
  readonly genesisPass: Address
}

export interface StakeContracts {
  readonly stakingVault: Address
  readonly stakeBenefits: Address
}

export async function getStakeRules(
  client: Client,
  { stakingVault, stakeBenefits }: StakeContracts,
): Promise<StakeRules> {
  const vault = { abi: stakingVaultAbi, address: stakingVault } as const
  const benefits = { abi: stakeBenefitsAbi, address: stakeBenefits } as const
  try {
    const [base, floor, curve, levels, requirement, cooldown, most, totalActive, tierSource, genesisPass] =
      await Promise.all([
        readContract(client, { ...benefits, functionName: 'BASE_TAKE_BPS' }),
        readContract(client, { ...benefits, functionName: 'FLOOR_TAKE_BPS' }),
        readContract(client, { ...benefits, functionName: 'curve' }),
        readContract(client, { ...benefits, functionName: 'levels' }),
        readContract(client, { ...benefits, functionName: 'requirement' }),
        readContract(client, { ...vault, functionName: 'COOLDOWN' }),
        readContract(client, { ...vault, functionName: 'MAX_REQUESTS' }),
        readContract(client, { ...vault, functionName: 'totalActive' }),
        readContract(client, { ...benefits, functionName: 'tierSource' }),
        readContract(client, { ...benefits, functionName: 'genesisPass' }),
      ])
    return {
      baseTakeBps: BigInt(base),
      floorTakeBps: BigInt(floor),
      curve: curve.map((point) => ({
        extraBps: BigInt(point.extraBps),
        discountBps: BigInt(point.discountBps),
      })),
      levels,
      requirement: requirement.amount,
      cooldown,
      maxRequests: Number(most),
      totalActive,
      tierSource,
      genesisPass,
    }
  } catch (error) {
    throw toBaseError(error)
  }
}

const tierAbi = parseAbi([
  'function tierOf(address account) view returns (uint8)',
  'function tierOfWorker(bytes32 workerId) view returns (uint8)',
  'function benefitBps(uint8 tier) view returns (uint16)',
])
const passAbi = parseAbi(['function balanceOf(address owner) view returns (uint256)'])

const least = (a: bigint, b: bigint) => (a < b ? a : b)

async function benefitOf(client: Client, stakeBenefits: Address, source: Address, tier: number) {
  const [given, most] = await Promise.all([
    readContract(client, { abi: tierAbi, address: source, functionName: 'benefitBps', args: [tier] }),
    readContract(client, { abi: stakeBenefitsAbi, address: stakeBenefits, functionName: 'MAX_TIER_BPS' }),
  ])
  return least(BigInt(given), most)
}

/** What an account's tier takes off the price of its renders, in basis points. */
export async function getTierDiscount(
  client: Client,
  { stakeBenefits, tierSource, account }: { stakeBenefits: Address; tierSource: Address; account: Address },
): Promise<bigint> {
  if (tierSource === zeroAddress) return 0n
  const source = { abi: tierAbi, address: tierSource } as const
  try {
    const tier = await readContract(client, { ...source, functionName: 'tierOf', args: [account] })
    return await benefitOf(client, stakeBenefits, tierSource, tier)
  } catch (error) {
    throw toBaseError(error)
  }
}

export interface WorkerDiscountParameters {
  readonly stakeBenefits: Address
  readonly rules: Pick<StakeRules, 'tierSource' | 'genesisPass'>
  readonly workerId: `0x${string}`
  readonly owner: Address
}

/** What takes a worker's take down beside its bond, in basis points: its tier, and its owner's Genesis pass. */
export async function getWorkerDiscount(
  client: Client,
  { stakeBenefits, rules: { tierSource, genesisPass }, workerId, owner }: WorkerDiscountParameters,
): Promise<bigint> {
  try {
    let sum = 0n
    if (tierSource !== zeroAddress) {
      const source = { abi: tierAbi, address: tierSource } as const
      const tier = await readContract(client, { ...source, functionName: 'tierOfWorker', args: [workerId] })
      sum += await benefitOf(client, stakeBenefits, tierSource, tier)
    }
    if (genesisPass !== zeroAddress) {
      const pass = { abi: passAbi, address: genesisPass, functionName: 'balanceOf' } as const
      const [passes, given] = await Promise.all([
        readContract(client, { ...pass, args: [owner] }),
        readContract(client, { abi: stakeBenefitsAbi, address: stakeBenefits, functionName: 'GENESIS_BPS' }),
      ])
      if (passes > 0n) sum += given
    }
    return sum
  } catch (error) {
    throw toBaseError(error)
  }
}
