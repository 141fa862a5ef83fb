import { type EntryPoint, isCreation, type UserOperation } from '@supernet/sdk/protocol'
import { type Hex, hexToBigInt, type PublicClient, size, slice } from 'viem'
import { type TimeWindow, windowOf } from '../core/timeWindow.ts'
import { delegateOf } from './delegateOf.ts'
import { delegationOf, encodeValidation } from './estimateOperation.ts'

/**
 * When an operation counts, as its account tells the entry point: a trial at the head of the chain does not show that it ends
 * before its block, where the whole bundle would revert. Undefined where the account does not tell; the trial says why.
 */
export async function readWindow(
  chain: PublicClient,
  entryPoint: EntryPoint,
  operation: UserOperation,
): Promise<TimeWindow | undefined> {
  try {
    const answer = await askAccount(chain, entryPoint, operation)
    return answer === undefined || size(answer) < 32 ? undefined : windowOf(hexToBigInt(slice(answer, 0, 32)))
  } catch {
    return undefined
  }
}

async function askAccount(
  chain: PublicClient,
  entryPoint: EntryPoint,
  operation: UserOperation,
): Promise<Hex | undefined> {
  const { sender, factory, factoryData = '0x' } = operation
  const account = entryPoint.address
  const data = encodeValidation(entryPoint, operation, await delegateOf(chain, operation))
  if (!isCreation(operation)) {
    const stateOverride = delegationOf(operation)
    return (await chain.call({ account, to: sender, data, stateOverride })).data
  }
  const calls = [
    { account, to: factory, data: factoryData },
    { account, to: sender, data },
  ] as const
  const [block] = await chain.simulateBlocks({ blocks: [{ calls: [...calls] }] })
  return block?.calls[1]?.data
}
