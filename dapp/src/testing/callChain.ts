import * as abis from '@supernet/sdk/abi'
import {
  type Abi,
  createPublicClient,
  custom,
  decodeFunctionData,
  encodeErrorResult,
  encodeFunctionResult,
  type Hex,
  numberToHex,
  type PublicClient,
} from 'viem'

const abi = Object.values(abis).flat() as Abi

/** A revert of a contract, by the name of its Solidity error. */
export class Revert extends Error {
  readonly errorName: string
  readonly args: readonly unknown[]
  constructor(errorName: string, args: readonly unknown[] = []) {
    super(errorName)
    this.errorName = errorName
    this.args = args
  }
}

/** By the function's name: what the contract answers to these arguments. */
export type Answers = Readonly<Record<string, (args: readonly unknown[], to: Hex) => unknown>>

/** A chain that answers calls of our contracts as the test says; anything else fails. */
export function callChain(answers: Answers, other: Readonly<Record<string, unknown>> = {}): PublicClient {
  const call = async ({ to, data }: { to: Hex; data: Hex }): Promise<Hex> => {
    const { functionName, args = [] } = decodeFunctionData({ abi, data })
    const answer = answers[functionName]
    if (answer === undefined) throw new Error(`${functionName} was not asked for in this test`)
    try {
      return encodeFunctionResult({ abi, functionName, result: await answer(args, to) } as never)
    } catch (error) {
      if (!(error instanceof Revert)) throw error
      const { errorName } = error
      const reason = encodeErrorResult({ abi, errorName, args: error.args } as never)
      throw Object.assign(new Error('execution reverted'), { code: 3, data: reason })
    }
  }
  const request = async ({ method, params }: { method: string; params?: unknown }) => {
    if (method === 'eth_call') return call((params as [{ to: Hex; data: Hex }])[0])
    if (method === 'eth_getBalance') return numberToHex(10n ** 18n)
    if (method in other) return other[method]
    throw new Error(`${method} was not asked for in this test`)
  }
  return createPublicClient({ transport: custom({ request }, { retryCount: 0 }) }) as PublicClient
}
