import type { Quote } from '@supernet/sdk/schema'
import { formatAmount } from '../../lib/amounts.ts'
import type { BoundDraft } from '../../lib/draft.ts'

export interface RenderVerb {
  readonly label: string
  readonly disabled: boolean
}

interface VerbInput {
  readonly draft: BoundDraft
  readonly quote: Quote | undefined
  readonly unit: 'spark' | 'sogni'
  /** What the budget can still promise; undefined while there is no budget, which the press then opens. */
  readonly free: bigint | undefined
  /** Asked for already: it starts by itself once there are a budget and a price. */
  readonly waiting?: boolean
  /** The price could not be read. */
  readonly failed?: boolean
}

/** What the one primary button says: what happens and what it costs, or why nothing would. */
export function renderVerb({
  draft,
  quote,
  unit,
  free,
  waiting = false,
  failed = false,
}: VerbInput): RenderVerb {
  if (waiting && free === undefined) return { label: 'Opening the budget', disabled: true }
  if (draft.prompt.trim() === '') return { label: 'Write a prompt', disabled: true }
  if (quote === undefined) return { label: failed ? 'No price yet' : 'Asking for the price', disabled: true }
  if (!quote.possible) return { label: 'Nobody can draw this now', disabled: true }
  const price = unit === 'sogni' ? quote.price.totalSogni : quote.price.totalSpark
  if (price === undefined) return { label: 'SOGNI has no price now', disabled: true }
  if (free !== undefined && free < price)
    return { label: `The budget has ${formatAmount(free, unit)} left`, disabled: true }
  const what = draft.count === 1 ? 'Render' : `Render ${draft.count}`
  return { label: `${what} for ${formatAmount(price, unit)}`, disabled: waiting }
}
