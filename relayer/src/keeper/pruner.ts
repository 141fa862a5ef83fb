import { setTimeout as sleep } from 'node:timers/promises'
import { resultsKeptUntil } from '@supernet/sdk/protocol'
import { sql } from 'drizzle-orm'
import { FOLDERS, sweepLostBlobs } from '../blobs/sweepBlobs.ts'
import type { Common } from '../common.ts'
import type { Transaction } from '../store/database.ts'
import {
  batches,
  batchLines,
  bundleAttempts,
  bundles,
  chainRecoveries,
  chainSessions,
  checkouts,
  cosigns,
  events,
  freeTransfers,
  jobs,
  links,
  loginChallenges,
  logins,
  outbox,
  outboxAttempts,
  passkeys,
  recoveries,
  recoverySignatures,
  redeliveries,
  reservations,
  shares,
  signedTransfers,
  sponsorships,
  tabs,
  tickets,
  userOperations,
} from '../store/schema/index.ts'
import { transact } from '../store/transact.ts'
import { forgetClients } from './forgetClients.ts'

/** Rows (of jobs: with all that belongs to them) that one transaction deletes at most. */
const BATCH = 200
/** Transactions of one kind in a step; what is left waits for the next one. */
const MOST_BATCHES = 25
/** Between two transactions, so that others get their turn. */
const REST_MS = 20
const DAY = 24 * 3600
const CHECKOUT_DAYS = 30

type Prune = (tx: Transaction) => Promise<number>

/**
 * Forgets what is final and old. A job goes whole: when nobody can be paid for any of its shares, no picture can be asked
 * for again, and no absence is left to report. Rows of the chain stay: they are the index, not a journal.
 */
