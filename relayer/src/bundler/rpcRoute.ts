import { BaseError, toBaseError } from '@supernet/sdk/errors'
import { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import type { Common } from '../common.ts'
import { type Caller, callerOf } from '../http/caller.ts'
import type { Methods } from './methods.ts'
import { RpcError } from './rpcError.ts'

export const RPC_PATH = '/rpc'
const MAX_BATCH = 20
const INVALID_REQUEST = -32600
const UNKNOWN_METHOD = -32601
const INTERNAL = -32603
/** Refused by a code of ours, which the data names. */
const REFUSED = -32001

const Call = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number(), z.null()]).default(null),
  method: z.string(),
  params: z.unknown(),
})

/** JSON-RPC 2.0 over one path, single calls and batches. */
export function rpcRoute(common: Common, methods: Methods): Router {
  const { logger } = common
  const answer = async (body: unknown, caller: Caller) => {
    const call = Call.safeParse(body)
    if (!call.success) return failed(null, new RpcError(INVALID_REQUEST, 'not a call of JSON-RPC 2.0'))
    const { id, method, params = [] } = call.data
    const run = Object.hasOwn(methods, method) ? methods[method] : undefined
    if (run === undefined) return failed(id, new RpcError(UNKNOWN_METHOD, `method ${method} is not served`))
    try {
      return { jsonrpc: '2.0', id, result: await run(params, caller) }
    } catch (error) {
      if (error instanceof RpcError) return failed(id, error)
      if (error instanceof BaseError)
        return failed(
          id,
          new RpcError(REFUSED, error.shortMessage, { code: error.code, details: error.details }),
        )
      logger.error({ method, error: toBaseError(error) }, 'rpc method failed')
      return failed(id, new RpcError(INTERNAL, 'internal error'))
    }
  }
  const handler: RequestHandler = async (request, response) => {
    const body: unknown = request.body
    const caller = callerOf(common, request, response)
    if (!Array.isArray(body)) return void response.json(await answer(body, caller))
    if (body.length === 0 || body.length > MAX_BATCH)
      return void response.json(
        failed(null, new RpcError(INVALID_REQUEST, `a batch has 1 to ${MAX_BATCH} calls`)),
      )
    response.json(await Promise.all(body.map((one) => answer(one, caller))))
  }
  const router = Router()
  router.post(RPC_PATH, handler)
  return router
}

const failed = (id: string | number | null, { code, message, data }: RpcError) => ({
  jsonrpc: '2.0',
  id,
  error: { code, message, ...(data !== undefined && { data }) },
})
