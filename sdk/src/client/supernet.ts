import type { PublicClient } from 'viem'
import type { ChainWorker } from '../actions/getWorker.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { relayerClient } from '../http/relayerClient.ts'
import { openStream } from '../http/stream.ts'
import { ROLL_AT } from '../protocol/numbers.ts'
import type { Signer } from '../protocol/signing.ts'
import { ledgerDomain } from '../protocol/typedData.ts'
import type { Quote } from '../schema/money.ts'
import type { Network } from '../schema/network.ts'
import type { Order } from '../schema/order.ts'
import type { JobId } from '../schema/primitives.ts'
import { cancelJob } from './cancel.ts'
import { chainReads } from './chainReads.ts'
import { chainTime } from './chainTime.ts'
import type { Context, DecodePng } from './context.ts'
import { type CreateJobParameters, planJob, quote } from './createJob.ts'
import { drive } from './drive.ts'
import type { Until } from './jobEnd.ts'
import type { JobRecord } from './jobRecord.ts'
import type { JobStore } from './jobStore.ts'
import { progressOf } from './progress.ts'
import { type Rated, type Rating, rateJob } from './rate.ts'
import { type RedeliveryUpdate, redeliver } from './redeliver.ts'
import { sendTab, signOpenLines } from './tabs.ts'
import type { JobUpdate } from './updates.ts'

export interface SupernetParameters {
  readonly network: Network
  readonly chain: PublicClient
  readonly store: JobStore
  /** Signs tickets, tabs and cancels; the balance of its session is the most it can spend. */
  readonly renderKey: Signer
  /** Keys of further sessions, used when the numbers or the money of the ones before run short. */
  readonly nextKeys?: readonly Signer[]
  /** Taken numbers at which new jobs go to the next session; three quarters of the window by default. */
  readonly rollAt?: number
  readonly decodePng: DecodePng
  /** Whether a worker may see the prompt. Its own, jailed and unregistered workers never do. */
  readonly accepts?: (worker: ChainWorker) => boolean
  /** How long a delivered line waits for a rating. 0 signs at delivery. */
  readonly holdTabMs?: number
  /** Least seconds between ticket and delivery. */
  readonly leastSeconds?: number
  /** Where the relayer is, if not at `network.relayerUrl`. */
  readonly relayerUrl?: string
  readonly fetch?: typeof fetch
  readonly WebSocket?: typeof WebSocket
  /** How far jobs are followed. */
  readonly until?: Until
}

export interface Supernet {
  /** Price from the chain, time from the relayer. Free. */
  quote(order: Order, signal?: AbortSignal): Promise<Quote>
  /** Renders an order. Ends when every line is settled; throws before anything was promised, yields `failed` after. */
  createJob(params: CreateJobParameters): AsyncGenerator<JobUpdate>
  /** Takes a job up from its record, after a reload or a crash at any point. */
  resume(jobId: JobId, options?: { signal?: AbortSignal; until?: Until }): AsyncGenerator<JobUpdate>
  /** Stops a job or some of its shares; completed steps are paid. */
  cancel(jobId: JobId, seqs?: readonly number[]): Promise<void>
  /**
   * Asks the workers once more for pictures of a job that this device lost: all of them, or those in `images`. Ends when
   * they are back or failed. The workers have a day; it can be left and called again.
   */
  redeliver(
    jobId: JobId,
    options?: { images?: readonly number[]; signal?: AbortSignal },
  ): AsyncGenerator<RedeliveryUpdate>
  /** False when the line was signed before: then the rating does not count. */
  rate(jobId: JobId, target: Rated, rating: Rating): Promise<boolean>
  /** Jobs that still have something to follow, oldest first. */
  openJobs(): Promise<JobRecord[]>
  /** Signs and sends every line that waits for a rating: call it when the page hides. */
  closeTabs(): Promise<void>
  /** Ends the stream. Jobs in progress stay as stored. */
  close(): void
}

const LEAST_SECONDS = 60

/** A client of one network with one render key and one store. */
export function createSupernet(params: SupernetParameters): Supernet {
  const relayerUrl = params.relayerUrl ?? params.network.relayerUrl
  const ctx: Context = {
    network: params.network,
    domain: ledgerDomain(params.network.chainId, params.network.contracts.renderLedger),
    store: params.store,
    relayer: relayerClient(relayerUrl, params.fetch),
    stream: openStream(relayerUrl, params.WebSocket),
    reads: chainReads(params.chain, params.network.contracts),
    time: chainTime(params.chain),
    progress: progressOf(),
    keys: [params.renderKey, ...(params.nextKeys ?? [])],
    rollAt: params.rollAt ?? ROLL_AT,
    decodePng: params.decodePng,
    accepts: params.accepts ?? (() => true),
    holdTabMs: params.holdTabMs ?? 0,
    leastSeconds: params.leastSeconds ?? LEAST_SECONDS,
  }
  const until = params.until ?? 'settled'

  const closeTabs = async (): Promise<void> => {
    for (const { address } of ctx.keys) {
      const fresh = await signOpenLines(ctx, address, { force: true })
      if (fresh.length > 0) await sendTab(ctx, address)
    }
  }

  async function* createJob(create: CreateJobParameters): AsyncGenerator<JobUpdate> {
    // The next job ends the wait for ratings of the last one; if that fails, its own driver goes on trying.
    await closeTabs().catch(toBaseError)
    const { job, quoted } = await planJob(ctx, create).catch((error: unknown) => {
      throw toBaseError(error)
    })
    yield { type: 'price', jobId: job.jobId, quote: quoted }
    yield* drive(ctx, job.jobId, { until, signal: create.signal ?? new AbortController().signal })
  }

  return {
    quote: (order, signal) => quote(ctx, order, signal),
    createJob,
    resume: (jobId, options = {}) =>
      drive(ctx, jobId, {
        until: options.until ?? until,
        signal: options.signal ?? new AbortController().signal,
      }),
    cancel: (jobId, seqs) => cancelJob(ctx, jobId, seqs),
    redeliver: (jobId, { images, signal } = {}) =>
      redeliver(ctx, jobId, { images, signal: signal ?? new AbortController().signal }),
    rate: (jobId, target, rating) => rateJob(ctx, jobId, target, rating),
    openJobs: async () => (await ctx.store.listJobs()).filter((job) => !job.done),
    closeTabs,
    close: () => ctx.stream.close(),
  }
}
