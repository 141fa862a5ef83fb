import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { address, hex32, signedTab } from '../testing/jobRecords.ts'
import { type RelayerClient, relayerClient } from './relayerClient.ts'

let answer: (request: IncomingMessage, body: string, response: ServerResponse) => void
let client: RelayerClient
let close: () => Promise<unknown>

beforeEach(async () => {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    answer(request, Buffer.concat(chunks).toString(), response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  client = relayerClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  close = () => new Promise((resolve) => server.close(resolve))
})
afterEach(() => close())

const job = { jobId: hex32(1), session: address(1), createdAt: 1, lastEvent: 0, cancelled: false, shares: [] }
const order = { model: 1, width: 64, height: 64, steps: 20, count: 1, tier: 'fast', currency: 'spark' }

describe('a request', () => {
  it('has its path and query filled in, and its answer decoded', async () => {
    const seen: string[] = []
    answer = (request, _, response) => {
      seen.push(`${request.method} ${request.url}`)
      response.end(JSON.stringify(request.url?.includes('events') ? { events: [] } : { ...job, order }))
    }
    expect(await client.getJob({ params: { jobId: hex32(1) } })).toEqual({ ...job, order })
    await client.getJobEvents({ params: { jobId: hex32(1) }, query: { after: 7 } })
    expect(seen).toEqual([`GET /v1/jobs/${hex32(1)}`, `GET /v1/jobs/${hex32(1)}/events?after=7`])
  })

  it('carries amounts as decimal strings', async () => {
    answer = (_, body, response) => {
      expect(JSON.parse(body).lines[0].amount).toBe('100000')
      response.end('{"ok":true}')
    }
    await client.postTab({ body: signedTab(address(1), [0]) })
  })

  it('fetches bytes as they are', async () => {
    answer = (_, __, response) => response.end(Buffer.from([1, 2, 255]))
    expect(await client.getBlob(hex32(1))).toEqual(Uint8Array.of(1, 2, 255))
  })
})

describe('a failure', () => {
  const fails = (code: string) => expect(client.getStatus()).rejects.toMatchObject({ code })
  const wire = (code: string) =>
    JSON.stringify({ error: { code, message: 'Words.', requestId: 'r1', details: { seq: 3 } } })

  it('keeps the code, the sentence and the values of the server', async () => {
    answer = (_, __, response) => response.writeHead(409).end(wire('ticket-conflict'))
    await expect(client.getStatus()).rejects.toMatchObject({
      code: 'ticket-conflict',
      shortMessage: 'Words.',
      details: { seq: 3, requestId: 'r1' },
    })
  })

  it.each([
    ['relayer-failed', 500, wire('internal')],
    ['network-unreachable', 502, '<html>'],
    ['not-found', 404, 'nothing here'],
    ['response-malformed', 200, '{"queue":"many"}'],
    ['response-malformed', 200, 'not json'],
  ])('is %s on status %d', async (code, status, text) => {
    answer = (_, __, response) => response.writeHead(status).end(text)
    await fails(code)
  })

  it('is network-unreachable without a server', async () => {
    client = relayerClient('http://127.0.0.1:9')
    await fails('network-unreachable')
  })

  it('is aborted when the caller stopped waiting', async () => {
    answer = () => {}
    const waiting = client.getStatus(undefined, { signal: AbortSignal.timeout(20) })
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' })
    client = relayerClient('http://127.0.0.1:9')
  })
})
