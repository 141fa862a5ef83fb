import { type Address, concatHex, type Hex } from 'viem'
import { expect, it } from 'vitest'
import { accountCode, isAccountCode } from './accountBirth.ts'
import { moduleOf, nonceKeyOf } from './userOperation.ts'

const ours: Address = `0x${'a1'.repeat(20)}`
const other: Address = `0x${'a2'.repeat(20)}`
const word = (byte: string): Hex => `0x${byte.repeat(32)}`

it('an account is known by its code, whatever its passkey', () => {
  for (const byte of ['00', '5a', 'ff']) {
    const code = accountCode(ours, { qx: word(byte), qy: word('01') })
    expect(isAccountCode(ours, code)).toBe(true)
    expect(isAccountCode(other, code)).toBe(false)
    expect(isAccountCode(ours, concatHex([code, '0x00']))).toBe(false)
  }
  expect(isAccountCode(ours, '0x')).toBe(false)
  expect(isAccountCode(ours, concatHex(['0xef0100', ours]))).toBe(false)
})

it('a nonce names the module that judges its operation, or none', () => {
  expect(moduleOf((nonceKeyOf(ours, 3) << 64n) | 9n)?.toLowerCase()).toBe(ours)
  expect(moduleOf((nonceKeyOf(undefined, 3) << 64n) | 9n)).toBeUndefined()
  // What viem takes for a key where nobody says otherwise: the time.
  expect(moduleOf(1_800_000_000_000n << 64n)).toBeUndefined()
})
