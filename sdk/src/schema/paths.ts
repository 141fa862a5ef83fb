import type { Hex32 } from './primitives.ts'

/** Paths outside the JSON routes: WebSockets, and sealed pictures as raw bytes. */
export const CLIENT_SOCKET = '/v1/stream'
export const WORKER_SOCKET = '/v1/work'

/** GET by anyone who knows the hash of the ciphertext; PUT by a worker with its `uploadToken` as bearer. */
export const blobPath = (sha256: Hex32): string => `/v1/blobs/${sha256}`
/** For a router. */
export const BLOB_ROUTE = '/v1/blobs/:sha256'

/** Where the payment providers deliver their signed events, as raw bytes. */
export const STRIPE_WEBHOOK = '/v1/webhooks/stripe'
export const APPLE_WEBHOOK = '/v1/webhooks/apple'
