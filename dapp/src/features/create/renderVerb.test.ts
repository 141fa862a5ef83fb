import type { Quote } from '@supernet/sdk/schema'
import { describe, expect, it } from 'vitest'
import { bindDraft, emptyDraft } from '../../lib/draft.ts'
import { stickerModel } from '../../testing/models.ts'
import { renderVerb } from './renderVerb.ts'

const draft = bindDraft({ ...emptyDraft(), prompt: 'a fox' }, stickerModel)
if (draft === undefined) throw new Error('no manifest')

const quote = {
  possible: true,
  parallel: 1,
  price: { totalSpark: 400_000n, totalSogni: 12_000_000_000n },
} as Quote

describe('renderVerb', () => {
  it('says what happens and what it costs', () => {
    expect(renderVerb({ draft, quote, unit: 'spark', free: 1_000_000n })).toEqual({
      label: 'Render 4 for 0.4 Spark',
      disabled: false,
    })
    expect(renderVerb({ draft: { ...draft, count: 1 }, quote, unit: 'sogni', free: undefined }).label).toBe(
      'Render for 12 SOGNI',
    )
  })

  it.each([
    [{ draft: { ...draft, prompt: ' ' } }, 'Write a prompt'],
    [{ quote: undefined }, 'Asking for the price'],
    [{ quote: undefined, failed: true }, 'No price yet'],
    [{ quote: { ...quote, possible: false } }, 'Nobody can draw this now'],
    [{ waiting: true }, 'Opening the budget'],
    [{ waiting: true, free: 1_000_000n, quote: undefined }, 'Asking for the price'],
    [{ waiting: true, free: 1_000_000n }, 'Render 4 for 0.4 Spark'],
    [{ free: 300_000n }, 'The budget has 0.3 Spark left'],
  ])('gives the reason as its label', (change, label) => {
    const verb = renderVerb({ draft, quote, unit: 'spark', free: undefined, ...change })
    expect(verb).toEqual({ label, disabled: true })
  })
})
