import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { codes, isErrorCode } from '@supernet/sdk/errors'
import { WireError } from '@supernet/sdk/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, hex32, order, type World } from '../../test/world.ts'
import { createApp } from '../app.ts'
import { presence } from '../store/schema/index.ts'
import { hashToken } from '../store/workers.ts'

describe('the HTTP edge', () => {
  let world: World
  let server: Server
  let base: string

  beforeAll(async () => {
    world = await createWorld()
    server = createServer(createApp(world.common, '0.0.0')).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await world.end()
  })

  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(base + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })

  const expectRefusal = async (answer: Response, status: number, code: string) => {
    const { error } = WireError.parse(await answer.json())
    expect([answer.status, error.code]).toEqual([status, code])
    expect(isErrorCode(error.code) && codes[error.code]).toBe(error.message)
    expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/)
  }

  it('answers a quote', async () => {
    await world.addWorker()
    const answer = await post('/v1/quotes', JSON.stringify({ order }))
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      possible: true,
      parallel: 1,
      price: { unitSpark: '1000000', totalSpark: '4000000', unitMs: 43_200 },
    })
  })

  it.each([
    ['not JSON', '{', 400, 'request-malformed'],
    ['an empty body', '', 400, 'request-malformed'],
    ['a missing field', JSON.stringify({ order: { ...order, steps: undefined } }), 400, 'request-malformed'],
    [
      'a field of another type',
      JSON.stringify({ order: { ...order, steps: '20' } }),
      400,
      'request-malformed',
    ],
    ['a negative count', JSON.stringify({ order: { ...order, count: -1 } }), 400, 'request-malformed'],
    ['an array', '[]', 400, 'request-malformed'],
    [
      'a body of six megabytes',
      JSON.stringify({ order, filler: 'x'.repeat(6 << 20) }),
      413,
      'request-too-large',
    ],
    ['an unknown model', JSON.stringify({ order: { ...order, model: 99 } }), 404, 'model-unknown'],
    ['too many steps', JSON.stringify({ order: { ...order, steps: 101 } }), 422, 'steps-not-offered'],
    [
      'a size without a price',
      JSON.stringify({ order: { ...order, width: 4_096 } }),
      422,
      'size-not-offered',
    ],
  ])('refuses %s', async (_, body, status, code) => {
    await expectRefusal(await post('/v1/quotes', body), status, code)
  })

  it('names the fields that are wrong, never their content', async () => {
    const answer = await post('/v1/quotes', JSON.stringify({ order: { ...order, tier: 'a secret prompt' } }))
    const text = await answer.text()
    expect(text).toContain('body.order.tier')
    expect(text).not.toContain('a secret prompt')
  })

  it('refuses unknown paths, jobs and blobs', async () => {
    await expectRefusal(await fetch(`${base}/v1/nothing`), 404, 'not-found')
    await expectRefusal(await fetch(`${base}/v1/jobs/${hex32()}`), 404, 'job-unknown')
    await expectRefusal(await fetch(`${base}/v1/jobs/12`), 400, 'request-malformed')
    await expectRefusal(await fetch(`${base}/v1/blobs/${hex32()}`), 404, 'blob-missing')
  })

  it('takes sealed pictures from connected workers only, and only under their hash', async () => {
    const url = `${base}/v1/blobs/0x${'0'.repeat(64)}`
    const put = (token: string) =>
      fetch(url, { method: 'PUT', body: 'bytes', headers: { authorization: `Bearer ${token}` } })
    await expectRefusal(await put('guess'), 401, 'unauthorised')
    const { operator } = await world.addWorker()
    await world.common.store.db
      .update(presence)
      .set({ tokenHash: hashToken('token') })
      .where(eq(presence.operator, operator.address))
    await expectRefusal(await put('token'), 422, 'blob-hash')
  })

  it('serves its own description, its health and a policy without third parties', async () => {
    const document = (await (await fetch(`${base}/openapi.json`)).json()) as { paths: object }
    expect(Object.keys(document.paths)).toContain('/v1/jobs/{jobId}/cancel')
    expect((await fetch(`${base}/docs/`)).status).toBe(200)
    expect((await fetch(`${base}/ready`)).status).toBe(200)
    const health = await fetch(`${base}/health`)
    expect(health.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await (await fetch(`${base}/metrics`)).text()).toContain('relayer_queue_shares')
  })
})
