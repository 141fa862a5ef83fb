import { createHash } from 'node:crypto'
import {
  challengeMessage,
  type DailyKeyPair,
  encodePicture,
  generateDailyKeyPair,
  hashReceipt,
  imageHash,
  imageTraceRoot,
  ledgerDomain,
  openBody,
  paramsCommit,
  receiptsRoot,
  resultRoot,
  sealResult,
  signAccept,
  signDailyKey,
  signReceipt,
  signReport,
  traceRoot,
} from '@supernet/sdk/protocol'
import {
  type BlobRef,
  type Body,
  FromWorker,
  type Network,
  type OfferedModel,
  type Receipt,
  type SignedReceipt,
  ToWorker,
  WORKER_SOCKET,
} from '@supernet/sdk/schema'
import type { Hex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { uploadBlob } from '../../worker/src/adapters/blobs.ts'
import { noisePicture } from './picture.ts'

type Offer = Extract<ToWorker, { type: 'offer' }>
type Cosign = Extract<ToWorker, { type: 'cosign' }>

export type ScriptedWorkerOptions = {
  network: Network
  operator: PrivateKeyAccount
  workerId: Hex
  model: OfferedModel
  /** Chain seconds. */
  now: () => number
  /** Answers `cosign` lists; a worker that does not is the silent one. */
  signsReports?: boolean
  /** What the worker states instead of the truth, before it signs. */
  states?: (receipt: Receipt) => Receipt
  /** What it sends instead of what it signed. */
  sends?: (signed: SignedReceipt) => SignedReceipt
  /** Its key of the day, where the test wants to know it before. */
  daily?: DailyKeyPair
  /** Life of its daily key. */
  keySeconds?: number
  /** Chain that it says it serves in its sign-in. */
  chainId?: number
}

export type ScriptedWorker = {
  daily: DailyKeyPair
  /** Bodies that it opened. */
  bodies: Body[]
  /** What the relayer refused of its messages. */
  errors: { code: string; message: string }[]
  /** Lists that it was asked to sign. */
  lists: Cosign[]
  welcomed: Promise<void>
  closed: Promise<string>
  stop(): void
}

const sha256 = (bytes: Uint8Array): Hex => `0x${createHash('sha256').update(bytes).digest('hex')}`

/**
 * A worker that speaks the whole protocol with real keys, seals and signatures, and renders noise at once: for tests
 * that need many workers, or one that misbehaves. It keeps nothing, and does not come back when its relayer dies.
 */
export async function startScriptedWorker(options: ScriptedWorkerOptions): Promise<ScriptedWorker> {
  const { network, operator, workerId, model, now } = options
  const domain = ledgerDomain(network.chainId, network.contracts.renderLedger)
  const daily = options.daily ?? (await generateDailyKeyPair())
  const notBefore = now() - 60
  const notAfter = notBefore + (options.keySeconds ?? 80_000)
  const key = { workerId, publicKey: daily.publicKey, notBefore, notAfter, seq: 1 }
  const certificate = {
    operator: operator.address,
    key,
    signature: await signDailyKey(operator, domain, key),
  }

  const url = new URL(WORKER_SOCKET, network.relayerUrl)
  url.protocol = 'ws:'
  const socket = new WebSocket(url, { perMessageDeflate: false })
  const send = (message: FromWorker) => socket.send(JSON.stringify(z.encode(FromWorker, message)))
  const welcome = Promise.withResolvers<void>()
  const end = Promise.withResolvers<string>()
  const last = new Map<string, Receipt>()
  const cancelled = new Set<string>()
  let uploadToken = ''
  const worker: ScriptedWorker = {
    daily,
    bodies: [],
    errors: [],
    lists: [],
    welcomed: welcome.promise,
    closed: end.promise,
    stop: () => socket.close(),
  }

  const hello = async ({ nonce, ledger, chainId }: Extract<ToWorker, { type: 'challenge' }>) => {
    const message = challengeMessage({ nonce, ledger, chainId: options.chainId ?? chainId })
    send({
      type: 'hello',
      workerId,
      operator: operator.address,
      signature: await operator.signMessage({ message }),
      certificate,
      models: [model],
      tiers: ['relaxed', 'fast'],
      capacity: 64,
      holding: [],
    })
  }

  const open = async ({ signed: { ticket }, share, attempt, sealed, order }: Offer) => {
    const context = {
      chainId: network.chainId,
      ledger: network.contracts.renderLedger,
      jobId: ticket.jobId,
      share,
      attempt,
      operator: operator.address,
      keySeq: sealed.keySeq,
    }
    const opened = await openBody({
      privateKey: daily.privateKey,
      context,
      paramsCommit: ticket.paramsCommit,
      sealed,
    })
    const fits = paramsCommit(ticket.jobId, order, opened.body, opened.salt) === ticket.paramsCommit
    return fits ? opened : undefined
  }

  /** Makes, seals and stores the pictures of a share one by one, with a cumulative receipt after each. */
  const render = async ({ signed, ticket, share, firstImage, order }: Offer, resultKey: Uint8Array) => {
    const images = signed.ticket.shares[share]?.images ?? 0
    const blobs: BlobRef[] = []
    const results: { image: number; hash: Hex }[] = []
    const traces: { image: number; hash: Hex }[] = []
    for (let image = firstImage; image < firstImage + images; image++) {
      if (cancelled.has(`${ticket}/${share}`)) break
      const picture = await noisePicture(image + 1, order.width, order.height)
      const context = { jobId: signed.ticket.jobId, share, image, kind: 'image' } as const
      const sealed = await sealResult(resultKey, context, encodePicture(picture))
      await uploadBlob(network.relayerUrl, uploadToken, sha256(sealed), sealed)
      blobs.push({ image, sha256: sha256(sealed), bytes: sealed.length })
      const hash = imageHash(picture.width, picture.height, picture.data)
      results.push({ image, hash })
      const latents = Array.from({ length: order.steps + 1 }, (_, k) => sha256(Uint8Array.of(image, k)))
      traces.push({ image, hash: imageTraceRoot(signed.ticket.jobId, image, latents, hash) })
      const isLast = results.length === images || cancelled.has(`${ticket}/${share}`)
      await state(signed.ticket.paramsCommit, { ticket, share }, order.steps, results, traces, blobs, isLast)
    }
  }

  const state = async (
    commitment: Hex,
    { ticket, share }: { ticket: Hex; share: number },
    steps: number,
    results: { image: number; hash: Hex }[],
    traces: { image: number; hash: Hex }[],
    blobs: BlobRef[],
    isLast: boolean,
  ) => {
    const truth: Receipt = {
      ticket,
      share,
      paramsCommit: commitment,
      classId: model.classId,
      resultRoot: resultRoot(results),
      traceRoot: traceRoot(traces),
      images: results.length,
      steps: results.length * steps,
      elapsedMs: 1,
      completedAt: now(),
      last: isLast,
    }
    const receipt = options.states?.(truth) ?? truth
    const signed = { receipt, signature: await signReceipt(operator, domain, receipt) }
    if (isLast) last.set(`${ticket}/${share}`, receipt)
    send({ type: 'receipt', signed: options.sends?.(signed) ?? signed, blobs: [...blobs] })
  }

  const take = async (offer: Offer) => {
    const { ticket, share } = offer
    const opened = await open(offer).catch(() => undefined)
    if (opened === undefined)
      return send({ type: 'refuse', ticket, share, code: 'seal-unopenable', clientFault: true })
    worker.bodies.push(opened.body)
    const at = now()
    send({
      type: 'accept',
      ticket,
      share,
      at,
      signature: await signAccept(operator, domain, { ticket, share, at }),
    })
    await render(offer, opened.resultKey)
  }

  const cosign = async (list: Cosign) => {
    worker.lists.push(list)
    if (options.signsReports === false) return
    const digests = [...last.values()].map((receipt) => hashReceipt(domain, receipt))
    const report = { lines: list.lines, receiptsRoot: receiptsRoot(digests), time: now() }
    const signature = await signReport(operator, domain, report)
    send({
      type: 'report',
      batch: list.batch,
      receiptsRoot: report.receiptsRoot,
      time: report.time,
      signature,
    })
  }

  const handle = async (message: ToWorker): Promise<void> => {
    switch (message.type) {
      case 'challenge':
        return hello(message)
      case 'welcome':
        uploadToken = message.uploadToken
        return welcome.resolve()
      case 'offer':
        return take(message)
      case 'cancel':
        cancelled.add(`${message.cancel.ticket}/${message.cancel.share}`)
        return
      case 'cosign':
        return cosign(message)
      case 'error':
        worker.errors.push({ code: message.code, message: message.message })
        return
      case 'ack':
        return
    }
  }

  socket.on('message', (data) => {
    handle(z.decode(ToWorker, JSON.parse(data.toString()))).catch((error: unknown) => {
      worker.errors.push({ code: 'scripted', message: String(error) })
    })
  })
  socket.on('error', (error) => end.resolve(error.message))
  socket.on('close', (_code, reason) => end.resolve(reason.toString()))
  return worker
}
