import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isSignedBy } from '../protocol/signing.ts'
import { hashRedeliver } from '../protocol/typedData.ts'
import type { JobStore } from './jobStore.ts'
import type { RedeliveryUpdate } from './redeliver.ts'
import { body, collect, type FakeNetwork, fakeNetwork, ofType, order } from './testing/fakeNetwork.ts'
import { DROP } from './testing/fakeRelayer.ts'

let net: FakeNetwork
beforeEach(async () => {
  net = await fakeNetwork()
})
afterEach(() => net.close())

const drain = async (updates: AsyncIterable<RedeliveryUpdate>) => {
  const all: RedeliveryUpdate[] = []
  for await (const update of updates) all.push(update)
  return all
}
const imagesIn = (updates: readonly RedeliveryUpdate[]) =>
  updates.flatMap((update) => (update.type === 'image' ? [update.image] : [])).sort()
const faultsIn = (updates: readonly RedeliveryUpdate[]) =>
  updates.flatMap((update) => (update.type === 'fault' ? [update.error.code] : []))

describe('redeliver', () => {
  /** A store that has forgotten some pictures, as a browser does that needs room. */
  const losing = (images: readonly number[]): JobStore => {
    const back = new Set<number>()
    return {
      ...net.store,
      getImage: async (jobId, image) =>
        images.includes(image) && !back.has(image) ? undefined : net.store.getImage(jobId, image),
      putImage: async (jobId, image, png) => {
        back.add(image)
        await net.store.putImage(jobId, image, png)
      },
    }
  }

  const rendered = async () => {
    const updates = await collect(net.connect().createJob({ order, body }))
    const [job] = await net.store.listJobs()
    return { jobId: job?.jobId ?? '0x', pictures: ofType(updates, 'image') }
  }

  it('brings back what the device lost, the same bytes, by a challenge that the render key signed', async () => {
    const { jobId, pictures } = await rendered()
    const posted: Parameters<typeof hashRedeliver>[1][] = []
    net.relayer.hooks.before = async (route, sent) => {
      if (route !== 'postRedelivery') return
      const { redeliver, signature } = sent as {
        redeliver: (typeof posted)[number]
        signature: `0x${string}`
      }
      const digest = hashRedeliver(net.domain, redeliver)
      expect(await isSignedBy(net.renderKey.address, digest, signature)).toBe(true)
      posted.push(redeliver)
    }
    const store = losing([1, 2])
    const updates = await drain(net.connect({ store }).redeliver(jobId))
    expect(imagesIn(updates)).toEqual([1, 2])
    for (const { image, png } of pictures) expect(await store.getImage(jobId, image)).toEqual(png)
    // Pictures 0 and 1 are one share, 2 and 3 the other.
    expect(posted).toHaveLength(2)
    expect(net.relayer.blobs.size).toBeLessThanOrEqual(2)
    expect((await net.store.getJob(jobId))?.shares.every(({ redelivery }) => redelivery === undefined)).toBe(
      true,
    )
    expect(await drain(net.connect({ store }).redeliver(jobId))).toEqual([])
  })

  it('goes on with the same challenge after it was left, and after the connection broke', async () => {
    const { jobId } = await rendered()
    net.relayer.hooks.onRedeliver = async () => {}
    const store = losing([0])
    const abort = new AbortController()
    const left = net.connect({ store }).redeliver(jobId, { signal: abort.signal })
    expect((await left.next()).value).toMatchObject({ type: 'asked', seq: 0 })
    abort.abort()
    await expect(left.next()).rejects.toMatchObject({ code: 'aborted' })

    let broken = false
    net.relayer.hooks.before = async (route) => {
      if (route !== 'getRedelivery' || broken) return
      broken = true
      const [id] = net.relayer.redeliveries.keys()
      if (id !== undefined) net.relayer.deliverAgain(id)
      throw DROP
    }
    expect(imagesIn(await drain(net.connect({ store }).redeliver(jobId)))).toEqual([0])
    expect(net.relayer.redeliveries.size).toBe(1)
  })

  it('brings back only what it is asked for, held against the whole receipt', async () => {
    const { jobId } = await rendered()
    const store = losing([0, 1])
    expect(imagesIn(await drain(net.connect({ store }).redeliver(jobId, { images: [1, 3] })))).toEqual([1])
    expect(await store.getImage(jobId, 0)).toBeUndefined()
  })

  it('passes the worker’s reason on, and asks anew the next time', async () => {
    const { jobId } = await rendered()
    const right = net.relayer.hooks.onRedeliver
    net.relayer.hooks.onRedeliver = async ({ id }) => net.relayer.deliverAgain(id, 'result-lost')
    const store = losing([0])
    expect(faultsIn(await drain(net.connect({ store }).redeliver(jobId)))).toEqual(['result-lost'])
    net.relayer.hooks.onRedeliver = right
    expect(imagesIn(await drain(net.connect({ store }).redeliver(jobId)))).toEqual([0])
  })

  it('takes nothing that the receipt does not vouch for', async () => {
    const { jobId } = await rendered()
    const store = losing([0])
    net.relayer.hooks.onRedeliver = async ({ id }) => {
      net.relayer.deliverAgain(id)
      for (const name of net.relayer.blobs.keys()) net.relayer.blobs.set(name, Uint8Array.of(1, 2, 3))
    }
    expect(faultsIn(await drain(net.connect({ store }).redeliver(jobId)))).toEqual(['blob-hash'])
    expect(await store.getImage(jobId, 0)).toBeUndefined()
  })
})

describe('a job whose delivered pictures are gone before they were opened', () => {
  /** The first blob of the first delivery is lost on the relayer's disk. */
  const loseOnce = () => {
    let lost = false
    net.relayer.hooks.before = async (route, sha256) => {
      if (route !== 'getBlob' || lost) return
      lost = true
      net.relayer.blobs.delete(sha256 as `0x${string}`)
    }
  }
  const single = { ...order, count: 1 }

  it('asks the worker again by itself and is paid once', async () => {
    loseOnce()
    const updates = await collect(net.connect().createJob({ order: single, body }))
    expect(ofType(updates, 'image')).toHaveLength(1)
    expect(ofType(updates, 'fault')).toEqual([])
    expect(net.relayer.posts).toHaveLength(1)
    expect(ofType(updates, 'settled')).toHaveLength(1)
  })

  it('has them made elsewhere when the worker lost them too', async () => {
    loseOnce()
    net.relayer.hooks.onRedeliver = async ({ id }) => net.relayer.deliverAgain(id, 'result-lost')
    const updates = await collect(net.connect().createJob({ order: single, body }))
    expect(ofType(updates, 'fault')).toMatchObject([{ error: { code: 'result-lost' } }])
    expect(ofType(updates, 'image')).toHaveLength(1)
    expect(net.relayer.posts).toHaveLength(2)
  })
})
