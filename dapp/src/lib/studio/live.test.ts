import { expect, it } from 'vitest'
import { advanceLive } from './live.ts'

const png = new Uint8Array([1])
const progress = (step: number) =>
  ({ type: 'progress', seq: 0, phase: 'rendering', image: 2, step, of: 8 }) as const

it('follows steps and keeps the preview over them', () => {
  let job = advanceLive({}, progress(3))
  job = advanceLive(job, { type: 'preview', image: 2, step: 3, png })
  job = advanceLive(job, progress(4))
  expect(job[2]).toEqual({ phase: 'rendering', step: 4, of: 8, preview: png })
})

it('drops a preview that comes late', () => {
  const job = advanceLive({}, progress(5))
  expect(advanceLive(job, { type: 'preview', image: 2, step: 2, png })).toBe(job)
})

it('forgets a tile once its picture is stored', () => {
  const image = { type: 'image', image: 2, seq: 0, png, sha256: '0xaa' } as const
  expect(advanceLive(advanceLive({}, progress(5)), image)).toEqual({})
})
