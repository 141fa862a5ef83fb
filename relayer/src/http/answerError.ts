import { BaseError, toBaseError } from '@supernet/sdk/errors'
import type { WireError } from '@supernet/sdk/schema'
import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Common } from '../common.ts'
import { httpStatus } from './httpStatus.ts'

/** Errors of Express's own parsers carry a type, those of its file server and router a status. */
function fromExpress(error: unknown): BaseError | undefined {
  if (!(error instanceof Error) || error instanceof BaseError) return undefined
  if ('status' in error && error.status === 404) return new BaseError('not-found')
  if (error instanceof URIError) return new BaseError('request-malformed')
  if (!('type' in error)) return undefined
  if (error.type === 'entity.too.large') return new BaseError('request-too-large')
  if (typeof error.type === 'string' && /^(entity|encoding|charset|request|parameters)/.test(error.type))
    return new BaseError('request-malformed')
  return undefined
}

export const answerMissing: RequestHandler = (request) => {
  throw new BaseError('not-found', { details: { path: request.path } })
}

/** The last middleware: every failure leaves as a WireError. What went wrong inside is logged, not told. */
export const answerError =
  ({ logger, metrics }: Common): ErrorRequestHandler =>
  (thrown, request, response, _next) => {
    const error = fromExpress(thrown) ?? toBaseError(thrown)
    const status = httpStatus(error.code)
    metrics.refused.inc({ code: error.code })
    const requestId = String(request.id)
    if (status >= 500) logger.error({ error: thrown, requestId, code: error.code }, 'request failed')
    if (response.headersSent) {
      response.destroy()
      return
    }
    const body: WireError = {
      error: {
        code: error.code,
        message: error.shortMessage,
        requestId,
        ...(status === 500 ? {} : { details: error.details }),
      },
    }
    response.status(status).json(body)
  }
