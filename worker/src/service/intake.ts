import { BaseError, type ErrorCode, isErrorCode, toBaseError } from '@supernet/sdk/errors'
import {
  hashTicket,
  isSignedBy,
  openBody,
  paramsCommit,
  signAccept,
  typedGrant,
} from '@supernet/sdk/protocol'
import type { Body, FromWorker, ModelManifest, ToWorker } from '@supernet/sdk/schema'
import { bytesToHex } from 'viem'
import type { Common } from '../common.ts'
import { estimateOf } from '../core/estimate.ts'
import { judge, type Refusal } from '../core/policy.ts'
import { isDone, type Share, seqOf } from '../core/share.ts'
import type { DailyKeys } from './dailyKeys.ts'
import type { ServedModel } from './models.ts'
import { persist } from './persist.ts'
import type { Shares } from './shares.ts'

type Offer = Extract<ToWorker, { type: 'offer' }>

/** Faults of the sealed message or the ticket itself: no other worker could take it either. */
const CLIENT_FAULTS: ReadonlySet<string> = new Set<ErrorCode>([
  'ticket-signature',
  'seal-unopenable',
  'seal-malformed',
  'params-mismatch',
  'body-invalid',
])

/** Seconds that an answer waits for a chain that is away; the client gives a worker 30. */
const CHAIN_TRIES = 15

const bodyFits = (body: Body, manifest: ModelManifest): boolean =>
  body.guidanceScale >= manifest.guidance.min &&
  body.guidanceScale <= manifest.guidance.max &&
  (manifest.negativePrompt || body.negativePrompt === '')

interface Options {
  common: Common
  models: ReadonlyMap<number, ServedModel>
  shares: Shares
  keys: () => DailyKeys
  isStopping: () => boolean
}

/** Takes or refuses offers, one at a time: two at once could both pass a limit that only one fits under. */
export const createIntake = ({ common, models, shares, keys, isStopping }: Options) => {
  const { config, network, domain, operator, journal, chain, clock } = common
  const limits = {
    exposureUsdE18: BigInt(Math.round(config.WORKER_EXPOSURE_USD * 1e6)) * 10n ** 12n,
    slippageBps: BigInt(config.WORKER_SLIPPAGE_BPS),
  }

  const open = async ({ signed, ticket, share, attempt, sealed, order }: Offer) => {
    if (
      hashTicket(domain, signed.ticket) !== ticket ||
      !(await isSignedBy(signed.session, ticket, signed.signature))
    ) {
      throw new BaseError('ticket-signature')
    }
    const privateKey = keys().privateKey(sealed.keySeq)
    if (!privateKey) throw new BaseError('certificate-superseded')
    const { jobId, paramsCommit: commitment } = signed.ticket
    const opened = await openBody({
      privateKey,
      sealed,
      paramsCommit: commitment,
      context: {
        chainId: network.chainId,
        ledger: network.contracts.renderLedger,
        jobId,
        share,
        attempt,
        operator: operator.address,
        keySeq: sealed.keySeq,
      },
    })
    if (paramsCommit(jobId, order, opened.body, opened.salt) !== commitment)
      throw new BaseError('params-mismatch')
    return opened
  }

  /** What the owner lets the key spend on a job. A relayer that passes on what nobody signed is not believed. */
  const readPerJob = async ({ grant: granted, signed }: Offer): Promise<bigint | undefined> => {
    if (granted === undefined) return undefined
    const { grant, signature } = granted
    const isOwners = () => chain.isOwners(grant.key, typedGrant(domain, grant), signature)
    if (grant.key !== signed.session || !(await persist(isOwners, CHAIN_TRIES)))
      throw new BaseError('grant-signature')
    return grant.perJob
  }

  const decide = async (offer: Offer, share: Share): Promise<Refusal | undefined> => {
    if (isStopping()) return { code: 'worker-stopping', clientFault: false }
    const served = models.get(offer.order.model)
    const read = () =>
      Promise.all([
        chain.session(offer.signed.session, offer.order.model),
        chain.price(offer.order),
        chain.timestamp(),
      ])
    const [session, price, timestamp] = await persist(read, CHAIN_TRIES)
    clock.observe(timestamp)
    const facts = {
      operator: operator.address,
      now: clock.now(),
      session,
      price,
      manifest: served?.manifest,
      perJob: await readPerJob(offer),
      held: journal.openOf(offer.signed.session, session.numbers.base),
      numberTaken: journal.findBySeq(offer.signed.session, seqOf(share)) !== undefined,
      estimate: Math.ceil(shares.backlog + estimateOf(share, served?.offer)),
    }
    return judge(share, facts, limits)
  }

  const accept = async (offer: Offer): Promise<FromWorker> => {
    const { ticket, share } = offer
    const held = journal.find(ticket, share)
    if (held) return { type: 'accept', ticket, share, at: held.acceptedAt, signature: held.acceptSignature }

    const { body, salt, resultKey } = await open(offer)
    const manifest = models.get(offer.order.model)?.manifest
    if (manifest && !bodyFits(body, manifest)) throw new BaseError('body-invalid')
    const { signed, order, firstImage, attempt } = offer
    const taken = { ticket, share, signed, order, firstImage, attempt }
    const refusal = await decide(offer, taken)
    if (refusal) return { type: 'refuse', ticket, share, ...refusal }

    const at = clock.now()
    const signature = await signAccept(operator, domain, { ticket, share, at })
    const opening = { bodyJson: JSON.stringify(body), salt, resultKey: bytesToHex(resultKey) }
    journal.accept(taken, opening, at, signature)
    return { type: 'accept', ticket, share, at, signature }
  }

  let queue: Promise<unknown> = Promise.resolve()

  return (offer: Offer, tell: (message: FromWorker) => void): Promise<void> => {
    const { ticket, share } = offer
    const turn = queue.then(async () => {
      const answer = await accept(offer).catch((error: unknown): FromWorker => {
        const { code } = toBaseError(error)
        const known = isErrorCode(code) ? code : 'internal'
        // The error itself may quote what was sealed.
        return { type: 'refuse', ticket, share, code: known, clientFault: CLIENT_FAULTS.has(known) }
      })
      tell(answer)
      common.logger.info(
        { ticket, share, answer: answer.type, code: 'code' in answer ? answer.code : undefined },
        'offer answered',
      )
      const record = journal.find(ticket, share)
      if (answer.type === 'accept' && record && !isDone(record))
        shares.start(record, estimateOf(record, models.get(record.order.model)?.offer), offer.priority)
    })
    queue = turn
    return turn
  }
}
