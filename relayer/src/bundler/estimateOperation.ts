import { supernetAccountAbi } from '@supernet/sdk/abi'
import { estimateInNextBlock, type Head } from '@supernet/sdk/actions'
import {
  calldataGas,
  type EntryPoint,
  type GasLimits,
  hashUserOperation,
  isCreation,
  isDelegated,
  packUserOperation,
  preVerificationGas,
  type UserOperation,
} from '@supernet/sdk/protocol'
import {
  type Address,
  concatHex,
  encodeFunctionData,
  type Hex,
  hexToBytes,
  type PublicClient,
  type StateOverride,
} from 'viem'
import { delegateOf } from './delegateOf.ts'
import { faultError, type RpcError } from './rpcError.ts'
import { revertData, withRevert } from './simulateBundle.ts'

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

/** Measures an operation for the block after the head. */
export type Estimate = (operation: UserOperation) => Promise<Required<GasLimits>>

type Measured = { readonly create: bigint; readonly validate: bigint; readonly run: bigint }

/**
 * Needs of an operation, measured for the block after the head: what the account spends on validating it, and on its calls.
 * It pays for a place in a bundle of `bundleSize`.
 */
export async function estimateOperation(
  chain: PublicClient,
  entryPoint: EntryPoint,
  bundleSize: number,
  operation: UserOperation,
): Promise<Required<GasLimits>> {
  const measure = isCreation(operation) ? measureCreation : measureExisting
  const head = await chain.getBlock()
  const { create, validate, run } = await measure(chain, entryPoint, operation, head)
  return {
    callGasLimit: (run * CALL_SLACK) / 10n + CALL_BASE,
    verificationGasLimit: ((validate + create) * CALL_SLACK) / 10n + SIGNATURE_GAS + ENTRY_POINT_GAS,
    preVerificationGas: preVerificationGas(operation, bundleSize) + LATE_BYTES_GAS,
    paymasterVerificationGasLimit: PAYMASTER_GAS,
  }
}

async function measureExisting(
  chain: PublicClient,
  entryPoint: EntryPoint,
  operation: UserOperation,
  head: Head,
): Promise<Measured> {
  const { sender, factoryData, callData } = operation
  const stateOverride = delegationOf(operation)
  const delegate = await delegateOf(chain, operation)
  const measure = async (data: Hex, refuse: (data: Hex) => RpcError): Promise<bigint> => {
    try {
      const call = { account: entryPoint.address, to: sender, data, stateOverride }
      const gas = await estimateInNextBlock(chain, call, head)
      return innerGas(gas, data)
    } catch (error) {
      const reason = revertData(error)
      throw reason === undefined ? error : refuse(reason)
    }
  }
  return {
    // What a delegated wallet is to do first is called like its other calls.
    create: factoryData && isDelegated(operation) ? await measure(factoryData, creationReverts) : 0n,
    validate: await measure(encodeValidation(entryPoint, operation, delegate), validationReverts),
    run: await measure(callData, callsRevert),
  }
}

const DESIGNATOR = '0xef0100'

/** The code of a wallet that says to run it from this operation on. */
export const delegationOf = ({ sender, eip7702Auth }: UserOperation): StateOverride =>
  eip7702Auth === undefined ? [] : [{ address: sender, code: concatHex([DESIGNATOR, eip7702Auth.address]) }]

/** An account that is not there yet is made in a block that is only simulated: its birth may have let a key in. */
async function measureCreation(
  chain: PublicClient,
  entryPoint: EntryPoint,
  operation: UserOperation,
  { number, timestamp }: Head,
): Promise<Measured> {
  const { sender, factory, factoryData = '0x', callData } = operation
  const account = entryPoint.address
  const validation = encodeValidation(entryPoint, operation)
  const calls = [
    { account, to: factory, data: factoryData },
    { account, to: sender, data: validation },
    { account, to: sender, data: callData },
  ] as const
  const blockOverrides = { number: number + 1n, time: timestamp + 1n }
  const [block] = await chain.simulateBlocks({ blocks: [{ blockOverrides, calls: [...calls] }] })
  const [create, validate, run] = block?.calls ?? []
  if (create === undefined || validate === undefined || run === undefined)
    throw new Error('the node simulates no blocks')
  if (create.status !== 'success') throw creationReverts(create.data)
  if (validate.status !== 'success') throw validationReverts(validate.data)
  if (run.status !== 'success') throw callsRevert(run.data)
  return {
    create: innerGas(create.gasUsed, factoryData),
    validate: innerGas(validate.gasUsed, validation),
    // What is given back at the end must be there before: at most a fifth of all.
    run: (innerGas(run.gasUsed, callData) * 5n) / 4n,
  }
}

const creationReverts = (data: Hex) =>
  faultError({ code: 'operation-rejected', message: withRevert('AA13 initCode failed', data) }, data)
const validationReverts = (data: Hex) =>
  faultError({ code: 'operation-rejected', message: withRevert('AA23 reverted', data) }, data)
const callsRevert = (data: Hex) =>
  faultError(
    { code: 'execution-reverted', message: withRevert('the calls of the operation revert', data) },
    data,
  )

export const encodeValidation = (entryPoint: EntryPoint, operation: UserOperation, delegate?: Address): Hex =>
  encodeFunctionData({
    abi: supernetAccountAbi,
    functionName: 'validateUserOp',
    args: [packUserOperation(operation), hashUserOperation(entryPoint, operation, delegate), 0n],
  })

/** Gas of a call as part of a bundle: without that of its own transaction. */
function innerGas(gas: bigint, data: Hex): bigint {
  const inner = gas - TRANSACTION - calldataGas(hexToBytes(data)).standard
  return inner > 0n ? inner : 0n
}
