import { expect, it } from 'vitest'
import { formatSparkWei, formatToken, headline, progressOf, taskOf } from './words.ts'

const quest = { kind: 'stakes', target: 10n ** 18n, uri: 'https://example.org' } as const

it('answers its question', () => {
  expect(headline(0, 0)).toBe('No tier yet: the most active accounts of a week get one.')
  expect(headline(2, 375)).toBe('Tier 2: 3.75 % off every render.')
})

it('says what a quest asks', () => {
  expect(taskOf(quest)).toBe('Stake 1 SOGNI')
  expect(taskOf({ ...quest, kind: 'tier', target: 2n })).toBe('Reach tier 2')
  expect(taskOf({ ...quest, kind: 'holds', target: 3n })).toBe('Hold at least 3 of a token')
  expect(taskOf({ ...quest, kind: 'attested' })).toBe('Do what its page says')
  expect(taskOf({ ...quest, kind: 'attested', uri: 'Draw a robot' })).toBe('Draw a robot')
})

it('measures progress and never says more than done', () => {
  expect(progressOf(1n, 4n)).toBe(0.25)
  expect(progressOf(9n, 4n)).toBe(1)
  expect(progressOf(0n, 0n)).toBe(0)
})

it('writes amounts', () => {
  expect(formatSparkWei(10n ** 18n)).toBe('1 Spark')
  expect(formatToken(1_234_567_000n, 6, 'USDC')).toBe('1,234.567 USDC')
  expect(formatToken(5n, 0, 'A')).toBe('5 A')
})
