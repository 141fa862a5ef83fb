import { FromWorker, ToWorker, WORKER_SOCKET } from '@supernet/sdk/schema'
import type { Logger } from 'pino'
import { WebSocket } from 'ws'
import { z } from 'zod'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000
/** A connection that is silent for this long is opened anew; the ping below keeps a living one from being silent. */
const SILENCE_MS = 45_000
const PING_MS = 15_000

export interface RelayerSocket {
  /** False when there is no connection: what must arrive is repeated from the journal after the next welcome. */
  send(message: FromWorker): boolean
  close(): void
}

const socketUrl = (relayerUrl: string): URL => {
  const url = new URL(WORKER_SOCKET, relayerUrl)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url
}

/** One connection to the relayer, opened again with growing waits for as long as the worker lives. */
export const openRelayerSocket = (
  relayerUrl: string,
  logger: Logger,
  listeners: { message(message: ToWorker): void; down(): void },
): RelayerSocket => {
  let socket: WebSocket
  let timer: NodeJS.Timeout | undefined
  let waitMs = FIRST_WAIT_MS
  let closed = false

  const receive = (text: string) => {
    const parsed = z.safeDecode(ToWorker, JSON.parse(text))
    if (parsed.success) {
      // Only a welcome proves that waiting helps no more: a relayer that refuses is not asked ten times a second.
      if (parsed.data.type === 'welcome') waitMs = FIRST_WAIT_MS
      listeners.message(parsed.data)
    } else logger.warn({ issues: parsed.error.issues.length }, 'message of the relayer is malformed')
  }

  const connect = () => {
    const current = new WebSocket(socketUrl(relayerUrl), { perMessageDeflate: false, maxPayload: 1 << 20 })
    let heard = Date.now()
    const heartbeat = setInterval(() => {
      if (Date.now() - heard > SILENCE_MS) current.terminate()
      else if (current.readyState === WebSocket.OPEN) current.ping()
    }, PING_MS)
    const alive = () => {
      heard = Date.now()
    }
    current.on('ping', alive)
    current.on('pong', alive)
    current.on('message', (data) => {
      alive()
      try {
        receive(data.toString())
      } catch (error) {
        logger.warn({ error }, 'message of the relayer is not JSON')
      }
    })
    current.on('error', (error) => logger.debug({ error }, 'connection to the relayer failed'))
    current.on('close', () => {
      clearInterval(heartbeat)
      listeners.down()
      if (closed) return
      timer = setTimeout(connect, waitMs)
      waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)
    })
    socket = current
  }
  connect()

  return {
    send(message) {
      if (socket.readyState !== WebSocket.OPEN) return false
      socket.send(JSON.stringify(z.encode(FromWorker, message)))
      return true
    },
    close() {
      closed = true
      clearTimeout(timer)
      socket.close()
    },
  }
}
