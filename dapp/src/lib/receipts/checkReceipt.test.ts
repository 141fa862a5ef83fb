import { hashTicket, imageHash, ledgerDomain, resultRoot, signReceipt } from '@supernet/sdk/protocol'
import { PNG } from 'pngjs'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { jobRecord, line, shareRecord, signedReceipt } from '../../testing/jobs.ts'
import { network } from '../../testing/views.ts'
import { checkReceipt } from './checkReceipt.ts'

const worker = privateKeyToAccount(generatePrivateKey())
const domain = ledgerDomain(network.chainId, network.contracts.renderLedger)
const size = 4

/** A picture of one grey, as the worker would encode it. */
function picture(grey: number): { png: Uint8Array; rgb: Uint8Array } {
  const image = new PNG({ width: size, height: size })
  image.data.fill(grey)
  for (let i = 3; i < image.data.length; i += 4) image.data[i] = 255
  const png = Uint8Array.from(PNG.sync.write(image, { colorType: 2 }))
  return { png, rgb: new Uint8Array(size * size * 3).fill(grey) }
}

async function evidence() {
  const ticket = {
    jobId: jobRecord().jobId,
    seq: 0,
    model: 1,
    unitPrice: 100_000n,
    unitMs: 4_320,
    stepsPerImage: 8,
    deliverBy: 100,
    redeemBy: 7_300,
    paramsCommit: signedReceipt.receipt.paramsCommit,
    shares: [{ operator: worker.address, images: 2 }],
  }
  const digest = hashTicket(domain, ticket)
  const pictures = [picture(10), picture(200)]
  const hashes = pictures.map(({ rgb }, image) => ({ image, hash: imageHash(size, size, rgb) }))
  const receipt = { ...signedReceipt.receipt, ticket: digest, resultRoot: resultRoot(hashes) }
  const signature = await signReceipt(worker, domain, receipt)
  const share = shareRecord({
    ticket: digest,
    operator: worker.address,
    receipt: { receipt, signature },
    line: { ...line(200_000n), operator: worker.address },
  })
  const record = jobRecord({
    shares: [share],
    tickets: [{ digest, signed: { session: jobRecord().session, ticket, signature: '0x' }, posted: true }],
    images: hashes.map(({ image, hash }) => ({ image, seq: 0, hash, sha256: hash, blob: hash })),
  })
  return { record, share, network, png: async (image: number) => pictures[image]?.png }
}

const verdicts = async (...args: Parameters<typeof checkReceipt>) =>
  (await checkReceipt(...args)).map(({ passed }) => passed)

describe('checkReceipt', () => {
  it('passes what the worker signed, pixel by pixel', async () => {
    expect(await verdicts(await evidence())).toEqual([true, true, true, true])
  })

  it('sees another picture in its place', async () => {
    const real = await evidence()
    expect(await verdicts({ ...real, png: async () => picture(11).png })).toEqual([true, true, false, true])
  })

  it('says when a picture was removed from this device', async () => {
    const checks = await checkReceipt({ ...(await evidence()), png: async () => undefined })
    expect(checks.find(({ passed }) => !passed)?.question).toBe('The pictures are still on this device')
  })

  it('sees a changed receipt, another ticket, a wrong amount', async () => {
    const { share, ...rest } = await evidence()
    if (share.receipt === undefined || share.line === undefined) throw new Error('no receipt')
    const steps = { ...share.receipt, receipt: { ...share.receipt.receipt, steps: 15 } }
    expect(await verdicts({ ...rest, share: { ...share, receipt: steps } })).toEqual([
      false,
      true,
      true,
      false,
    ])
    const ticket = `0x${'99'.repeat(32)}` as const
    expect(await verdicts({ ...rest, share: { ...share, ticket } })).toEqual([true, false, true, false])
    const dear = { ...share.line, amount: 200_001n }
    expect(await verdicts({ ...rest, share: { ...share, line: dear } })).toEqual([true, true, true, false])
  })

  it('has nothing to check before a receipt came', async () => {
    const { share, ...rest } = await evidence()
    expect(await verdicts({ ...rest, share: { ...share, receipt: undefined } })).toEqual([false])
  })
})
