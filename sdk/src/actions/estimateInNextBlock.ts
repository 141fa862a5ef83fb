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
import { simulateGas } from './simulateGas.ts'
import { takesBlockOverrides } from './takesBlockOverrides.ts'

export interface Estimable {
  readonly account: Address
  readonly to: Address
  readonly data: Hex
  readonly value?: bigint
  readonly stateOverride?: StateOverride
}

type AnyClient = Client<Transport, Chain | undefined, Account | undefined>
type Ask = (asked: { method: string; params: readonly unknown[] }, options?: unknown) => Promise<unknown>

/** The block that is the newest when a call is measured. */
export interface Head {
  readonly number: bigint
  readonly timestamp: bigint
}

/**
 * Gas of a call in the block after the head. A node estimates in the head's own second, where a checkpoint of stake or votes
 * (ERC-6372) that was written in that block is overwritten; in the next block it is a new entry, and a call that was
 * estimated at 124,000 gas takes 192,000. Where a node takes no overrides of the block, the call is simulated in a block of
 * its own; where it does not do that either, its estimate is doubled. Who measures several calls gives the head.
 */
export async function estimateInNextBlock(client: AnyClient, call: Estimable, head?: Head): Promise<bigint> {
  const [takesOverrides, { number, timestamp }] = await Promise.all([
    takesBlockOverrides(client),
    head ?? getBlock(client),
  ])
  const next = { number: number + 1n, time: timestamp + 1n }
  try {
    return await (takesOverrides ? estimateGasIn : simulateGas)(client, call, next)
  } catch {
    // No other way to ask, a newer head, or a revert: that one comes again, with its reason.
    return (await estimateGas(client, { ...call, prepare: false })) * 2n
  }
}

function estimateGasIn(
  client: AnyClient,
  call: Estimable,
  { number, time }: { number: bigint; time: bigint },
): Promise<bigint> {
  const block = { number: numberToHex(number), time: numberToHex(time) }
  const ask = client.request as Ask
  const request: Ask = ({ method, params: [transaction, tag = 'latest', state = {}] }, options) =>
    ask({ method, params: [transaction, tag, state, block] }, options)
  return estimateGas({ ...client, request: request as typeof client.request }, { ...call, prepare: false })
}

/** Gas to send a call with: other senders change what it costs until its block. No more than a transaction may have. */
export function withMargin(estimate: bigint): bigint {
  const wide = (estimate * 5n) / 4n
  return wide < TRANSACTION_GAS_CAP ? wide : TRANSACTION_GAS_CAP
}
