import { describe, expect, it, vi } from 'vitest'
import { createHead } from './head.ts'

describe('the head of the chain', () => {
  it('tells of every other block, of a re-org as well, and of none twice', () => {
    const head = createHead()
    const listener = vi.fn()
    const stop = head.subscribe(listener)
    for (const [number, hash] of [
      [7, '0xa'],
      [7, '0xa'],
      [8, '0xb'],
      [8, '0xc'],
    ] as const)
      head.observe(number, hash)
    expect([head.number, listener.mock.calls.length]).toEqual([8, 3])
    stop()
    head.observe(9, '0xd')
    expect([head.number, listener.mock.calls.length]).toEqual([9, 3])
  })
})
