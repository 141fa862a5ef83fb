import { sogniTokenAbi } from '@supernet/sdk/abi'
import type { AccountCall } from '@supernet/sdk/protocol'
import { UserOperation } from '@supernet/sdk/schema'
import { encodeFunctionData, type Hex } from 'viem'
import { z } from 'zod'
import type { LocalNetwork } from '../../deploy/local/network.ts'
import { until } from '../../deploy/local/until.ts'

export type RpcAnswer = { result?: unknown; error?: { code: number; message: string; data?: unknown } }

/** Calls of JSON-RPC at a bundler, with its errors as they come; `ask` is signed in where the answer depends on it. */
export function bundlerClient(
  url: string,
  { network, chain }: Pick<LocalNetwork, 'network' | 'chain'>,
  ask: typeof fetch = fetch,
) {
  const { entryPoint, renderLedger, sogniToken } = network.contracts

  const call = async (method: string, params: readonly unknown[] = []): Promise<RpcAnswer> => {
    const response = await ask(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
    return (await response.json()) as RpcAnswer
  }
  const withOperation = (method: string) => (operation: UserOperation) =>
    call(method, [z.encode(UserOperation, operation), entryPoint])

  return {
    call,
    send: withOperation('eth_sendUserOperation'),
    estimate: withOperation('eth_estimateUserOperationGas'),
    /** Waits until a block has the operation; its receipt. */
    receipt: (hash: Hex) =>
      until(
        async () => {
          const { result } = await call('eth_getUserOperationReceipt', [hash])
          return result === null || result === undefined ? undefined : (result as Record<string, unknown>)
        },
        { what: `Operation ${hash}`, timeoutMs: 60_000, everyMs: 200 },
      ),
    /** A call whose effect everybody can see: an allowance. */
    allow: (amount: bigint, more: Hex = '0x'): AccountCall => ({
      to: sogniToken,
      data: `${encodeFunctionData({ abi: sogniTokenAbi, functionName: 'approve', args: [renderLedger, amount] })}${more.slice(2)}`,
    }),
    allowance: (owner: Hex): Promise<bigint> =>
      chain.reader.readContract({
        address: sogniToken,
        abi: sogniTokenAbi,
        functionName: 'allowance',
        args: [owner, renderLedger],
      }),
  }
}
