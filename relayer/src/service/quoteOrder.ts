import { codes, isErrorCode } from '@supernet/sdk/errors'
import type { Order, Quote } from '@supernet/sdk/schema'
import type { Common } from '../common.ts'
import { ineligibility, whyNobody } from '../core/eligibility.ts'
import { etaSeconds, shareCount, splitOrder } from '../core/splitOrder.ts'
import { weight } from '../core/weight.ts'
import { readPrice } from '../store/catalog.ts'
import { readSession } from '../store/sessions.ts'
import { readCandidates } from '../store/workers.ts'
import { askerOf } from './askerOf.ts'

const anybody = { exclude: new Set<string>() }

/** Price and time of an order, or why nobody can serve it; with a session also by the stake of its owner. Holds nothing. */
export async function quoteOrder(common: Common, order: Order, session?: `0x${string}`): Promise<Quote> {
  const { clock } = common
  const { db } = common.store
  const price = await readPrice(db, order, clock.now())
  const candidates = await readCandidates(db, clock.now())
  const owner = session && (await readSession(db, session))?.owner
  const asker = owner === undefined ? anybody : await askerOf(common, { owner, order, candidates })
  const eligible = candidates
    .filter((candidate) => ineligibility(candidate, order, asker) === undefined)
    .sort((a, b) => weight(b, order) - weight(a, order))
    .slice(0, shareCount(order.count))
  if (eligible.length === 0) {
    const code = whyNobody(candidates, order, asker)
    const message = isErrorCode(code) ? codes[code] : codes.internal
    return { price, parallel: 0, possible: false, reason: { code, message } }
  }
  const shares = splitOrder(eligible, order, 0, order.count)
  return { price, etaSeconds: etaSeconds(shares), parallel: shares.length, possible: true }
}
