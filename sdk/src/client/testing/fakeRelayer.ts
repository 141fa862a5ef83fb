import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Address, Hex } from 'viem'
import { WebSocketServer } from 'ws'
import type { z } from 'zod'
import { BaseError } from '../../errors/base.ts'
import { toBaseError } from '../../errors/toBaseError.ts'
import { priceOrder } from '../../protocol/pricing.ts'
import { type Domain, hashRedeliver, hashTicket } from '../../protocol/typedData.ts'
import { api } from '../../schema/api.ts'
import { FromClient, ToClient } from '../../schema/client.ts'
import type { JobEvent, JobView, PostTicket, RedeliveryView, ShareView } from '../../schema/job.ts'
import { Order } from '../../schema/order.ts'
import type { SignedRedeliver, SignedTab } from '../../schema/typed.ts'
import type { Delivery, FakeWorker, Offer } from './fakeWorker.ts'

type Json = Record<string, never>

const priceOf = (order: Order) =>
  priceOrder(
    {
      fixedMs: 0,
      stepMicro: 0,
      minMs: 4_320,
      maxSteps: 100,
      maxCount: 512,
      pixels: [{ pixels: order.width * order.height, bps: 10_000 }],
    },
    order,
    10n ** 16n,
  )

/** Keeps jobs as a relayer does, settles by word of the test, and lets the test see and spoil every request. */
export async function fakeRelayer(domain: Domain, workers: readonly FakeWorker[]) {
  const jobs = new Map<Hex, JobView>()
  const events = new Map<Hex, JobEvent[]>()
  const blobs = new Map<Hex, Uint8Array>()
  /** What the workers' journals keep. */
  const journal = new Map<Hex, Uint8Array>()
  const redeliveries = new Map<Hex, RedeliveryView>()
  const watchers = new Map<Hex, Set<(event: JobEvent) => void>>()
  const hooks = {
    /** Called before a request is served; throws to spoil it. */
    before: async (_route: string, _body: unknown): Promise<void> => {},
    after: async (_route: string, _body: unknown): Promise<void> => {},
    onOffer: async (_offer: Offer, _worker: FakeWorker): Promise<void> => {},
    onCancel: async (_share: ShareView): Promise<void> => {},
    onRedeliver: async (view: RedeliveryView): Promise<void> => deliverAgain(view.id),
    reserveFrom: (exclude: readonly Address[]): readonly FakeWorker[] =>
      workers.filter(({ account }) => !exclude.includes(account.address)),
  }
  const tabs: SignedTab[] = []
  const posts: PostTicket[] = []

  const jobOf = (jobId: Hex): JobView => {
    const job = jobs.get(jobId)
    if (job === undefined) throw new BaseError('job-unknown', { details: { jobId } })
    return job
  }
  const emit = (jobId: Hex, event: JobEvent) => {
    events.get(jobId)?.push(event)
    for (const watch of watchers.get(jobId) ?? []) watch(event)
  }
  const change = (jobId: Hex, seq: number, values: Partial<ShareView>): ShareView => {
    const job = jobOf(jobId)
    const found = job.shares.findLast((share) => share.seq === seq)
    if (found === undefined) throw new BaseError('share-unknown')
    Object.assign(found, values)
    job.lastEvent += 1
    emit(jobId, { type: 'share', n: job.lastEvent, share: structuredClone(found) })
    return found
  }
  const deliver = (
    jobId: Hex,
    seq: number,
    { signed, blobs: made }: Delivery,
    state?: ShareView['state'],
  ) => {
    const known = jobOf(jobId).shares.findLast((share) => share.seq === seq)?.blobs ?? []
    const fresh = made.filter(({ image }) => !known.some((blob) => blob.image === image))
    for (const { sha256, sealed } of fresh) {
      blobs.set(sha256, sealed)
      journal.set(sha256, sealed)
    }
    change(jobId, seq, {
      receipt: signed,
      blobs: [...known, ...fresh.map(({ sealed: _, ...blob }) => blob)],
      state: state ?? (signed.receipt.last ? 'delivered' : 'rendering'),
    })
  }

  /** The worker of a challenge uploads the share again, or says why not. */
  const deliverAgain = (id: Hex, code?: string) => {
    const view = redeliveries.get(id)
    if (view === undefined) throw new BaseError('redelivery-unknown')
    const share = [...jobs.entries()].flatMap(([jobId, job]) =>
      job.shares.flatMap((found) =>
        found.ticket === view.ticket && found.share === view.share ? [{ jobId, found }] : [],
      ),
    )[0]
    if (share === undefined) throw new BaseError('share-unknown')
    redeliveries.set(id, code === undefined ? { ...view, state: 'done' } : { ...view, state: 'failed', code })
    if (code === undefined)
      for (const { sha256 } of share.found.blobs) blobs.set(sha256, journal.get(sha256) ?? new Uint8Array())
    change(share.jobId, share.found.seq, {})
  }

  const takeTicket = async (post: PostTicket): Promise<JobView> => {
    const { ticket, session } = post.signed
    const digest = hashTicket(domain, ticket)
    posts.push(post)
    const job: JobView = jobs.get(ticket.jobId) ?? {
      jobId: ticket.jobId,
      session,
      order: post.order,
      createdAt: 0,
      lastEvent: 0,
      cancelled: false,
      shares: [],
    }
    if (job.shares.some((share) => share.ticket === digest)) return job
    jobs.set(ticket.jobId, job)
    if (!events.has(ticket.jobId)) events.set(ticket.jobId, [])
    for (const [share, posted] of post.shares.entries()) {
      const promised = ticket.shares[share]
      const worker = workers.find(({ account }) => account.address === promised?.operator)
      if (promised === undefined || worker === undefined) throw new BaseError('ticket-mismatch')
      job.shares.push({
        seq: ticket.seq + share,
        ticket: digest,
        share,
        attempt: posted.attempt,
        operator: promised.operator,
        workerId: worker.workerId,
        firstImage: posted.firstImage,
        images: promised.images,
        state: 'ticketed',
        deliverBy: ticket.deliverBy,
        redeemBy: ticket.redeemBy,
        blobs: [],
      })
      const offer = { order: post.order, signed: post.signed, digest, share, posted }
      setTimeout(() => void hooks.onOffer(offer, worker), 1)
    }
    return job
  }

  const routes: Record<string, (body: unknown, path: string[]) => unknown> = {
    postQuote: (body) => {
      const price = priceOf(Order.parse((body as { order: Json }).order))
      return { price, etaSeconds: 0.1, parallel: 2, possible: true }
    },
    postReservation: (body) => {
      const request = body as z.output<typeof api.postReservation.body>
      const range = request.images ?? { first: 0, count: request.order.count }
      const free = hooks.reserveFrom(request.exclude ?? []).slice(0, range.count)
      if (free.length === 0) throw new BaseError('no-workers')
      const each = Math.ceil(range.count / free.length)
      const shares = free.flatMap((worker, i) => {
        const first = range.first + i * each
        const images = Math.min(each, range.first + range.count - first)
        const { account, workerId, certificate } = worker
        return images < 1
          ? []
          : [{ operator: account.address, workerId, certificate, images, firstImage: first, load: 0 }]
      })
      return {
        expiresAt: 0,
        price: priceOf(request.order),
        shares,
      }
    },
    postTicket: (body) => takeTicket(body as PostTicket),
    getJob: (_, [jobId]) => jobOf(jobId as Hex),
    postCancel: async (body, [jobId]) => {
      const job = jobOf(jobId as Hex)
      const { cancels } = body as z.output<typeof api.postCancel.body>
      for (const { cancel } of cancels) {
        const share = job.shares.find(
          (found) => found.ticket === cancel.ticket && found.share === cancel.share,
        )
        if (share !== undefined) await hooks.onCancel(share)
      }
      return Object.assign(job, { cancelled: true })
    },
    postAcknowledgement: (body) => {
      for (const sha256 of (body as { blobs: Hex[] }).blobs) blobs.delete(sha256)
      return { ok: true }
    },
    postRedelivery: (body) => {
      const { redeliver } = body as SignedRedeliver
      const id = hashRedeliver(domain, redeliver)
      const known = redeliveries.get(id)
      if (known !== undefined) return known
      const { ticket, share, at } = redeliver
      const view: RedeliveryView = { id, ticket, share, state: 'waiting', until: at + 86_400 }
      redeliveries.set(id, view)
      setTimeout(() => void hooks.onRedeliver(view), 1)
      return view
    },
    getRedelivery: (_, [id]) => redeliveries.get(id as Hex),
    postTab: (body) => {
      const tab = body as SignedTab
      tabs.push(tab)
      for (const { seq } of tab.lines)
        for (const job of jobs.values()) {
          const share = job.shares.findLast((found) => found.seq === seq && job.session === tab.session)
          if (share?.state === 'delivered' || share?.state === 'cancelled')
            change(job.jobId, seq, { state: 'tabbed' })
        }
      return { ok: true }
    },
  }

  const read = async (request: IncomingMessage): Promise<unknown> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString())
  }

  const serve = async (request: IncomingMessage): Promise<Uint8Array | string> => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const blob = /^\/v1\/blobs\/(0x\w+)$/.exec(path)?.[1] as Hex | undefined
    if (blob !== undefined) {
      await hooks.before('getBlob', blob)
      const bytes = blobs.get(blob)
      if (bytes === undefined) throw new BaseError('blob-missing')
      return bytes
    }
    for (const [name, route] of Object.entries(api)) {
      const match = new RegExp(`^${route.path.replace(/:\w+/g, '([^/]+)')}$`).exec(path)
      if (match === null || request.method?.toLowerCase() !== route.method) continue
      const json = await read(request)
      const body = 'body' in route ? route.body.parse(json) : undefined
      await hooks.before(name, body)
      const answer = await routes[name]?.(body, match.slice(1))
      await hooks.after(name, body)
      return JSON.stringify((route.response as z.ZodType).encode(answer))
    }
    throw new BaseError('not-found', { details: { path } })
  }

  const server = createServer((request, response) => {
    serve(request).then(
      (answer) => response.end(answer),
      (thrown: unknown) => {
        const { code, shortMessage: message, details } = toBaseError(thrown)
        response.statusCode = 400
        if (thrown === DROP) response.destroy()
        else response.end(JSON.stringify({ error: { code, message, details, requestId: 'r' } }))
      },
    )
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    const send = (message: ToClient) => socket.send(JSON.stringify(ToClient.encode(message)))
    socket.on('message', (data) => {
      const message = FromClient.parse(JSON.parse(String(data)))
      if (message.type === 'unsubscribe') return
      const { jobId, after } = message
      const job = jobs.get(jobId)
      if (job === undefined) return send({ type: 'error', code: 'job-unknown', message: 'unknown', jobId })
      send({ type: 'job', job })
      for (const event of events.get(jobId) ?? [])
        if ('n' in event && event.n > after) send({ type: 'event', jobId, event })
      const watch = (event: JobEvent) => send({ type: 'event', jobId, event })
      const set = watchers.get(jobId) ?? new Set()
      watchers.set(jobId, set.add(watch))
      socket.on('close', () => set.delete(watch))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    jobs,
    blobs,
    tabs,
    posts,
    redeliveries,
    hooks,
    change,
    deliverAgain,
    deliver,
    emit,
    /** Cuts every stream, as a network does. */
    cut: () => {
      for (const socket of sockets.clients) socket.terminate()
    },
    /** Forgets everything, as a relayer with a lost disk does. */
    forget: () => {
      jobs.clear()
      events.clear()
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Thrown by a hook: the connection breaks instead of an answer. */
export const DROP = new Error('dropped')

export type FakeRelayer = Awaited<ReturnType<typeof fakeRelayer>>
