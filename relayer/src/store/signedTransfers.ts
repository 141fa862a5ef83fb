import type { TransferView } from '@supernet/sdk/schema'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Address, Hex } from 'viem'
import type { Queryable, Transaction } from './database.ts'
import { outbox, signedTransfers } from './schema/index.ts'

type TransferRow = typeof signedTransfers.$inferSelect
type Sent = typeof outbox.$inferSelect

const isIts = and(eq(outbox.kind, 'transfer'), eq(outbox.ref, signedTransfers.id))

/** What the chain says of an authorization that it did not carry out, as a code of ours. */
const CODES: Readonly<Record<string, string>> = {
  ERC3009UsedAuthorization: 'transfer-used',
  ERC3009InvalidAuthorizationTime: 'transfer-time',
  ERC20InsufficientBalance: 'transfer-poor',
}

function stateOf({ state, failed }: Sent): TransferView['state'] {
  if (failed || state === 'dropped') return 'refused'
  return state === 'queued' ? 'waiting' : state === 'intent' ? 'sent' : state
}

function viewOf(row: TransferRow, sent: Sent): TransferView {
  const state = stateOf(sent)
  const code = sent.code ?? 'transaction-reverted'
  return {
    id: row.id,
    from: row.holder,
    to: row.payee,
    amount: row.amount,
    state,
    ...(sent.tx !== null && { tx: sent.tx }),
    ...(sent.block !== null && { block: sent.block }),
    ...(state === 'refused' && { code: CODES[code] ?? code }),
  }
}

export async function readTransfer(db: Queryable, id: Hex): Promise<TransferView | undefined> {
  const [row] = await db
    .select({ transfer: signedTransfers, sent: outbox })
    .from(signedTransfers)
    .innerJoin(outbox, isIts)
    .where(eq(signedTransfers.id, id))
  return row && viewOf(row.transfer, row.sent)
}

export async function isNonceTaken(db: Queryable, holder: Address, nonce: Hex): Promise<boolean> {
  const rows = await db
    .select({ id: signedTransfers.id })
    .from(signedTransfers)
    .where(and(eq(signedTransfers.holder, holder), eq(signedTransfers.nonce, nonce)))
  return rows.length > 0
}

export interface TransferUse {
  /** Transfers of the day: of the wallet, of the client, and in all. */
  readonly ofWallet: number
  readonly ofClient: number
  readonly all: number
  /** Whether one of the wallet is not in a block yet. */
  readonly isOpen: boolean
}

/** One at a time: two at once would each find room for both. */
export async function useOfDay(
  tx: Transaction,
  { holder, day, client }: Pick<TransferRow, 'holder' | 'day' | 'client'>,
): Promise<TransferUse> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('transfers'))`)
  const [counted] = await tx
    .select({
      ofWallet: sql<string>`count(*) FILTER (WHERE ${signedTransfers.holder} = ${holder})`,
      ofClient: sql<string>`count(*) FILTER (WHERE ${signedTransfers.client} = ${client})`,
      all: sql<string>`count(*)`,
    })
    .from(signedTransfers)
    .where(eq(signedTransfers.day, day))
  const open = await tx
    .select({ id: outbox.id })
    .from(signedTransfers)
    .innerJoin(outbox, isIts)
    .where(and(eq(signedTransfers.holder, holder), inArray(outbox.state, ['queued', 'intent'])))
    .limit(1)
  return {
    ofWallet: Number(counted?.ofWallet ?? 0),
    ofClient: Number(counted?.ofClient ?? 0),
    all: Number(counted?.all ?? 0),
    isOpen: open.length > 0,
  }
}

export const insertTransfer = (tx: Transaction, row: typeof signedTransfers.$inferInsert) =>
  tx.insert(signedTransfers).values(row)
