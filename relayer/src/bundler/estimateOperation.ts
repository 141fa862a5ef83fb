import { accountFactoryAbi, supernetAccountAbi } from '@supernet/sdk/abi'
import {
  calldataGas,
  type GasLimits,
  hashUserOperation,
  packUserOperation,
  preVerificationGas,
  type UserOperation,
} from '@supernet/sdk/protocol'
import {
  type Address,
  concatHex,
  decodeFunctionData,
  encodeFunctionData,
  type Hex,
  hexToBytes,
  type PublicClient,
  type StateOverride,
} from 'viem'
import { FULL_BUNDLE } from '../core/checkOperation.ts'
import { faultError } from './rpcError.ts'
import { revertData } from './simulateBundle.ts'

const TRANSACTION = 21_000n
/** What a stub signature does not run: hashing what was signed, and the curve. */
const SIGNATURE_GAS = 40_000n
/** The sponsor reads two slots and recovers one key. */
export const PAYMASTER_GAS = 45_000n
/** What the entry point spends on an operation within its verification limit, beside the account. */
const ENTRY_POINT_GAS = 15_000n
const CALL_SLACK = 12n
/** Bytes that are still zero, or unknown, when an operation is estimated: its gas, its fees, its approval. */
const LATE_BYTES_GAS = 600n
/** An inner call leaves a 64th of the gas behind, and the entry point keeps some for itself. */
const CALL_BASE = 5_000n

/** Measures an operation at the head of the chain. */
export type Estimate = (operation: UserOperation) => Promise<Required<GasLimits>>

/**
 * Needs of an operation, measured at the head: what the account spends on validating it, and on its calls. An account that
 * is not there yet is put there for the time of the measurement.
 */
export async function estimateOperation(
  chain: PublicClient,
  entryPoint: { chainId: number; address: Address },
  implementation: Address,
  operation: UserOperation,
): Promise<Required<GasLimits>> {
  const stateOverride = overrideOf(operation, implementation)
  const measure = async (to: Address, data: Hex, override = stateOverride): Promise<bigint> => {
    const gas = await chain.estimateGas({ account: entryPoint.address, to, data, stateOverride: override })
    const { standard } = calldataGas(hexToBytes(data))
    const inner = gas - TRANSACTION - standard
    return inner > 0n ? inner : 0n
  }
  const validation = encodeFunctionData({
    abi: supernetAccountAbi,
    functionName: 'validateUserOp',
    args: [packUserOperation(operation), hashUserOperation(entryPoint, operation), 0n],
  })
  const { sender, callData, factory, factoryData } = operation
  const create = factory && factoryData ? await measure(factory, factoryData, []) : 0n
  const validate = await measure(sender, validation).catch((error: unknown) => {
    if (revertData(error) === undefined) throw error
    throw faultError({ code: 'operation-rejected', message: 'AA23 reverted' }, revertData(error))
  })
  const run = await measure(sender, callData).catch((error: unknown) => {
    const data = revertData(error)
    if (data === undefined) throw error
    throw faultError({ code: 'execution-reverted', message: 'the calls of the operation revert' }, data)
  })
  return {
    callGasLimit: (run * CALL_SLACK) / 10n + CALL_BASE,
    verificationGasLimit: ((validate + create) * CALL_SLACK) / 10n + SIGNATURE_GAS + ENTRY_POINT_GAS,
    preVerificationGas: preVerificationGas(operation, FULL_BUNDLE) + LATE_BYTES_GAS,
    paymasterVerificationGasLimit: PAYMASTER_GAS,
  }
}

/** The code of the account that the operation would make. */
function overrideOf({ sender, factoryData }: UserOperation, implementation: Address): StateOverride {
  if (factoryData === undefined) return []
  const { args } = decodeFunctionData({ abi: accountFactoryAbi, data: factoryData })
  const [qx, qy] = args as readonly [Hex, Hex, Hex]
  const code = concatHex([
    '0x363d3d373d3d3d363d73',
    implementation,
    '0x5af43d82803e903d91602b57fd5bf3',
    qx,
    qy,
  ])
  return [{ address: sender, code }]
}
