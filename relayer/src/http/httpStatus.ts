import type { ErrorCode } from '@supernet/sdk/errors'

/** The only place where a stable code becomes an HTTP status. Codes that are not listed are the caller's conflict. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  'request-malformed': 400,
  'webhook-signature': 400,
  'request-too-large': 413,
  unauthorised: 401,
  'not-found': 404,
  'rate-limited': 429,
  internal: 500,
  'chain-unreachable': 503,
  'network-unreachable': 503,
  'price-unavailable': 503,
  'no-workers': 503,
  'workers-busy': 503,
  'payment-unreachable': 503,
  aborted: 503,

  'model-unknown': 404,
  'session-missing': 404,
  'job-unknown': 404,
  'share-unknown': 404,
  'blob-missing': 404,
  'worker-unknown': 404,
  'proposal-unknown': 404,
  'redelivery-unknown': 404,
  'not-offered': 404,
  'pack-unknown': 404,
  'checkout-unknown': 404,

  'ticket-signature': 401,
  'tab-signature': 401,
  'cancel-signature': 401,
  'redelivery-signature': 401,
  'receipt-signature': 401,
  'accept-signature': 401,
  'certificate-signature': 401,

  'size-not-offered': 422,
  'steps-not-offered': 422,
  'count-not-offered': 422,
  'price-too-low': 422,
  'ticket-mismatch': 422,
  'ticket-terms': 422,
  'tab-line': 422,
  'tab-ratings': 422,
  'blob-hash': 422,
  'parallel-limit': 429,
  'session-poor': 402,
  'vote-empty': 403,
}

export const httpStatus = (code: string): number => STATUS[code as ErrorCode] ?? 409
