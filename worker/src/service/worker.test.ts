import {
  decodePicture,
  hashAccept,
  hashReceipt,
  imageHash,
  isSignedBy,
  lineOf,
  openResult,
  resultRoot,
  signCancel,
} from '@supernet/sdk/protocol'
import type { FromWorker } from '@supernet/sdk/schema'
import { PNG } from 'pngjs'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestClient } from '../testing/client.ts'
import { createTestWire } from '../testing/testWire.ts'

type Receipt = Extract<FromWorker, { type: 'receipt' }>

const pngOf = (plaintext: Uint8Array) => PNG.sync.read(Buffer.from(decodePicture(plaintext).png))

const isLast = ({ signed }: Receipt) => signed.receipt.last

describe('a worker on the wire', () => {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close()
  })

  const setUp = async (settings?: Record<string, string>) => {
    const wire = await createTestWire(settings)
    closing.push(wire.close)
    return wire
  }

  it('renders a share: accepts, delivers sealed images, signs receipts over them', async () => {
    const { relayer, common, operator, start, offer } = await setUp()
    await start()
    const made = await offer()
    const accept = await relayer.until('accept')
    const { ticket, share, at } = accept
    expect(
      await isSignedBy(operator.address, hashAccept(common.domain, { ticket, share, at }), accept.signature),
    ).toBe(true)

    const { signed, blobs } = await relayer.until('receipt', isLast)
    expect(signed.receipt).toMatchObject({ ticket: made.ticket, images: 2, steps: 8, last: true })
    expect(signed.receipt.paramsCommit).toBe(made.signed.ticket.paramsCommit)
    const digest = hashReceipt(common.domain, signed.receipt)
    expect(await isSignedBy(operator.address, digest, signed.signature)).toBe(true)

    const hashes = await Promise.all(
      blobs.map(async ({ image, sha256 }) => {
        const sealed = relayer.blobs.get(sha256) ?? new Uint8Array()
        const context = { jobId: made.signed.ticket.jobId, share: 0, image, kind: 'image' } as const
        const png = pngOf(await openResult(made.resultKey, context, sealed))
        const rgb = Uint8Array.from(png.data.filter((_, i) => i % 4 !== 3))
        return { image, hash: imageHash(png.width, png.height, rgb) }
      }),
    )
    expect(resultRoot(hashes)).toBe(signed.receipt.resultRoot)
  })

  it('tells phases, steps and sealed previews', async () => {
    const { relayer, start, offer } = await setUp()
    await start()
    const made = await offer({ order: { count: 1, steps: 8 }, body: { previews: true } })
    await relayer.until('receipt', isLast)
    const phases = relayer.heard.filter((each) => each.type === 'progress').map(({ phase }) => phase)
    expect(new Set(phases)).toEqual(new Set(['rendering', 'decoding', 'sealing', 'delivered']))
    const preview = await relayer.until('preview')
    const context = { jobId: made.signed.ticket.jobId, share: 0, image: 0, kind: 'preview' } as const
    const png = pngOf(await openResult(made.resultKey, context, Buffer.from(preview.sealed, 'base64')))
    expect([png.width, png.height]).toEqual([64, 64])
  })

  it('stops within a step when cancelled and claims the steps it did', async () => {
    const { relayer, common, client, start, offer } = await setUp({ WORKER_BATCH: '1' })
    await start()
    const made = await offer({ order: { count: 4, steps: 100 } })
    await relayer.until('progress', ({ step }) => step > 2)
    const cancel = { ticket: made.ticket, share: 0, maxSteps: 400 }
    relayer.send({
      type: 'cancel',
      cancel,
      signature: await signCancel(client.account, common.domain, cancel),
    })
    const sent = performance.now()
    const { signed } = await relayer.until('receipt', isLast)
    expect(performance.now() - sent).toBeLessThan(1_000)
    expect(signed.receipt.steps).toBeGreaterThan(2)
    expect(signed.receipt.steps).toBeLessThan(300)
  })

  it('never claims cut steps beyond what the cancel allows', async () => {
    const { relayer, common, client, start, offer } = await setUp({ WORKER_BATCH: '1' })
    await start()
    const made = await offer({ order: { count: 2, steps: 100 } })
    await relayer.until('progress', ({ step }) => step > 5)
    const cancel = { ticket: made.ticket, share: 0, maxSteps: 3 }
    relayer.send({
      type: 'cancel',
      cancel,
      signature: await signCancel(client.account, common.domain, cancel),
    })
    const { signed } = await relayer.until('receipt', isLast)
    expect(signed.receipt).toMatchObject({ images: 0, steps: 3 })
  })

  it('ignores a cancel that the session did not sign', async () => {
    const { relayer, common, start, offer } = await setUp()
    await start()
    const made = await offer()
    const cancel = { ticket: made.ticket, share: 0, maxSteps: 0 }
    const stranger = createTestClient().account
    relayer.send({ type: 'cancel', cancel, signature: await signCancel(stranger, common.domain, cancel) })
    const { signed } = await relayer.until('receipt', isLast)
    expect(signed.receipt).toMatchObject({ images: 2, steps: 8 })
  })

  it('repeats what is not acknowledged after the connection was lost', async () => {
    const { relayer, start, offer } = await setUp()
    relayer.acknowledge(false)
    await start()
    await offer()
    await relayer.until('receipt', isLast)
    relayer.heard.length = 0
    relayer.acknowledge(true)
    relayer.drop()
    await relayer.until('receipt', isLast)
  })

  it('takes an accepted share up again after it died, with the same pictures', async () => {
    const { relayer, start, offer, boot, copyOfDisk, common } = await setUp({ WORKER_BATCH: '1' })
    await start()
    const made = await offer({ order: { count: 3, steps: 60 } })
    const before = await relayer.until('receipt', ({ signed }) => signed.receipt.images === 1)
    expect(before.signed.receipt.last).toBe(false)
    const disk = copyOfDisk()
    const whole = await relayer.until('receipt', isLast)

    const again = boot(disk)
    expect(again.journal.find(made.ticket, 0)?.newest?.receipt.last).toBe(false)
    relayer.heard.length = 0
    await start(again)
    const resumed = await relayer.until('receipt', isLast)
    expect(resumed.signed.receipt.resultRoot).toBe(whole.signed.receipt.resultRoot)
    expect(resumed.signed.receipt.traceRoot).toBe(whole.signed.receipt.traceRoot)
    expect(resumed.signed.receipt.images).toBe(3)
    expect(common.journal.find(made.ticket, 0)?.delivered).toHaveLength(3)
  })

  it('takes shares beyond its capacity one after the other, and cancels one that waits', async () => {
    const { relayer, common, client, start, offer } = await setUp()
    await start()
    const first = await offer({ order: { count: 4, steps: 60 } })
    const second = await offer({ order: { count: 1 } })
    const third = await offer({ order: { count: 1 } })
    await relayer.until('accept', ({ ticket }) => ticket === third.ticket)
    const cancel = { ticket: second.ticket, share: 0, maxSteps: 4 }
    relayer.send({
      type: 'cancel',
      cancel,
      signature: await signCancel(client.account, common.domain, cancel),
    })
    await relayer.until(
      'receipt',
      ({ signed }) => signed.receipt.last && signed.receipt.ticket === third.ticket,
    )
    const imagesOf = async ({ ticket }: { ticket: string }) =>
      (await relayer.until('receipt', (each) => isLast(each) && each.signed.receipt.ticket === ticket)).signed
        .receipt.images
    expect(await Promise.all([first, second, third].map(imagesOf))).toEqual([4, 0, 1])
  })

  it('signs last for what is done when it is told to stop', async () => {
    const { relayer, start, offer } = await setUp({ WORKER_BATCH: '1' })
    const worker = await start()
    await offer({ order: { count: 4, steps: 100 } })
    await relayer.until('receipt', ({ signed }) => signed.receipt.images === 1)
    await worker.stop()
    const { signed } = await relayer.until('receipt', isLast)
    expect(signed.receipt.images).toBeLessThan(4)
    expect(signed.receipt.steps).toBe(100 * signed.receipt.images)
    expect(relayer.heard.some(({ type }) => type === 'bye')).toBe(true)
  })

  it('co-signs its own lines and declines others', async () => {
    const { relayer, start, offer } = await setUp()
    await start()
    const made = await offer()
    const { signed } = await relayer.until('receipt', isLast)
    const line = lineOf(made.signed.session, made.signed.ticket, 0, signed.receipt)
    relayer.send({ type: 'cosign', batch: 'good', lines: [line] })
    await relayer.until('report', ({ batch }) => batch === 'good')
    for (const [batch, wrong] of Object.entries({
      cheap: { ...line, amount: line.amount - 1n },
      fewer: { ...line, steps: line.steps - 1 },
      other: { ...line, seq: line.seq + 1 },
    })) {
      relayer.send({ type: 'cosign', batch, lines: [wrong] })
      expect((await relayer.until('decline', (answer) => answer.batch === batch)).code).toBe('lines-mismatch')
    }
  })

  it('writes no prompt, key or signature into its log', async () => {
    const { relayer, log, start, offer } = await setUp()
    await start()
    await offer({ body: { prompt: 'marker of a purple walrus' } })
    await offer({ sealedBody: { prompt: 'marker of a purple walrus' } })
    await relayer.until('receipt', isLast)
    const text = log.join('')
    expect(text).toContain('share is done')
    expect(text).not.toMatch(/purple walrus|"signature":"0x|"sealed":"[A-Za-z0-9+/]{20}/)
  })
})
