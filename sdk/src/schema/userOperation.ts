import { getAddress, isAddress } from 'viem'
import { z } from 'zod'
import { Address, Hex } from './primitives.ts'

/** bigint in memory, a hex number without leading zeros in JSON-RPC. */
export const Quantity = z.codec(
  z.string().regex(/^0x(0|[1-9a-fA-F][0-9a-fA-F]{0,63})$/, 'is not a hex number'),
  z.bigint().nonnegative(),
  { decode: (text) => BigInt(text), encode: (value) => `0x${value.toString(16)}` },
)

const Gas = Quantity.refine((value) => value < 2n ** 120n, 'is beyond the width of the entry point')

/** In the place of a factory: the sender is a wallet's own address with delegated code (EIP-7702). */
export const DELEGATED_FACTORY = '0x7702000000000000000000000000000000000000'
const DELEGATED_SHORT = '0x7702'

const Factory = z.codec(
  z
    .string()
    .refine((text) => text === DELEGATED_SHORT || isAddress(text, { strict: false }), 'is not an address'),
  z.custom<Address>(),
  {
    decode: (text) => (text === DELEGATED_SHORT ? DELEGATED_FACTORY : getAddress(text)),
    encode: (value) => value,
  },
)

/** A number of JSON-RPC that may come with leading zeros, as signatures do. */
const Padded = z.codec(
  z.string().regex(/^0x[0-9a-fA-F]{1,64}$/, 'is not a hex number'),
  z.bigint().nonnegative(),
  { decode: (text) => BigInt(text), encode: (value) => `0x${value.toString(16)}` },
)

/** A wallet's signed word that its address runs the code at another one (EIP-7702). */
export const DelegationAuthorization = z.strictObject({
  chainId: Padded,
  address: Address,
  nonce: Padded,
  yParity: Padded,
  r: Padded,
  s: Padded,
})
export type DelegationAuthorization = Readonly<z.output<typeof DelegationAuthorization>>

/** An ERC-4337 operation, as versions 0.8 and 0.9 of the entry point take it. */
export const UserOperation = z.strictObject({
  sender: Address,
  nonce: Quantity,
  /** Only of an operation that makes its account, or marks it as a delegated wallet. */
  factory: Factory.optional(),
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
  eip7702Auth: DelegationAuthorization.optional(),
})
export type UserOperation = Readonly<z.output<typeof UserOperation>>
