import { BaseError as ViemError } from 'viem'
import { z } from 'zod'
import { BaseError } from './base.ts'
import { toContractError } from './contract.ts'

const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')

/** The only way out of a `catch`: whatever was thrown becomes a BaseError with a stable code. */
export function toBaseError(error: unknown): BaseError {
  if (error instanceof BaseError) return error
  if (error instanceof ViemError) {
    // A wallet of the SDK says itself what went wrong; viem wraps it as a failure of the RPC.
    const own = error.walk((cause) => cause instanceof BaseError)
    return own instanceof BaseError ? own : toContractError(error)
  }
  if (error instanceof z.ZodError)
    return new BaseError('request-malformed', { details: z.flattenError(error), cause: error })
  if (isAbort(error)) return new BaseError('aborted', { cause: error })
  if (error instanceof TypeError && /fetch|network/i.test(error.message))
    return new BaseError('network-unreachable', { cause: error })
  return new BaseError('internal', {
    details: error instanceof Error ? error.message : String(error),
    cause: error,
  })
}
