import { createWalletClient, custom, encodeErrorResult, type Hex, numberToHex, RpcRequestError } from 'viem'
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

/** A node over which a call costs more in the block after the head, where it lets itself be asked about that one. */
function node({ takesBlocks = true, revert }: { takesBlocks?: boolean; revert?: Hex } = {}, key?: string) {
  const sent: { gas?: Hex }[] = []
  const estimated: (readonly unknown[])[] = []
  const request = async ({ method, params }: { method: string; params: readonly unknown[] }) => {
    if (method === 'eth_chainId') return numberToHex(foundry.id)
    if (method === 'eth_getBlockByNumber') return { number: '0x7', timestamp: '0x64' }
    if (method === 'eth_call') return `0x${'00'.repeat(32)}`
    if (method === 'eth_sendTransaction') {
      sent.push(params[0] as { gas?: Hex })
      return HASH
    }
    if (method !== 'eth_estimateGas') throw new Error(`asked for ${method}`)
    estimated.push(params)
    const fails = (code: number, message: string, data?: Hex) =>
      new RpcRequestError({ body: {}, url: 'http://node.test', error: { code, message, data } })
    if (params.length > 3 && !takesBlocks) throw fails(-32602, 'too many arguments, want at most 3')
    if (revert !== undefined) throw fails(3, 'execution reverted', revert)
    return numberToHex(params.length > 3 ? IN_THE_NEXT : IN_THIS_SECOND)
  }
  const transport = custom({ request }, { retryCount: 0, ...(key && { key }) })
  return { client: createWalletClient({ account: OWNER, chain: foundry, transport }), sent, estimated }
}

describe('gas of a call', () => {
  it('is asked for in the block after the head', async () => {
    const { client, estimated } = node()
    expect(await estimateInNextBlock(client, call)).toBe(IN_THE_NEXT)
    expect(estimated).toEqual([
      [{ from: OWNER, to: VAULT, data: call.data }, 'latest', {}, { number: '0x8', time: '0x65' }],
    ])
  })

  it('keeps what the state is to be read as', async () => {
    const { client, estimated } = node()
    await estimateInNextBlock(client, { ...call, stateOverride: [{ address: VAULT, code: '0x00' }] })
    expect(estimated[0]?.slice(1, 3)).toEqual(['latest', { [VAULT]: { code: '0x00' } }])
  })

  it('is twice the estimate at the head where the node cannot be asked about the next one', async () => {
    const { client } = node({ takesBlocks: false })
    expect(await estimateInNextBlock(client, call)).toBe(2n * IN_THIS_SECOND)
  })

  it('is no answer where the call reverts: its reason comes through', async () => {
    const errorName = 'StakingVaultZeroAmount'
    const { client } = node({ revert: encodeErrorResult({ abi: stakingVaultAbi, errorName }) })
    await expect(estimateInNextBlock(client, call)).rejects.toThrow('reverted')
  })
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
