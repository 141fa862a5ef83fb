import { toBaseError } from '@supernet/sdk/errors'
import { packUserOperation, TRANSACTION_GAS_CAP, type UserOperation } from '@supernet/sdk/protocol'
import {
  type Address,
  decodeErrorResult,
  encodeFunctionData,
  type Hex,
  type PublicClient,
  RawContractError,
  BaseError as ViemError,
} from 'viem'
import { entryPoint09Abi } from 'viem/account-abstraction'
import { authorizationsOf } from '../core/checkAuthorization.ts'
import { bundleGas } from '../core/pickBundle.ts'

/** Why the entry point refuses a bundle. */
export interface Failure {
  /** The operation that it names; undefined where it names none, and any may be at fault. */
  readonly index: number | undefined
  readonly reason: string
}

/** Call data of `handleOps`: what operations pay goes to the beneficiary. */
export const encodeBundle = (operations: readonly UserOperation[], beneficiary: Address): Hex =>
  encodeFunctionData({
    abi: entryPoint09Abi,
    functionName: 'handleOps',
    args: [operations.map(packUserOperation), beneficiary],
  })

/** Runs a bundle at the head of the chain; undefined where every operation of it is taken. */
export async function simulateBundle(
  chain: PublicClient,
  entryPoint: Address,
  from: Address,
  operations: readonly UserOperation[],
  gas: bigint = bundleGas(operations),
): Promise<Failure | undefined> {
  const authorizationList = authorizationsOf(operations)
  try {
    await chain.call({
      account: from,
      to: entryPoint,
      data: encodeBundle(operations, from),
      gas: gas > TRANSACTION_GAS_CAP ? TRANSACTION_GAS_CAP : gas,
      ...(authorizationList.length > 0 && { authorizationList }),
    })
    return undefined
  } catch (error) {
    const failure = failureOf(error)
    if (failure === undefined) throw toBaseError(error)
    return failure
  }
}

/** Bytes of a revert; undefined where the call did not revert. */
export function revertData(error: unknown): Hex | undefined {
  if (!(error instanceof ViemError)) return undefined
  const raw = error.walk(
    (cause) => cause instanceof RawContractError || (cause as { data?: unknown }).data !== undefined,
  )
  const data = (raw as { data?: Hex | { data?: Hex } } | null)?.data
  if (typeof data === 'object') return data.data
  // Nodes have several words for a call that found no gas left.
  return data ?? (/revert|out of ?gas/i.test(error.message) ? '0x' : undefined)
}

/** A reason with what the contract itself says of it, where that can be read. */
export function withRevert(reason: string, data: Hex): string {
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi: [], data })
    return `${reason}: ${errorName === 'Error' ? args.join(' ') : errorName}`
  } catch {
    return data.length >= 10 ? `${reason}: ${data.slice(0, 10)}` : reason
  }
}

function failureOf(error: unknown): Failure | undefined {
  const data = revertData(error)
  if (data === undefined) return undefined
  try {
    const decoded = decodeErrorResult({ abi: entryPoint09Abi, data })
    if (decoded.errorName === 'FailedOp') {
      const [index, reason] = decoded.args
      return { index: Number(index), reason }
    }
    if (decoded.errorName === 'FailedOpWithRevert') {
      const [index, reason, inner] = decoded.args
      return { index: Number(index), reason: withRevert(reason, inner) }
    }
    return { index: undefined, reason: withRevert(decoded.errorName, data) }
  } catch {
    return { index: undefined, reason: 'AA00 the entry point reverted' }
  }
}