export function createPruner(common: Common) {
  const { store, clock, config, metrics, logger } = common
  let folder = 0

  const finished = () => {
    const now = clock.now()
    return sql`
      ${jobs.createdAt} < ${now - config.RETENTION_DAYS * DAY}
      AND NOT EXISTS (SELECT 1 FROM ${tickets} WHERE ${tickets.jobId} = ${jobs.jobId}
        AND ${tickets.redeemBy} >= ${now - resultsKeptUntil(0)})
      AND NOT EXISTS (SELECT 1 FROM ${redeliveries} WHERE ${redeliveries.jobId} = ${jobs.jobId}
        AND ${redeliveries.state} = 'waiting')
      AND NOT EXISTS (SELECT 1 FROM ${shares} WHERE ${shares.jobId} = ${jobs.jobId}
        AND (${shares.state} NOT IN ('final', 'noShow', 'expired') OR ${isUnreported}))`
  }

  const pruneJobs: Prune = async (tx) => {
    const { rows } = await tx.execute<{ job_id: string }>(sql`
      SELECT ${jobs.jobId} FROM ${jobs} WHERE ${finished()}
      ORDER BY ${jobs.createdAt} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`)
    if (rows.length === 0) return 0
    const doomed = sql.join(
      rows.map((row) => sql`${row.job_id}`),
      sql`, `,
    )
    for (const table of [events, redeliveries, shares, tickets, jobs])
      await tx.execute(sql`DELETE FROM ${table} WHERE job_id IN (${doomed})`)
    return rows.length
  }

  const pruneBatches: Prune = async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      SELECT ${batches.id} FROM ${batches}
      WHERE ${batches.state} IN ('final', 'dropped') AND ${batches.createdAt} < ${before()}
      ORDER BY ${batches.createdAt} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`)
    if (rows.length === 0) return 0
    const doomed = sql.join(
      rows.map((row) => sql`${row.id}`),
      sql`, `,
    )
    for (const table of [cosigns, batchLines])
      await tx.execute(sql`DELETE FROM ${table} WHERE batch IN (${doomed})`)
    await tx.execute(sql`DELETE FROM ${batches} WHERE id IN (${doomed})`)
    return rows.length
  }

  /** A transaction outlives its batch, and the report of an absence its share: both look for it. */
  const pruneOutbox: Prune = async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      SELECT ${outbox.id} FROM ${outbox}
      WHERE ${outbox.state} IN ('final', 'dropped') AND ${outbox.createdAt} < ${before()}
        AND NOT EXISTS (SELECT 1 FROM ${batches} WHERE ${batches.id} = ${outbox.ref})
        AND NOT EXISTS (SELECT 1 FROM ${shares} WHERE ${outbox.kind} = 'keeper' AND ${outbox.ref} = ${reportRef})
      ORDER BY ${outbox.id} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`)
    if (rows.length === 0) return 0
    const doomed = sql.join(
      rows.map((row) => sql`${row.id}`),
      sql`, `,
    )
    await tx.execute(sql`DELETE FROM ${outboxAttempts} WHERE outbox IN (${doomed})`)
    await tx.execute(sql`DELETE FROM ${outbox} WHERE id IN (${doomed})`)
    return rows.length
  }

  const pruneTabs: Prune = async (tx) => {
    const { rowCount } = await tx.execute(sql`
      DELETE FROM ${tabs} WHERE digest IN (SELECT digest FROM ${tabs}
        WHERE closed AND received_at < ${before()} ORDER BY received_at LIMIT ${BATCH})`)
    return rowCount ?? 0
  }

  const pruneReservations: Prune = async (tx) => {
    const { rowCount } = await tx.execute(sql`
      DELETE FROM ${reservations} WHERE (job_id, operator) IN (SELECT job_id, operator FROM ${reservations}
        WHERE expires_at < now() LIMIT ${BATCH})`)
    return rowCount ?? 0
  }

  /** Checkouts that nobody paid; slow ways to pay take weeks. What was paid, and every event's id, stays for ever. */
  const pruneCheckouts: Prune = async (tx) => {
    const { rowCount } = await tx.execute(sql`
      DELETE FROM ${checkouts} WHERE id IN (SELECT id FROM ${checkouts} WHERE state <> 'paid'
        AND created_at < LEAST(${before()}, now() - make_interval(days => ${CHECKOUT_DAYS})) LIMIT ${BATCH})`)
    return rowCount ?? 0
  }

  const pruneOperations: Prune = async (tx) => {
    const { rowCount } = await tx.execute(sql`
      DELETE FROM ${userOperations} WHERE hash IN (SELECT hash FROM ${userOperations}
        WHERE state IN ('final', 'dropped') AND received_at < ${before()} ORDER BY n LIMIT ${BATCH})`)
    return rowCount ?? 0
  }

  /** A bundle outlives its operations. */
  const pruneBundles: Prune = async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      SELECT ${bundles.id} FROM ${bundles}
      WHERE ${bundles.state} IN ('final', 'lost') AND ${bundles.createdAt} < ${before()}
        AND NOT EXISTS (SELECT 1 FROM ${userOperations} WHERE ${userOperations.bundle} = ${bundles.id})
      ORDER BY ${bundles.id} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`)
    if (rows.length === 0) return 0
    const doomed = sql.join(
      rows.map((row) => sql`${row.id}`),
      sql`, `,
    )
    await tx.execute(sql`DELETE FROM ${bundleAttempts} WHERE bundle IN (${doomed})`)
    await tx.execute(sql`DELETE FROM ${bundles} WHERE id IN (${doomed})`)
    return rows.length
  }

  const pruneSponsorships: Prune = async (tx) => {
    const { rowCount } = await tx.execute(sql`
      DELETE FROM ${sponsorships} WHERE (sender, nonce) IN (SELECT sender, nonce FROM ${sponsorships}
        WHERE charged IS NOT NULL AND created_at < ${before()} LIMIT ${BATCH})`)
    return rowCount ?? 0
  }

  const pruneChallenges: Prune = async (tx) => {
    const { rowCount } = await tx.execute(sql`
      DELETE FROM ${loginChallenges} WHERE challenge IN (SELECT challenge FROM ${loginChallenges}
        WHERE expires_at < now() LIMIT ${BATCH})`)
    return rowCount ?? 0
  }

  const pruneLogins: Prune = async (tx) => {
    const { rowCount } = await tx.execute(sql`
      DELETE FROM ${logins} WHERE id IN (SELECT id FROM ${logins} WHERE expires_at < now() LIMIT ${BATCH})`)
    return rowCount ?? 0
  }

  const pruneLinks: Prune = async (tx) => {
    const { rowCount } = await tx.execute(sql`
      DELETE FROM ${links} WHERE code IN (SELECT code FROM ${links} WHERE expires_at < now() LIMIT ${BATCH})`)
    return rowCount ?? 0
  }

  /** Whether the chain has the last word of one is asked of its rows: what waits there is kept. */
  const pruneRecoveries: Prune = async (tx) => {
    const old = clock.now() - config.RETENTION_DAYS * DAY
    const { rows } = await tx.execute<{ code: string }>(sql`
      SELECT ${recoveries.code} FROM ${recoveries} WHERE ${recoveries.expiresAt} < ${old}
        AND NOT EXISTS (SELECT 1 FROM ${passkeys} JOIN ${chainRecoveries}
          ON ${chainRecoveries.qx} = ${passkeys.qx} AND ${chainRecoveries.qy} = ${passkeys.qy}
          WHERE ${passkeys.id} = ${recoveries.passkey} AND ${chainRecoveries.account} = ${recoveries.account}
            AND ${chainRecoveries.state} = 'proposed' AND ${chainRecoveries.expiresAt} >= ${old})
      LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`)
    if (rows.length === 0) return 0
    const doomed = sql.join(
      rows.map((row) => sql`${row.code}`),
      sql`, `,
    )
    for (const table of [recoverySignatures, recoveries])
      await tx.execute(sql`DELETE FROM ${table} WHERE code IN (${doomed})`)
    return rows.length
  }

  /** New devices that no account took. */
  const prunePasskeys: Prune = async (tx) => {
    const { rowCount } = await tx.execute(sql`
      DELETE FROM ${passkeys} WHERE id IN (SELECT id FROM ${passkeys} WHERE account IS NULL
        AND NOT EXISTS (SELECT 1 FROM ${links} WHERE ${links.passkey} = ${passkeys.id})
        AND NOT EXISTS (SELECT 1 FROM ${recoveries} WHERE ${recoveries.passkey} = ${passkeys.id}) LIMIT ${BATCH})`)
    return rowCount ?? 0
  }

  /** A day counts by itself. */
  const pruneTransfers: Prune = async (tx) => {
    const yesterday = Math.floor(clock.now() / DAY) - 1
    const { rowCount } = await tx.execute(sql`
      DELETE FROM ${freeTransfers} WHERE (account, nonce, token) IN (SELECT account, nonce, token
        FROM ${freeTransfers} WHERE day < ${yesterday} LIMIT ${BATCH})`)
    return rowCount ?? 0
  }

  /** Outlives the transaction that carried it. */
  const pruneSigned: Prune = async (tx) => {
    const { rowCount } = await tx.execute(sql`
      DELETE FROM ${signedTransfers} WHERE id IN (SELECT id FROM ${signedTransfers}
        WHERE created_at < ${before()}
        AND NOT EXISTS (SELECT 1 FROM ${outbox} WHERE ${outbox.ref} = ${signedTransfers.id}) LIMIT ${BATCH})`)
    return rowCount ?? 0
  }

  const before = () => sql`now() - make_interval(days => ${config.RETENTION_DAYS})`

  const kinds = {
    jobs: pruneJobs,
    tabs: pruneTabs,
    batches: pruneBatches,
    outbox: pruneOutbox,
    reservations: pruneReservations,
    checkouts: pruneCheckouts,
    operations: pruneOperations,
    bundles: pruneBundles,
    sponsorships: pruneSponsorships,
    challenges: pruneChallenges,
    logins: pruneLogins,
    links: pruneLinks,
    recoveries: pruneRecoveries,
    passkeys: prunePasskeys,
    transfers: pruneTransfers,
    signedTransfers: pruneSigned,
    clients: (tx: Transaction) => forgetClients(tx, clock.now(), BATCH),
  }

  return {
    step: async (signal?: AbortSignal): Promise<void> => {
      for (const [kind, prune] of Object.entries(kinds)) {
        let total = 0
        for (let i = 0; i < MOST_BATCHES && signal?.aborted !== true; i++) {
          const deleted = await transact(store.db, prune)
          total += deleted
          if (deleted < BATCH) break
          await sleep(REST_MS)
        }
        metrics.pruned.inc({ kind }, total)
        if (total > 0) logger.info({ kind, total }, 'pruned')
      }
      metrics.pruned.inc({ kind: 'lostBlobs' }, await sweepLostBlobs(common, folder))
      folder = (folder + 1) % FOLDERS
    },
  }
}

const reportRef = sql`'noShow ' || ${shares.session} || ' ' || ${shares.seq}`

/** An absence that the keeper still has to report: until then the number blocks the window of its session. */
const isUnreported = sql`(${shares.state} = 'expired' AND ${shares.acceptSignature} IS NOT NULL
  AND (${shares.receipt} IS NULL OR ${shares.code} = 'receipt-late'
    OR NOT (${shares.receipt} -> 'receipt' ->> 'last')::boolean)
  AND EXISTS (SELECT 1 FROM ${chainSessions} WHERE ${chainSessions.key} = ${shares.session}
    AND ${chainSessions.state} <> 'closed' AND ${chainSessions.base} <= ${shares.seq})
  AND NOT EXISTS (SELECT 1 FROM ${outbox} WHERE ${outbox.ref} = ${reportRef}))`
