import type { Address } from 'viem'
import { BaseError } from '../errors/base.ts'
import type { DailyKeyCertificate } from '../schema/typed.ts'
import { isSignedBy } from './signing.ts'
import { type Domain, hashDailyKey } from './typedData.ts'

/** Longest life of a daily key. */
export const DAILY_KEY_SECONDS = 25 * 3600

/**
 * Throws unless `certificate` is of `operator`, genuine, valid at `now` (chain seconds) and not revoked. `operator` and
 * `minSeq` must come from the chain: a relayer that lies about them could read the prompt.
 */
export async function checkCertificate(
  certificate: DailyKeyCertificate,
  expected: {
    readonly now: number
    readonly operator: Address
    readonly minSeq: number
    readonly domain: Domain
  },
): Promise<void> {
  const { operator, key, signature } = certificate
  if (operator !== expected.operator)
    throw new BaseError('certificate-operator', { details: { operator, expected: expected.operator } })
  if (key.notAfter - key.notBefore > DAILY_KEY_SECONDS)
    throw new BaseError('certificate-too-long', { details: { seconds: key.notAfter - key.notBefore } })
  if (expected.now < key.notBefore || expected.now >= key.notAfter)
    throw new BaseError('certificate-expired', { details: { now: expected.now, notAfter: key.notAfter } })
  if (key.seq < expected.minSeq)
    throw new BaseError('certificate-superseded', { details: { seq: key.seq, minSeq: expected.minSeq } })
  if (!(await isSignedBy(operator, hashDailyKey(expected.domain, key), signature)))
    throw new BaseError('certificate-signature', { details: { operator } })
}
