import { type UserOperation, unusedGasPenalty, withSlack } from '@supernet/sdk/protocol'
import { createPublicClient, custom, numberToHex, RpcRequestError } from 'viem'
import { foundry } from 'viem/chains'
import { describe, expect, it } from 'vitest'
import { freeOperation } from '../../test/operations.ts'
import { estimateOperation } from './estimateOperation.ts'

const ENTRY_POINT = { chainId: foundry.id, address: `0x${'0e'.repeat(20)}` } as const
const operation: UserOperation = { ...freeOperation(`0x${'0a'.repeat(20)}`), callData: '0x' }
const TRANSACTION = 21_000n
/** The sponsor is charged at most this, in percent of the gas of a transaction. */
const MOST_CHARGED = 110n
/** What an operation of a passkey takes beside its calls: `op_call` of the gas bench, less the transfer of it. */
const OTHER_GAS = 90_000n

const fails = (code: number, message: string) =>
  new RpcRequestError({ body: {}, url: 'http://node.test', error: { code, message } })

/** A node that estimates in no block but its own: there the calls take less than in the one that it simulates. */
function node({ atHead, next }: { atHead: bigint; next: bigint }, { simulates = true } = {}) {
  const methods: string[] = []
  const request = async ({ method, params }: { method: string; params: readonly { to?: string }[] }) => {
    methods.push(method)
    if (method === 'eth_getBlockByNumber') return { number: '0x7', timestamp: '0x64' }
    if (method === 'eth_estimateGas' && params[0]?.to === undefined) throw fails(3, 'execution reverted')
    if (method === 'eth_estimateGas') return numberToHex(TRANSACTION + atHead)
    if (!simulates) throw fails(-32601, 'the method does not exist')
    const gasUsed = numberToHex(TRANSACTION + next)
    const calls = [{ gasUsed, logs: [], returnData: '0x', status: '0x1' }]
    return [{ number: '0x8', timestamp: '0x65', transactions: [], calls }]
  }
  const chain = createPublicClient({ transport: custom({ request }, { retryCount: 0 }) })
  return { chain, methods }
}

/** What the sponsor grants over its own estimate, where it is not asked for less. */
const SLACK_BPS = 2_000n

/** What the sponsor is charged where calls that may have that much gas use less, in percent of the transaction's gas. */
const charged = (callGasLimit: bigint, used: bigint): bigint => {
  const gas = used + OTHER_GAS
  const penalty = unusedGasPenalty(withSlack(callGasLimit, SLACK_BPS), used)
  return ((gas + penalty) * 100n + gas - 1n) / gas
}

/** Gas of the calls in the head's second and in the next: requestUnstake as seen once, and others with as many checkpoints. */
const CALLS = [
  { atHead: 102_000n, next: 170_000n },
  { atHead: 20_000n, next: 88_000n },
  { atHead: 250_000n, next: 318_000n },
  { atHead: 3_000_000n, next: 3_000_000n },
]

describe('an operation on a node that estimates at its head only', () => {
  it.each(CALLS)('is granted the gas of calls that take $next, and $atHead at the head', async (gas) => {
    const { chain } = node(gas)
    const { callGasLimit } = await estimateOperation(chain, ENTRY_POINT, 1, operation)
    expect(callGasLimit).toBeGreaterThan((gas.next * 5n) / 4n)
    expect(charged(callGasLimit, gas.next)).toBeLessThan(MOST_CHARGED)
  })

  // Twice the estimate was granted on every such node: the sponsor paid a tenth of what was not used.
  it('would be charged to the sponsor beyond its bar, were the estimate doubled', async () => {
    const gas = { atHead: 3_000_000n, next: 3_000_000n }
    const { chain } = node(gas, { simulates: false })
    const { callGasLimit } = await estimateOperation(chain, ENTRY_POINT, 1, operation)
    expect(charged(callGasLimit, gas.next)).toBeGreaterThan(MOST_CHARGED)
  })

  it('has its block read once', async () => {
    const { chain, methods } = node({ atHead: 102_000n, next: 170_000n })
    await estimateOperation(chain, ENTRY_POINT, 1, operation)
    expect(methods.filter((method) => method === 'eth_getBlockByNumber')).toHaveLength(1)
  })
})
