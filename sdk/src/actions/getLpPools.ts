import { type Address, type Client, erc20Abi } from 'viem'
import { getContractEvents, readContract } from 'viem/actions'
import { lpStakingAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'

/** A pool of SOGNI liquidity as one account sees it; amounts in parts of the LP token, units in wei of SOGNI. */
export interface LpPool {
  readonly pool: Address
  readonly symbol: string
  /** Whether more can be staked. */
  readonly listed: boolean
  /** Units for 1e18 parts. */
  readonly rate: bigint
  readonly held: bigint
  readonly allowance: bigint
  readonly staked: bigint
  readonly cooling: bigint
  readonly units: bigint
  /** Oldest first. */
  readonly requests: readonly { readonly amount: bigint; readonly readyAt: number }[]
}

export interface GetLpPoolsParameters {
  readonly lpStaking: Address
  readonly account: Address
  /** Block of the deployment. */
  readonly fromBlock: bigint
}

/** Pools that can be staked in, and those that could once and still hold something of the account. */
export async function getLpPools(
  client: Client,
  { lpStaking, account, fromBlock }: GetLpPoolsParameters,
): Promise<LpPool[]> {
  const contract = { abi: lpStakingAbi, address: lpStaking } as const
  try {
    const events = await getContractEvents(client, { ...contract, eventName: 'PoolListed', fromBlock })
    const pools = [...new Set(events.flatMap(({ args }) => (args.pool === undefined ? [] : [args.pool])))]
    const rows = await Promise.all(
      pools.map(async (pool) => {
        const token = { abi: erc20Abi, address: pool } as const
        const [{ listed, rate }, { staked, cooling, units }, symbol, held, allowance, requests] =
          await Promise.all([
            readContract(client, { ...contract, functionName: 'poolOf', args: [pool] }),
            readContract(client, { ...contract, functionName: 'holdingOf', args: [account, pool] }),
            readContract(client, { ...token, functionName: 'symbol' }),
            readContract(client, { ...token, functionName: 'balanceOf', args: [account] }),
            readContract(client, { ...token, functionName: 'allowance', args: [account, lpStaking] }),
            readRequests(client, { lpStaking, account, pool, fromBlock }),
          ])
        return { pool, symbol, listed, rate, held, allowance, staked, cooling, units, requests }
      }),
    )
    return rows.filter(({ listed, staked, cooling }) => listed || staked > 0n || cooling > 0n)
  } catch (error) {
    throw toBaseError(error)
  }
}

/** The contract keeps them to itself: those that its events began, less those that were paid out. */
async function readRequests(
  client: Client,
  { lpStaking, account, pool, fromBlock }: GetLpPoolsParameters & { readonly pool: Address },
): Promise<LpPool['requests']> {
  const of = { abi: lpStakingAbi, address: lpStaking, args: { account, pool }, fromBlock } as const
  const [begun, paid] = await Promise.all([
    getContractEvents(client, { ...of, eventName: 'LpUnstakeRequested' }),
    getContractEvents(client, { ...of, eventName: 'LpWithdrawn' }),
  ])
  const gone = paid.reduce((sum, { args }) => sum + Number(args.requests ?? 0n), 0)
  return begun
    .slice(gone)
    .map(({ args }) => ({ amount: args.amount ?? 0n, readyAt: Number(args.readyAt ?? 0) }))
}
