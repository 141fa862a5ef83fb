import { BaseError } from '@supernet/sdk/errors'
import { api, BLOB_ROUTE } from '@supernet/sdk/schema'
import { type RequestHandler, Router } from 'express'
import { rateLimit } from 'express-rate-limit'
import { RPC_PATH } from '../bundler/rpcRoute.ts'
import type { Common } from '../common.ts'

const WINDOW_MS = 60_000

/**
 * A budget of each address for each kind of request, counted before a body is read. Each replica counts by itself. Probes
 * and the files of the dapp are not counted.
 */
export function rateLimits({ config, logger }: Common): Router {
  const budget = (identifier: string, limit: number): RequestHandler => {
    const limiter = rateLimit({
      windowMs: WINDOW_MS,
      limit,
      identifier,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      skip: (_request, response) => response.locals.counted === true,
      handler: (_request, _response, next) =>
        next(new BaseError('rate-limited', { details: { budget: identifier, limit, windowMs: WINDOW_MS } })),
      logger: {
        error: (error, message) => logger.error({ error }, message ?? 'rate limit is misconfigured'),
        warn: (error, message) => logger.warn({ error }, message ?? 'rate limit is misconfigured'),
      },
    })
    return (request, response, next) =>
      void limiter(request, response, (error?: unknown) => {
        response.locals.counted = true
        next(error)
      })
  }

  const signed = budget('signed', config.RATE_LIMIT_SIGNED)
  const router = Router()
  router.put(BLOB_ROUTE, budget('uploads', config.RATE_LIMIT_UPLOADS))
  router.post(api.postQuote.path, budget('quotes', config.RATE_LIMIT_QUOTES))
  router.post(api.postReservation.path, budget('reservations', config.RATE_LIMIT_RESERVATIONS))
  const { postTicket, postTab, postCancel, postRedelivery, postCheckout, postTransfer } = api
  for (const { path } of [postTicket, postTab, postCancel, postRedelivery, postCheckout, postTransfer])
    router.post(path, signed)
  const logins = budget('logins', config.RATE_LIMIT_LOGINS)
  for (const { path } of [api.postChallenge, api.postPasskey, api.postPasskeyLogin, api.postWalletLogin])
    router.post(path, logins)
  // Codes of links are short: nobody tries many of them.
  const links = budget('links', config.RATE_LIMIT_LOGINS)
  router.post(api.postLink.path, links)
  router.all(api.getLink.path, links)
  // Each costs the chain some questions.
  for (const { path } of [api.postRecovery, api.postRecoverySignature]) router.post(path, links)
  router.use(['/v1', RPC_PATH], budget('requests', config.RATE_LIMIT_REQUESTS))
  return router
}
