import { hexToBytes } from 'viem'
import { base64ToBytes } from '../protocol/base64.ts'
import { decodePicture } from '../protocol/picture.ts'
import { openResult } from '../protocol/sealedResult.ts'
import type { JobEvent } from '../schema/job.ts'
import type { JobRecord } from './jobRecord.ts'

/** PNG of a sealed preview. One that does not open is only left out: nothing is paid for previews. */
export function openPreview(
  job: JobRecord,
  { seq, image, sealed }: Extract<JobEvent, { type: 'preview' }>,
): Promise<Uint8Array | undefined> {
  const share = job.shares.findLast((candidate) => candidate.seq === seq)
  if (share === undefined) return Promise.resolve(undefined)
  const context = { jobId: job.jobId, share: share.share, image, kind: 'preview' } as const
  return openResult(hexToBytes(share.resultKey), context, base64ToBytes(sealed)).then(
    (plaintext) => decodePicture(plaintext).png,
    () => undefined,
  )
}
