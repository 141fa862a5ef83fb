import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Line, SignedTab } from '../schema/typed.ts'
import { pause } from './pause.ts'
import { body, collect, type FakeNetwork, fakeNetwork, ofType, order } from './testing/fakeNetwork.ts'
import type { JobUpdate } from './updates.ts'

let net: FakeNetwork
beforeEach(async () => {
  net = await fakeNetwork()
})
afterEach(() => net.close())

const forever = new AbortController().signal
const single = { ...order, count: 1 }

/** Runs a job aside and tells what it has yielded so far. */
function follow(updates: AsyncIterable<JobUpdate>) {
  const seen: JobUpdate[] = []
  const done = (async () => {
    for await (const update of updates) seen.push(update)
  })()
  const until = async (type: JobUpdate['type']) => {
    while (!seen.some((update) => update.type === type)) await pause(5, forever)
  }
  return { seen, done, until }
}

const jobIdOf = async () => (await net.store.listJobs())[0]?.jobId ?? '0x'

describe('a held line', () => {
  it('waits for a rating, which goes along', async () => {
    const client = net.connect({ holdTabMs: 2_000 })
    const job = follow(client.createJob({ order: single, body }))
    await job.until('receipt')
    expect(await client.rate(await jobIdOf(), { image: 0 }, 'good')).toBe(true)
    expect(net.relayer.tabs).toEqual([])
    await job.done
    expect(net.relayer.tabs.map(({ ratings }) => ratings)).toEqual(['0x02'])
  })

  it('is signed when the page hides; later ratings do not count', async () => {
    const client = net.connect({ holdTabMs: 60_000 })
    const job = follow(client.createJob({ order: single, body }))
    await job.until('receipt')
    await client.closeTabs()
    expect(net.relayer.tabs.map(({ ratings }) => ratings)).toEqual(['0x00'])
    expect(await client.rate(await jobIdOf(), { seq: 0 }, 'bad')).toBe(false)
    await job.done
  })

  it('is signed when the next job starts, under one Tab with what is still open', async () => {
    net.relayer.hooks.after = async () => {}
    const client = net.connect({ holdTabMs: 60_000 })
    const first = follow(client.createJob({ order: single, body }))
    await first.until('receipt')
    const second = follow(client.createJob({ order: single, body }))
    await second.until('receipt')
    await client.closeTabs()
    const sent = net.relayer.tabs.map(({ lines }) => lines.map(({ seq }) => seq).join())
    expect([...new Set(sent)]).toEqual(['0', '0,1'])
    for (const tab of net.relayer.tabs) net.settle(tab)
    await Promise.all([first.done, second.done])
  })
})

describe('a Tab', () => {
  it('leaves out lines that the chain has settled by another way', async () => {
    net.relayer.hooks.after = async () => {}
    const client = net.connect()
    const first = follow(client.createJob({ order: single, body }))
    await first.until('tabbed')
    net.chain.useNumber(net.renderKey.address, 0)
    const second = follow(client.createJob({ order: single, body }))
    await second.until('tabbed')
    expect(net.relayer.tabs.at(-1)?.lines.map(({ seq }) => seq)).toEqual([1])
    net.relayer.change(await jobIdOf(), 0, { state: 'settled', settledTx: `0x${'11'.repeat(32)}` })
    for (const tab of net.relayer.tabs.slice(-1)) net.settle(tab)
    await Promise.all([first.done, second.done])
  })
})

describe('a cancel', () => {
  const half = async () => {
    const large = { ...order, count: 2, steps: 40 }
    let halted: Parameters<FakeNetwork['relayer']['hooks']['onOffer']> | undefined
    net.relayer.hooks.reserveFrom = () => net.workers.slice(0, 1)
    net.relayer.hooks.onOffer = async (...offer) => {
      halted = offer
      const [{ signed }, worker] = offer
      const { jobId, seq } = signed.ticket
      net.relayer.deliver(jobId, seq, await worker.render(offer[0], { images: 1, last: false }))
      net.relayer.emit(jobId, { type: 'progress', seq, phase: 'rendering', image: 0, step: 40, of: 40 })
      net.relayer.emit(jobId, { type: 'progress', seq, phase: 'rendering', image: 1, step: 7, of: 40 })
    }
    const limits: number[] = []
    net.relayer.hooks.before = async (route, posted) => {
      if (route !== 'postCancel') return
      const { cancels } = posted as { cancels: { cancel: { maxSteps: number } }[] }
      limits.push(...cancels.map(({ cancel }) => cancel.maxSteps))
    }
    net.relayer.hooks.onCancel = async (share) => {
      if (halted === undefined || share.state === 'cancelled') return
      const [offer, worker] = halted
      const delivery = await worker.render(offer, { images: 1, last: true, change: { steps: 48 } })
      net.relayer.deliver(offer.signed.ticket.jobId, share.seq, delivery, 'cancelled')
    }
    return { large, limits }
  }

  it('pays the steps that were done and asks nobody for the rest', async () => {
    const { large, limits } = await half()
    const client = net.connect()
    const job = follow(client.createJob({ order: large, body }))
    await job.until('image')
    await pause(30, forever)
    await client.cancel(await jobIdOf())
    await job.done
    expect(limits[0]).toBe(57)
    const line: Partial<Line> = { images: 1, steps: 48, amount: (100_000n * 48n) / 40n }
    expect(ofType(job.seen, 'receipt')).toMatchObject([{ line }])
    expect(net.relayer.posts).toHaveLength(1)
    expect(ofType(job.seen, 'settled')).toHaveLength(1)
  })

  it('that the relayer did not hear is sent again on resume', async () => {
    const { large } = await half()
    const client = net.connect()
    const job = follow(client.createJob({ order: large, body }))
    await job.until('image')
    const spoilt = net.relayer.hooks.before
    let spoil = true
    net.relayer.hooks.before = async (route, posted) => {
      if (route === 'postCancel' && spoil) throw new Error('away')
      await spoilt(route, posted)
    }
    await expect(client.cancel(await jobIdOf())).rejects.toMatchObject({ code: 'relayer-failed' })
    spoil = false
    net.relayer.cut()
    await collect(net.connect().resume(await jobIdOf()))
    expect((await net.store.listJobs())[0]?.shares[0]?.line?.steps).toBe(48)
  })
})

