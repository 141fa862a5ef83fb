import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  challengeMessage,
  contentRoot,
  hashTicket,
  readDocuments,
  signAccept,
  signCancel,
} from '@supernet/sdk/protocol'
import {
  CLIENT_SOCKET,
  FromWorker,
  type ToClient,
  ToClient as ToClientSchema,
  ToWorker,
  WORKER_SOCKET,
} from '@supernet/sdk/schema'
import { sha256, stringToBytes } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { CLASS_ID, createWorld, newAccount, type TestWorker, type World } from '../../test/world.ts'
import { cancelShares } from '../service/cancelShares.ts'
import { takeTicket } from '../service/takeTicket.ts'
import { readModels } from '../store/catalog.ts'
import { readJob } from '../store/jobs.ts'
import { chainModels } from '../store/schema/index.ts'
import { acceptClient } from './clientSocket.ts'
import { listenSockets } from './sockets.ts'
import { createWorkerHub } from './workerHub.ts'
import { acceptWorker } from './workerSocket.ts'

const manifest = {
  name: 'sticker',
  draws: 'stickers',
  limits: '',
  license: 'MIT',
  sizes: [{ width: 128, height: 128 }],
  steps: { min: 1, max: 100, default: 20, step: 1 },
  guidance: { min: 1, max: 9, default: 3, step: 1 },
  maxCount: 512,
  negativePrompt: true,
  examples: [],
  macs: { step: 1, fixed: 0 },
}

const text = JSON.stringify(manifest)
const documents = { files: [{ path: 'manifest.json', sha256: sha256(stringToBytes(text)) }], manifest: text }

