import { sparkPointsAbi } from '@supernet/sdk/abi'
import { SPARK_CLASS } from '@supernet/sdk/protocol'
import type { Contracts } from '@supernet/sdk/schema'
import type { Address, PublicClient } from 'viem'

/** Promotional Spark that an account holds outside its budgets, in the token's smallest parts. */
export const freeSparkOf = (
  chain: PublicClient,
  { sparkPoints }: Contracts,
  account: Address,
): Promise<bigint> =>
  chain.readContract({
    address: sparkPoints,
    abi: sparkPointsAbi,
    functionName: 'classBalanceOf',
    args: [account, SPARK_CLASS.Promotional],
  })
