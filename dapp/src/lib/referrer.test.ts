import { beforeEach, expect, it } from 'vitest'
import { noteReferrer, readReferrer } from './referrer.ts'

const FIRST = `0x${'ab'.repeat(20)}`
const SECOND = `0x${'Cd'.repeat(20)}`

let kept: Map<string, string>
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
}
beforeEach(() => {
  kept = new Map()
})

it('keeps who brought this browser, the newest of them', () => {
  expect(readReferrer(storage)).toBeUndefined()
  noteReferrer(`?by=${FIRST}`, storage)
  noteReferrer('?model=1', storage)
  expect(readReferrer(storage)).toBe(FIRST)
  noteReferrer(`?by=${SECOND}&x=1`, storage)
  expect(readReferrer(storage)).toBe(SECOND)
})

it('takes nothing but an address', () => {
  for (const by of ['', '0x12', `${FIRST}0`, 'javascript:alert(1)']) noteReferrer(`?by=${by}`, storage)
  expect(readReferrer(storage)).toBeUndefined()
  storage.setItem('supernet.referrer', 'nobody')
  expect(readReferrer(storage)).toBeUndefined()
})
