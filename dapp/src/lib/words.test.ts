import { expect, it } from 'vitest'
import { listWords, unknownWords } from './words.ts'

const vocabulary = new Set(['a', 'red', 'apple', 'with'])

it('finds the words that the model does not know, once each', () => {
  expect(unknownWords('A red apple with Zeppelin, zeppelin & kazoo', vocabulary)).toEqual([
    'zeppelin',
    'kazoo',
  ])
})
it('warns of nothing without a vocabulary', () => expect(unknownWords('anything', new Set())).toEqual([]))
it('lists words as a sentence does', () => {
  expect(listWords(['a'])).toBe('a')
  expect(listWords(['a', 'b', 'c'])).toBe('a, b and c')
})
