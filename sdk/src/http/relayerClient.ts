import type { z } from 'zod'
import { BaseError } from '../errors/base.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { type Api, api, type RouteContract } from '../schema/api.ts'
import { WireError } from '../schema/error.ts'
import { blobPath } from '../schema/paths.ts'
import type { Hex32 } from '../schema/primitives.ts'

type Part<R extends RouteContract, K extends 'params' | 'query' | 'body'> = R[K] extends z.ZodType
  ? { readonly [key in K]: K extends 'query' ? z.input<R[K]> : z.output<R[K]> }
  : unknown

type Input<R extends RouteContract> = Part<R, 'params'> & Part<R, 'query'> & Part<R, 'body'>

interface CallOptions {
  readonly signal?: AbortSignal
}

/** Memory form in, memory form out; the wire form exists only between. */
type Call<R extends RouteContract> =
  unknown extends Input<R>
    ? (input?: Record<string, never>, options?: CallOptions) => Promise<z.output<R['response']>>
    : (input: Input<R>, options?: CallOptions) => Promise<z.output<R['response']>>

export type RelayerClient = { readonly [K in keyof Api]: Call<Api[K]> } & {
  /** Ciphertext of a sealed picture. */
  readonly getBlob: (sha256: Hex32, options?: CallOptions) => Promise<Uint8Array>
}

type Loose = { params?: object; query?: object; body?: unknown }

/** A typed method for every route contract of `schema/api.ts`. Throws BaseError only. */
export function relayerClient(baseUrl: string, fetcher: typeof fetch = fetch): RelayerClient {
  const request = async (url: URL, init: RequestInit): Promise<Response> => {
    const response = await fetcher(url, init).catch((error: unknown) => {
      if (init.signal?.aborted) throw toBaseError(error)
      throw new BaseError('network-unreachable', { cause: error })
    })
    if (!response.ok) throw await failureOf(response)
    return response
  }

  const call = async (route: RouteContract, input: Loose = {}, options: CallOptions = {}) => {
    const url = urlOf(baseUrl, route, input)
    const hasBody = route.body !== undefined
    const response = await request(url, {
      method: route.method.toUpperCase(),
      headers: hasBody ? { 'content-type': 'application/json' } : {},
      body: hasBody ? encodeBody(route.body, input.body) : null,
      signal: options.signal ?? null,
    })
    const parsed = route.response.safeParse(await response.json().catch(() => undefined))
    if (!parsed.success)
      throw new BaseError('response-malformed', { details: parsed.error.issues, cause: parsed.error })
    return parsed.data
  }

  const methods = Object.fromEntries(
    Object.entries(api).map(([name, route]) => [
      name,
      (input?: Loose, options?: CallOptions) => call(route, input, options),
    ]),
  )
  const getBlob = async (sha256: Hex32, options: CallOptions = {}) => {
    const response = await request(new URL(blobPath(sha256), baseUrl), { signal: options.signal ?? null })
    return new Uint8Array(await response.arrayBuffer())
  }
  return { ...methods, getBlob } as RelayerClient
}

function encodeBody(schema: z.ZodType, body: unknown): string {
  const encoded = schema.safeEncode(body)
  if (!encoded.success) throw toBaseError(encoded.error)
  return JSON.stringify(encoded.data)
}

function urlOf(baseUrl: string, route: RouteContract, { params = {}, query = {} }: Loose): URL {
  const values = new Map(Object.entries(params))
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(values.get(name))),
  )
  const url = new URL(path, baseUrl)
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, String(value))
  return url
}

/** The server's own code and sentence, or one by status where a proxy answered instead. */
async function failureOf(response: Response): Promise<BaseError> {
  const wire = WireError.safeParse(await response.json().catch(() => undefined))
  if (wire.success) {
    const { code, message, details, requestId } = wire.data.error
    // Our own failures have the code `internal` too: a caller must be able to tell them apart.
    if (code === 'internal' || code === 'aborted')
      return new BaseError('relayer-failed', { details: { requestId } })
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
    const pause = Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}
    return new BaseError(code, { message, details: { ...asObject(details), requestId, ...pause } })
  }
  const code =
    response.status === 404
      ? 'not-found'
      : response.status >= 500
        ? 'network-unreachable'
        : 'response-malformed'
  return new BaseError(code, { details: { status: response.status } })
}

const asObject = (details: unknown): object =>
  typeof details === 'object' && details !== null ? details : details === undefined ? {} : { details }
