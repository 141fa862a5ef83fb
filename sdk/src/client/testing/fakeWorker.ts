import { createHash } from 'node:crypto'
import { PNG } from 'pngjs'
import { type Hex, zeroHash } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { imageHash } from '../../protocol/images.ts'
import { resultRoot } from '../../protocol/merkle.ts'
import { encodePicture } from '../../protocol/picture.ts'
import { sealResult } from '../../protocol/sealedResult.ts'
import { generateDailyKeyPair, openBody } from '../../protocol/sealing.ts'
import { signDailyKey, signReceipt } from '../../protocol/signing.ts'
import type { Domain } from '../../protocol/typedData.ts'
import type { BlobRef, PostedShare } from '../../schema/job.ts'
import type { Order } from '../../schema/order.ts'
import type { Receipt, SignedReceipt, SignedTicket } from '../../schema/typed.ts'

export interface Offer {
  readonly order: Order
  readonly signed: SignedTicket
  readonly digest: Hex
  readonly share: number
  readonly posted: PostedShare
}

export interface Delivery {
  readonly signed: SignedReceipt
  readonly blobs: readonly (BlobRef & { readonly sealed: Uint8Array })[]
}

/** RGB that only the seed of the image decides, as with a real model. */
export function drawPixels({ width, height }: Order, seed: bigint): Uint8Array {
  const bytes = createHash('shake256', { outputLength: width * height * 3 })
  return new Uint8Array(bytes.update(seed.toString()).digest())
}

function encodePng({ width, height }: Order, rgb: Uint8Array): Uint8Array {
  const png = new PNG({ width, height })
  png.data = Buffer.from(rgb)
  return PNG.sync.write(png, { colorType: 2, inputColorType: 2, inputHasAlpha: false })
}

/** A worker that really opens, seals and signs, and does of a share what the test says. */
export async function fakeWorker(domain: Domain, number: number) {
  const account = privateKeyToAccount(generatePrivateKey())
  const owner = privateKeyToAccount(generatePrivateKey()).address
  const workerId: Hex = `0x01${number.toString(16).padStart(62, '0')}`
  const keys = await generateDailyKeyPair()
  const start = Math.floor(Date.now() / 1000) - 60
  const key = { workerId, publicKey: keys.publicKey, notBefore: start, notAfter: start + 24 * 3600, seq: 1 }
  const certificate = { operator: account.address, key, signature: await signDailyKey(account, domain, key) }

  /** Renders the first `images` of the share; `change` alters the receipt before it is signed. */
  const render = async (
    { order, signed, digest, share, posted }: Offer,
    { images, last, change }: { images: number; last: boolean; change?: Partial<Receipt> },
  ): Promise<Delivery> => {
    const { ticket } = signed
    const { body, resultKey } = await openBody({
      privateKey: keys.privateKey,
      paramsCommit: ticket.paramsCommit,
      sealed: posted.sealed,
      context: {
        chainId: Number(domain.chainId),
        ledger: domain.verifyingContract ?? '0x',
        jobId: ticket.jobId,
        share,
        attempt: posted.attempt,
        operator: account.address,
        keySeq: posted.sealed.keySeq,
      },
    })
    const pictures = await Promise.all(
      Array.from({ length: images }, async (_, i) => {
        const image = posted.firstImage + i
        const rgb = drawPixels(order, BigInt(body.seed) + BigInt(image))
        const plain = encodePicture({ ...order, png: encodePng(order, rgb) })
        const context = { jobId: ticket.jobId, share, image, kind: 'image' } as const
        const sealed = await sealResult(resultKey, context, plain)
        const sha256: Hex = `0x${createHash('sha256').update(sealed).digest('hex')}`
        return {
          image,
          hash: imageHash(order.width, order.height, rgb),
          sha256,
          bytes: sealed.length,
          sealed,
        }
      }),
    )
    const receipt: Receipt = {
      ticket: digest,
      share,
      paramsCommit: ticket.paramsCommit,
      classId: zeroHash,
      resultRoot: resultRoot(pictures),
      traceRoot: zeroHash,
      images,
      steps: images * order.steps,
      elapsedMs: 10,
      completedAt: Math.floor(Date.now() / 1000),
      last,
      ...change,
    }
    return {
      signed: { receipt, signature: await signReceipt(account, domain, receipt) },
      blobs: pictures.map(({ hash: _, ...blob }) => blob),
    }
  }

  return { account, owner, workerId, certificate, render }
}

export type FakeWorker = Awaited<ReturnType<typeof fakeWorker>>
