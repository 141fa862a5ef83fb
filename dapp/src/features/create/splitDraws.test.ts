import { expect, it } from 'vitest'
import { splitDraws } from './splitDraws.ts'

it('takes the title from before the colon', () => {
  expect(splitDraws('Small stickers: animals, food.')).toEqual({
    title: 'Small stickers.',
    details: 'Animals, food.',
  })
})
it('leaves a sentence without one whole', () => {
  expect(splitDraws('Landscapes in oil.')).toEqual({ title: 'Landscapes in oil.', details: '' })
})
