import type { Line } from '@supernet/sdk/schema'
import { isDone, type ShareRecord } from './share.ts'

/** Amount and render milliseconds that a ticket gives for a number of steps, as the ledger computes them. */
export const settledAmounts = ({ signed }: ShareRecord, steps: number) => {
  const { unitPrice, unitMs, stepsPerImage } = signed.ticket
  return {
    amount: (unitPrice * BigInt(steps)) / BigInt(stepsPerImage),
    baseMs: Math.floor((unitMs * steps) / stepsPerImage),
  }
}

/**
 * Compares a line of a batch with the journal: the worker signs only what its own last receipts say. A line over
 * several numbers must add up to exactly their receipts. Returns the code of the first difference.
 */
export const checkLine = (
  line: Line,
  operator: `0x${string}`,
  find: (session: `0x${string}`, seq: number) => ShareRecord | undefined,
): string | undefined => {
  if (line.operator !== operator) return 'NotMyLine'
  let images = 0
  let steps = 0
  let baseMs = 0
  let amount = 0n
  for (let seq = line.seq; seq < line.seq + line.count; seq++) {
    const record = find(line.session, seq)
    if (!record) return 'UnknownLine'
    if (!record.newest || !isDone(record)) return 'ShareNotDone'
    if (record.signed.ticket.model !== line.model) return 'WrongModel'
    const { receipt } = record.newest
    const settled = settledAmounts(record, receipt.steps)
    images += receipt.images
    steps += receipt.steps
    baseMs += settled.baseMs
    amount += settled.amount
  }
  if (line.images !== images || line.steps !== steps || line.baseMs !== baseMs) return 'WorkDiffers'
  return line.amount < amount ? 'AmountTooLow' : undefined
}
