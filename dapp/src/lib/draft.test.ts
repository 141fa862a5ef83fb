import { describe, expect, it } from 'vitest'
import { stickerModel } from '../testing/models.ts'
import { bindDraft, bodyOf, clamp, emptyDraft, loadDraft, orderOf, recallDraft, saveDraft } from './draft.ts'

const bound = (draft: Partial<ReturnType<typeof emptyDraft>> & Record<string, unknown>) => {
  const result = bindDraft({ ...emptyDraft(), ...draft }, stickerModel)
  if (result === undefined) throw new Error('no manifest')
  return result
}

describe('bindDraft', () => {
  it('starts from the defaults of the model', () => {
    expect(bound({})).toMatchObject({ steps: 8, guidance: 3, size: { width: 128, height: 128 }, count: 4 })
  })
  it('brings every choice inside what the manifest allows', () => {
    const far = bound({ steps: 900, guidance: 0.2, count: 80, size: { width: 1024, height: 1024 } })
    expect(far).toMatchObject({ steps: 100, guidance: 1, count: 16, size: { width: 128, height: 128 } })
  })
  it('drops a negative prompt that the model does not take', () => {
    const manifest = stickerModel.manifest && { ...stickerModel.manifest, negativePrompt: false }
    const draft = { ...emptyDraft(), negativePrompt: 'blur' }
    expect(bindDraft(draft, { ...stickerModel, manifest })?.negativePrompt).toBe('')
  })
  it('has nothing to bind to while no worker serves the model', () => {
    expect(bindDraft(emptyDraft(), { ...stickerModel, manifest: undefined })).toBeUndefined()
  })
})

it('steps from the smallest value', () => {
  expect(clamp(3.26, { min: 1, max: 8, step: 0.5 })).toBe(3.5)
  expect(clamp(0.30000000000000004, { min: 0, max: 1, step: 0.1 })).toBe(0.3)
})

it('makes the order and the sealed body', () => {
  const draft = bound({ prompt: ' a fox ', seed: '7' })
  expect(orderOf(draft, 'spark')).toEqual({
    model: 1,
    width: 128,
    height: 128,
    steps: 8,
    count: 4,
    tier: 'fast',
    currency: 'spark',
  })
  expect(bodyOf(draft)).toMatchObject({ prompt: 'a fox', seed: '7', guidanceScale: 3 })
})

it('recalls settings with or without the seed', () => {
  const draft = bound({ prompt: 'a fox', seed: '7' })
  const made = { order: orderOf(draft, 'spark'), body: bodyOf(draft) }
  expect(recallDraft(made, { seed: '9', count: 1 })).toMatchObject({ seed: '9', seedLocked: true, count: 1 })
  expect(recallDraft(made, {})).toMatchObject({ prompt: 'a fox', seedLocked: false, count: 4 })
})

it('survives a reload, and a damaged store', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  } as unknown as Storage
  saveDraft(storage, { ...emptyDraft(), prompt: 'a fox' })
  expect(loadDraft(storage).prompt).toBe('a fox')
  kept.set('supernet-draft', '{"prompt":')
  expect(loadDraft(storage).prompt).toBe('')
})
