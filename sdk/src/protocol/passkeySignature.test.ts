import { decodeAbiParameters, type Hex, hexToBigInt, parseAbiParameters, size } from 'viem'
import { expect, test } from 'vitest'
import { encodePasskeySignature, passkeyPublicKey, stubPasskeySignature } from './passkeySignature.ts'

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const r = '11'.repeat(32)
const layout = parseAbiParameters(
  'bytes32 r, bytes32 s, uint256 challenge, uint256 type, bytes data, string json',
)
const webauthn = {
  authenticatorData: `0x${'22'.repeat(37)}`,
  clientDataJSON: '{"type":"webauthn.get","challenge":"AA"}',
} as const
const encode = (s: bigint) =>
  decodeAbiParameters(
    layout,
    encodePasskeySignature({ signature: `0x${r}${s.toString(16).padStart(64, '0')}`, webauthn }),
  )

test('finds type and challenge, and takes the smaller of the two signatures', () => {
  expect(encode(5n)).toEqual([
    `0x${r}`,
    `0x${'5'.padStart(64, '0')}`,
    23n,
    1n,
    webauthn.authenticatorData,
    webauthn.clientDataJSON,
  ])
  expect(hexToBigInt(encode(ORDER - 5n)[1])).toBe(5n)
  expect(hexToBigInt(encode(ORDER / 2n)[1])).toBe(ORDER / 2n)
  expect(hexToBigInt(encode(ORDER / 2n + 1n)[1])).toBe(ORDER / 2n)
})

test('reads keys with and without their leading byte', () => {
  const key = { qx: `0x${'33'.repeat(32)}`, qy: `0x${'44'.repeat(32)}` }
  const bare = `0x${'33'.repeat(32)}${'44'.repeat(32)}` as Hex
  expect(passkeyPublicKey(bare)).toEqual(key)
  expect(passkeyPublicKey(`0x04${bare.slice(2)}`)).toEqual(key)
  expect(() => passkeyPublicKey('0x01')).toThrow('64 bytes, not 1')
})

test('the stub is as long as the longest signature that takes its place', () => {
  const origin = 'http://localhost:4180'
  const challenge = 'A'.repeat(43)
  // What Chromium adds to one answer in five.
  const other_keys_can_be_added_here =
    'do not compare clientDataJSON against a template. See https://goo.gl/yabPex'
  const clientDataJSON = JSON.stringify({
    ...{ type: 'webauthn.get', challenge, origin, crossOrigin: false },
    other_keys_can_be_added_here,
  })
  const signature = encodePasskeySignature({
    signature: `0x${r}${r}`,
    webauthn: { ...webauthn, clientDataJSON },
  })
  expect(size(stubPasskeySignature(origin))).toBe(size(signature))
})
