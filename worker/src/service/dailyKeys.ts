import { type DailyKeyPair, generateDailyKeyPair, signDailyKey } from '@supernet/sdk/protocol'
import type { DailyKeyCertificate } from '@supernet/sdk/schema'
import { bytesToHex, hexToBytes } from 'viem'
import type { Common } from '../common.ts'

const HOUR = 3600
/** Life of a key; the protocol allows 25 h. */
const LIFE = 24 * HOUR
/** A fresh key takes over while the old one still opens what is on its way. */
const RENEW_BEFORE = 2 * HOUR
/** Clocks of clients may be behind by this. */
const EARLIER = 60
/** After its end a key is kept this long for bodies that were sealed in its last minute, then it is forgotten. */
const KEEP_AFTER = HOUR

export interface DailyKeys {
  readonly certificate: DailyKeyCertificate
  privateKey(seq: number): DailyKeyPair['privateKey'] | undefined
}

/** The newest key, made and certified if the last one is about to end. The journal has it before anyone hears of it. */
export const currentKeys = async ({
  config,
  domain,
  operator,
  journal,
  clock,
}: Common): Promise<DailyKeys> => {
  const now = clock.now()
  journal.deleteKeys(now - KEEP_AFTER)
  const kept = journal.keys()
  const newest = kept.at(-1)?.certificate
  if (newest && newest.operator === operator.address && newest.key.notAfter > now + RENEW_BEFORE) {
    return ringOf(newest, kept)
  }
  const { publicKey, privateKey } = await generateDailyKeyPair()
  const notBefore = now - EARLIER
  const key = {
    workerId: config.WORKER_ID,
    publicKey,
    notBefore,
    notAfter: notBefore + LIFE,
    // Rises with time even when the journal was lost, so that a revoked number does not come back.
    seq: Math.max((newest?.key.seq ?? 0) + 1, Math.floor(now / 60)),
  }
  const certificate = {
    operator: operator.address,
    key,
    signature: await signDailyKey(operator, domain, key),
  }
  journal.saveKey(certificate, hexToBytes(privateKey))
  return ringOf(certificate, journal.keys())
}

const ringOf = (
  certificate: DailyKeyCertificate,
  kept: readonly { certificate: DailyKeyCertificate; secret: Uint8Array }[],
): DailyKeys => {
  const secrets = new Map(kept.map(({ certificate: { key }, secret }) => [key.seq, bytesToHex(secret)]))
  return { certificate, privateKey: (seq) => secrets.get(seq) }
}
