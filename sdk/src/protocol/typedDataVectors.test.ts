import { readFileSync } from 'node:fs'
import type { Hex } from 'viem'
import { describe, expect, it } from 'vitest'
import type { Line } from '../schema/typed.ts'
import {
  hashAccept,
  hashCancel,
  hashDailyKey,
  hashOpen,
  hashOperator,
  hashReceipt,
  hashReport,
  hashTab,
  hashTicket,
  ledgerDomain,
  registryDomain,
  unpackShares,
} from './typedData.ts'

/** Vectors that the contracts are held to as well. */
const vectors: {
  ledger: { chainId: number; verifyingContract: Hex }
  registry: { chainId: number; verifyingContract: Hex }
  // biome-ignore lint/suspicious/noExplicitAny: each entry has the fields of its own type
  messages: { type: string; message: any; structHash: Hex; digest: Hex }[]
} = JSON.parse(readFileSync(new URL('../../../test/fixtures/typedData.json', import.meta.url), 'utf8'))

const ledger = ledgerDomain(vectors.ledger.chainId, vectors.ledger.verifyingContract)
const registry = registryDomain(vectors.registry.chainId, vectors.registry.verifyingContract)
const linesOf = (lines: Line[]) => lines.map((line) => ({ ...line, amount: BigInt(line.amount) }))

const hashes: Record<string, (message: (typeof vectors.messages)[number]['message']) => Hex> = {
  Open: (message) => hashOpen(ledger, message),
  Ticket: (message) =>
    hashTicket(ledger, {
      ...message,
      unitPrice: BigInt(message.unitPrice),
      shares: unpackShares(message.shares.map(BigInt)),
    }),
  Accept: (message) => hashAccept(ledger, message),
  Receipt: (message) => hashReceipt(ledger, message),
  Cancel: (message) => hashCancel(ledger, message),
  Tab: (message) => hashTab(ledger, linesOf(message.lines), message.ratings),
  Report: (message) => hashReport(ledger, { ...message, lines: linesOf(message.lines) }),
  DailyKey: (message) => hashDailyKey(ledger, message),
  Operator: (message) => hashOperator(registry, message),
}

describe.each(vectors.messages)('the vector of $type', ({ type, message, digest }) => {
  it('has this digest', () => expect(hashes[type]?.(message)).toBe(digest))
})
