import { governorAbi } from '@supernet/sdk/abi'
import type { Common } from '../common.ts'

/** The votes that a proposal of that time needs. Nobody knows before its time has come. */
export async function quorumAt(
  { chain, network, clock }: Common,
  snapshot: number,
): Promise<bigint | undefined> {
  const address = network.contracts.governor
  if (clock.now() <= snapshot) return undefined
  return chain.readContract({ address, abi: governorAbi, functionName: 'quorum', args: [BigInt(snapshot)] })
}
