import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { CLIENT_SOCKET, WORKER_SOCKET } from '@supernet/sdk/schema'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Common } from '../common.ts'

/** Largest message: a worker's hello with its vocabularies. */
const MAX_WORKER_MESSAGE = 4 << 20
const MAX_CLIENT_MESSAGE = 4 << 10

type Accept = (socket: WebSocket) => void

const server = (maxPayload: number) =>
  new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload })

/** The two sockets of the HTTP server. Compression stays off: sealed bytes do not compress. */
export function listenSockets(
  http: Server,
  { shutdown }: { shutdown: Common['shutdown'] },
  accept: { worker: Accept; client: Accept },
): void {
  const paths = new Map([
    [WORKER_SOCKET, { wss: server(MAX_WORKER_MESSAGE), accept: accept.worker }],
    [CLIENT_SOCKET, { wss: server(MAX_CLIENT_MESSAGE), accept: accept.client }],
  ])
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = paths.get(new URL(request.url ?? '/', 'http://relayer').pathname)
    if (path === undefined || shutdown.signal.aborted) {
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n')
      return
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
