import { scoreBoardAbi, sogniTokenAbi } from '@supernet/sdk/abi'
import type { Contracts } from '@supernet/sdk/schema'
import type { LocalChain } from './clients.ts'
import type { Keyring } from './keys.ts'

/** Two populations, and two weeks that can be open at the same time. */
const ROOTS = 4n

/** Gives the relayer what it bonds for the scores that it posts. */
export async function fundScoreBonds(
  { reader, send }: LocalChain,
  contracts: Contracts,
  keys: Keyring,
): Promise<void> {
  const relayer = keys.account('relayer').address
  const sogni = { address: contracts.sogniToken, abi: sogniTokenAbi } as const
  const board = { address: contracts.scoreBoard, abi: scoreBoardAbi } as const
  const [bond, held] = await Promise.all([
    reader.readContract({ ...board, functionName: 'bond' }),
    reader.readContract({ ...sogni, functionName: 'balanceOf', args: [relayer] }),
  ])
  if (held >= bond) return
  const account = keys.account('faucet')
  await send({ ...sogni, account, functionName: 'transfer', args: [relayer, bond * ROOTS] })
}
