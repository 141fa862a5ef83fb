import type { TransferAuthorization } from '@supernet/sdk/schema'
import { describe, expect, it } from 'vitest'
import { checkTransfer, checkTransferUse, type TransferFacts } from './checkTransfer.ts'

const NOW = 1_900_000_000
const transfer: TransferAuthorization = {
  from: `0x${'11'.repeat(20)}`,
  to: `0x${'22'.repeat(20)}`,
  amount: 100n,
  validAfter: NOW - 60,
  validBefore: NOW + 3_600,
  nonce: `0x${'33'.repeat(32)}`,
}
const facts: TransferFacts = { now: NOW, balance: 100n, isUsed: false, baseFee: 7n }
const terms = { least: 100n, mostFee: 7n }

describe('a signed transfer', () => {
  const check = (change: Partial<TransferAuthorization>, fact: Partial<TransferFacts> = {}) =>
    checkTransfer({ ...transfer, ...change }, { ...facts, ...fact }, terms)

  it('is sent up to each of its limits', () => {
    check({})
    check({ validBefore: NOW + 120, validAfter: NOW - 1 })
  })

  it.each([
    ['transfer-small', { amount: 99n }, {}],
    ['transfer-used', {}, { isUsed: true }],
    ['transfer-time', { validAfter: NOW }, {}],
    ['transfer-time', { validBefore: NOW + 119 }, {}],
    ['transfer-poor', {}, { balance: 99n }],
    ['transfer-fee', {}, { baseFee: 8n }],
  ] as const)('is refused by %s', (code, change, fact) => {
    expect(() => check(change, fact)).toThrow(expect.objectContaining({ code }))
  })
})

describe('the transfers of a day', () => {
  const limits = { ofWallet: 2, ofClient: 3, all: 5 }
  const use = { ofWallet: 1, ofClient: 2, all: 4, isOpen: false }

  it('end at each of their limits', () => {
    checkTransferUse(use, limits)
    for (const by of ['ofWallet', 'ofClient', 'all'] as const)
      expect(() => checkTransferUse({ ...use, [by]: limits[by] }, limits)).toThrow(
        expect.objectContaining({ code: 'transfer-limit', details: { by, limit: limits[by] } }),
      )
  })

  it('are sent one after the other for each wallet', () => {
    expect(() => checkTransferUse({ ...use, isOpen: true }, limits)).toThrow(
      expect.objectContaining({ code: 'transfer-open' }),
    )
  })
})
