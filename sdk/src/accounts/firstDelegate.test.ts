import { type Address, concatHex, decodeFunctionData, getAddress, type Hex } from 'viem'
import { describe, expect, it } from 'vitest'
import { delegateValidatorAbi } from '../abi/delegateValidator.ts'
import { encodeCreation, FIRST_SALT, hashBirth, SELF } from '../protocol/accountBirth.ts'
import type { AccountCall } from '../protocol/accountCalls.ts'
import { FIRST_DELEGATE_SECONDS, firstDelegate, readBirth } from './firstDelegate.ts'

const address = (byte: string): Address => `0x${byte.repeat(20)}`
const contracts = {
  delegateValidator: address('01'),
  renderLedger: address('02'),
  dailyBoost: address('03'),
}
const renderKey = address('0a')
const NOW = 1_790_000_000
const validUntil = NOW + FIRST_DELEGATE_SECONDS
const key = { qx: `0x${'11'.repeat(32)}`, qy: `0x${'22'.repeat(32)}`, salt: FIRST_SALT } as const
const creation = (birth: readonly AccountCall[]) => encodeCreation({ ...key, birth })

describe('the first delegate', () => {
  const birth = firstDelegate(contracts, { renderKey, validUntil })

  it('is installed by the account itself, then authorized', () => {
    expect(birth.map(({ to }) => to)).toEqual([SELF, contracts.delegateValidator])
    const { args } = decodeFunctionData({ abi: delegateValidatorAbi, data: birth[1]?.data as Hex })
    const [who, until, uses, rules] = args as unknown as [Address, number, number, { pinned: Hex }[]]
    expect([who.toLowerCase(), until, uses]).toEqual([renderKey, validUntil, 1_000])
    // Promotional Spark only, and its own session only.
    expect(rules.map(({ pinned }) => BigInt(pinned))).toEqual([2n, BigInt(renderKey), 0n])
  })

  it('is read out of the data that makes the account', () => {
    const read = readBirth(contracts, creation(birth), NOW)
    expect(read).toMatchObject({ ...key, delegate: { renderKey: getAddress(renderKey), validUntil } })
    expect(hashBirth(read?.birth ?? [])).toBe(hashBirth(birth))
    expect(readBirth(contracts, creation([]), NOW)).toEqual({ ...key, birth: [] })
    expect(hashBirth(birth)).not.toBe(hashBirth([]))
  })

  it('is read in nothing else', () => {
    const data = creation(birth)
    const [install, authorize] = birth as [AccountCall, AccountCall]
    const others: Hex[] = [
      '0x',
      '0x12345678',
      concatHex([data, '0x00']),
      data.slice(0, -64) as Hex,
      creation([install]),
      creation([authorize, install]),
      creation([install, { to: authorize.to, data: '0x12345678' }]),
      creation([...birth, { to: renderKey }]),
      creation(firstDelegate({ ...contracts, dailyBoost: address('04') }, { renderKey, validUntil })),
    ]
    for (const other of others) expect(readBirth(contracts, other, NOW), other).toBeUndefined()
    expect(readBirth(contracts, data, NOW - 67 * 86_400)).toBeUndefined()
  })
})
