import type { Hex, LocalAccount, TransactionReceipt } from 'viem'
import type { Common } from '../common.ts'
import { authorizationsOf } from '../core/checkAuthorization.ts'
import { chooseFees, findReceipt, sign } from '../outbox/sender.ts'
import { blame } from './blame.ts'
import {
  type BundleAttempt,
  type BundleRow,
  markBundleSent,
  readBundleAttempts,
  recordBundleAttempt,
  setBundle,
} from './bundleRows.ts'
import { inclusionsOf } from './inclusions.ts'
import { includeAll, readBundled, release } from './operationRows.ts'

/** The same bytes are sent again after this long: a node may have lost them. */
const RESEND_MS = 3_000
/** After so many dearer versions the nonce is given up, and the operations go another way. */
const MAX_VERSIONS = 6
const CANCEL_GAS = 21_000n

export interface BundleTracker {
  /** Sends a version that the tables have. */
  broadcast(id: number, raw: Hex): Promise<void>
  /** Finds out what became of a bundle that owns a nonce, and pushes it on; `minedNonces` of its key are in blocks. */
  reconcile(key: LocalAccount, row: BundleRow, minedNonces: number): Promise<void>
}

/** What becomes of a bundle after it was signed: sent again, replaced, given up, mined, reverted, or mined no more. */
export function createBundleTracker(common: Common): BundleTracker {
  const { chain, store, network, config, metrics, logger } = common
  const { db } = store
  const { entryPoint } = network.contracts
  /** When this process first sent a bundle: bytes of an older one get their chance before they are replaced. */
  const firstSentMs = new Map<number, number>()

  const broadcast = async (id: number, raw: Hex): Promise<void> => {
    // Known already, mined meanwhile, underpriced: the next step sees which.
    await chain
      .sendRawTransaction({ serializedTransaction: raw })
      .catch((error: unknown) => logger.debug({ id, error }, 'node refused the bundle'))
    await markBundleSent(db, id)
    if (!firstSentMs.has(id)) firstSentMs.set(id, Date.now())
  }

  /** A dearer version under the same nonce; in the end one that does nothing. */
  const replace = async (
    key: LocalAccount,
    row: BundleRow,
    attempts: readonly BundleAttempt[],
  ): Promise<void> => {
    const [newest] = attempts
    const cancels = attempts.length >= MAX_VERSIONS
    const call = cancels ? { to: key.address, data: '0x' as Hex } : { to: entryPoint, data: row.data }
    const fees = await chooseFees(chain, newest)
    const intent = { nonce: row.nonce, gas: cancels ? CANCEL_GAS : row.gas }
    const carried = cancels ? [] : await readBundled(db, row.id)
    const authorizations = authorizationsOf(carried.map(({ operation }) => operation))
    const signed = await sign(key, network.chainId, call, intent, fees, authorizations)
    await recordBundleAttempt(db, row.id, signed, cancels)
    metrics.replacements.inc()
    firstSentMs.delete(row.id)
    logger.warn({ id: row.id, nonce: row.nonce, tx: signed.hash, cancels }, 'replaced a stuck bundle')
    await broadcast(row.id, signed.raw)
  }

  const recordMined = async (row: BundleRow, receipt: TransactionReceipt): Promise<void> => {
    if (row.state === 'mined' && row.blockHash === receipt.blockHash) return
    firstSentMs.delete(row.id)
    const applied = inclusionsOf(receipt.logs, entryPoint)
    const block = Number(receipt.blockNumber)
    const hasReverted = receipt.status === 'reverted'
    const judge = hasReverted ? await blame(common, row.id, await readBundled(db, row.id)) : undefined
    await db.transaction(async (tx) => {
      const operations = await readBundled(tx, row.id)
      await release(tx, row.id, 'queued')
      await judge?.(tx)
      await includeAll(
        tx,
        operations.flatMap(({ hash }) => {
          const inclusion = applied.get(hash)
          return inclusion === undefined ? [] : [{ hash, ...inclusion }]
        }),
        row.id,
      )
      await setBundle(tx, row.id, {
        state: 'mined',
        tx: receipt.transactionHash,
        block,
        blockHash: receipt.blockHash,
        gasUsed: Number(receipt.gasUsed),
      })
    })
    const fields = { id: row.id, tx: receipt.transactionHash, block, operations: applied.size }
    if (hasReverted) {
      metrics.revertedBundles.inc()
      logger.warn(fields, 'bundle reverted')
    } else logger.info(fields, 'bundle mined')
  }

  const reconcile = async (key: LocalAccount, row: BundleRow, minedNonces: number): Promise<void> => {
    const attempts = await readBundleAttempts(db, row.id)
    const receipt = await findReceipt(chain, attempts)
    if (receipt !== undefined) return recordMined(row, receipt)
    const [newest] = attempts
    if (newest === undefined) return
    if (row.state === 'mined') {
      // The block is gone: the same bytes are valid again.
      await db.transaction(async (tx) => {
        await release(tx, row.id, 'bundled')
        await setBundle(tx, row.id, { state: 'intent', block: null, blockHash: null })
      })
      return broadcast(row.id, newest.raw)
    }
    if (minedNonces > row.nonce) {
      logger.warn({ id: row.id, nonce: row.nonce }, 'nonce was used by another transaction')
      await db.transaction(async (tx) => {
        await release(tx, row.id, 'queued')
        await setBundle(tx, row.id, { state: 'lost' })
      })
      return
    }
    const sinceMs = Date.now() - (firstSentMs.get(row.id) ?? Number.POSITIVE_INFINITY)
    if (sinceMs > config.STUCK_AFTER_MS) return replace(key, row, attempts)
    const age = row.sentAt === null ? Number.POSITIVE_INFINITY : Date.now() - row.sentAt.getTime()
    if (age > RESEND_MS || !firstSentMs.has(row.id)) await broadcast(row.id, newest.raw)
  }

  return { broadcast, reconcile }
}