describe('the numbers of a session', () => {
  const fill = async (count: number) => {
    const row = net.chain.sessions.get(net.renderKey.address)
    const [job] = await net.store.listJobs()
    if (row === undefined || job === undefined) return
    const [share] = job.shares
    if (share === undefined) return
    const shares = Array.from({ length: count }, (_, i) => ({
      ...share,
      seq: 1 + i,
      tabbed: true,
      settledTx: undefined,
    }))
    await net.store.takeNumbers({ session: job.session, count, window: row.window, held: [] })
    await net.store.putJob({ ...job, jobId: `0x${'99'.repeat(32)}`, shares, done: true })
  }

  it('are enough for three quarters of the window, then the job says what to do', async () => {
    await collect(net.connect().createJob({ order: single, body }))
    await fill(102)
    await expect(collect(net.connect().createJob({ order: single, body }))).rejects.toMatchObject({
      code: 'session-window-full',
      retryable: true,
    })
  })

  it('go on in the next session, where one is configured', async () => {
    const next = privateKeyToAccount(generatePrivateKey())
    net.openSession(next.address)
    await collect(net.connect().createJob({ order: single, body }))
    await fill(102)
    await collect(net.connect({ nextKeys: [next] }).createJob({ order: single, body }))
    expect(net.relayer.posts.at(-1)?.signed).toMatchObject({ session: next.address, ticket: { seq: 0 } })
  })

  it('count as taken while an older one holds the window back', async () => {
    const row = net.chain.sessions.get(net.renderKey.address) ?? expect.fail('no session')
    row.window = { base: 0, bits: (1n << 110n) - 2n }
    await expect(collect(net.connect().createJob({ order: single, body }))).rejects.toMatchObject({
      code: 'session-window-full',
    })
  })
})

describe('with two sessions', () => {
  const next = privateKeyToAccount(generatePrivateKey())
  const sessionsOf = async () => (await net.store.listJobs()).map(({ session }) => session)
  const row = (key = net.renderKey.address) => net.chain.sessions.get(key) ?? expect.fail('no session')
  const settled = async () =>
    (await net.store.listJobs()).flatMap(({ shares }) => shares).every(({ settledTx }) => settledTx)

  it('jobs roll over, the first session settles on, and is used again once it has room', async () => {
    net.openSession(next.address)
    const held: SignedTab[] = []
    const { after } = net.relayer.hooks
    net.relayer.hooks.after = async (route, posted) => {
      if (route === 'postTab') held.push(posted as SignedTab)
    }
    const client = net.connect({ nextKeys: [next], rollAt: 2 })
    const runs: Promise<unknown>[] = []
    for (let i = 0; i < 3; i++) {
      const job = follow(client.createJob({ order: single, body }))
      runs.push(job.done)
      await job.until('tabbed')
    }
    expect(await sessionsOf()).toEqual([net.renderKey.address, net.renderKey.address, next.address])
    // Lines of the two are never in one Tab: each session is a window and a balance of its own.
    for (const tab of held) expect(tab.lines.every(({ session }) => session === tab.session)).toBe(true)

    net.relayer.hooks.after = after
    for (const tab of held) net.settle(tab)
    await Promise.all(runs)
    expect(await settled()).toBe(true)
    expect(row().window.base).toBe(2)
    await collect(client.createJob({ order: single, body }))
    expect((await sessionsOf()).at(-1)).toBe(net.renderKey.address)
  })

  it('the one with money pays, and the answer is the fault that is mended soonest', async () => {
    net.openSession(next.address)
    const client = net.connect({ nextKeys: [next] })
    row().balance = 1n
    await collect(client.createJob({ order: single, body }))
    expect(await sessionsOf()).toEqual([next.address])
    row(next.address).state = 2
    await expect(collect(client.createJob({ order: single, body }))).rejects.toMatchObject({
      code: 'session-poor',
    })
    row(next.address).state = 1
    row(next.address).window = { base: 0, bits: (1n << 110n) - 2n }
    await expect(collect(client.createJob({ order: single, body }))).rejects.toMatchObject({
      code: 'session-window-full',
    })
  })

  it('money that was asked back pays for nothing', async () => {
    row().requested = row().balance - 1n
    await expect(collect(net.connect().createJob({ order: single, body }))).rejects.toMatchObject({
      code: 'session-poor',
    })
  })

  it('a chain that does not answer is no reason to take the next', async () => {
    net.openSession(next.address)
    net.chain.state.away = true
    await expect(
      collect(net.connect({ nextKeys: [next] }).createJob({ order: single, body })),
    ).rejects.toMatchObject({ code: 'chain-unreachable' })
  })
})
