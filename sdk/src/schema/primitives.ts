import { getAddress, isAddress } from 'viem'
import { z } from 'zod'

type HexString = `0x${string}`

/** A codec, not a transform: transforms cannot be encoded back. */
const hexCodec = (pattern: RegExp, expected: string) =>
  z.codec(z.string().regex(pattern, expected), z.custom<HexString>(), {
    decode: (text) => text.toLowerCase() as HexString,
    encode: (value) => value,
  })

/** EIP-55 checksummed in memory; any case is accepted on the wire. */
export const Address = z.codec(
  z.string().refine((value) => isAddress(value, { strict: false }), 'is not an address'),
  z.custom<HexString>(),
  { decode: (text) => getAddress(text), encode: (value) => value },
)
export type Address = z.infer<typeof Address>

/** Hex string of any length, lower case. */
export const Hex = hexCodec(/^0x([0-9a-fA-F]{2})*$/, 'is not a hex string')
export type Hex = z.infer<typeof Hex>

/** 32 bytes as hex. */
export const Hex32 = hexCodec(/^0x[0-9a-fA-F]{64}$/, 'is not 32 bytes of hex')
export type Hex32 = z.infer<typeof Hex32>

/** 65-byte ECDSA signature (r, s, v) as hex. */
export const Signature = hexCodec(/^0x[0-9a-fA-F]{130}$/, 'is not a 65-byte signature')
export type Signature = z.infer<typeof Signature>

/** bigint in memory, decimal string in JSON. */
export const Amount = z.codec(
  z.string().regex(/^\d{1,78}$/, 'is not a decimal amount'),
  z.bigint().nonnegative(),
  {
    decode: (text) => BigInt(text),
    encode: (value) => value.toString(),
  },
)
export type Amount = z.infer<typeof Amount>

const unsigned = (bits: number) =>
  z
    .number()
    .int()
    .min(0)
    .max(2 ** bits - 1)

export const Uint8 = unsigned(8)
export const Uint16 = unsigned(16)
export const Uint32 = unsigned(32)
/** Seconds since the epoch, or a 40-bit counter. */
export const Uint40 = unsigned(40)

/** Base64 of opaque bytes. */
export const Base64 = z.base64()

/** One EIP-712 job id: 32 random bytes chosen by the client. */
export const JobId = Hex32
export type JobId = Hex32
