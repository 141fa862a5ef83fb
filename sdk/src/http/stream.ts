import { type FromClient, ToClient } from '../schema/client.ts'
import { CLIENT_SOCKET } from '../schema/paths.ts'
import type { JobId } from '../schema/primitives.ts'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 15_000

export type StreamMessage = Extract<ToClient, { type: 'job' | 'event' }>

export interface Subscriber {
  readonly onMessage: (message: StreamMessage) => void
  /** The server refused the subscription. Not called for lost connections: those are opened again. */
  readonly onError?: (code: string, message: string) => void
}

export interface JobStream {
  /** The job as it stands, then its events after number `after`; goes on over lost connections without a gap. */
  subscribe(jobId: JobId, after: number, subscriber: Subscriber): () => void
  /** `down` while no connection stands; for a note on the screen. */
  onState(listener: (state: 'up' | 'down') => void): () => void
  close(): void
}

interface Subscription {
  readonly subscriber: Subscriber
  after: number
}

/** One WebSocket for all jobs of a client; opened with the first subscription, reopened with growing waits. */
export function openStream(relayerUrl: string, Socket: typeof WebSocket = WebSocket): JobStream {
  const url = new URL(CLIENT_SOCKET, relayerUrl)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const subscriptions = new Map<JobId, Subscription>()
  const listeners = new Set<(state: 'up' | 'down') => void>()
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let waitMs = FIRST_WAIT_MS
  let closed = false

  const send = (message: FromClient) => {
    if (socket?.readyState === Socket.OPEN) socket.send(JSON.stringify(message))
  }

  const connect = () => {
    timer = undefined
    const current = new Socket(url)
    socket = current
    current.onopen = () => {
      waitMs = FIRST_WAIT_MS
      for (const [jobId, { after }] of subscriptions) send({ type: 'subscribe', jobId, after })
      for (const listener of listeners) listener('up')
    }
    current.onmessage = ({ data }) => receive(String(data))
    current.onclose = () => {
      if (socket !== current) return
      socket = undefined
      for (const listener of listeners) listener('down')
      if (closed || subscriptions.size === 0) return
      timer = setTimeout(connect, waitMs)
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
    }
  }

  const receive = (text: string) => {
    const parsed = ToClient.safeParse(jsonOf(text))
    if (!parsed.success) return
    const message = parsed.data
    const jobId = message.type === 'job' ? message.job.jobId : message.jobId
    const subscription = jobId === undefined ? undefined : subscriptions.get(jobId)
    if (subscription === undefined) return
    if (message.type === 'error') return subscription.subscriber.onError?.(message.code, message.message)
    const number = message.type === 'job' ? message.job.lastEvent : 'n' in message.event ? message.event.n : 0
    subscription.after = Math.max(subscription.after, number)
    subscription.subscriber.onMessage(message)
  }

  return {
    subscribe(jobId, after, subscriber) {
      const subscription = { subscriber, after }
      subscriptions.set(jobId, subscription)
      if (socket === undefined && timer === undefined && !closed) connect()
      else send({ type: 'subscribe', jobId, after })
      return () => {
        if (subscriptions.get(jobId) !== subscription) return
        subscriptions.delete(jobId)
        send({ type: 'unsubscribe', jobId })
      }
    },
    onState(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closed = true
      clearTimeout(timer)
      socket?.close()
    },
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
