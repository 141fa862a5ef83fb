import { describe, expect, it } from 'vitest'
import type { Body, Order } from '../schema/order.ts'
import { address, hex32 } from '../testing/jobRecords.ts'
import { base64ToBytes } from './base64.ts'
import { paramsCommit } from './commitment.ts'
import { generateDailyKeyPair, openBody, type SealContext, sealBody } from './sealing.ts'

const context: SealContext = {
  chainId: 31_337,
  ledger: address(1),
  jobId: hex32(2),
  share: 0,
  attempt: 0,
  operator: address(3),
  keySeq: 1,
}
const body: Body = { prompt: 'a red boat', negativePrompt: '', seed: '7', guidanceScale: 5, previews: true }
const salt = hex32(4)
const order: Order = { model: 1, width: 64, height: 64, steps: 20, count: 1, tier: 'fast', currency: 'spark' }
const commitment = paramsCommit(context.jobId, order, body, salt)

const sealed = async (change: Partial<Parameters<typeof sealBody>[0]> = {}) => {
  const { publicKey, privateKey } = await generateDailyKeyPair()
  const input = { publicKey, context, paramsCommit: commitment, body, salt, ...change }
  return { ...(await sealBody(input)), privateKey }
}

describe('a sealed body', () => {
  it('opens to the same body and salt, and gives both sides one result key', async () => {
    const { sealed: message, resultKey, privateKey } = await sealed()
    const opened = await openBody({ privateKey, context, paramsCommit: commitment, sealed: message })
    expect(opened).toEqual({ body, salt, resultKey })
    expect(resultKey).toHaveLength(32)
    expect(paramsCommit(context.jobId, order, opened.body, opened.salt)).toBe(commitment)
  })

  it.each<[string, Partial<SealContext>]>([
    ['chain', { chainId: 1 }],
    ['ledger', { ledger: address(9) }],
    ['job', { jobId: hex32(9) }],
    ['share', { share: 1 }],
    ['attempt', { attempt: 1 }],
    ['worker', { operator: address(9) }],
    ['key sequence', { keySeq: 2 }],
  ])('does not open for another %s', async (_, change) => {
    const { sealed: message, privateKey } = await sealed()
    await expect(
      openBody({
        privateKey,
        context: { ...context, ...change },
        paramsCommit: commitment,
        sealed: message,
      }),
    ).rejects.toMatchObject({ code: 'seal-unopenable' })
  })

  it('does not open under another commitment, key, or with a changed byte', async () => {
    const { sealed: message, privateKey } = await sealed()
    const open = (change: Partial<Parameters<typeof openBody>[0]>) =>
      openBody({ privateKey, context, paramsCommit: commitment, sealed: message, ...change })
    const unopenable = { code: 'seal-unopenable' }
    await expect(open({ paramsCommit: hex32(1) })).rejects.toMatchObject(unopenable)
    const stranger = await generateDailyKeyPair()
    await expect(open({ privateKey: stranger.privateKey })).rejects.toMatchObject(unopenable)
    const changed = `${message.ciphertext.startsWith('A') ? 'B' : 'A'}${message.ciphertext.slice(1)}`
    await expect(open({ sealed: { ...message, ciphertext: changed } })).rejects.toMatchObject(unopenable)
    await expect(open({ sealed: { ...message, enc: 'not base64 !' } })).rejects.toMatchObject(unopenable)
  })

  it.each([
    [10, 1],
    [1_500, 4],
    [7_000, 16],
  ])('of %d characters takes %d KiB', async (length, kib) => {
    const { sealed: message } = await sealed({ body: { ...body, prompt: 'x'.repeat(length) } })
    expect(base64ToBytes(message.ciphertext)).toHaveLength(kib * 1024 + 16)
  })

  it('is never the same twice', async () => {
    const [first, second] = [await sealed(), await sealed()]
    expect(first.sealed.ciphertext).not.toBe(second.sealed.ciphertext)
    expect(first.resultKey).not.toEqual(second.resultKey)
  })

  it('that is too long is refused before it is sealed', async () => {
    const prompt = '\u0001'.repeat(8_000)
    await expect(sealed({ body: { ...body, prompt, negativePrompt: prompt } })).rejects.toMatchObject({
      code: 'body-too-large',
    })
  })
})

describe('the commitment', () => {
  it('does not depend on the order of the members, and on everything else', () => {
    const shuffled = JSON.parse(JSON.stringify(body, Object.keys(body).sort().reverse()))
    expect(paramsCommit(context.jobId, order, shuffled, salt)).toBe(commitment)
    const others = [
      paramsCommit(hex32(9), order, body, salt),
      paramsCommit(context.jobId, { ...order, steps: 21 }, body, salt),
      paramsCommit(context.jobId, order, { ...body, prompt: 'a red boat ' }, salt),
      paramsCommit(context.jobId, order, { ...body, guidanceScale: 5.5 }, salt),
      paramsCommit(context.jobId, order, body, hex32(5)),
    ]
    expect(new Set([commitment, ...others]).size).toBe(6)
  })

  it('is the same for ever', () => {
    expect(commitment).toMatchInlineSnapshot(
      `"0x76f22f14df8654ea8429a9058ba617b41b12b143c9231dd10e960e2df146b0bd"`,
    )
  })
})
