import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BaseError } from '../errors/base.ts'
import { pause } from './pause.ts'
import { body, collect, type FakeNetwork, fakeNetwork, ofType, order } from './testing/fakeNetwork.ts'
import { DROP } from './testing/fakeRelayer.ts'
import type { Offer } from './testing/fakeWorker.ts'

let net: FakeNetwork
beforeEach(async () => {
  net = await fakeNetwork()
})
afterEach(() => net.close())

const forever = new AbortController().signal
const imagesOf = (offer: Offer) => offer.signed.ticket.shares[offer.share]?.images ?? 0
const seqOf = (offer: Offer) => offer.signed.ticket.seq + offer.share

/** The first worker does `wrong`, everybody else what is right. */
function spoilFirst(wrong: FakeNetwork['relayer']['hooks']['onOffer']) {
  const right = net.relayer.hooks.onOffer
  net.relayer.hooks.onOffer = (offer, worker) =>
    worker === net.workers[0] ? wrong(offer, worker) : right(offer, worker)
}

const images = (updates: Awaited<ReturnType<typeof collect>>) =>
  ofType(updates, 'image')
    .map(({ image }) => image)
    .sort()

describe('a worker that', () => {
  it('is silent past its deadline is replaced: fresh number, next attempt, other worker', async () => {
    spoilFirst(async () => {})
    const updates = await collect(net.connect({ leastSeconds: 1 }).createJob({ order, body }))
    expect(images(updates)).toEqual([0, 1, 2, 3])
    expect(ofType(updates, 'fault')).toMatchObject([{ seq: 0, error: { code: 'worker-silent' } }])
    const [, again] = net.relayer.posts
    expect(again?.signed.ticket).toMatchObject({
      seq: 2,
      shares: [{ operator: net.workers[1]?.account.address }],
    })
    expect(again?.shares).toMatchObject([{ firstImage: 0, attempt: 1, replaces: 0 }])
    expect(net.relayer.tabs.flatMap(({ lines }) => lines.map(({ seq }) => seq))).not.toContain(0)
  })

  it('refuses is replaced at once', async () => {
    spoilFirst(async (offer) => {
      net.relayer.change(offer.signed.ticket.jobId, seqOf(offer), {
        state: 'needsClient',
        code: 'capacity-full',
      })
    })
    const updates = await collect(net.connect().createJob({ order, body }))
    expect(images(updates)).toEqual([0, 1, 2, 3])
    expect(ofType(updates, 'fault')).toMatchObject([{ error: { code: 'capacity-full' } }])
  })

  it('is only said to be silent by the relayer keeps its time', async () => {
    spoilFirst(async (offer, worker) => {
      const { jobId } = offer.signed.ticket
      net.relayer.change(jobId, seqOf(offer), { state: 'needsClient', code: 'receipt-late' })
      await pause(100, forever)
      net.relayer.deliver(jobId, seqOf(offer), await worker.render(offer, { images: 2, last: true }))
    })
    const updates = await collect(net.connect().createJob({ order, body }))
    expect(ofType(updates, 'fault')).toEqual([])
    expect(net.relayer.posts).toHaveLength(1)
  })

  it('gives half back is paid for half, and the rest is made elsewhere', async () => {
    spoilFirst(async (offer, worker) => {
      net.relayer.deliver(
        offer.signed.ticket.jobId,
        seqOf(offer),
        await worker.render(offer, { images: 1, last: true }),
      )
    })
    const updates = await collect(net.connect().createJob({ order, body }))
    expect(images(updates)).toEqual([0, 1, 2, 3])
    expect(ofType(updates, 'receipt').map(({ line }) => line.images)).toEqual(
      expect.arrayContaining([1, 2, 1]),
    )
    expect(net.relayer.posts[1]?.shares).toMatchObject([{ firstImage: 1, replaces: 0, attempt: 1 }])
    expect(ofType(updates, 'settled')).toHaveLength(3)
  })

  it('gives everything back with a last receipt over nothing is not paid', async () => {
    spoilFirst(async (offer, worker) => {
      const delivery = await worker.render(offer, { images: 0, last: true })
      net.relayer.deliver(offer.signed.ticket.jobId, seqOf(offer), delivery, 'needsClient')
    })
    const updates = await collect(net.connect().createJob({ order, body }))
    expect(ofType(updates, 'fault')).toMatchObject([{ seq: 0, error: { code: 'worker-released' } }])
    expect(net.relayer.tabs.flatMap(({ lines }) => lines.map(({ seq }) => seq))).not.toContain(0)
  })

  it.each([
    ['receipt-root', { resultRoot: `0x${'77'.repeat(32)}` as const }],
    ['receipt-excess', { steps: 9 }],
    ['receipt-mismatch', { steps: 7 }],
    ['receipt-mismatch', { paramsCommit: `0x${'77'.repeat(32)}` as const }],
    ['receipt-late', { completedAt: 4_000_000_000 }],
    ['receipt-excess', { images: 3, steps: 12 }],
  ])('signs a receipt with %s is not paid, and its pictures are made elsewhere', async (code, change) => {
    spoilFirst(async (offer, worker) => {
      net.relayer.deliver(
        offer.signed.ticket.jobId,
        seqOf(offer),
        await worker.render(offer, { images: imagesOf(offer), last: true, change }),
      )
    })
    const updates = await collect(net.connect().createJob({ order, body }))
    expect(ofType(updates, 'fault')).toMatchObject([{ seq: 0, error: { code } }])
    expect(images(updates)).toEqual([0, 1, 2, 3])
    expect(net.relayer.tabs.flatMap(({ lines }) => lines.map(({ seq }) => seq))).not.toContain(0)
  })

  it('has its receipt signed by another key is not paid', async () => {
    spoilFirst(async (offer, worker) => {
      const delivery = await worker.render(offer, { images: 2, last: true })
      const forged = await net.workers[1]?.render(offer, { images: 2, last: true }).catch(() => undefined)
      expect(forged).toBeUndefined()
      const signature = `0x${'12'.repeat(64)}1b` as const
      net.relayer.deliver(offer.signed.ticket.jobId, seqOf(offer), {
        ...delivery,
        signed: { ...delivery.signed, signature },
      })
    })
    const updates = await collect(net.connect().createJob({ order, body }))
    expect(ofType(updates, 'fault')).toMatchObject([{ error: { code: 'receipt-signature' } }])
  })

  it('always fails ends the job with what there is', async () => {
    net.relayer.hooks.onOffer = async (offer) => {
      net.relayer.change(offer.signed.ticket.jobId, seqOf(offer), {
        state: 'needsClient',
        code: 'render-failed',
      })
    }
    const updates = await collect(net.connect().createJob({ order, body }))
    expect(ofType(updates, 'failed')).toMatchObject([{ error: { code: 'attempts-exhausted' } }])
  })
})

