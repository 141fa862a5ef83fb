import { randomBytes } from 'node:crypto'
import { type Domain, hashTicket, paramsCommit, sealBody, signTicket } from '@supernet/sdk/protocol'
import type { Body, DailyKeyCertificate, Order, Ticket, ToWorker } from '@supernet/sdk/schema'
import { bytesToHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'

type Offer = Extract<ToWorker, { type: 'offer' }>

export const plainOrder: Order = {
  model: 1,
  width: 128,
  height: 128,
  steps: 4,
  count: 2,
  tier: 'fast',
  currency: 'spark',
}

export const plainBody: Body = {
  prompt: 'a red apple',
  negativePrompt: '',
  seed: '7',
  guidanceScale: 3,
  previews: false,
}

/** Price of an image in the tests: a tenth of a Spark. */
export const UNIT = { unitMs: 4_320, unitPrice: 100_000n }

interface Asked {
  domain: Domain
  ledger: `0x${string}`
  chainId: number
  certificate: DailyKeyCertificate
  order?: Partial<Order>
  body?: Partial<Body>
  ticket?: Partial<Ticket>
  /** What is sealed, when it is not what the ticket commits to. */
  sealedBody?: Partial<Body>
}

/** A render key, and the offers that a relayer would make for it. */
export const createTestClient = () => {
  const account = privateKeyToAccount(generatePrivateKey())
  let seq = 0

  const offer = async (asked: Asked): Promise<Offer & { resultKey: Uint8Array; body: Body }> => {
    const { operator, key } = asked.certificate
    const order = { ...plainOrder, ...asked.order }
    const body = { ...plainBody, ...asked.body }
    const jobId = bytesToHex(randomBytes(32))
    const salt = bytesToHex(randomBytes(32))
    const now = Math.floor(Date.now() / 1_000)
    const ticket: Ticket = {
      jobId,
      seq: seq++,
      model: order.model,
      ...UNIT,
      stepsPerImage: order.steps,
      deliverBy: now + 600,
      redeemBy: now + 600 + 7_200,
      paramsCommit: paramsCommit(jobId, order, body, salt),
      shares: [{ operator, images: order.count }],
      ...asked.ticket,
    }
    const { sealed, resultKey } = await sealBody({
      publicKey: key.publicKey,
      context: {
        chainId: asked.chainId,
        ledger: asked.ledger,
        jobId: ticket.jobId,
        share: 0,
        attempt: 0,
        operator,
        keySeq: key.seq,
      },
      paramsCommit: ticket.paramsCommit,
      body: { ...body, ...asked.sealedBody },
      salt,
    })
    const signature = await signTicket(account, asked.domain, ticket)
    return {
      type: 'offer',
      order,
      signed: { session: account.address, ticket, signature },
      ticket: hashTicket(asked.domain, ticket),
      share: 0,
      firstImage: 0,
      attempt: 0,
      priority: 0,
      sealed,
      resultKey,
      body,
    }
  }
  return { account, offer }
}
