import { VerificationException, VerificationStatus } from '@apple/app-store-server-library'
import { BaseError } from '@supernet/sdk/errors'
import { APPLE_WEBHOOK, STRIPE_WEBHOOK } from '@supernet/sdk/schema'
import express, { type Request, Router } from 'express'
import type Stripe from 'stripe'
import { z } from 'zod'
import type { Common } from '../common.ts'
import { storeEvent } from './inbox.ts'
import { readAppleNotification } from './readAppleNotification.ts'
import { readStripeEvent } from './readStripeEvent.ts'

/** The signature is over the bytes as they came. */
const raw = express.raw({ type: () => true, limit: '1mb' })
const bytesOf = (request: Request): Buffer => (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))

const AppleBody = z.object({ signedPayload: z.string() })

/** Where providers deliver their events. An event that is not theirs is refused and leaves no trace. */
export function webhookRoutes(common: Common): Router {
  const { payments, metrics } = common
  const router = Router()

  const refuse = (provider: 'stripe' | 'apple', cause: unknown): BaseError => {
    metrics.paymentEvents.inc({ provider, outcome: 'refused' })
    return new BaseError('webhook-signature', { cause })
  }

  router.post(STRIPE_WEBHOOK, raw, async (request, response) => {
    const { stripe, deployment } = payments
    if (stripe === undefined) throw new BaseError('not-offered', { details: { provider: 'stripe' } })
    let event: Stripe.Event
    try {
      event = stripe.client.webhooks.constructEvent(
        bytesOf(request),
        String(request.headers['stripe-signature'] ?? ''),
        stripe.webhookSecret,
      )
    } catch (error) {
      throw refuse('stripe', error)
    }
    await storeEvent(common, 'stripe', event.id, readStripeEvent(event, deployment))
    response.json({ ok: true })
  })

  router.post(APPLE_WEBHOOK, raw, async (request, response) => {
    const { apple } = payments
    if (apple === undefined) throw new BaseError('not-offered', { details: { provider: 'apple' } })
    const { verifier } = apple
    const body = AppleBody.safeParse(parseJson(bytesOf(request)))
    if (!body.success) throw new BaseError('request-malformed')
    const verified = async <T>(check: Promise<T>): Promise<T> => {
      try {
        return await check
      } catch (error) {
        // Apple's revocation service did not answer: it delivers the event again.
        const later =
          error instanceof VerificationException &&
          error.status === VerificationStatus.RETRYABLE_VERIFICATION_FAILURE
        throw later ? new BaseError('payment-unreachable', { cause: error }) : refuse('apple', error)
      }
    }
    const notification = await verified(verifier.verifyAndDecodeNotification(body.data.signedPayload))
    const signed = notification.data?.signedTransactionInfo
    const transaction =
      signed === undefined ? undefined : await verified(verifier.verifyAndDecodeTransaction(signed))
    const id = notification.notificationUUID
    if (id === undefined) throw new BaseError('request-malformed')
    const fact = transaction && readAppleNotification(notification, transaction)
    await storeEvent(common, 'apple', id, fact)
    response.json({ ok: true })
  })

  return router
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
