import { expect, it } from 'vitest'
import { markPath } from './mark.ts'

const id = (value: number): `0x${string}` => `0x${value.toString(16).padStart(64, '0')}`

it('draws the same mark for the same id, whatever its case', () => {
  expect(markPath('0xAB')).toBe(markPath('0xab'))
})

it('draws another one for each neighbour', () => {
  const marks = new Set(Array.from({ length: 200 }, (_, index) => markPath(id(index))))
  expect(marks.size).toBe(200)
})

it('stays inside its field', () => {
  for (const number of markPath(id(7)).match(/\d+/g) ?? []) expect(Number(number)).toBeLessThanOrEqual(24)
})
