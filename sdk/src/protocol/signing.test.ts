import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { address, hex32 } from '../testing/jobRecords.ts'
import { checkCertificate } from './certificate.ts'
import {
  fromCompact,
  isSignedBy,
  recoverSigner,
  signAccept,
  signDailyKey,
  toCompact,
  toCompactBytes,
} from './signing.ts'
import { hashAccept, ledgerDomain } from './typedData.ts'

const worker = privateKeyToAccount(hex32(0xa11ce))
const other = privateKeyToAccount(hex32(0xb0b))
const domain = ledgerDomain(31_337, address(1))
const accept = { ticket: hex32(1), share: 0, at: 5 }

describe('signatures', () => {
  it('are recovered from the digest that the hash functions give', async () => {
    const signature = await signAccept(worker, domain, accept)
    expect(await recoverSigner(hashAccept(domain, accept), signature)).toBe(worker.address)
    expect(await isSignedBy(other.address, hashAccept(domain, accept), signature)).toBe(false)
    expect(await isSignedBy(worker.address, hashAccept(domain, { ...accept, at: 6 }), signature)).toBe(false)
  })

  it('that are malformed are nobody’s', async () => {
    expect(await isSignedBy(worker.address, hex32(1), '0x1234')).toBe(false)
    expect(await isSignedBy(worker.address, hex32(1), `0x${'00'.repeat(65)}`)).toBe(false)
  })

  it('keep both parities through the compact form', async () => {
    for (let at = 0; at < 16; at++) {
      const signature = await signAccept(worker, domain, { ...accept, at })
      expect(fromCompact(toCompact(signature))).toBe(signature)
      expect(toCompactBytes(signature)).toHaveLength(2 + 128)
    }
  })
})

describe('checkCertificate', () => {
  const key = {
    workerId: hex32(7),
    publicKey: hex32(8),
    notBefore: 1_000,
    notAfter: 1_000 + 25 * 3600,
    seq: 4,
  }
  const certify = async (values: Partial<typeof key> = {}, signer = worker) => ({
    operator: worker.address,
    key: { ...key, ...values },
    signature: await signDailyKey(signer, domain, { ...key, ...values }),
  })
  const expected = { now: 2_000, operator: worker.address, minSeq: 4, domain }

  it('takes a key of 25 hours, certified by the operator', async () => {
    await expect(checkCertificate(await certify(), expected)).resolves.toBeUndefined()
  })

  it.each([
    ['certificate-operator', {}, { operator: other.address }],
    ['certificate-too-long', { notAfter: key.notAfter + 1 }, {}],
    ['certificate-expired', {}, { now: 999 }],
    ['certificate-expired', {}, { now: key.notAfter }],
    ['certificate-superseded', { seq: 3 }, {}],
    ['certificate-signature', {}, { domain: ledgerDomain(1, address(1)) }],
  ])('refuses with %s', async (code, values, change) => {
    await expect(checkCertificate(await certify(values), { ...expected, ...change })).rejects.toMatchObject({
      code,
    })
  })

  it('refuses a key that somebody else certified', async () => {
    await expect(checkCertificate(await certify({}, other), expected)).rejects.toMatchObject({
      code: 'certificate-signature',
    })
  })
})
