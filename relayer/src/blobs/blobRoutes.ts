import { pipeline } from 'node:stream/promises'
import { BaseError } from '@supernet/sdk/errors'
import { Hex32 } from '@supernet/sdk/schema'
import { sql } from 'drizzle-orm'
import { Router } from 'express'
import { z } from 'zod'
import type { Common } from '../common.ts'
import { blobs as blobTable } from '../store/schema/index.ts'
import { operatorOfToken } from '../store/workers.ts'

/** A picture that nobody fetched is kept as long as its ticket may be redeemed at most. */
const KEEP_HOURS = 25

function nameOf(text: unknown): `0x${string}` {
  const parsed = z.safeDecode(Hex32, String(text))
  if (!parsed.success)
    throw new BaseError('request-malformed', { details: { sha256: String(text).slice(0, 80) } })
  return parsed.data
}

/** Sealed pictures, streamed. Their names are hashes: whoever knows one was told by the job. */
export function blobRoutes({ store, blobs }: Common): Router {
  const router = Router()

  router.put('/v1/blobs/:sha256', async (request, response) => {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
    const operator = token === undefined ? undefined : await operatorOfToken(store.db, token)
    if (operator === undefined) throw new BaseError('unauthorised')
    const sha256 = nameOf(request.params.sha256)
    const bytes = await blobs.put(sha256, request)
    await store.db
      .insert(blobTable)
      .values({ sha256, bytes, operator, expiresAt: sql`now() + make_interval(hours => ${KEEP_HOURS})` })
      .onConflictDoUpdate({
        target: blobTable.sha256,
        set: { operator, expiresAt: sql`now() + make_interval(hours => ${KEEP_HOURS})` },
      })
    response.json({ ok: true })
  })

  router.get('/v1/blobs/:sha256', async (request, response) => {
    const sha256 = nameOf(request.params.sha256)
    const found = await blobs.get(sha256)
    if (found === undefined) throw new BaseError('blob-missing', { details: { sha256 } })
    response.set({
      'content-type': 'application/octet-stream',
      'content-length': String(found.bytes),
      'cache-control': 'private, immutable, max-age=86400',
    })
    await pipeline(found.content, response).catch(() => response.destroy())
  })

  return router
}
