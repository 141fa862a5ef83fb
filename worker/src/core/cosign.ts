import type { ErrorCode } from '@supernet/sdk/errors'
import { lineOf } from '@supernet/sdk/protocol'
import type { Line } from '@supernet/sdk/schema'
import { isDone, type ShareRecord } from './share.ts'

type Hex = `0x${string}`

/**
 * Compares a line of a batch with the journal: the worker signs only what its own last receipts say, and never less
 * money. A line over several numbers must add up to exactly their receipts. Returns the shares behind the line.
 */
export const sharesOfLine = (
  line: Line,
  find: (session: Hex, seq: number) => ShareRecord | undefined,
): ShareRecord[] | ErrorCode => {
  const records: ShareRecord[] = []
  const sum = { images: 0, steps: 0, baseMs: 0, amount: 0n }
  for (let seq = line.seq; seq < line.seq + line.count; seq++) {
    const record = find(line.session, seq)
    if (!record?.newest || !isDone(record)) return 'lines-mismatch'
    const own = lineOf(line.session, record.signed.ticket, record.share, record.newest.receipt)
    if (own.operator !== line.operator || own.model !== line.model) return 'lines-mismatch'
    sum.images += own.images
    sum.steps += own.steps
    sum.baseMs += own.baseMs
    sum.amount += own.amount
    records.push(record)
  }
  const same = line.images === sum.images && line.steps === sum.steps && line.baseMs === sum.baseMs
  return same && line.amount >= sum.amount ? records : 'lines-mismatch'
}
