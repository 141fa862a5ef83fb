import { randomBytes } from 'node:crypto'
import { relayerClient } from '@supernet/sdk/http'
import {
  hashTicket,
  ledgerDomain,
  packRatings,
  paramsCommit,
  sealBody,
  signTab,
  signTicket,
  unitPriceOf,
} from '@supernet/sdk/protocol'
import type {
  Body,
  JobView,
  Network,
  Order,
  PostTicket,
  Reservation,
  SealedBody,
  SignedTab,
  Ticket,
} from '@supernet/sdk/schema'
import type { Address, Hex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { chainNow } from './chainTime.ts'

export type CraftedJob = { jobId: Hex; ticket: Ticket; digest: Hex; posted: PostTicket }

export type Crafting = {
  network: Network
  key: PrivateKeyAccount
  order: Order
  seq: number
  body?: Partial<Body>
  exclude?: readonly Address[]
  /** Changes the ticket before it is signed: what a client that errs or cheats would promise. */
  promise?: (ticket: Ticket) => Ticket
  /** Chain that the ticket is signed for. */
  chainId?: number
  /** Changes a sealed body after it was sealed. */
  spoil?: (sealed: SealedBody) => SealedBody
  reservation?: Reservation
}

const BODY: Body = { prompt: 'a red apple', negativePrompt: '', seed: '7', guidanceScale: 3, previews: false }
const random32 = (): Hex => `0x${randomBytes(32).toString('hex')}`

/** Reserves, signs and seals one job by hand: the SDK's client would refuse to make most of what tests send. */
export async function craftJob(crafting: Crafting): Promise<CraftedJob> {
  const { network, key, order, seq } = crafting
  const relayer = relayerClient(network.relayerUrl)
  const jobId = random32()
  const request = { jobId, session: key.address, order, exclude: [...(crafting.exclude ?? [])] }
  const { price, shares } = crafting.reservation ?? (await relayer.postReservation({ body: request }))
  const now = await chainNow(network.rpcUrl)
  const body = { ...BODY, ...crafting.body }
  const salt = random32()
  const honest: Ticket = {
    jobId,
    seq,
    model: order.model,
    unitPrice: unitPriceOf(price, order.currency),
    unitMs: price.unitMs,
    stepsPerImage: order.steps,
    deliverBy: now + 120,
    redeemBy: now + 120 + 7_200,
    paramsCommit: paramsCommit(jobId, order, body, salt),
    shares: shares.map(({ operator, images }) => ({ operator, images })),
  }
  const ticket = crafting.promise?.(honest) ?? honest
  const domain = ledgerDomain(crafting.chainId ?? network.chainId, network.contracts.renderLedger)
  const signature = await signTicket(key, domain, ticket)
  const posted = await Promise.all(
    shares.map(async ({ certificate, operator, firstImage }, share) => {
      const { sealed } = await sealBody({
        publicKey: certificate.key.publicKey,
        context: {
          chainId: network.chainId,
          ledger: network.contracts.renderLedger,
          jobId,
          share,
          attempt: 0,
          operator,
          keySeq: certificate.key.seq,
        },
        paramsCommit: ticket.paramsCommit,
        body,
        salt,
      })
      return { firstImage, attempt: 0, sealed: crafting.spoil?.(sealed) ?? sealed }
    }),
  )
  const signed = { session: key.address, ticket, signature }
  return { jobId, ticket, digest: hashTicket(domain, ticket), posted: { order, signed, shares: posted } }
}

/** The tab over every share of a job that has its last receipt. */
export async function tabOver(network: Network, key: PrivateKeyAccount, job: JobView): Promise<SignedTab> {
  const lines = job.shares
    .flatMap(({ line, receipt }) => (line !== undefined && receipt?.receipt.last ? [line] : []))
    .sort((a, b) => a.seq - b.seq)
  const ratings = packRatings(lines.map(() => 0))
  const domain = ledgerDomain(network.chainId, network.contracts.renderLedger)
  return { session: key.address, lines, ratings, signature: await signTab(key, domain, lines, ratings) }
}
