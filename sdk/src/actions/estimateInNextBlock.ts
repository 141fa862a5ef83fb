import {
  type Account,
  type Address,
  type Chain,
  type Client,
  type Hex,
  numberToHex,
  type StateOverride,
  type Transport,
} from 'viem'
import { estimateGas, getBlock } from 'viem/actions'
import { TRANSACTION_GAS_CAP } from '../protocol/operationGas.ts'

export interface Estimable {
  readonly account: Address
  readonly to: Address
  readonly data: Hex
  readonly value?: bigint
  readonly stateOverride?: StateOverride
}

type AnyClient = Client<Transport, Chain | undefined, Account | undefined>
type Ask = (asked: { method: string; params: readonly unknown[] }, options?: unknown) => Promise<unknown>

/**
 * Gas of a call in the block after the head. A node estimates in the head's own second, where a checkpoint of stake or votes
 * (ERC-6372) that was written in that block is overwritten; in the next block it is a new entry, and a call that was
 * estimated at 124,000 gas takes 192,000. Where a node takes no overrides of the block, its estimate is doubled.
 */
export async function estimateInNextBlock(client: AnyClient, call: Estimable): Promise<bigint> {
  const { number, timestamp } = await getBlock(client)
  const block = { number: numberToHex(number + 1n), time: numberToHex(timestamp + 1n) }
  const ask = client.request as Ask
  const request: Ask = ({ method, params: [transaction, tag = 'latest', state = {}] }, options) =>
    ask({ method, params: [transaction, tag, state, block] }, options)
  const question = { ...call, prepare: false } as const
  try {
    return await estimateGas({ ...client, request: request as typeof client.request }, question)
  } catch {
    // A node that does not know the fourth parameter, or a revert: that one comes again, with its reason.
    return (await estimateGas(client, question)) * 2n
  }
}

/** Gas to send a call with: other senders change what it costs until its block. No more than a transaction may have. */
export function withMargin(estimate: bigint): bigint {
  const wide = (estimate * 5n) / 4n
  return wide < TRANSACTION_GAS_CAP ? wide : TRANSACTION_GAS_CAP
}
