import { hashReceipt, receiptsRoot, signReport } from '@supernet/sdk/protocol'
import type { FromWorker, ToWorker } from '@supernet/sdk/schema'
import type { Common } from '../common.ts'
import { sharesOfLine } from '../core/cosign.ts'
import type { ShareRecord } from '../core/share.ts'

type Cosign = Extract<ToWorker, { type: 'cosign' }>

/** Signs the worker's lines of a batch when every one of them says what the journal says. */
export const cosign = async (
  { batch, lines }: Cosign,
  { journal, clock, operator, domain }: Common,
): Promise<FromWorker> => {
  const records: ShareRecord[] = []
  for (const line of lines) {
    const found = sharesOfLine(line, journal.findBySeq)
    if (line.operator !== operator.address || typeof found === 'string') {
      return { type: 'decline', batch, code: 'lines-mismatch' }
    }
    records.push(...found)
  }
  const digests = records.flatMap(({ newest }) => (newest ? [hashReceipt(domain, newest.receipt)] : []))
  const report = { lines, receiptsRoot: receiptsRoot(digests), time: clock.now() }
  const signature = await signReport(operator, domain, report)
  journal.report({ batch, ...report, signature })
  return { type: 'report', batch, receiptsRoot: report.receiptsRoot, time: report.time, signature }
}
