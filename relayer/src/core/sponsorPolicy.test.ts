import { supernetAccountAbi } from '@supernet/sdk/abi'
import type { AccountCall } from '@supernet/sdk/protocol'
import { type Address, encodeFunctionData, erc20Abi, type Hex } from 'viem'
import { describe, expect, it } from 'vitest'
import { judgeBudget, judgeCalls, type SponsorRules } from './sponsorPolicy.ts'

const address = (byte: string): Address => `0x${byte.repeat(20)}`
const ACCOUNT = address('01')
const TOKEN = address('02')
const LEDGER = address('03')
const MODULE = address('04')
const STRANGER = address('05')
const word = `0x${'00'.repeat(32)}` as const

const rules: SponsorRules = {
  allowed: new Map([[TOKEN, new Set<Hex>(['0xa9059cbb', '0x095ea7b3'])]]),
  modules: [MODULE],
  spenders: [LEDGER],
  maxCalls: 2,
}

const call = (to: Address, data: Hex, value = 0n): Required<AccountCall> => ({ to, data, value })
const token = (functionName: 'transfer' | 'approve', to: Address) =>
  call(TOKEN, encodeFunctionData({ abi: erc20Abi, functionName, args: [to, 1n] }))
const own = (functionName: 'installModule' | 'uninstallModule', type: bigint, module: Address) =>
  call(ACCOUNT, encodeFunctionData({ abi: supernetAccountAbi, functionName, args: [type, module, '0x'] }))
const judge = (...calls: Required<AccountCall>[]) => judgeCalls(ACCOUNT, calls, rules)

describe('calls that are sponsored', () => {
  it('are those of the list', () => {
    expect(judge(token('transfer', STRANGER), token('approve', LEDGER))).toBeUndefined()
    expect(judge(own('installModule', 1n, MODULE), own('uninstallModule', 1n, MODULE))).toBeUndefined()
    const rotate = encodeFunctionData({
      abi: supernetAccountAbi,
      functionName: 'rotateKey',
      args: [word, word],
    })
    expect(judge(call(ACCOUNT, rotate))).toBeUndefined()
  })

  it('are no others', () => {
    const execute = encodeFunctionData({
      abi: supernetAccountAbi,
      functionName: 'execute',
      args: [word, '0x'],
    })
    const refused: [Required<AccountCall>[] | undefined, string][] = [
      [undefined, 'form'],
      [
        [token('transfer', LEDGER), token('transfer', LEDGER), token('transfer', LEDGER)],
        'more than 2 calls',
      ],
      [[call(TOKEN, '0xa9059cbb', 1n)], 'ether'],
      [[call(TOKEN, '0x23b872dd')], '0x23b872dd of'],
      [[call(STRANGER, '0xa9059cbb')], 'is not sponsored'],
      [[call(TOKEN, '0x')], 'is not sponsored'],
      [[token('approve', STRANGER)], `approving ${STRANGER}`],
      [[own('installModule', 1n, STRANGER)], `module ${STRANGER}`],
      [[own('installModule', 2n, MODULE)], 'module'],
      [[call(ACCOUNT, execute)], 'to itself'],
      [[call(ACCOUNT, '0x12345678')], 'to itself'],
    ]
    for (const [calls, message] of refused) {
      const fault = judgeCalls(ACCOUNT, calls, rules)
      expect(fault?.code).toBe('paymaster-rejected')
      expect(fault?.message.toLowerCase()).toContain(message.toLowerCase())
    }
  })
})

describe('the budget of a day', () => {
  const limits = { accountWei: 100n, totalWei: 1_000n, operations: 5, creationsOfClient: 1, creations: 3 }
  const nothing = { accountWei: 0n, totalWei: 0n, operations: 0, creationsOfClient: 0, creations: 0 }
  const wish = { costWei: 100n, creates: false }

  it('reaches to its last wei', () => {
    expect(judgeBudget(nothing, wish, limits)).toBeUndefined()
    expect(judgeBudget(nothing, { costWei: 1n, creates: true }, limits)).toBeUndefined()
  })

  it('does not reach beyond', () => {
    const throttled = (use: Partial<typeof nothing>, creates = false) =>
      judgeBudget({ ...nothing, ...use }, { ...wish, creates }, limits)
    expect(throttled({ accountWei: 1n })?.message).toContain("account's budget")
    expect(throttled({ totalWei: 901n })?.message).toContain("sponsor's budget")
    expect(throttled({ operations: 5 })?.message).toContain('5 operations')
    expect(throttled({ creationsOfClient: 1 })).toBeUndefined()
    expect(throttled({ creationsOfClient: 1 }, true)?.message).toContain('1 new accounts')
    expect(throttled({ creations: 3 }, true)?.message).toContain('no more new accounts')
    expect(throttled({ operations: 5 })?.code).toBe('paymaster-throttled')
  })
})
