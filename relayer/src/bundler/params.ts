import { z } from 'zod'
import { RpcError } from './rpcError.ts'

export const INVALID_PARAMS = -32602

/** Parameters of a call as its schema has them, or the error that says what is wrong. */
export function parseParams<T extends z.ZodType>(schema: T, params: unknown): z.output<T> {
  const { success, data, error } = schema.safeParse(params)
  if (success) return data
  throw new RpcError(INVALID_PARAMS, z.prettifyError(error))
}
