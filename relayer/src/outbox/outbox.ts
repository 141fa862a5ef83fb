import { eq, sql } from 'drizzle-orm'
import type { Hex, TransactionReceipt } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { Common } from '../common.ts'
import { outbox } from '../store/schema/index.ts'
import { dropBatch, followBatch, isBatch } from './batchState.ts'
import {
  type Attempt,
  hasWork,
  markSent,
  nextQueued,
  nonceAbove,
  type OutboxRow,
  readAttempts,
  readInFlight,
  recordAttempt,
  requeue,
  type Sender,
} from './outboxRows.ts'
import { chooseFees, findReceipt, sign } from './sender.ts'
import { simulate } from './simulate.ts'

/** Transactions on their way at the same time. */
const MAX_IN_FLIGHT = 8
/** The same bytes are sent again after this long: a node may have lost them. */
const RESEND_MS = 3_000

export interface Outbox {
  /** Run by one replica at a time. */
  step(signal: AbortSignal): Promise<void>
}

/** The key that settles, sends duties, votes and transfers. */
const settlerKey = ({ config }: Common) => ({
  sender: 'relayer' as const,
  account: privateKeyToAccount(config.RELAYER_KEY),
})

/**
 * Sends the rows of one key. Every state is in the tables before the world can see it, so a kill between any two
 * lines is mended by the next step: an intent is sent again byte for byte, or found mined, or given a new nonce.
 */
export function createOutbox(
  common: Common,
  { sender, account }: { sender: Sender; account: PrivateKeyAccount } = settlerKey(common),
): Outbox {
  const { chain, store, network, config, metrics, logger } = common
  /** When this process first sent a row: bytes of an older one get their chance before they are replaced. */
  const firstSentMs = new Map<number, number>()

  const broadcast = async (row: OutboxRow, raw: Hex): Promise<void> => {
    // Known already, mined meanwhile, underpriced: the next step sees which.
    await chain
      .sendRawTransaction({ serializedTransaction: raw })
      .catch((error: unknown) => logger.debug({ id: row.id, error }, 'node refused the transaction'))
    await markSent(store.db, row.id)
    if (!firstSentMs.has(row.id)) firstSentMs.set(row.id, Date.now())
  }

  const replace = async (row: OutboxRow, newest: Attempt): Promise<void> => {
    if (row.nonce === null || row.gas === null) return
    const intent = { nonce: row.nonce, gas: row.gas }
    const signed = await sign(account, network.chainId, row, intent, await chooseFees(chain, newest))
    await store.db.transaction((tx) => recordAttempt(tx, row, signed, intent))
    metrics.replacements.inc()
    firstSentMs.delete(row.id)
    logger.warn({ id: row.id, nonce: row.nonce, tx: signed.hash }, 'replaced a stuck transaction')
    await broadcast(row, signed.raw)
  }

  const recordMined = async (row: OutboxRow, receipt: TransactionReceipt): Promise<void> => {
    if (row.state === 'mined' && row.blockHash === receipt.blockHash) return
    const failed = receipt.status === 'reverted'
    firstSentMs.delete(row.id)
    await store.db
      .update(outbox)
      .set({
        state: 'mined',
        tx: receipt.transactionHash,
        block: Number(receipt.blockNumber),
        blockHash: receipt.blockHash,
        gasUsed: Number(receipt.gasUsed),
        failed,
      })
      .where(eq(outbox.id, row.id))
    if (isBatch(row.kind)) metrics.settlementSeconds.observe((Date.now() - row.createdAt.getTime()) / 1_000)
    const fields = {
      id: row.id,
      kind: row.kind,
      tx: receipt.transactionHash,
      block: Number(receipt.blockNumber),
    }
    // A duty that somebody else did first reverts; a batch was simulated, and never should.
    if (failed) logger[isBatch(row.kind) ? 'error' : 'warn'](fields, 'transaction reverted')
    else logger.info(fields, 'transaction mined')
  }

  /** Finds out what became of a row that owns a nonce, and pushes it on. */
  const reconcile = async (row: OutboxRow, minedNonces: number): Promise<void> => {
    const attempts = await readAttempts(store.db, row.id)
    const receipt = await findReceipt(chain, attempts)
    if (receipt !== undefined) return recordMined(row, receipt)
    const [newest] = attempts
    if (newest === undefined) return
    if (row.state === 'mined') {
      // The block is gone: the same bytes are valid again.
      await store.db
        .update(outbox)
        .set({ state: 'intent', block: null, blockHash: null })
        .where(eq(outbox.id, row.id))
      return broadcast(row, newest.raw)
    }
    if (row.nonce !== null && minedNonces > row.nonce) {
      logger.warn({ id: row.id, nonce: row.nonce }, 'nonce was used by another transaction')
      await store.db.transaction((tx) => requeue(tx, row.id))
      return
    }
    const sinceMs = Date.now() - (firstSentMs.get(row.id) ?? Number.POSITIVE_INFINITY)
    if (sinceMs > config.STUCK_AFTER_MS) return replace(row, newest)
    const age = row.sentAt === null ? Number.POSITIVE_INFINITY : Date.now() - row.sentAt.getTime()
    if (age > RESEND_MS || !firstSentMs.has(row.id)) await broadcast(row, newest.raw)
  }

  const sendNext = async (): Promise<boolean> => {
    const row = await nextQueued(store.db, sender)
    if (row === undefined) return false
    const forecast = await simulate(chain, account.address, row)
    if (!forecast.worthwhile) {
      const level = row.kind === 'keeper' ? 'debug' : 'info'
      logger[level]({ id: row.id, kind: row.kind, ref: row.ref, code: forecast.code }, 'transaction dropped')
      await store.db.transaction(async (tx) => {
        // A duty is judged again at its next turn; of a batch the reason is kept.
        if (row.kind === 'keeper') await tx.delete(outbox).where(eq(outbox.id, row.id))
        else
          await tx.update(outbox).set({ state: 'dropped', code: forecast.code }).where(eq(outbox.id, row.id))
        await dropBatch(tx, row, forecast.code)
      })
      return true
    }
    const mined = await chain.getTransactionCount({ address: account.address, blockTag: 'latest' })
    const nonce = Math.max(mined, await nonceAbove(store.db, sender))
    const intent = { nonce, gas: forecast.gas }
    const signed = await sign(account, network.chainId, row, intent, await chooseFees(chain, undefined))
    await store.db.transaction((tx) => recordAttempt(tx, row, signed, intent))
    await broadcast(row, signed.raw)
    return true
  }

  return {
    step: async (signal) => {
      // A chain is not asked for nothing.
      if (!(await hasWork(store.db, sender))) return
      // The count is read before the receipts: a nonce below it is mined, by us or by another.
      const mined = await chain.getTransactionCount({ address: account.address, blockTag: 'latest' })
      const finalized = Number((await chain.getBlock({ blockTag: 'finalized' })).number)
      const inFlight = await readInFlight(store.db, sender)
      for (const row of inFlight) await reconcile(row, mined)
      if (sender === 'relayer') await followBatch(store.db, finalized)
      let free = MAX_IN_FLIGHT - inFlight.filter((row) => row.state === 'intent').length
      while (free > 0 && !signal.aborted && (await sendNext())) free -= 1
      await store.db.execute(sql`
        UPDATE ${outbox} SET state = 'final' WHERE state = 'mined' AND block <= ${finalized}`)
    },
  }
}
