import { createPublicClient, custom, HttpRequestError, publicActions, RpcRequestError } from 'viem'
import { describe, expect, it } from 'vitest'
import { takesBlockOverrides } from './takesBlockOverrides.ts'

const url = 'http://node.test'
const says = (code: number, message: string) =>
  new RpcRequestError({ body: {}, url, error: { code, message } })

/** A client of a node that gives these answers to the probe, the last of them again and again. */
function clientOf(...answers: readonly (string | Error)[]) {
  const asked: (readonly unknown[])[] = []
  const request = async ({ method, params }: { method: string; params: readonly unknown[] }) => {
    if (method !== 'eth_estimateGas') throw new Error(`asked for ${method}`)
    const answer = answers[Math.min(asked.length, answers.length - 1)]
    asked.push(params)
    if (typeof answer === 'string') return answer
    throw answer
  }
  return { client: createPublicClient({ transport: custom({ request }) }), asked }
}

const REVERTED = says(3, 'execution reverted')

describe('a node', () => {
  it('honours the block where what runs only in that one has a gas', async () => {
    const { client, asked } = clientOf('0xd000')
    expect(await takesBlockOverrides(client)).toBe(true)
    const block = { number: '0x3000000000', time: '0x3000000000' }
    expect(asked).toEqual([[{ data: expect.stringMatching(/^0x/) }, 'latest', {}, block]])
  })

  it.each([
    ['ignores it', REVERTED],
    // Other words for the same, of other nodes and of wallets before them.
    ['ignores it', says(-32015, 'VM execution error: Reverted 0x')],
    ['ignores it', says(-32603, 'Internal JSON-RPC error: execution reverted')],
    ['refuses it', says(-32602, 'too many arguments, want at most 3')],
  ])('%s where it answers %s', async (_, answer) => {
    const { client, asked } = clientOf(answer, '0xd000')
    expect([await takesBlockOverrides(client), await takesBlockOverrides(client)]).toEqual([false, false])
    expect(asked).toHaveLength(1)
  })

  it.each([
    new HttpRequestError({ url, details: 'fetch failed' }),
    says(-32005, 'limit exceeded'),
    new Error('no words'),
  ])('is asked again after %s', async (failure) => {
    const { client, asked } = clientOf(failure, '0xd000')
    expect([await takesBlockOverrides(client), await takesBlockOverrides(client)]).toEqual([false, true])
    expect(asked).toHaveLength(2)
  })

  it('is asked once by all who measure through one client', async () => {
    const { client, asked } = clientOf('0xd000')
    const both = [takesBlockOverrides(client), takesBlockOverrides(client.extend(publicActions))]
    expect(await Promise.all(both)).toEqual([true, true])
    expect(await takesBlockOverrides(client)).toBe(true)
    expect(asked).toHaveLength(1)
  })

  it('is asked by each client', async () => {
    const [aware, unaware] = [clientOf('0xd000'), clientOf(REVERTED)]
    expect(await takesBlockOverrides(aware.client)).toBe(true)
    expect(await takesBlockOverrides(unaware.client)).toBe(false)
  })
})
