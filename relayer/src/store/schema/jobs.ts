import {
  BlobRef,
  CancelRequest,
  DailyKeyCertificate,
  JobEvent,
  Line,
  ModelDocuments,
  ModelManifest,
  Order,
  SealedBody,
  SignedGrant,
  SignedReceipt,
  SignedRedeliver,
  SignedTicket,
} from '@supernet/sdk/schema'
import { sql } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { hex, now, number, wire } from '../columns.ts'

export const jobs = pgTable(
  'jobs',
  {
    jobId: hex('job_id').primaryKey(),
    session: hex('session').notNull(),
    order: wire('order', Order).notNull(),
    createdAt: number('created_at').notNull(),
    /** Number of the newest event; the row's lock orders the events of a job. */
    lastEvent: integer('last_event').notNull().default(0),
    cancelled: boolean('cancelled').notNull().default(false),
  },
  (table) => [index('jobs_session').on(table.session), index('jobs_created_at').on(table.createdAt)],
)

export const tickets = pgTable(
  'tickets',
  {
    digest: hex('digest').primaryKey(),
    jobId: hex('job_id').notNull(),
    session: hex('session').notNull(),
    order: wire('order', Order).notNull(),
    signed: wire('signed', SignedTicket).notNull(),
    redeemBy: number('redeem_by').notNull(),
    /** By the stake of the session's owner when it came. */
    priority: integer('priority').notNull().default(0),
    receivedAt: now('received_at'),
  },
  (table) => [index('tickets_job').on(table.jobId)],
)

/** What owners of sessions let their keys spend on one job: the latest of each key. */
export const grants = pgTable('grants', {
  key: hex('key').primaryKey(),
  at: number('at').notNull(),
  signed: wire('signed', SignedGrant).notNull(),
  takenAt: now('taken_at'),
})

export const shares = pgTable(
  'shares',
  {
    ticket: hex('ticket').notNull(),
    share: integer('share').notNull(),
    jobId: hex('job_id').notNull(),
    session: hex('session').notNull(),
    seq: number('seq').notNull(),
    attempt: integer('attempt').notNull(),
    operator: hex('operator').notNull(),
    workerId: hex('worker_id').notNull(),
    firstImage: integer('first_image').notNull(),
    images: integer('images').notNull(),
    state: text('state').notNull(),
    phase: text('phase'),
    image: integer('image'),
    step: integer('step'),
    replacedBy: number('replaced_by'),
    deliverBy: number('deliver_by').notNull(),
    redeemBy: number('redeem_by').notNull(),
    /** Gone once the share is delivered. */
    sealed: wire('sealed', SealedBody),
    acceptedAt: number('accepted_at'),
    acceptSignature: hex('accept_signature'),
    receipt: wire('receipt', SignedReceipt),
    blobs: wire('blobs', z.array(BlobRef)).notNull(),
    cancel: wire('cancel', CancelRequest.shape.cancels.element),
    line: wire('line', Line),
    code: text('code'),
    settledTx: hex('settled_tx'),
    settledBlock: number('settled_block'),
    deliveredAt: timestamp('delivered_at', { withTimezone: true }),
    tabbedAt: timestamp('tabbed_at', { withTimezone: true }),
    /** Rounds of co-signing that this line was left out of because another worker was silent. */
    strandedRounds: integer('stranded_rounds').notNull().default(0),
    /** Not before this time goes into a batch again. */
    retryAt: timestamp('retry_at', { withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.ticket, table.share] }),
    uniqueIndex('shares_number').on(table.session, table.seq),
    index('shares_job').on(table.jobId),
    index('shares_operator_state').on(table.operator, table.state),
    index('shares_state').on(table.state),
    index('shares_settled_block').on(table.settledBlock),
  ],
)

/** Challenges to deliver again. A share has at most one that is `waiting`. */
export const redeliveries = pgTable(
  'redeliveries',
  {
    id: hex('id').primaryKey(),
    ticket: hex('ticket').notNull(),
    share: integer('share').notNull(),
    jobId: hex('job_id').notNull(),
    operator: hex('operator').notNull(),
    signed: wire('signed', SignedRedeliver).notNull(),
    state: text('state').$type<'waiting' | 'done' | 'failed'>().notNull(),
    until: number('until').notNull(),
    code: text('code'),
    askedAt: now('asked_at'),
  },
  (table) => [
    index('redeliveries_share').on(table.ticket, table.share),
    uniqueIndex('redeliveries_one_waiting').on(table.ticket, table.share).where(sql`state = 'waiting'`),
    index('redeliveries_operator').on(table.operator, table.state),
  ],
)

export const events = pgTable(
  'events',
  { jobId: hex('job_id').notNull(), n: integer('n').notNull(), event: wire('event', JobEvent).notNull() },
  (table) => [primaryKey({ columns: [table.jobId, table.n] })],
)

export const reservations = pgTable(
  'reservations',
  {
    jobId: hex('job_id').notNull(),
    operator: hex('operator').notNull(),
    images: integer('images').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.operator] }),
    index('reservations_operator').on(table.operator, table.expiresAt),
  ],
)

/** A model as its worker measures it; a part of the worker's hello. */
export interface ServedModel {
  id: number
  classId: string
  stepMs: number
  fixedMs: number
}

/** Connected workers, over all replicas. */
export const presence = pgTable('presence', {
  operator: hex('operator').primaryKey(),
  workerId: hex('worker_id').notNull(),
  replica: text('replica').notNull(),
  certificate: wire('certificate', DailyKeyCertificate).notNull(),
  models: jsonb('models').$type<ServedModel[]>().notNull(),
  tiers: jsonb('tiers').$type<('fast' | 'relaxed')[]>().notNull(),
  capacity: integer('capacity').notNull(),
  /** SHA-256 of the upload token: the table does not give the right to upload. */
  tokenHash: text('token_hash').notNull(),
  online: boolean('online').notNull(),
  /** The stake bonded for it lets it serve, when the chain was last asked. */
  bonded: boolean('bonded').notNull().default(true),
  lastSeen: timestamp('last_seen', { withTimezone: true }).notNull(),
})

/** Measured wall time per step from delivered receipts, an exponential average. */
export const speeds = pgTable(
  'speeds',
  {
    operator: hex('operator').notNull(),
    model: number('model').notNull(),
    stepMs: doublePrecision('step_ms').notNull(),
    samples: integer('samples').notNull(),
  },
  (table) => [primaryKey({ columns: [table.operator, table.model] })],
)

export const manifests = pgTable('manifests', {
  model: number('model').primaryKey(),
  manifest: wire('manifest', ModelManifest).notNull(),
  vocabulary: jsonb('vocabulary').$type<string[]>(),
  documents: wire('documents', ModelDocuments.omit({ vocabulary: true })),
})

export const blobs = pgTable(
  'blobs',
  {
    sha256: hex('sha256').primaryKey(),
    bytes: number('bytes').notNull(),
    operator: hex('operator').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [index('blobs_expiry').on(table.expiresAt)],
)
