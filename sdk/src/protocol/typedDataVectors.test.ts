import { readFileSync } from 'node:fs'
import type { Hex } from 'viem'
import { describe, expect, it } from 'vitest'
import type { Line } from '../schema/typed.ts'
import {
  hashAccept,
  hashCancel,
  hashDailyKey,
  hashGrant,
  hashLine,
  hashOpen,
  hashOperator,
  hashOrder,
  hashReceipt,
  hashRedeliver,
  hashReport,
  hashTab,
  hashTicket,
  hashWork,
  ledgerDomain,
  registryDomain,
  unpackShares,
} from './typedData.ts'

interface Domain {
  chainId: number
  verifyingContract: Hex
}

interface Example {
  // biome-ignore lint/suspicious/noExplicitAny: each entry has the fields of its own type
  message: any
  structHash: Hex
  digest: Hex
}

/** Vectors that the contracts are held to as well. */
const vectors: {
  domains: { ledger: Domain; registry: Domain }
  examples: Record<string, Example>
} = JSON.parse(readFileSync(new URL('../../../test/fixtures/typedData.json', import.meta.url), 'utf8'))

const ledger = ledgerDomain(vectors.domains.ledger.chainId, vectors.domains.ledger.verifyingContract)
const registry = registryDomain(vectors.domains.registry.chainId, vectors.domains.registry.verifyingContract)
const lineOf = (line: Line) => ({ ...line, amount: BigInt(line.amount) })
const linesOf = (lines: Line[]) => lines.map(lineOf)

const hashes: Record<string, (message: Example['message']) => Hex> = {
  Open: (message) => hashOpen(ledger, message),
  Ticket: ({ order, ...message }) =>
    hashTicket(ledger, {
      ...order,
      ...message,
      unitPrice: BigInt(message.unitPrice),
      shares: unpackShares(message.shares.map(BigInt)),
    }),
  Accept: (message) => hashAccept(ledger, message),
  Receipt: ({ work, ...message }) => hashReceipt(ledger, { ...work, ...message }),
  Cancel: (message) => hashCancel(ledger, message),
  Redeliver: (message) => hashRedeliver(ledger, message),
  Grant: (message) => hashGrant(ledger, message),
  Tab: (message) => hashTab(ledger, linesOf(message.lines), message.ratings),
  Report: (message) => hashReport(ledger, { ...message, lines: linesOf(message.lines) }),
  DailyKey: (message) => hashDailyKey(ledger, message),
  Operator: (message) => hashOperator(registry, message),
}

describe('the vectors of the signed messages', () => {
  const { Line: line, Order: order, Work: work, ...signed } = vectors.examples
  it.each(Object.entries(signed))('%s has this digest', (type, { message, digest }) => {
    expect(hashes[type]?.(message)).toBe(digest)
  })

  it('a Line, which is signed inside Tabs and Reports only, has this struct hash', () => {
    expect(line && hashLine(lineOf(line.message))).toBe(line?.structHash)
  })

  it('an Order and a Work, which stand for themselves in the ticket lane, have these', () => {
    expect(order && hashOrder(order.message)).toBe(order?.structHash)
    expect(work && hashWork(work.message)).toBe(work?.structHash)
  })
})
