import { BaseError, toBaseError } from '@supernet/sdk/errors'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { Common } from '../common.ts'

/** Above this much unsent, live-only messages are dropped: a slow reader costs itself previews, nobody memory. */
const LIVE_LIMIT = 1 << 20
/** Above this much unsent the connection is cut; what is durable waits for the next one. */
const HARD_LIMIT = 16 << 20
const HEARTBEAT_MS = 15_000
/** Messages that may wait for their turn. A peer that floods is cut. */
const MAX_PENDING = 1_000

export interface Connection<Out> {
  /** False when the message could not be sent. `live` messages may be dropped. */
  send(message: Out, live?: boolean): boolean
  close(code: string): void
  readonly open: boolean
}

export interface Protocol<In, Out> {
  readonly incoming: z.ZodType<In>
  readonly outgoing: z.ZodType<Out>
  /** One message at a time, in order. A thrown code is told to the peer. */
  onMessage(message: In, connection: Connection<Out>): Promise<void>
  onError(error: BaseError, connection: Connection<Out>): void
  onClose(): void
}

/** JSON over a WebSocket with heartbeat, order, limits and schemas; both kinds of peers use it. */
export function speak<In, Out>(
  common: Common,
  socket: WebSocket,
  protocol: Protocol<In, Out>,
): Connection<Out> {
  const { logger, metrics } = common
  let alive = true
  let pending = 0
  let turn = Promise.resolve()

  const connection: Connection<Out> = {
    get open() {
      return socket.readyState === socket.OPEN
    },
    send: (message, live = false) => {
      if (!connection.open) return false
      if (live && socket.bufferedAmount > LIVE_LIMIT) return false
      if (socket.bufferedAmount > HARD_LIMIT) {
        socket.terminate()
        return false
      }
      socket.send(JSON.stringify(z.encode(protocol.outgoing, message)))
      return true
    },
    close: (code) => socket.close(1008, code),
  }

  const refuse = (thrown: unknown) => {
    const error = toBaseError(thrown)
    metrics.refused.inc({ code: error.code })
    if (error.code === 'internal') logger.error({ error: thrown }, 'message failed')
    protocol.onError(error, connection)
  }

  const handle = async (text: string): Promise<void> => {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch (cause) {
      throw new BaseError('request-malformed', { cause })
    }
    await protocol.onMessage(z.decode(protocol.incoming, value as never), connection)
  }

  socket.on('message', (data, isBinary) => {
    alive = true
    pending += 1
    if (isBinary || pending > MAX_PENDING) {
      socket.terminate()
      return
    }
    turn = turn
      .then(() => handle(data.toString()).catch(refuse))
      .finally(() => {
        pending -= 1
      })
  })
  socket.on('pong', () => {
    alive = true
  })
  socket.on('ping', () => {
    alive = true
  })
  const heartbeat = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
  }, HEARTBEAT_MS)
  socket.on('error', (error) => logger.debug({ error }, 'socket failed'))
  socket.on('close', () => {
    clearInterval(heartbeat)
    protocol.onClose()
  })
  return connection
}
