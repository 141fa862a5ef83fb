import { BaseError } from '@supernet/sdk/errors'
import { type Domain, hashTab, isPayable, isSignedBy, lineOf } from '@supernet/sdk/protocol'
import type { Line, ShareState, SignedReceipt, SignedTab, Ticket } from '@supernet/sdk/schema'

/** A share that a line of a tab names. */
export interface TabbedShare {
  readonly state: ShareState
  readonly ticket: Ticket
  readonly share: number
  readonly receipt: SignedReceipt | undefined
}

/** Throws unless the tab is the user's own and its lines are well formed, ascending and without overlap. */
export async function checkTabShape(domain: Domain, tab: SignedTab): Promise<`0x${string}`> {
  if (tab.ratings.length !== 2 + 2 * tab.lines.length) throw new BaseError('tab-ratings')
  let next = 0
  for (const line of tab.lines) {
    if (line.session !== tab.session)
      throw new BaseError('tab-line', { details: { seq: line.seq, field: 'session' } })
    if (line.seq < next) throw new BaseError('tab-line', { details: { seq: line.seq, field: 'seq' } })
    next = line.seq + line.count
  }
  const digest = hashTab(domain, tab.lines, tab.ratings)
  if (!(await isSignedBy(tab.session, digest, tab.signature)))
    throw new BaseError('tab-signature', { details: { session: tab.session } })
  return digest
}

const SUMMED = ['images', 'steps', 'baseMs', 'amount'] as const

/** Throws unless the line is exactly what the last receipts of its shares come to. */
export function checkLine(line: Line, shares: readonly TabbedShare[]): void {
  const refuse = (field: string) => new BaseError('tab-line', { details: { seq: line.seq, field } })
  if (shares.length !== line.count) throw refuse('count')
  const derived = shares.map(({ state, ticket, share, receipt }) => {
    const settled = state === 'settled' || state === 'final'
    if ((!isPayable(state) && !settled) || receipt?.receipt.last !== true) throw refuse('receipt')
    return lineOf(line.session, ticket, share, receipt.receipt)
  })
  if (derived.some((own) => own.operator !== line.operator)) throw refuse('operator')
  if (derived.some((own) => own.model !== line.model)) throw refuse('model')
  for (const field of SUMMED) {
    const total = derived.reduce((sum, own) => sum + BigInt(own[field]), 0n)
    if (total !== BigInt(line[field])) throw refuse(field)
  }
}
