import { BaseError } from '../errors/base.ts'
import { isErrorCode } from '../errors/codes.ts'
import { toBaseError } from '../errors/toBaseError.ts'

/** Codes of ERC-7769 by which a bundler and its sponsor refuse. */
const REFUSALS = {
  [-32500]: 'operation-rejected',
  [-32501]: 'sponsor-refused',
  [-32504]: 'sponsor-throttled',
  [-32507]: 'operation-signature',
  [-32521]: 'transaction-reverted',
} as const

/** What the bundler or the sponsor said, as an error with a stable code. */
export function toOperationError(error: unknown): BaseError {
  const base = toBaseError(error)
  if (base.walk(isDeclined)) return new BaseError('transaction-rejected', { cause: error })
  const named = base.walk(hasName) as { data: { code: string; details?: unknown } } | undefined
  if (named !== undefined)
    return new BaseError(named.data.code, { details: named.data.details, cause: error })
  const refusal = base.walk(hasRpcCode) as { code: number; message: string; details?: string } | undefined
  const code = refusal && REFUSALS[refusal.code as keyof typeof REFUSALS]
  return code === undefined
    ? base
    : new BaseError(code, { details: refusal?.details ?? refusal?.message, cause: error })
}

/** The person did not agree, or the authenticator did not. */
const isDeclined = (error: unknown): boolean => error instanceof Error && error.name === 'NotAllowedError'

/** A refusal of the relayer that is none of ERC-7769 goes by our own code. */
const hasName = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'data' in error &&
  typeof error.data === 'object' &&
  error.data !== null &&
  'code' in error.data &&
  typeof error.data.code === 'string' &&
  isErrorCode(error.data.code)

const hasRpcCode = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'number' &&
  Object.hasOwn(REFUSALS, error.code)
