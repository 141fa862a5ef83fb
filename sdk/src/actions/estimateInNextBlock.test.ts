import {
  type BaseError,
  createWalletClient,
  custom,
  encodeErrorResult,
  type Hex,
  numberToHex,
  RpcRequestError,
} from 'viem'
import { foundry } from 'viem/chains'
import { describe, expect, it } from 'vitest'
import { stakingVaultAbi } from '../abi/index.ts'
import { TRANSACTION_GAS_CAP } from '../protocol/operationGas.ts'
import { OPERATIONS, send } from './action.ts'
import { estimateInNextBlock, withMargin } from './estimateInNextBlock.ts'
import { vaultCall } from './stake.ts'

const OWNER = `0x${'0a'.repeat(20)}` as const
const VAULT = `0x${'0b'.repeat(20)}` as const
const IN_THIS_SECOND = 124_119n
const IN_THE_NEXT = 191_977n
const call = { account: OWNER, to: VAULT, data: '0x12345678' } as const
const HASH = `0x${'0c'.repeat(32)}` as const

type Fate = 'taken' | 'refused' | 'ignored'

/** A node over which a call costs more in the block after the head; it may know that block in two methods, in one, in none. */
function node(
  {
    overrides = 'taken',
    simulates = true,
    revert,
  }: { overrides?: Fate; simulates?: boolean; revert?: Hex } = {},
  key?: string,
) {
  const sent: { gas?: Hex }[] = []
  const estimated: (readonly unknown[])[] = []
  const simulated: unknown[] = []
  const methods: string[] = []
  const fails = (code: number, message: string, data?: Hex) =>
    new RpcRequestError({ body: {}, url: 'http://node.test', error: { code, message, data } })
  const estimate = (params: readonly unknown[]): Hex => {
    if (params.length > 3 && overrides === 'refused')
      throw fails(-32602, 'too many arguments, want at most 3')
    const isNext = params.length > 3 && overrides === 'taken'
    if ((params[0] as { to?: Hex }).to === undefined) {
      if (!isNext) throw fails(3, 'execution reverted', '0x')
      return '0xd000'
    }
    estimated.push(params)
    if (revert !== undefined) throw fails(3, 'execution reverted', revert)
    return numberToHex(isNext ? IN_THE_NEXT : IN_THIS_SECOND)
  }
  const simulate = ([asked]: readonly unknown[]) => {
    if (!simulates) throw fails(-32601, 'the method eth_simulateV1 does not exist')
    simulated.push(asked)
    const done = { gasUsed: numberToHex(IN_THE_NEXT), logs: [], returnData: revert ?? '0x' }
    const status = revert === undefined ? '0x1' : '0x0'
    return [{ number: '0x8', timestamp: '0x65', transactions: [], calls: [{ ...done, status }] }]
  }
  const request = async ({ method, params }: { method: string; params: readonly unknown[] }) => {
    methods.push(method)
    if (method === 'eth_chainId') return numberToHex(foundry.id)
    if (method === 'eth_getBlockByNumber') return { number: '0x7', timestamp: '0x64' }
    if (method === 'eth_call') return `0x${'00'.repeat(32)}`
    if (method === 'eth_estimateGas') return estimate(params)
    if (method === 'eth_simulateV1') return simulate(params)
    if (method !== 'eth_sendTransaction') throw new Error(`asked for ${method}`)
    sent.push(params[0] as { gas?: Hex })
    return HASH
  }
  const transport = custom({ request }, { retryCount: 0, ...(key && { key }) })
  const client = createWalletClient({ account: OWNER, chain: foundry, transport })
  return { client, sent, estimated, simulated, methods }
}

const UNAWARE = ['refused', 'ignored'] as const

describe('gas of a call', () => {
  it('is asked for in the block after the head', async () => {
    const { client, estimated, simulated } = node()
    expect(await estimateInNextBlock(client, call)).toBe(IN_THE_NEXT)
    expect(estimated).toEqual([
      [{ from: OWNER, to: VAULT, data: call.data }, 'latest', {}, { number: '0x8', time: '0x65' }],
    ])
    expect(simulated).toEqual([])
  })

  it('is asked for after a head that is known', async () => {
    const { client, estimated, methods } = node()
    await estimateInNextBlock(client, call, { number: 8n, timestamp: 0x66n })
    expect(estimated[0]?.[3]).toEqual({ number: '0x9', time: '0x67' })
    expect(methods).not.toContain('eth_getBlockByNumber')
  })

  it('keeps what the state is to be read as', async () => {
    const { client, estimated } = node()
    await estimateInNextBlock(client, { ...call, stateOverride: [{ address: VAULT, code: '0x00' }] })
    expect(estimated[0]?.slice(1, 3)).toEqual(['latest', { [VAULT]: { code: '0x00' } }])
  })

  // A node that ignores the block answers all the same: a cooldown ran out of gas at what it said.
  it.each(UNAWARE)('is what a simulated block takes, where overrides are %s', async (overrides) => {
    const { client, simulated } = node({ overrides })
    const asked = { ...call, stateOverride: [{ address: VAULT, code: '0x00' as const }] }
    expect(await estimateInNextBlock(client, asked)).toBe((IN_THE_NEXT * 5n) / 4n)
    const [block] = (simulated[0] as { blockStateCalls: unknown[] }).blockStateCalls
    expect(block).toEqual({
      blockOverrides: { number: '0x8', time: '0x65' },
      calls: [{ from: OWNER, to: VAULT, data: call.data }],
      stateOverrides: { [VAULT]: { code: '0x00' } },
    })
  })

  it('is not that of a block that was not asked for', async () => {
    const { client } = node({ overrides: 'ignored' })
    expect(await estimateInNextBlock(client, call, { number: 8n, timestamp: 0x65n })).toBe(
      2n * IN_THIS_SECOND,
    )
  })

  it.each(UNAWARE)(
    'is twice that at the head where overrides are %s and none is simulated',
    async (overrides) => {
      const { client } = node({ overrides, simulates: false })
      expect(await estimateInNextBlock(client, call)).toBe(2n * IN_THIS_SECOND)
    },
  )

  it.each(['taken', ...UNAWARE] as const)(
    'is no answer where the call reverts and overrides are %s: its reason comes through',
    async (overrides) => {
      const revert = encodeErrorResult({ abi: stakingVaultAbi, errorName: 'StakingVaultZeroAmount' })
      const { client } = node({ overrides, revert })
      const error = (await estimateInNextBlock(client, call).catch((thrown) => thrown)) as BaseError
      expect(error.walk((cause) => 'data' in (cause as object))).toMatchObject({ data: revert })
    },
  )
})

describe('a call that is sent', () => {
  it('has a quarter more gas than it takes in the next block', async () => {
    const { client, sent } = node()
    expect(await send(client, vaultCall(VAULT, 'requestUnstake', [1n]))).toBe(HASH)
    expect(sent.map(({ gas }) => BigInt(gas ?? 0))).toEqual([(IN_THE_NEXT * 5n) / 4n])
  })

  it('has no more than a transaction may have', () => {
    expect(withMargin(TRANSACTION_GAS_CAP - 1n)).toBe(TRANSACTION_GAS_CAP)
  })

  it('leaves the gas to a wallet whose bundler measures', async () => {
    const { client, sent, estimated } = node({}, OPERATIONS)
    await send(client, vaultCall(VAULT, 'requestUnstake', [1n]))
    expect(sent.map(({ gas }) => gas)).toEqual([undefined])
    expect(estimated).toEqual([])
  })
})
