import { supernetAccountAbi } from '@supernet/sdk/abi'
import { firstDelegate } from '@supernet/sdk/accounts'
import { type AccountCall, encodeCreation } from '@supernet/sdk/protocol'
import { type Address, concatHex, encodeFunctionData, erc20Abi, type Hex, pad } from 'viem'
import { describe, expect, it } from 'vitest'
import { judgeCalls, judgeCreation, type SponsorRules } from './sponsorPolicy.ts'

const address = (byte: string): Address => `0x${byte.repeat(20)}`
const ACCOUNT = address('01')
const TOKEN = address('02')
const LEDGER = address('03')
const MODULE = address('04')
const STRANGER = address('05')
const BOOST = address('06')
const FACTORY = address('07')
const word = `0x${'00'.repeat(32)}` as const

const rules: SponsorRules = {
  allowed: new Map([
    [TOKEN, new Set<Hex>(['0xa9059cbb', '0x095ea7b3'])],
    [BOOST, new Set<Hex>(['0x11111111'])],
  ]),
  forItself: new Map([[BOOST, new Set<Hex>(['0x11111111'])]]),
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

  it('are for the account itself where others have no say', () => {
    const claim = (account: Address) => call(BOOST, concatHex(['0x11111111', pad(account)]))
    expect(judge(claim(ACCOUNT))).toBeUndefined()
    expect(judge(claim(STRANGER))?.message).toContain('for the account itself')
    expect(judge(call(BOOST, '0x11111111'))?.message).toContain('for the account itself')
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

describe('births that are sponsored', () => {
  const contracts = {
    accountFactory: FACTORY,
    delegateValidator: MODULE,
    renderLedger: LEDGER,
    dailyBoost: BOOST,
  }
  const NOW = 1_790_000_000
  const seed = { qx: word, qy: word, salt: word }
  const delegate = firstDelegate(contracts, { renderKey: STRANGER, validUntil: NOW + 300 * 86_400 })
  const judged = (birth: readonly AccountCall[], factory = FACTORY) =>
    judgeCreation({ factory, factoryData: encodeCreation({ ...seed, birth }) }, contracts, NOW)

  it('are plain ones, and those of one known delegate', () => {
    expect(judgeCreation({}, contracts, NOW)).toBeUndefined()
    expect(judged([])).toBeUndefined()
    expect(judged(delegate)).toBeUndefined()
  })

  it('are no others', () => {
    const [install, authorize] = delegate as [AccountCall, AccountCall]
    const late = firstDelegate(contracts, { renderKey: STRANGER, validUntil: NOW + 400 * 86_400 })
    const births = [
      [install],
      [authorize],
      [authorize, install],
      [...delegate, { to: TOKEN, data: '0xa9059cbb' as Hex }],
      [install, { ...authorize, value: 1n }],
      [install, { ...authorize, to: STRANGER }],
      [{ ...install, to: STRANGER }, authorize],
      firstDelegate({ ...contracts, renderLedger: STRANGER }, { renderKey: STRANGER, validUntil: NOW + 9 }),
      late,
    ]
    for (const birth of births) expect(judged(birth)?.message).toBe('this birth is not sponsored')
    expect(judged([], STRANGER)?.message).toContain(`accounts of ${STRANGER}`)
    expect(judgeCreation({ factory: FACTORY }, contracts, NOW)?.code).toBe('paymaster-rejected')
  })
})
