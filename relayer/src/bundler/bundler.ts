import { setTimeout as sleep } from 'node:timers/promises'
import { TRANSACTION_GAS_CAP } from '@supernet/sdk/protocol'
import {
  BlockNotFoundError,
  type Hex,
  type LocalAccount,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem'
import type { Common } from '../common.ts'
import { authorizationsOf } from '../core/checkAuthorization.ts'
import { faultOfReason, isFinalFault } from '../core/operationFault.ts'
import { beginsAt, createEffort, isDue, nextGroup, pickBundle, type Waiting } from '../core/pickBundle.ts'
import { chooseFees, sign } from '../outbox/sender.ts'
import { blame } from './blame.ts'
import {
  type BundleAttempt,
  type BundleRow,
  finishBundles,
  insertBundle,
  markBundleSent,
  nonceAboveBundles,
  readBundleAttempts,
  readBundles,
  readWork,
  recordBundleAttempt,
  setBundle,
} from './bundleRows.ts'
import { fillBundle, PROMISED_GAS } from './fillBundle.ts'
import { findInclusion, inclusionsOf } from './inclusions.ts'
import {
  bind,
  drop,
  finishOperations,
  include,
  includeAll,
  type OperationRow,
  readBundled,
  readForeign,
  readQueue,
  readWaiting,
  release,
  requeueOperation,
} from './operationRows.ts'
import { encodeBundle, simulateBundle } from './simulateBundle.ts'

/** The same bytes are sent again after this long: a node may have lost them. */
const RESEND_MS = 3_000
/** After so many dearer versions the nonce is given up, and the operations go another way. */
const MAX_VERSIONS = 6
const CANCEL_GAS = 21_000n
/** A step comes again after about this long. */
const TURN_MS = 150

export interface Bundler {
  /**
   * Looks after what is on its way, and sends what is due; false where nothing was, and only another block can bring more.
   * Run by one replica at a time.
   */
  step(signal: AbortSignal): Promise<boolean>
  /** Only looks after what is on its way. */
  follow(signal: AbortSignal): Promise<boolean>
}

/**
 * Sends operations in bundles, one on its way per key. Every state is in the tables before the world can see it: a kill
 * between any two lines is mended by the next step, which sends the same bytes, or finds them mined.
 */
export function createBundler(common: Common, keys: readonly LocalAccount[]): Bundler {
  const { chain, store, network, config, metrics, logger, blocks } = common
  const { db } = store
  const { entryPoint } = network.contracts
  const limits = { maxOperations: config.BUNDLE_SIZE, maxGas: PROMISED_GAS, narrowGas: TRANSACTION_GAS_CAP }
  const triggers = {
    maxOperations: config.BUNDLE_SIZE,
    maxWaitMs: config.BUNDLE_MAX_WAIT_MS,
    leadMs: config.BUNDLE_LEAD_MS,
  }
  const effort = createEffort()
  /** Whether the last bundle was of those that travel apart; forgotten by a restart it costs one turn. */
  let wasNarrow = false
  /** When this process first sent a bundle: bytes of an older one get their chance before they are replaced. */
  const firstSentMs = new Map<number, number>()

  const receiptOf = async (
    attempts: readonly BundleAttempt[],
  ): Promise<{ receipt: TransactionReceipt; cancels: boolean } | undefined> => {
    for (const { hash, cancels } of attempts) {
      const receipt = await chain.getTransactionReceipt({ hash }).catch((error: unknown) => {
        if (error instanceof TransactionReceiptNotFoundError) return undefined
        throw error
      })
      if (receipt !== undefined) return { receipt, cancels }
    }
    return undefined
  }

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

  /** Finds out what became of a bundle that owns a nonce, and pushes it on. */
  const reconcile = async (key: LocalAccount, row: BundleRow, minedNonces: number): Promise<void> => {
    const attempts = await readBundleAttempts(db, row.id)
    const found = await receiptOf(attempts)
    if (found !== undefined) return recordMined(row, found.receipt)
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

  /** An operation that the entry point refuses: applied by somebody else, or none any more. */
  const settleFailed = async ({ hash, head }: Waiting, reason: string): Promise<void> => {
    const elsewhere = await findInclusion(chain, entryPoint, hash, head)
    if (elsewhere !== undefined) {
      await include(db, hash, elsewhere)
      return
    }
    if (!isFinalFault(faultOfReason(reason))) return
    logger.info({ hash, reason }, 'operation dropped')
    await drop(db, hash, reason)
  }

  /** What somebody else's transaction applied is not sent again by anyone when a re-org takes it away. */
  const recheck = async ({ hash, head, blockHash }: OperationRow): Promise<void> => {
    const found = await findInclusion(chain, entryPoint, hash, head)
    if (found === undefined) await db.transaction((tx) => requeueOperation(tx, hash))
    else if (found.blockHash !== blockHash) await include(db, hash, found)
  }

  /** The next bundle, if it is time; where that comes within the turn of a step it is waited for. */
  const pickNext = async (head: number): Promise<Waiting[]> => {
    const queue = await readQueue(db)
    if (queue === undefined) return []
    const now = () => ({ ms: Date.now(), head, next: blocks.next(Date.now()), workMs: effort.ms() })
    const { ms, next, workMs } = now()
    const early = next === undefined ? 0 : beginsAt(next, triggers, workMs) - ms
    if (early > 0 && early <= TURN_MS && !isDue(queue, triggers, now())) await sleep(early)
    if (!isDue(queue, triggers, now())) return []
    const { group, isNarrow, ...bounds } = nextGroup(await readWaiting(db), limits, wasNarrow)
    wasNarrow = isNarrow
    return pickBundle(group, bounds)
  }

  const sendNext = async (key: LocalAccount, head: number): Promise<void> => {
    const picked = await pickNext(head)
    if (picked.length === 0) return
    const begun = Date.now()
    const { operations: ready, gas } = await fillBundle(picked, {
      run: (some, limit) => {
        const operations = some.map(({ operation }) => operation)
        return simulateBundle(chain, entryPoint, key.address, operations, limit)
      },
      refused: settleFailed,
    })
    if (ready.length === 0) return
    const operations = ready.map(({ operation }) => operation)
    const mined = await chain.getTransactionCount({ address: key.address, blockTag: 'latest' })
    const nonce = Math.max(mined, await nonceAboveBundles(db, key.address))
    const data = encodeBundle(operations, key.address)
    const call = { to: entryPoint, data }
    const fees = await chooseFees(chain, undefined)
    const authorizations = authorizationsOf(operations)
    const signed = await sign(key, network.chainId, call, { nonce, gas }, fees, authorizations)
    const id = await db.transaction(async (tx) => {
      const bundle = await insertBundle(tx, { key: key.address, nonce, data, gas }, signed)
      await bind(
        tx,
        ready.map(({ hash }) => hash),
        bundle,
      )
      return bundle
    })
    logger.info({ id, nonce, operations: ready.length, tx: signed.hash }, 'bundle sent')
    await broadcast(id, signed.raw)
    effort.took(Date.now() - begun)
  }

  /** Whether blocks that bundles were mined in may be gone: the newest of them stands for those before it. */
  const isShaken = async (mined: readonly BundleRow[]): Promise<boolean> => {
    const newest = mined.reduce<BundleRow | undefined>(
      (best, row) => ((row.block ?? 0) >= (best?.block ?? 0) ? row : best),
      undefined,
    )
    if (newest?.block === null || newest?.block === undefined) return false
    const block = await chain.getBlock({ blockNumber: BigInt(newest.block) }).catch((error: unknown) => {
      if (error instanceof BlockNotFoundError) return undefined
      throw error
    })
    return block?.hash !== newest.blockHash
  }

  /** Pushes the bundles of a key on; whether the key may carry another one. */
  const tend = async (key: LocalAccount, isNewHead: boolean): Promise<boolean> => {
    const rows = await readBundles(db, key.address)
    const open = rows.filter(({ state }) => state === 'intent')
    const mined = rows.filter(({ state }) => state === 'mined')
    const shaken = isNewHead && (await isShaken(mined)) ? mined : []
    if (open.length + shaken.length === 0) return true
    // The count is read before the receipts: a nonce below it is mined, by us or by another.
    const nonces = await chain.getTransactionCount({ address: key.address, blockTag: 'latest' })
    for (const row of [...shaken, ...open]) await reconcile(key, row, nonces)
    return (await readBundles(db, key.address)).every(({ state }) => state !== 'intent')
  }

  let seen: Hex | undefined
  let finished = -1

  const work = async (signal: AbortSignal, sends: boolean): Promise<boolean> => {
    // A chain is not asked ten times a second for nothing.
    const found = await readWork(db)
    if (found === undefined) return false
    const { number, hash } = await chain.getBlock()
    const head = Number(number)
    blocks.observe(head, Date.now())
    const isNewHead = hash !== seen
    for (const key of keys) {
      if (signal.aborted) return true
      if ((await tend(key, isNewHead)) && sends) await sendNext(key, head)
    }
    if (!isNewHead) return found === 'open'
    for (const row of await readForeign(db)) await recheck(row)
    const finalized = Number((await chain.getBlock({ blockTag: 'finalized' })).number)
    if (finalized !== finished) {
      await finishOperations(db, finalized)
      await finishBundles(db, finalized)
    }
    // Set where all went well: what failed is tried again.
    finished = finalized
    seen = hash
    return found === 'open'
  }

  return { step: (signal) => work(signal, true), follow: (signal) => work(signal, false) }
}