/** A socket whose messages are awaited one by one. */
function listen<T>(url: string, schema: z.ZodType<T>) {
  const socket = new WebSocket(url)
  const inbox: T[] = []
  let wake: (() => void) | undefined
  socket.on('message', (data) => {
    inbox.push(z.decode(schema, JSON.parse(data.toString()) as never))
    wake?.()
  })
  const closed = new Promise<string>((resolve) =>
    socket.on('close', (_code, reason) => resolve(reason.toString())),
  )
  return {
    socket,
    closed,
    opened: new Promise((resolve) => socket.once('open', resolve)),
    next: async (): Promise<T> => {
      while (inbox.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      return inbox.shift() as T
    },
  }
}

describe('worker and client sockets', () => {
  let world: World
  let server: Server
  let base: string

  beforeAll(async () => {
    world = await createWorld()
    await world.common.store.db.update(chainModels).set({ contentRoot: contentRoot(documents.files) })
    const hub = createWorkerHub(world.common)
    server = createServer()
    listenSockets(server, world.common, {
      worker: (socket) => acceptWorker(world.common, hub, socket),
      client: (socket) => acceptClient(world.common, socket),
    })
    void hub.start(world.common.shutdown.signal)
    server.listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    base = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    server.close()
    await world.end()
  })

  const connect = async (
    worker: TestWorker,
    change: Partial<Extract<FromWorker, { type: 'hello' }>> = {},
  ) => {
    const peer = listen(base + WORKER_SOCKET, ToWorker)
    const send = (message: FromWorker) => peer.socket.send(JSON.stringify(z.encode(FromWorker, message)))
    const challenge = await peer.next()
    if (challenge.type !== 'challenge') throw new Error(challenge.type)
    const { operator, workerId } = worker
    send({
      type: 'hello',
      workerId,
      operator: operator.address,
      signature: await operator.signMessage({ message: challengeMessage(challenge) }),
      certificate: await world.certify(operator, workerId),
      models: [{ id: 1, classId: CLASS_ID, documents, stepMs: 1, fixedMs: 1 }],
      tiers: ['fast'],
      capacity: 1,
      holding: [],
      ...change,
    })
    return { ...peer, send }
  }

  const refused = async (peer: Awaited<ReturnType<typeof connect>>) => {
    const answer = await peer.next()
    return [answer.type === 'error' && answer.code, await peer.closed]
  }

  it('welcomes a worker that proves itself and hands it its offers, again until it answers', async () => {
    const worker = await world.addWorker()
    const peer = await connect(worker)
    expect(await peer.next()).toMatchObject({ type: 'welcome' })
    const { key } = await world.addSession()
    const posted = await world.makeTicket(key, [worker])
    await takeTicket(world.common, posted)
    const ticket = hashTicket(world.domain, posted.signed.ticket)
    expect(await peer.next()).toMatchObject({ type: 'offer', ticket, share: 0, signed: posted.signed })
    peer.socket.close()
    await peer.closed

    const again = await connect(worker)
    expect(await again.next()).toMatchObject({ type: 'welcome' })
    expect(await again.next()).toMatchObject({ type: 'offer', ticket })
    const at = world.common.clock.now()
    const signature = await signAccept(worker.operator, world.domain, { ticket, share: 0, at })
    again.send({ type: 'accept', ticket, share: 0, at, signature })
    again.send({ type: 'progress', ticket, share: 0, phase: 'rendering', image: 0, step: 1, of: 20 })
    await expect
      .poll(async () => (await readJob(world.common.store.db, posted.signed.ticket.jobId)).shares[0]?.state)
      .toBe('rendering')
    again.socket.close()
    await again.closed

    // What its journal holds is not offered again.
    const third = await connect(worker, { holding: [{ ticket, share: 0 }] })
    expect(await third.next()).toMatchObject({ type: 'welcome' })
    const cancel = { ticket, share: 0, maxSteps: 20 }
    const began = performance.now()
    await cancelShares(world.common, posted.signed.ticket.jobId, {
      cancels: [{ cancel, signature: await signCancel(key, world.domain, cancel) }],
    })
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(await third.next()).toMatchObject({ type: 'cancel', cancel })
    third.socket.close()
  })

  it('turns away strangers, forged proofs, foreign certificates and unknown models', async () => {
    const worker = await world.addWorker()
    const stranger = { operator: newAccount(), owner: worker.owner, workerId: worker.workerId }
    expect(await refused(await connect(stranger))).toEqual(['worker-unknown', 'worker-unknown'])
    const signature = await newAccount().signMessage({ message: 'anything' })
    expect(await refused(await connect(worker, { signature }))).toEqual(['unauthorised', 'unauthorised'])
    const certificate = {
      ...(await world.certify(newAccount(), worker.workerId)),
      operator: worker.operator.address,
    }
    expect((await refused(await connect(worker, { certificate })))[0]).toBe('certificate-signature')
    const foreign = { id: 1, classId: `0x${'ee'.repeat(32)}` as const, documents, stepMs: 1, fixedMs: 1 }
    expect((await refused(await connect(worker, { models: [foreign] })))[0]).toBe('model-hash-mismatch')
    expect((await refused(await connect(worker, { models: [{ ...foreign, id: 9 }] })))[0]).toBe(
      'model-unknown',
    )
  })

  it('shows clients the manifest that the chain vouches for, and takes no other from a worker', async () => {
    const worker = await world.addWorker()
    const text = JSON.stringify({ ...manifest, sizes: [{ width: 64, height: 64 }] })
    const file = { path: 'manifest.json', sha256: sha256(stringToBytes(text)) }
    for (const change of [{ manifest: text }, { manifest: text, files: [file] }]) {
      const forged = {
        id: 1,
        classId: CLASS_ID,
        documents: { ...documents, ...change },
        stepMs: 1,
        fixedMs: 1,
      }
      const peer = await connect(worker, { models: [forged] })
      expect((await refused(peer))[0]).toBe('model-hash-mismatch')
    }
    const peer = await connect(worker)
    expect(await peer.next()).toMatchObject({ type: 'welcome' })
    const [model] = await readModels(world.common.store.db)
    expect(model?.manifest).toEqual(manifest)
    expect(model?.documents && readDocuments(model.contentRoot, model.documents).manifest).toEqual(manifest)
    peer.socket.close()
  })

  it('hears nothing from a worker that has not proved itself', async () => {
    const peer = listen(base + WORKER_SOCKET, ToWorker)
    expect(await peer.next()).toMatchObject({ type: 'challenge' })
    peer.socket.send(JSON.stringify({ type: 'bye' }))
    expect(await peer.next()).toMatchObject({ type: 'error', code: 'unauthorised' })
    peer.socket.send('{')
    expect(await peer.closed).toBe('unauthorised')
  })

  it('streams a job to its client: as it stands, then every event from the number asked for', async () => {
    const worker = await world.addWorker()
    const { key } = await world.addSession()
    const posted = await world.makeTicket(key, [worker])
    const job = await takeTicket(world.common, posted)
    const peer = listen<ToClient>(base + CLIENT_SOCKET, ToClientSchema)
    await peer.opened
    const { jobId } = job
    peer.socket.send(JSON.stringify({ type: 'subscribe', jobId, after: 0 }))
    expect(await peer.next()).toEqual({ type: 'job', job })
    expect(await peer.next()).toMatchObject({ type: 'event', jobId, event: { type: 'share', n: 1 } })
    const cancel = { ticket: hashTicket(world.domain, posted.signed.ticket), share: 0, maxSteps: 0 }
    await cancelShares(world.common, jobId, {
      cancels: [{ cancel, signature: await signCancel(key, world.domain, cancel) }],
    })
    expect(await peer.next()).toMatchObject({ event: { n: 2 } })
    expect(await peer.next()).toMatchObject({ event: { type: 'cancelled', n: 3 } })
    peer.socket.send(JSON.stringify({ type: 'subscribe', jobId: `0x${'00'.repeat(32)}`, after: 0 }))
    expect(await peer.next()).toMatchObject({ type: 'error', code: 'job-unknown' })
    peer.socket.close()

    const later = listen<ToClient>(base + CLIENT_SOCKET, ToClientSchema)
    await later.opened
    later.socket.send(JSON.stringify({ type: 'subscribe', jobId, after: 2 }))
    expect(await later.next()).toMatchObject({ type: 'job', job: { cancelled: true } })
    expect(await later.next()).toMatchObject({ event: { n: 3 } })
    later.socket.close()
  })
})
