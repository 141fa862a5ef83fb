import type { Body, ModelView, Order, Range, Tier } from '@supernet/sdk/schema'
import { randomSeed } from './seed.ts'

/** What the prompt bar holds. Kept between visits, so that a reload loses no word. */
export interface Draft {
  readonly prompt: string
  readonly negativePrompt: string
  readonly seed: string
  /** A locked seed stays for the next render; an open one is drawn anew. */
  readonly seedLocked: boolean
  readonly model?: number
  readonly size?: { readonly width: number; readonly height: number }
  readonly steps?: number
  readonly guidance?: number
  readonly count: number
  readonly tier: Tier
}

/** One request's worth of pictures on the wall; the protocol allows more. */
export const MOST_PICTURES = 16

export const emptyDraft = (): Draft => ({
  prompt: '',
  negativePrompt: '',
  seed: randomSeed(),
  seedLocked: false,
  count: 4,
  tier: 'fast',
})

export const clamp = (value: number, { min, max, step }: Omit<Range, 'default'>): number => {
  const stepped = min + Math.round((value - min) / step) * step
  return Math.min(max, Math.max(min, Number(stepped.toFixed(6))))
}

/** The draft with every choice inside what the model's manifest allows. */
export interface BoundDraft extends Required<Draft> {
  readonly mostPictures: number
}

export function bindDraft(draft: Draft, model: ModelView): BoundDraft | undefined {
  const { manifest, id } = model
  const [firstSize] = manifest?.sizes ?? []
  if (manifest === undefined || firstSize === undefined) return undefined
  const offered = manifest.sizes.find(
    ({ width, height }) => width === draft.size?.width && height === draft.size.height,
  )
  const mostPictures = Math.min(MOST_PICTURES, manifest.maxCount, model.table.maxCount)
  return {
    ...draft,
    model: id,
    negativePrompt: manifest.negativePrompt ? draft.negativePrompt : '',
    size: offered ?? firstSize,
    steps: clamp(draft.steps ?? manifest.steps.default, manifest.steps),
    guidance: clamp(draft.guidance ?? manifest.guidance.default, manifest.guidance),
    count: clamp(draft.count, { min: 1, max: mostPictures, step: 1 }),
    mostPictures,
  }
}

export function orderOf(draft: BoundDraft, currency: Order['currency']): Order {
  const { model, size, steps, count, tier } = draft
  return { model, width: size.width, height: size.height, steps, count, tier, currency }
}

export function bodyOf({ prompt, negativePrompt, seed, guidance }: BoundDraft): Body {
  return {
    prompt: prompt.trim(),
    negativePrompt: negativePrompt.trim(),
    seed,
    guidanceScale: guidance,
    previews: true,
  }
}

/** Settings of an earlier render, back in the bar. The seed comes along only where it is asked for. */
export function recallDraft(
  { order, body }: { order: Order; body: Body },
  what: { seed?: string; count?: number },
): Draft {
  return {
    prompt: body.prompt,
    negativePrompt: body.negativePrompt,
    seed: what.seed ?? randomSeed(),
    seedLocked: what.seed !== undefined,
    model: order.model,
    size: { width: order.width, height: order.height },
    steps: order.steps,
    guidance: body.guidanceScale,
    count: what.count ?? order.count,
    tier: order.tier,
  }
}

const KEY = 'supernet-draft'

export function loadDraft(storage: Storage): Draft {
  try {
    return { ...emptyDraft(), ...(JSON.parse(storage.getItem(KEY) ?? '{}') as Partial<Draft>) }
  } catch {
    // A draft of another version or cut short by a crash: start over.
    return emptyDraft()
  }
}

export const saveDraft = (storage: Storage, draft: Draft): void => storage.setItem(KEY, JSON.stringify(draft))