describe('the connection', () => {
  it('may break at any request: the same bytes are sent again', async () => {
    const broken = new Set<string>()
    net.relayer.hooks.before = async (route) => {
      if (route === 'postQuote' || broken.has(route)) return
      broken.add(route)
      throw DROP
    }
    const updates = await collect(net.connect().createJob({ order, body }))
    expect(images(updates)).toEqual([0, 1, 2, 3])
    expect([...broken]).toEqual(
      expect.arrayContaining(['postReservation', 'postTicket', 'getJob', 'getBlob', 'postTab']),
    )
    expect(net.relayer.posts).toHaveLength(1)
  })

  it('may break after any answer was made: nothing is done twice', async () => {
    const broken = new Set<string>()
    const settleAfter = net.relayer.hooks.after
    net.relayer.hooks.after = async (route, posted) => {
      await settleAfter(route, posted)
      if (route === 'postQuote' || broken.has(route)) return
      broken.add(route)
      throw DROP
    }
    const updates = await collect(net.connect().createJob({ order, body }))
    expect(images(updates)).toEqual([0, 1, 2, 3])
    expect(new Set(net.relayer.posts.map(({ signed }) => signed.signature)).size).toBe(1)
    expect(ofType(updates, 'settled')).toHaveLength(2)
  })

  it('of the stream may break again and again', async () => {
    const right = net.relayer.hooks.onOffer
    net.relayer.hooks.onOffer = async (offer, worker) => {
      net.relayer.cut()
      await pause(30, forever)
      await right(offer, worker)
      net.relayer.cut()
    }
    expect(images(await collect(net.connect().createJob({ order, body })))).toEqual([0, 1, 2, 3])
  })

  it('may lead to a relayer that lost the job: it is handed in again', async () => {
    const right = net.relayer.hooks.onOffer
    let offers = 0
    net.relayer.hooks.onOffer = async (offer, worker) => {
      offers += 1
      if (offers <= 2) {
        if (offers === 2) {
          net.relayer.forget()
          net.relayer.cut()
        }
        return
      }
      await right(offer, worker)
    }
    const updates = await collect(net.connect().createJob({ order, body }))
    expect(images(updates)).toEqual([0, 1, 2, 3])
    expect(new Set(net.relayer.posts.map(({ signed }) => signed.signature)).size).toBe(1)
  })
})

describe('a refusal of the ticket', () => {
  const refuseOnce = (code: string, times = 1) => {
    let left = times
    net.relayer.hooks.before = async (route) => {
      if (route === 'postTicket' && left-- > 0) throw new BaseError(code)
    }
  }

  it('that another reservation mends is mended, with fresh numbers', async () => {
    refuseOnce('reservation-expired')
    const updates = await collect(net.connect().createJob({ order, body }))
    expect(images(updates)).toEqual([0, 1, 2, 3])
    expect(net.relayer.posts[0]?.signed.ticket.seq).toBe(2)
  })

  it('that is the order’s own fault ends the job', async () => {
    refuseOnce('price-too-low', 99)
    const updates = await collect(net.connect().createJob({ order, body }))
    expect(updates.at(-1)).toMatchObject({ type: 'failed', error: { code: 'price-too-low' } })
    expect((await net.store.listJobs())[0]).toMatchObject({ failed: 'price-too-low', done: true })
  })
})

it('takes a line back as open after a re-org, and settles it again', async () => {
  let jobId: `0x${string}` = '0x'
  net.relayer.hooks.after = async (route, posted) => {
    if (route !== 'postTab') return
    jobId = (await net.store.listJobs())[0]?.jobId ?? '0x'
    setTimeout(() => net.settle(posted as never), 5)
  }
  const client = net.connect({ until: 'final' })
  const seen: string[] = []
  for await (const update of client.createJob({ order: { ...order, count: 1 }, body })) {
    seen.push(update.type)
    if (update.type !== 'settled') continue
    if (seen.filter((type) => type === 'settled').length === 1) {
      net.relayer.change(jobId, 0, { state: 'tabbed', settledTx: undefined })
      setTimeout(
        () => net.relayer.change(jobId, 0, { state: 'settled', settledTx: `0x${'cd'.repeat(32)}` }),
        20,
      )
    } else net.relayer.change(jobId, 0, { state: 'final' })
  }
  expect(seen.filter((type) => type === 'settled')).toHaveLength(2)
  expect(seen.at(-1)).toBe('final')
})
