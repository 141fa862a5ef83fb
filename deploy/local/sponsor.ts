import { sponsorPaymasterAbi } from '@supernet/sdk/abi'
import type { Contracts } from '@supernet/sdk/schema'
import { parseEther } from 'viem'
import type { LocalChain } from './clients.ts'
import type { Keyring } from './keys.ts'

const LEAST = parseEther('100')
const DEPOSIT = parseEther('1000')

/** Sees to it that the sponsor can pay for operations, as anybody may. Whether it had to be filled. */
export async function fillSponsor(
  { reader, send }: LocalChain,
  contracts: Contracts,
  keys: Keyring,
): Promise<boolean> {
  const sponsor = { address: contracts.sponsorPaymaster, abi: sponsorPaymasterAbi } as const
  if ((await reader.readContract({ ...sponsor, functionName: 'getDeposit' })) >= LEAST) return false
  await send({
    ...sponsor,
    account: keys.account('sponsor'),
    functionName: 'deposit',
    args: [],
    value: DEPOSIT,
  })
  return true
}
