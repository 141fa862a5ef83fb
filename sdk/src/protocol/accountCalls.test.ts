import { encodeFunctionData, erc20Abi, getAddress, type Hex } from 'viem'
import { expect, test } from 'vitest'
import { supernetAccountAbi } from '../abi/supernetAccount.ts'
import { decodeAccountCalls, encodeAccountCalls, selectorOf } from './accountCalls.ts'

const TOKEN = getAddress('0x00000000000000000000000000000000000000aa')
const SHOP = getAddress('0x00000000000000000000000000000000000000bb')
const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [SHOP, 7n] })

const execute = (mode: Hex, payload: Hex) =>
  encodeFunctionData({ abi: supernetAccountAbi, functionName: 'execute', args: [mode, payload] })

test('one call and several come back as they went', () => {
  const one = [{ to: TOKEN, value: 0n, data }] as const
  const two = [...one, { to: SHOP, value: 5n, data: '0x' }] as const
  expect(decodeAccountCalls(encodeAccountCalls(one))).toEqual(one)
  expect(decodeAccountCalls(encodeAccountCalls(two))).toEqual(two)
  expect(decodeAccountCalls(encodeAccountCalls([{ to: SHOP }]))).toEqual([
    { to: SHOP, value: 0n, data: '0x' },
  ])
  expect(() => encodeAccountCalls([])).toThrow('at least one call')
})

test('a call has the selector that it names', () => {
  expect(selectorOf({ to: TOKEN, data })).toBe('0xa9059cbb')
  expect(selectorOf({ to: TOKEN })).toBe('0x')
})

// A sponsor that read what an account does not run, or the other way round, would pay for anything.
test('what can be read in two ways is not read at all', () => {
  const good = encodeAccountCalls([{ to: TOKEN, data }])
  const others: Hex[] = [
    '0x',
    '0x12345678',
    `${good}00`,
    good.slice(0, -2) as Hex,
    // Calls that go on where one reverts; a delegate call; a payload too short for a target; an empty batch.
    execute(`0x0001${'00'.repeat(30)}`, `0x${'aa'.repeat(56)}`),
    execute(`0xff${'00'.repeat(31)}`, `0x${'aa'.repeat(56)}`),
    execute(`0x${'00'.repeat(32)}`, '0xaabb'),
    execute(`0x01${'00'.repeat(31)}`, `0x${'20'.padStart(64, '0')}${'0'.repeat(64)}`),
    encodeFunctionData({
      abi: supernetAccountAbi,
      functionName: 'rotateKey',
      args: [`0x${'01'.repeat(32)}`, `0x${'02'.repeat(32)}`],
    }),
  ]
  for (const callData of others) expect(decodeAccountCalls(callData), callData).toBeUndefined()
})
