import { z } from 'zod'
import type { Method, Methods } from './methods.ts'
import { RpcError } from './rpcError.ts'

const METHODS = [
  'eth_chainId',
  'eth_supportedEntryPoints',
  'eth_sendUserOperation',
  'eth_estimateUserOperationGas',
  'eth_getUserOperationByHash',
  'eth_getUserOperationReceipt',
] as const
const TIMEOUT_MS = 20_000

const Answer = z.object({
  result: z.unknown().optional(),
  error: z
    .object({ code: z.number(), message: z.string(), data: z.unknown() })
    .partial({ data: true })
    .optional(),
})

/** The bundler's methods, answered by a bundler elsewhere. */
export function forwardMethods(url: string): Methods {
  const forward =
    (method: string): Method =>
    async (params) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      const { result, error } = Answer.parse(await response.json())
      if (error !== undefined) throw new RpcError(error.code, error.message, error.data)
      return result
    }
  return Object.fromEntries(METHODS.map((method) => [method, forward(method)]))
}
