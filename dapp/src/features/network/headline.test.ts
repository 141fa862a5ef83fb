import type { WorkerView } from '@supernet/sdk/schema'
import { expect, it } from 'vitest'
import { approval, headline } from './headline.ts'

const worker = (online: boolean) => ({ online }) as WorkerView

it('counts who is awake in words', () => {
  expect(headline([], undefined)).toMatch(/^No worker is awake/)
  expect(headline([worker(true), worker(false)], 0.31)).toBe('One worker is awake. A picture takes 0.3 s.')
  expect(
    headline(
      Array.from({ length: 12 }, () => worker(true)),
      2,
    ),
  ).toMatch(/^Twelve workers are awake\./)
  expect(
    headline(
      Array.from({ length: 40 }, () => worker(true)),
      undefined,
    ),
  ).toBe('40 workers are awake.')
})

it('says nothing about quality before the first rating', () => {
  expect(approval({ good: 0, rated: 0 })).toBeUndefined()
  expect(approval({ good: 3, rated: 4 })).toBe(0.75)
})
