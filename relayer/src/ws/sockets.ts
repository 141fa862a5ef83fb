import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { codes } from '@supernet/sdk/errors'
import { CLIENT_SOCKET, WORKER_SOCKET } from '@supernet/sdk/schema'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Common } from '../common.ts'
import { clientAddresses } from '../http/clientAddress.ts'

/** Largest message: a worker's hello with its vocabularies. */
const MAX_WORKER_MESSAGE = 4 << 20
const MAX_CLIENT_MESSAGE = 4 << 10

/** Seconds after which a place is likely to be free: a connection that died is noticed by then. */
const RETRY_AFTER = 30

type Accept = (socket: WebSocket) => void

const refuse = (socket: Duplex, status: string, headers: Record<string, string> = {}, body = '') => {
  const all = { ...headers, connection: 'close', 'content-length': String(Buffer.byteLength(body)) }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  socket.end([`HTTP/1.1 ${status}`, ...lines, '', body].join('\r\n'))
}

/** How many connections each address has here. */
function createPlaces(most: number) {
  const taken = new Map<string, number>()
  return {
    /** False when the address has as many as it may. Given back when `socket` closes. */
    take(address: string, socket: Duplex): boolean {
      const before = taken.get(address) ?? 0
      if (before >= most) return false
      taken.set(address, before + 1)
      socket.once('close', () => {
        const left = (taken.get(address) ?? 1) - 1
        if (left === 0) taken.delete(address)
        else taken.set(address, left)
      })
      return true
    },
  }
}

const server = (maxPayload: number) =>
  new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload })

/** The two sockets of the HTTP server. Compression stays off: sealed bytes do not compress. */
export function listenSockets(
  http: Server,
  { shutdown, config, metrics }: Pick<Common, 'shutdown' | 'config' | 'metrics'>,
  accept: { worker: Accept; client: Accept },
): void {
  const addressOf = clientAddresses(config.TRUST_PROXY)
  const places = createPlaces(config.SOCKETS_PER_ADDRESS)
  const paths = new Map([
    [WORKER_SOCKET, { wss: server(MAX_WORKER_MESSAGE), accept: accept.worker }],
    [CLIENT_SOCKET, { wss: server(MAX_CLIENT_MESSAGE), accept: accept.client }],
  ])
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Nobody else listens yet: a peer that resets the connection now would end the process.
    socket.on('error', () => socket.destroy())
    const path = paths.get((request.url ?? '').split('?')[0] ?? '')
    if (path === undefined || shutdown.signal.aborted) return refuse(socket, '404 Not Found')
    if (!places.take(addressOf(request), socket)) {
      metrics.refused.inc({ code: 'rate-limited' })
      const error = { code: 'rate-limited', message: codes['rate-limited'] }
      const headers = { 'content-type': 'application/json', 'retry-after': String(RETRY_AFTER) }
      return refuse(socket, '429 Too Many Requests', headers, JSON.stringify({ error }))
    }
    path.wss.handleUpgrade(request, socket, head, path.accept)
  })
  shutdown.onClose(() => {
    for (const { wss } of paths.values())
      for (const client of wss.clients) {
        client.close(1001)
        setTimeout(() => client.terminate(), 500).unref()
      }
  })
}
