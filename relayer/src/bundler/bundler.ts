import { setTimeout as sleep } from 'node:timers/promises'
import { TRANSACTION_GAS_CAP } from '@supernet/sdk/protocol'
import { BlockNotFoundError, type Hex, type LocalAccount } from 'viem'
import type { Common } from '../common.ts'
import { authorizationsOf } from '../core/checkAuthorization.ts'
import { faultOfReason, isFinalFault } from '../core/operationFault.ts'
import { beginsAt, createEffort, isDue, nextGroup, pickBundle, type Waiting } from '../core/pickBundle.ts'
import { chooseFees, sign } from '../outbox/sender.ts'
import {
  type BundleRow,
  finishBundles,
  insertBundle,
  nonceAboveBundles,
  readBundles,
  readWork,
} from './bundleRows.ts'
import { createBundleTracker } from './bundleTracker.ts'
import { fillBundle, PROMISED_GAS } from './fillBundle.ts'
import { findInclusion } from './inclusions.ts'
import {
  bind,
  drop,
  finishOperations,
  include,
  type OperationRow,
  readForeign,
  readQueue,
  readWaiting,
  requeueOperation,
} from './operationRows.ts'
import { encodeBundle, simulateBundle } from './simulateBundle.ts'

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
  const { chain, store, network, config, logger, blocks } = common
  const { db } = store
  const { entryPoint } = network.contracts
  const limits = { maxOperations: config.BUNDLE_SIZE, maxGas: PROMISED_GAS, narrowGas: TRANSACTION_GAS_CAP }
  const triggers = {
    maxOperations: config.BUNDLE_SIZE,
    maxWaitMs: config.BUNDLE_MAX_WAIT_MS,
    leadMs: config.BUNDLE_LEAD_MS,
  }
  const { broadcast, reconcile } = createBundleTracker(common)
  const effort = createEffort()
  /** Whether the last bundle was of those that travel apart; forgotten by a restart it costs one turn. */
  let wasNarrow = false

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
