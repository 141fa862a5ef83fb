import { describe, expect, it } from 'vitest'
import { stickerFolder } from '../testing/models.ts'
import { loadTokenizer } from './load.ts'
import reference from './vectors/sticker.json' with { type: 'json' }

describe('word pieces', async () => {
  const tokenizer = await loadTokenizer(`${stickerFolder}/tokenizer/tokenizer.json`)

  it.each(reference.vectors)('encodes $text as the reference implementation does', ({ text, ids }) => {
    expect(tokenizer.encode(text)).toEqual(ids)
  })

  it('always fills the length', () => {
    for (const { text } of reference.vectors) expect(tokenizer.encode(text)).toHaveLength(tokenizer.length)
  })
})
