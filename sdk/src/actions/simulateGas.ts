import type { Account, Chain, Client, Transport } from 'viem'
import { simulateBlocks } from 'viem/actions'
import type { Estimable } from './estimateInNextBlock.ts'

/**
 * Gas of a call in a block that is only simulated (`eth_simulateV1`), for nodes that estimate in none but their own. What is
 * given back at the end must be there before: at most a fifth of all. Throws where the call reverts, and where the node does
 * not simulate that block.
 */
export async function simulateGas(
  client: Client<Transport, Chain | undefined, Account | undefined>,
  { stateOverride: stateOverrides, ...call }: Estimable,
  blockOverrides: { readonly number: bigint; readonly time: bigint },
): Promise<bigint> {
  const [block] = await simulateBlocks(client, {
    blocks: [{ blockOverrides, stateOverrides, calls: [call] }],
  })
  const isThatBlock = block?.number === blockOverrides.number && block.timestamp === blockOverrides.time
  const [done] = block?.calls ?? []
  if (!isThatBlock || done?.status !== 'success') throw new Error('the call was not run in the next block')
  return (done.gasUsed * 5n) / 4n
}
