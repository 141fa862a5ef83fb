import { describe, expect, it } from 'vitest'
import { seeded } from '../testing/random.ts'
import {
  chooseNumbers,
  hasRoom,
  isUsable,
  type NumberWindow,
  openCount,
  ROLL_AT,
  takenCount,
  use,
  WINDOW,
} from './numbers.ts'

const empty: NumberWindow = { base: 0, bits: 0n }

describe('the window', () => {
  it('moves over the used prefix only', () => {
    expect(use(empty, 0)).toEqual({ base: 1, bits: 0n })
    expect(use(empty, 2)).toEqual({ base: 0, bits: 0b100n })
    expect(use(use(use(empty, 2), 1), 0)).toEqual({ base: 3, bits: 0n })
  })

  it('takes the numbers from base to base + 135, once', () => {
    expect(isUsable(empty, WINDOW - 1)).toBe(true)
    expect(isUsable(empty, WINDOW)).toBe(false)
    expect(isUsable({ base: 5, bits: 0n }, 4)).toBe(false)
    expect(() => use(use(empty, 3), 3)).toThrow(expect.objectContaining({ code: 'number-used' }))
  })

  it('ends before the largest 32-bit number', () => {
    const end = { base: 0xffff_fff0, bits: 0n }
    expect(isUsable(end, 0xffff_fffe)).toBe(true)
    expect(isUsable(end, 0xffff_ffff)).toBe(false)
  })

  it('agrees with a set of used numbers over many random uses', () => {
    const random = seeded(3)
    const used = new Set<number>()
    let window = empty
    for (let i = 0; i < 3_000; i++) {
      const seq = window.base + random.int(0, WINDOW + 5) - 3
      const expected = seq >= 0 && !used.has(seq) && seq < window.base + WINDOW
      expect(isUsable(window, seq)).toBe(expected)
      if (!expected) continue
      window = use(window, seq)
      used.add(seq)
      expect(used.has(window.base)).toBe(false)
      expect(window.bits).toBeLessThan(1n << BigInt(WINDOW))
    }
    expect(window.base).toBeGreaterThan(100)
  })

  it('counts numbers that were taken and not used', () => {
    expect(openCount(empty, 0)).toBe(0)
    expect(openCount({ base: 10, bits: 0b101n }, 14)).toBe(2)
    expect(openCount({ base: 10, bits: 0n }, 4)).toBe(0)
  })
})

describe('takenCount', () => {
  it('counts used and held numbers once, and nothing outside the window', () => {
    expect(takenCount(empty, [])).toBe(0)
    expect(takenCount({ base: 10, bits: 0b1010n }, [])).toBe(2)
    expect(takenCount({ base: 10, bits: 0b1010n }, [9, 10, 11, 11, 12, 12, 146])).toBe(4)
  })

  it('sees what one old number holds back', () => {
    const stuck = { base: 0, bits: (1n << BigInt(WINDOW)) - 2n }
    expect(takenCount(stuck, [0])).toBe(WINDOW)
    expect(chooseNumbers({ window: stuck, next: WINDOW, count: 1, held: [0] })).toBeUndefined()
  })
})

describe('hasRoom', () => {
  const first = (count: number) => Array.from({ length: count }, (_, i) => i)

  it('ends at three quarters of the window', () => {
    expect(hasRoom(empty, first(ROLL_AT - 1), { count: 4 })).toBe(true)
    expect(hasRoom(empty, first(ROLL_AT), { count: 1 })).toBe(false)
    expect(hasRoom(empty, first(4), { count: 1, rollAt: 4 })).toBe(false)
  })

  it('asks for free numbers in a row', () => {
    const everyOther = first(WINDOW).filter((seq) => seq % 2 === 0)
    expect(hasRoom(empty, everyOther, { count: 1 })).toBe(true)
    expect(hasRoom(empty, everyOther, { count: 2 })).toBe(false)
  })
})

describe('chooseNumbers', () => {
  const choose = (window: NumberWindow, next: number, count: number, held: number[] = []) =>
    chooseNumbers({ window, next, count, held })

  it('goes on after the highest number taken, over used ones', () => {
    expect(choose(empty, 0, 3)).toBe(0)
    expect(choose(empty, 7, 3)).toBe(7)
    expect(choose({ base: 0, bits: 0b1_0000_0000n }, 7, 3)).toBe(9)
    expect(choose({ base: 50, bits: 0n }, 7, 1)).toBe(50)
  })

  it('takes dead numbers in a row when the window ends, never held or used ones', () => {
    const held = Array.from({ length: WINDOW }, (_, i) => i).filter((seq) => seq < 40 || seq > 42)
    expect(choose(empty, WINDOW, 3, held)).toBe(40)
    expect(choose(empty, WINDOW, 4, held)).toBeUndefined()
    expect(choose({ base: 0, bits: 1n << 41n }, WINDOW, 2, held)).toBeUndefined()
    expect(choose({ base: 0, bits: 1n << 41n }, WINDOW, 1, held)).toBe(40)
  })
})
