import { describe, expect, it } from 'vitest'
import { readManifest } from '../models/layout.ts'
import { UNIT } from '../testing/client.ts'
import { stickerFolder } from '../testing/models.ts'
import { sampleOperator, sampleReceipt, sampleShare } from '../testing/samples.ts'
import { type Facts, judge, type Limits } from './policy.ts'
import type { ShareRecord } from './share.ts'

const limits: Limits = { exposureUsdE18: 250_000_000_000_000_000n, slippageBps: 200n }

describe('which offers are taken', async () => {
  const facts: Facts = {
    operator: sampleOperator,
    now: 1_000,
    session: {
      state: 'open',
      currency: 'spark',
      spendable: 10n ** 12n,
      expiry: 100_000,
      numbers: { base: 0, bits: 0n },
      mayUse: true,
    },
    price: UNIT,
    manifest: await readManifest(stickerFolder),
    perJob: undefined,
    held: [],
    numberTaken: false,
    estimate: 10,
  }
  const offer = sampleShare({ images: 4 })
  const record = (images: number, seq: number, done?: { images: number }): ShareRecord => {
    const share = sampleShare({ images, seq, ticket: `0x${seq.toString(16).padStart(64, '0')}` })
    const receipt = done && sampleReceipt(share, { images: done.images, last: true })
    return {
      ...share,
      acceptedAt: 1,
      acceptSignature: '0x',
      delivered: [],
      ...(receipt && { newest: { receipt, signature: '0x' as const, acked: true } }),
    }
  }
  const codeOf = (change: Partial<Facts>, asked = offer, bounds = limits) =>
    judge(asked, { ...facts, ...change }, bounds)?.code
  const withSession = (change: Partial<Facts['session']>) =>
    codeOf({ session: { ...facts.session, ...change } })
  const withTicket = (change: Partial<(typeof offer)['signed']['ticket']>) =>
    codeOf({}, { ...offer, signed: { ...offer.signed, ticket: { ...offer.signed.ticket, ...change } } })

  it('takes a plain one', () => expect(judge(offer, facts, limits)).toBeUndefined())

  it('refuses sessions that cannot pay', () => {
    expect(withSession({ state: 'none' })).toBe('session-missing')
    expect(withSession({ state: 'closed' })).toBe('session-missing')
    expect(withSession({ state: 'closing' })).toBe('session-closing')
    expect(withSession({ expiry: 1_000 })).toBe('session-expired')
    expect(withSession({ currency: 'promo' })).toBe('session-currency')
    expect(withSession({ mayUse: false })).toBe('model-private')
    expect(withSession({ spendable: 399_999n })).toBe('session-poor')
    expect(withSession({ numbers: { base: 4, bits: 0n } })).toBe('number-used')
    expect(withSession({ numbers: { base: 0, bits: 0b1000n } })).toBe('number-used')
  })

  it('refuses tickets that do not fit', () => {
    expect(withTicket({ shares: [{ operator: offer.signed.session, images: 4 }] })).toBe('operator-mismatch')
    expect(withTicket({ model: 2 })).toBe('ticket-mismatch')
    expect(withTicket({ stepsPerImage: 5 })).toBe('ticket-mismatch')
    expect(withTicket({ unitMs: 4_321 })).toBe('ticket-mismatch')
    expect(withTicket({ unitPrice: 99_999n })).toBe('price-too-low')
    expect(withTicket({ deliverBy: 1_000 })).toBe('ticket-expired')
    expect(withTicket({ redeemBy: 9_999 })).toBe('ticket-terms')
    expect(withTicket({ redeemBy: 1_000 + 24 * 3_600 + 1 })).toBe('ticket-terms')
    expect(codeOf({ now: 9_995 })).toBe('ticket-terms')
    expect(codeOf({ numberTaken: true })).toBe('ticket-conflict')
    expect(codeOf({}, { ...offer, firstImage: 1 })).toBe('ticket-mismatch')
  })

  it('lets a SOGNI price have moved a little since the quote', () => {
    const sogni = { ...offer, order: { ...offer.order, currency: 'sogni' as const } }
    const session = { ...facts.session, currency: 'sogni' as const }
    const at = (unitPrice: bigint) => codeOf({ session, price: { ...UNIT, unitPrice } }, sogni)
    expect(at(102_000n)).toBeUndefined()
    expect(at(102_041n)).toBe('price-too-low')
  })

  it('counts every unsettled promise of the session against its balance', () => {
    const session = { ...facts.session, spendable: 1_000_000n }
    expect(codeOf({ session, held: [record(6, 1)] })).toBeUndefined()
    expect(codeOf({ session, held: [record(7, 1)] })).toBe('session-poor')
    expect(codeOf({ session, held: [record(7, 1, { images: 2 })] })).toBeUndefined()
    const settled = { ...session, numbers: { base: 2, bits: 0n } }
    expect(codeOf({ session: settled, held: [record(7, 1)] })).toBeUndefined()
  })

  it('keeps to what the owner of the session lets its key spend on a job, over all shares of it', () => {
    expect(codeOf({ perJob: 400_000n })).toBeUndefined()
    expect(codeOf({ perJob: 399_999n })).toBe('grant-exceeded')
    expect(judge(offer, { ...facts, perJob: 0n }, limits)?.clientFault).toBe(true)
    const { ticket } = offer.signed
    const shares = [...ticket.shares, { operator: offer.signed.session, images: 1 }]
    const wider = { ...offer, signed: { ...offer.signed, ticket: { ...ticket, shares } } }
    expect(codeOf({ perJob: 499_999n }, wider)).toBe('grant-exceeded')
    expect(codeOf({ perJob: 500_000n }, wider)).toBeUndefined()
  })

  it('trusts one session with a quarter dollar of unsettled work', () => {
    // $0.0005 an image: 500 images.
    expect(codeOf({ held: [record(496, 1)] })).toBeUndefined()
    expect(codeOf({ held: [record(497, 1)] })).toBe('promise-limit')
    expect(codeOf({ held: [record(300, 1), record(300, 2, { images: 100 })] })).toBeUndefined()
  })

  it('blames the client only for what no worker could take', () => {
    expect(judge(offer, { ...facts, manifest: undefined }, limits)).toEqual({
      code: 'model-not-served',
      clientFault: false,
    })
    expect(judge(offer, { ...facts, price: undefined }, limits)?.clientFault).toBe(false)
    expect(judge(offer, { ...facts, numberTaken: true }, limits)?.clientFault).toBe(true)
  })
})
