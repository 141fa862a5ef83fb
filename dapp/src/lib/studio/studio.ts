import type { JobUpdate } from '@supernet/sdk/client'
import { type BaseError, toBaseError } from '@supernet/sdk/errors'
import type { Body, JobId, Order } from '@supernet/sdk/schema'
import { advanceLive, type LiveJob } from './live.ts'

/** The part of the SDK's client that the studio drives. */
export interface Renderer {
  createJob(request: { order: Order; body: Body }): AsyncIterable<JobUpdate>
  resume(jobId: JobId): AsyncIterable<JobUpdate>
  cancel(jobId: JobId, seqs?: readonly number[]): Promise<void>
}

/** A request between the press of the button and its first durable record. */
export interface Pending {
  readonly id: number
  readonly order: Order
  readonly body: Body
  readonly jobId?: JobId
  readonly error?: BaseError
}

export interface StudioState {
  readonly pending: readonly Pending[]
  readonly live: ReadonlyMap<JobId, LiveJob>
}

type Shared = { readonly jobId: JobId; readonly update: JobUpdate }

/**
 * Drives the renders of this device. A job is followed by one tab at a time, under a lock; the others see what it
 * says over a channel, and the next one takes over when it closes.
 */
export class Studio {
  readonly #renderer: Renderer
  readonly #locks: LockManager
  readonly #channel: BroadcastChannel
  readonly #listeners = new Set<() => void>()
  readonly #following = new Set<JobId>()
  readonly #closed = new AbortController()
  #state: StudioState = { pending: [], live: new Map() }
  #nextId = 0

  constructor(renderer: Renderer, locks: LockManager, channel: BroadcastChannel) {
    this.#renderer = renderer
    this.#locks = locks
    this.#channel = channel
    channel.onmessage = ({ data }: MessageEvent<Shared>) => this.#show(data)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): StudioState => this.#state

  /** Starts a render; its tiles are there at once. Failures before the first record stay in `pending`. */
  async start(order: Order, body: Body): Promise<void> {
    const id = this.#nextId++
    this.#set({ pending: [{ id, order, body }, ...this.#state.pending] })
    try {
      const updates = this.#renderer.createJob({ order, body })[Symbol.asyncIterator]()
      const first = await updates.next()
      if (first.done === true || first.value.type !== 'price') return this.dismiss(id)
      const { jobId } = first.value
      this.#setPending(id, { jobId })
      await this.#drive(jobId, updates)
      this.dismiss(id)
    } catch (error) {
      this.#setPending(id, { error: toBaseError(error) })
    }
  }

  /** Picks a job up where it stands. Waits its turn while another tab follows it. */
  async follow(jobId: JobId): Promise<void> {
    if (this.#following.has(jobId)) return
    await this.#drive(jobId).catch((error: unknown) => {
      if (!this.#closed.signal.aborted) throw error
    })
  }

  cancel(jobId: JobId, seqs?: readonly number[]): Promise<void> {
    return this.#renderer.cancel(jobId, seqs)
  }

  dismiss(id: number): void {
    this.#set({ pending: this.#state.pending.filter((pending) => pending.id !== id) })
  }

  close(): void {
    this.#closed.abort()
    this.#channel.close()
    this.#listeners.clear()
  }

  async #drive(jobId: JobId, started?: AsyncIterator<JobUpdate>): Promise<void> {
    this.#following.add(jobId)
    try {
      await this.#locks.request(`supernet:follow:${jobId}`, { signal: this.#closed.signal }, async () => {
        const updates = started ?? this.#renderer.resume(jobId)[Symbol.asyncIterator]()
        for (let next = await updates.next(); next.done !== true; next = await updates.next()) {
          if (this.#closed.signal.aborted) return
          this.#share({ jobId, update: next.value })
        }
      })
    } finally {
      this.#following.delete(jobId)
    }
  }

  #share(shared: Shared): void {
    const { type } = shared.update
    if (type !== 'progress' && type !== 'preview' && type !== 'image') return
    this.#channel.postMessage(shared)
    this.#show(shared)
  }

  #show({ jobId, update }: Shared): void {
    const before = this.#state.live.get(jobId) ?? {}
    const after = advanceLive(before, update)
    if (after !== before) this.#set({ live: new Map(this.#state.live).set(jobId, after) })
  }

  #setPending(id: number, change: Partial<Pending>): void {
    this.#set({
      pending: this.#state.pending.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)),
    })
  }

  #set(change: Partial<StudioState>): void {
    this.#state = { ...this.#state, ...change }
    for (const notify of this.#listeners) notify()
  }
}
