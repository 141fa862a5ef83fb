import type { JobUpdate } from '@supernet/sdk/client'
import { type BaseError, toBaseError } from '@supernet/sdk/errors'
import type { Body, JobId, Order } from '@supernet/sdk/schema'
import { advanceLive, type LiveJob } from './live.ts'

export interface RenderRequest {
  readonly order: Order
  readonly body: Body
  /** Most that it may cost, in units of the session's currency: the price that was shown. */
  readonly maxTotal?: bigint
}

/** The part of the SDK's client that the studio drives. It lets one tab at a time drive a job. */
export interface Renderer {
  createJob(request: RenderRequest & { signal: AbortSignal }): AsyncIterable<JobUpdate>
  resume(jobId: JobId, options: { signal: AbortSignal }): AsyncIterable<JobUpdate>
  cancel(jobId: JobId, seqs?: readonly number[]): Promise<void>
}

/** A request between the press of the button and its first durable record. */
export interface Pending {
  readonly id: number
  readonly request: RenderRequest
  readonly jobId?: JobId
  readonly error?: BaseError
}

export interface StudioState {
  readonly pending: readonly Pending[]
  readonly live: ReadonlyMap<JobId, LiveJob>
}

const RETRY_MS = 3_000
/** Steps come faster than anybody sees: listeners hear of live tiles this often at most. */
const SHOW_MS = 100

type Shared = { readonly jobId: JobId; readonly update: JobUpdate }

/**
 * The renders of this device. The tab that drives a job tells the others over a channel what it hears; they wait in
 * line to take over when it closes.
 */
export class Studio {
  readonly #renderer: Renderer
  readonly #channel: BroadcastChannel
  readonly #listeners = new Set<() => void>()
  readonly #following = new Set<JobId>()
  readonly #closed = new AbortController()
  #state: StudioState = { pending: [], live: new Map() }
  #nextId = 0
  #showing: ReturnType<typeof setTimeout> | undefined

  constructor(renderer: Renderer, channel: BroadcastChannel) {
    this.#renderer = renderer
    this.#channel = channel
    channel.onmessage = ({ data }: MessageEvent<Shared>) => this.#show(data)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): StudioState => this.#state

  /** Starts a render; its tiles are there at once. Failures before the first record stay in `pending`. */
  async start(request: RenderRequest): Promise<void> {
    const id = this.#nextId++
    this.#set({ pending: [{ id, request }, ...this.#state.pending] })
    let jobId: JobId | undefined
    try {
      for await (const update of this.#renderer.createJob({ ...request, signal: this.#closed.signal })) {
        if (update.type === 'price') {
          jobId = update.jobId
          this.#following.add(jobId)
          this.#setPending(id, { jobId })
        } else if (jobId !== undefined) this.#share({ jobId, update })
      }
      this.dismiss(id)
    } catch (error) {
      this.#setPending(id, { error: toBaseError(error) })
    } finally {
      if (jobId !== undefined) this.#following.delete(jobId)
    }
  }

  /**
   * Picks a job up where it stands, and again after a failure that may pass. Waits its turn while another tab
   * drives it.
   */
  async follow(jobId: JobId): Promise<void> {
    if (this.#following.has(jobId)) return
    let again = true
    while (again && !this.#closed.signal.aborted) {
      again = await this.#resume(jobId).then(
        () => false,
        (error: unknown) => toBaseError(error).retryable,
      )
      if (again) await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }

  cancel(jobId: JobId, seqs?: readonly number[]): Promise<void> {
    return this.#renderer.cancel(jobId, seqs)
  }

  dismiss(id: number): void {
    this.#set({ pending: this.#state.pending.filter((pending) => pending.id !== id) })
  }

  close(): void {
    this.#closed.abort()
    clearTimeout(this.#showing)
    this.#channel.close()
    this.#listeners.clear()
  }

  async #resume(jobId: JobId): Promise<void> {
    this.#following.add(jobId)
    try {
      const { signal } = this.#closed
      for await (const update of this.#renderer.resume(jobId, { signal })) this.#share({ jobId, update })
    } finally {
      this.#following.delete(jobId)
    }
  }

  #share(shared: Shared): void {
    if (this.#closed.signal.aborted) return
    const { type } = shared.update
    if (type !== 'progress' && type !== 'preview' && type !== 'image') return
    this.#channel.postMessage(shared)
    this.#show(shared)
  }

  #show({ jobId, update }: Shared): void {
    const before = this.#state.live.get(jobId) ?? {}
    const after = advanceLive(before, update)
    if (after === before) return
    this.#state = { ...this.#state, live: new Map(this.#state.live).set(jobId, after) }
    this.#showing ??= setTimeout(() => {
      this.#showing = undefined
      this.#notify()
    }, SHOW_MS)
  }

  #setPending(id: number, change: Partial<Pending>): void {
    const pending = this.#state.pending.map((entry) => (entry.id === id ? { ...entry, ...change } : entry))
    this.#set({ pending })
  }

  #set(change: Partial<StudioState>): void {
    this.#state = { ...this.#state, ...change }
    this.#notify()
  }

  #notify(): void {
    for (const notify of this.#listeners) notify()
  }
}
