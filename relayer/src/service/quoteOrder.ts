import { codes, isErrorCode } from '@supernet/sdk/errors'
import type { Order, Quote } from '@supernet/sdk/schema'
import type { Common } from '../common.ts'
import { ineligibility, whyNobody } from '../core/eligibility.ts'
import { etaSeconds, shareCount, splitOrder } from '../core/splitOrder.ts'
import { weight } from '../core/weight.ts'
import { readPrice } from '../store/catalog.ts'
import { readCandidates } from '../store/workers.ts'

const anybody = { exclude: new Set<string>() }

/** Price and time of an order, or why nobody can serve it. Holds nothing. */
export async function quoteOrder({ store: { db }, clock }: Common, order: Order): Promise<Quote> {
  const price = await readPrice(db, order, clock.now())
  const candidates = await readCandidates(db, clock.now())
  const eligible = candidates
    .filter((candidate) => ineligibility(candidate, order, anybody) === undefined)
    .sort((a, b) => weight(b, order) - weight(a, order))
    .slice(0, shareCount(order.count))
  if (eligible.length === 0) {
    const code = whyNobody(candidates, order, anybody)
    const message = isErrorCode(code) ? codes[code] : codes.internal
    return { price, parallel: 0, possible: false, reason: { code, message } }
  }
  const shares = splitOrder(eligible, order, 0, order.count)
  return { price, etaSeconds: etaSeconds(shares), parallel: shares.length, possible: true }
}
