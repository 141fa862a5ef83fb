import type { PayeesView } from '@supernet/sdk/schema'
import { parseEther } from 'viem'
import { describe, expect, it } from 'vitest'
import { isHeld, ruleFor, ruleWords } from './payeeRule.ts'

const TOKEN = '0x0101010101010101010101010101010101010101'
const KNOWN = '0x5A5a5a5A5A5A5A5a5a5a5A5a5A5A5A5A5A5a5A5A'
const STRANGER = '0x7777777777777777777777777777777777777777'
const NOW = 1_763_800_000
const view: PayeesView = {
  payees: [
    { payee: KNOWN, name: 'Ana', announcedAt: NOW - 90, opensAt: NOW, device: `0x${'ab'.repeat(32)}` },
  ],
  delay: 86_400,
  limits: [{ token: TOKEN, most: parseEther('1000'), left: parseEther('988') }],
}
const units = (sogni: bigint) => sogni * 10n ** 9n

describe('the rule for new payees', () => {
  it('is said in words', () => {
    const rule = ruleFor(view, TOKEN)
    expect(rule && ruleWords(rule)).toBe(
      'To people who are new here: 1,000 SOGNI a day at once, 988 SOGNI left today. More 24 h after you announce them.',
    )
    expect(rule && ruleWords({ ...rule, left: rule.most })).not.toContain('left today')
    expect(ruleFor(view, STRANGER)).toBeUndefined()
  })

  it('holds what is more than is left, for people who are not open', () => {
    const held = (payee: typeof KNOWN | typeof STRANGER, amount: bigint, now = NOW) =>
      isHeld(view, TOKEN, { payee, amount: units(amount), now })
    expect([held(STRANGER, 988n), held(STRANGER, 989n)]).toEqual([false, true])
    expect([held(KNOWN, 989n), held(KNOWN, 989n, NOW - 1)]).toEqual([false, true])
    expect(isHeld({ ...view, limits: [] }, TOKEN, { payee: STRANGER, amount: 1n, now: NOW })).toBe(false)
  })
})
