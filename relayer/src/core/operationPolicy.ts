import { isCreation, moduleOf, type UserOperation } from '@supernet/sdk/protocol'
import { type Address, hexToNumber, isAddressEqual, size, slice } from 'viem'
import type { OperationFault } from './operationFault.ts'
import { judgeWindow } from './timeWindow.ts'

/** Whose operations a bundler takes, and what they share: chosen once, at its start. */
export interface OperationPolicy {
  /** Operations that share the cost of a transaction, as each of them pays for it. */
  readonly bundleSize: number
  /** Who pays for an operation that is estimated before it says so. */
  readonly payer: Pick<UserOperation, 'paymaster' | 'paymasterData'>
  /** What is wrong with who pays for it and who makes its account; `now` is chain time, in seconds. */
  judge(operation: UserOperation, now: number): OperationFault | undefined
  /** Whether the account itself may say from when and until when it counts. */
  mayExpire(operation: UserOperation): boolean
  /** Whether wallets may run this code as their account (EIP-7702). */
  serves(delegate: Address): boolean
}

export interface SponsoredRules {
  readonly paymaster: Address
  readonly factory: Address
  readonly delegates: readonly Address[]
  /** Data of the right size, before the sponsor has approved. */
  readonly stub: UserOperation['paymasterData']
}

/** Operations that share the cost of a transaction where there is work for it. */
export const FULL_BUNDLE = 10
const VALIDITY_BYTES = 12

const invalid = (message: string): OperationFault => ({ code: 'operation-invalid', message })

/** Operations that the network's sponsor has approved, of accounts that its factory makes. */
export function sponsoredPolicy({ paymaster, factory, delegates, stub }: SponsoredRules): OperationPolicy {
  const judgeParties = (operation: UserOperation): OperationFault | undefined => {
    if (operation.paymaster === undefined || !isAddressEqual(operation.paymaster, paymaster))
      return { code: 'paymaster-rejected', message: `only operations that ${paymaster} sponsors are taken` }
    if ((operation.paymasterPostOpGasLimit ?? 0n) !== 0n)
      return invalid('the sponsor has no postOp to pay for')
    if (
      isCreation(operation) &&
      operation.factory !== undefined &&
      !isAddressEqual(operation.factory, factory)
    )
      return invalid(`factory must be ${factory}`)
    return undefined
  }
  return {
    // Sponsored bundles are shared: the price is that of a place in a full one.
    bundleSize: FULL_BUNDLE,
    payer: { paymaster, paymasterData: stub },
    judge: (operation, now) => judgeParties(operation) ?? judgeValidity(operation, now),
    // A passkey does not expire; what a module lets in does.
    mayExpire: ({ nonce }) => moduleOf(nonce) !== undefined,
    serves: (delegate) => delegates.some((one) => isAddressEqual(one, delegate)),
  }
}

/** The sponsor's approval begins with the times in which it counts. */
function judgeValidity({ paymasterData }: UserOperation, now: number): OperationFault | undefined {
  if (paymasterData === undefined || size(paymasterData) < VALIDITY_BYTES)
    return { code: 'signature-invalid', message: 'paymasterData has no approval' }
  const [validAfter, validUntil] = [slice(paymasterData, 0, 6), slice(paymasterData, 6, 12)]
  return judgeWindow({ validAfter: hexToNumber(validAfter), validUntil: hexToNumber(validUntil) }, now)
}
