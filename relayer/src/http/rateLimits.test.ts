import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { codes } from '@supernet/sdk/errors'
import { CLIENT_SOCKET, WireError, WORKER_SOCKET } from '@supernet/sdk/schema'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createWorld, hex32, order, type World } from '../../test/world.ts'
import { createApp } from '../app.ts'
import { Config } from '../config.ts'
import { listenSockets } from '../ws/sockets.ts'
import { clientAddresses } from './clientAddress.ts'

const limits = {
  RATE_LIMIT_REQUESTS: 3,
  RATE_LIMIT_QUOTES: 2,
  RATE_LIMIT_SIGNED: 1,
  RATE_LIMIT_UPLOADS: 2,
  SOCKETS_PER_ADDRESS: 2,
}

describe('limits for one address', () => {
  let world: World
  const servers: Server[] = []
  beforeAll(async () => {
    world = await createWorld()
  })
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
  })
  afterAll(() => world.end())

  const serve = async (change: Partial<Config> = {}) => {
    const common = { ...world.common, config: { ...world.common.config, ...limits, ...change } }
    const server = createServer(createApp(common, '0.0.0'))
    servers.push(server)
    listenSockets(server, common, { worker: () => undefined, client: () => undefined })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const quote = (at: string, from?: string) =>
    fetch(`http://${at}/v1/quotes`, {
      method: 'POST',
      body: JSON.stringify({ order }),
      headers: { 'content-type': 'application/json', ...(from && { 'x-forwarded-for': from }) },
    })

  it('counts each kind by itself, says what is left, and refuses with code and time', async () => {
    const at = await serve()
    const first = await quote(at)
    expect(first.status).toBe(200)
    expect(first.headers.get('ratelimit-policy')).toContain('"quotes"; q=2; w=60')
    expect(first.headers.get('ratelimit')).toMatch(/"quotes"; r=1; t=\d+/)
    expect((await quote(at)).status).toBe(200)
    const refused = await quote(at)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.get('access-control-expose-headers')).toContain('retry-after')
    const { error } = WireError.parse(await refused.json())
    expect(error).toMatchObject({
      code: 'rate-limited',
      message: codes['rate-limited'],
      details: { limit: 2 },
    })

    // Other budgets are untouched; the general one counts what has none of its own.
    for (let i = 0; i < 3; i++) expect((await fetch(`http://${at}/v1/models`)).status).toBe(200)
    expect((await fetch(`http://${at}/v1/models`)).status).toBe(429)
    const put = () => fetch(`http://${at}/v1/blobs/${hex32()}`, { method: 'PUT', body: 'x' })
    expect([(await put()).status, (await put()).status, (await put()).status]).toEqual([401, 401, 429])
    for (let i = 0; i < 5; i++) expect((await fetch(`http://${at}/ready`)).status).not.toBe(429)
  })

  it('counts signed messages together, and before it reads them', async () => {
    const at = await serve()
    const post = (path: string) => fetch(`http://${at}${path}`, { method: 'POST', body: '{' })
    expect((await post('/v1/jobs')).status).toBe(400)
    expect((await post('/v1/tabs')).status).toBe(429)
    expect((await post(`/v1/jobs/${hex32()}/redeliveries`)).status).toBe(429)
  })

  it('believes a forwarded address only behind a trusted proxy', async () => {
    const open = await serve()
    for (let i = 0; i < 2; i++) await quote(open, `10.0.0.${i}`)
    expect((await quote(open, '10.0.0.9')).status).toBe(429)
    const behind = await serve({ TRUST_PROXY: 1 })
    for (let i = 0; i < 2; i++) expect((await quote(behind, '10.0.0.1')).status).toBe(200)
    expect((await quote(behind, '10.0.0.1')).status).toBe(429)
    expect((await quote(behind, '10.0.0.2')).status).toBe(200)
    // What a client writes in front of what the proxy adds changes nothing.
    expect((await quote(behind, '1.2.3.4, 10.0.0.1')).status).toBe(429)
  })

  it('caps the sockets of an address and gives a place back when one closes', async () => {
    const at = await serve()
    const open = (path: string) => {
      const socket = new WebSocket(`ws://${at}${path}`)
      return new Promise<WebSocket | number | undefined>((resolve) => {
        socket.on('open', () => resolve(socket))
        socket.on('unexpected-response', (_request, response) => {
          expect(response.headers['retry-after']).toBe('30')
          resolve(response.statusCode)
        })
      })
    }
    const first = (await open(CLIENT_SOCKET)) as WebSocket
    const second = (await open(WORKER_SOCKET)) as WebSocket
    expect(await open(CLIENT_SOCKET)).toBe(429)
    const closed = new Promise((resolve) => first.once('close', resolve))
    first.close()
    await closed
    await expect.poll(async () => typeof (await open(WORKER_SOCKET))).toBe('object')
    second.terminate()
  })

  it('outlives upgrades that no URL parser takes, and peers that reset the connection', async () => {
    const at = await serve()
    const [host = '', port = ''] = at.split(':')
    const upgrade = (path: string, reset: boolean) =>
      new Promise<string>((resolve) => {
        const socket = connect(Number(port), host)
        let answer = ''
        socket.on('data', (data) => {
          answer += data.toString()
        })
        socket.on('error', () => undefined)
        socket.on('close', () => resolve(answer))
        socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`)
        if (reset) setTimeout(() => socket.resetAndDestroy(), 5)
      })
    expect(await upgrade('//', false)).toContain('404 Not Found')
    await upgrade('//', true)
    await upgrade(CLIENT_SOCKET, true)
    expect((await fetch(`http://${at}/health`)).status).toBe(200)
  })

  it('knows an address of IPv6 by its network, and proxies by number or by network', () => {
    const request = (from: string, remoteAddress = '127.0.0.1') =>
      ({ headers: { 'x-forwarded-for': from }, socket: { remoteAddress } }) as never
    const one = clientAddresses(1)
    expect(one(request('2001:db8:1:2::1'))).toBe(one(request('2001:db8:1:2:3::9')))
    expect(one(request('10.0.0.1'))).toBe('10.0.0.1')
    expect(clientAddresses(0)(request('10.0.0.1'))).toBe('127.0.0.1')
    const parse = (TRUST_PROXY: string) => Config.shape.TRUST_PROXY.parse(TRUST_PROXY)
    expect(parse('2')).toBe(2)
    const named = clientAddresses(parse('loopback, 10.0.0.0/8'))
    expect(named(request('192.0.2.1, 10.1.2.3'))).toBe('192.0.2.1')
    expect(named(request('192.0.2.1', '192.0.2.7'))).toBe('192.0.2.7')
  })
})
