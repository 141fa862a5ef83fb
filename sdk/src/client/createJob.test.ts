import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from 'viem'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodePng } from '../node/png.ts'
import { isSignedBy } from '../protocol/signing.ts'
import { hashTab } from '../protocol/typedData.ts'
import { body, collect, type FakeNetwork, fakeNetwork, ofType, order } from './testing/fakeNetwork.ts'
import { drawPixels } from './testing/fakeWorker.ts'

let net: FakeNetwork
beforeEach(async () => {
  net = await fakeNetwork()
})
afterEach(() => net.close())

const jobIdOf = async () => (await net.store.listJobs())[0]?.jobId ?? '0x'

describe('a job', () => {
  it('goes from price to settlement, and every picture is the one of its seed', async () => {
    const updates = await collect(net.connect().createJob({ order, body }))
    const types = updates.map(({ type }) => type)
    expect(types.slice(0, 3)).toEqual(['price', 'reserved', 'ticketed'])
    expect(types.at(-1)).toBe('settled')
    const images = ofType(updates, 'image').sort((a, b) => a.image - b.image)
    expect(images.map(({ image }) => image)).toEqual([0, 1, 2, 3])
    for (const { image, png, sha256: hash } of images) {
      expect((await decodePng(png)).rgb).toEqual(drawPixels(order, 70n + BigInt(image)))
      expect(hash).toBe(bytesToHex(sha256(png)))
      expect(await net.store.getImage(await jobIdOf(), image)).toEqual(png)
    }
    expect(ofType(updates, 'receipt')).toHaveLength(2)
    expect(
      ofType(updates, 'settled')
        .map(({ seq }) => seq)
        .sort(),
    ).toEqual([0, 1])
    expect(ofType(updates, 'fault')).toEqual([])
  })

  it('is paid by a Tab over exactly what was delivered, signed by the render key', async () => {
    await collect(net.connect().createJob({ order, body }))
    const tab = net.relayer.tabs.at(-1)
    expect(tab?.lines.at(-1)).toMatchObject({ images: 2, steps: 8, baseMs: 8_640, amount: 200_000n })
    for (const { session, lines, ratings, signature } of net.relayer.tabs)
      expect(await isSignedBy(session, hashTab(net.domain, lines, ratings), signature)).toBe(true)
  })

  it('stores tickets, keys and tabs before it sends them', async () => {
    const seen: string[] = []
    net.relayer.hooks.before = async (route) => {
      const job = (await net.store.listJobs())[0]
      if (route === 'postTicket') {
        expect(job?.tickets).toHaveLength(1)
        expect(job?.shares.every(({ resultKey }) => resultKey.length === 66)).toBe(true)
        seen.push(route)
      }
      if (route === 'postTab') {
        expect(await net.store.getTab(net.renderKey.address)).toBeDefined()
        expect(job?.shares.some(({ tabbed }) => tabbed)).toBe(true)
        seen.push(route)
      }
    }
    await collect(net.connect().createJob({ order, body }))
    expect(new Set(seen)).toEqual(new Set(['postTicket', 'postTab']))
  })

  it('lets the relayer delete what is stored, and never sends a prompt in clear', async () => {
    const sent: string[] = []
    net.relayer.hooks.before = async (_, posted) => {
      sent.push(JSON.stringify(posted, (_key, value) => (typeof value === 'bigint' ? `${value}` : value)))
    }
    await collect(net.connect().createJob({ order, body: { ...body, prompt: 'XYZZY-marker' } }))
    expect(net.relayer.blobs.size).toBe(0)
    expect(sent.join()).not.toContain('XYZZY')
  })

  it('is done when it is final, and open until then', async () => {
    const client = net.connect()
    await collect(client.createJob({ order, body }))
    expect(await client.openJobs()).toHaveLength(1)
    const jobId = await jobIdOf()
    const rest = collect(client.resume(jobId, { until: 'final' }))
    await new Promise((resolve) => setTimeout(resolve, 50))
    for (const seq of [0, 1]) net.relayer.change(jobId, seq, { state: 'final' })
    expect(ofType(await rest, 'final')).toHaveLength(2)
    expect(await client.openJobs()).toEqual([])
  })
})

describe('before anything is promised, a job is refused', () => {
  const refused = (
    code: string,
    params: Partial<Parameters<ReturnType<FakeNetwork['connect']>['createJob']>[0]> = {},
  ) => expect(collect(net.connect().createJob({ order, body, ...params }))).rejects.toMatchObject({ code })
  const session = () => net.chain.sessions.get(net.renderKey.address) ?? expect.fail('no session')

  it('without a session', async () => {
    net.chain.sessions.clear()
    await refused('session-missing')
  })
  it('with a closing session', async () => {
    session().state = 2
    await refused('session-closing')
  })
  it('with a session of another currency', () =>
    refused('session-currency', { order: { ...order, currency: 'sogni' } }))
  it('with too little money', async () => {
    session().balance = 399_999n
    await refused('session-poor')
  })
  it('with a session that ends before the ticket', async () => {
    session().expiry = net.chain.now() + 3_600
    await refused('session-expired')
  })
  it('above the limit of the person', () => refused('price-above-limit', { maxTotal: 399_999n }))
  it('with the chain away', async () => {
    net.chain.state.away = true
    await refused('chain-unreachable')
  })
  it('and nothing was posted', async () => {
    session().balance = 0n
    await refused('session-poor')
    expect(net.relayer.posts).toEqual([])
    expect(await net.store.listJobs()).toEqual([])
  })
})

describe('workers', () => {
  const operators = (updates: Awaited<ReturnType<typeof collect>>) =>
    ofType(updates, 'reserved')
      .at(-1)
      ?.shares.map(({ operator }) => operator)
  const only = (index: number) => [net.workers[index]?.account.address]
  const row = () => net.chain.workers.get(net.workers[0]?.account.address ?? '0x') ?? expect.fail('no worker')

  it('of the same owner never get the prompt', async () => {
    row().owner = net.owner
    expect(operators(await collect(net.connect().createJob({ order, body })))).toEqual(only(1))
  })
  it('that are jailed never do', async () => {
    row().jailed = true
    expect(operators(await collect(net.connect().createJob({ order, body })))).toEqual(only(1))
  })
  it('with a revoked daily key never do', async () => {
    row().minSeq = 2
    expect(operators(await collect(net.connect().createJob({ order, body })))).toEqual(only(1))
  })
  it('with a retired operator key never do', async () => {
    row().operator = net.owner
    expect(operators(await collect(net.connect().createJob({ order, body })))).toEqual(only(1))
  })
  it('without a licence take no Fast work', async () => {
    row().fast = false
    expect(operators(await collect(net.connect().createJob({ order, body })))).toEqual(only(1))
  })
  it('that the person does not accept never do', async () => {
    const accepts = ({ operator }: { operator: string }) => operator !== net.workers[0]?.account.address
    expect(operators(await collect(net.connect({ accepts }).createJob({ order, body })))).toEqual(only(1))
  })
  it('that the chain does not know are nobody: the job fails', async () => {
    net.chain.workers.clear()
    const updates = await collect(net.connect().createJob({ order, body }))
    expect(updates.at(-1)).toMatchObject({ type: 'failed', error: { code: 'no-workers' } })
    expect(net.relayer.posts).toEqual([])
  })
})
