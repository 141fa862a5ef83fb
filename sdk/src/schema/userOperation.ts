import { z } from 'zod'
import { Address, Hex } from './primitives.ts'

/** bigint in memory, a hex number without leading zeros in JSON-RPC. */
export const Quantity = z.codec(
  z.string().regex(/^0x(0|[1-9a-fA-F][0-9a-fA-F]{0,63})$/, 'is not a hex number'),
  z.bigint().nonnegative(),
  { decode: (text) => BigInt(text), encode: (value) => `0x${value.toString(16)}` },
)

const Gas = Quantity.refine((value) => value < 2n ** 120n, 'is beyond the width of the entry point')

/** An ERC-4337 operation, as versions 0.8 and 0.9 of the entry point take it. */
export const UserOperation = z.strictObject({
  sender: Address,
  nonce: Quantity,
  /** Only of an operation that makes its account. */
  factory: Address.optional(),
  factoryData: Hex.optional(),
  callData: Hex,
  callGasLimit: Gas,
  verificationGasLimit: Gas,
  preVerificationGas: Gas,
  maxFeePerGas: Gas,
  maxPriorityFeePerGas: Gas,
  paymaster: Address.optional(),
  paymasterVerificationGasLimit: Gas.optional(),
  paymasterPostOpGasLimit: Gas.optional(),
  paymasterData: Hex.optional(),
  signature: Hex,
})
export type UserOperation = Readonly<z.output<typeof UserOperation>>
