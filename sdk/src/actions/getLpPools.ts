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
        const [{ listed, rate }, { staked, cooling, units }, symbol, held, allowance] = await Promise.all([
          readContract(client, { ...contract, functionName: 'poolOf', args: [pool] }),
          readContract(client, { ...contract, functionName: 'holdingOf', args: [account, pool] }),
          readContract(client, { ...token, functionName: 'symbol' }),
          readContract(client, { ...token, functionName: 'balanceOf', args: [account] }),
          readContract(client, { ...token, functionName: 'allowance', args: [account, lpStaking] }),
        ])
        return { pool, symbol, listed, rate, held, allowance, staked, cooling, units }
      }),
    )
    return rows.filter(({ listed, staked, cooling }) => listed || staked > 0n || cooling > 0n)
  } catch (error) {
    throw toBaseError(error)
  }
}
