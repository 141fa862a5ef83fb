import { BaseError } from '@supernet/sdk/errors'
import type { SignedGrant } from '@supernet/sdk/schema'

/** Seconds that the clock of who signs may be ahead. */
const AHEAD_SECONDS = 300

/** Throws where a job costs more than its key may spend on one. */
export function checkGrant(granted: SignedGrant | undefined, cost: bigint): void {
  if (granted === undefined || cost <= granted.grant.perJob) return
  const perJob = granted.grant.perJob.toString()
  throw new BaseError('grant-exceeded', { details: { perJob, needed: cost.toString() } })
}

/** Throws for a grant of the future: no other could ever take its place. */
export function checkGrantTime(at: number, now: number): void {
  if (at > now + AHEAD_SECONDS) throw new BaseError('grant-time', { details: { at, now } })
}
