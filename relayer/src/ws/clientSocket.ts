import { FromClient, ToClient } from '@supernet/sdk/schema'
import type { WebSocket } from 'ws'
import type { Common } from '../common.ts'
import { readEvents } from '../store/jobEvents.ts'
import { readJob } from '../store/jobs.ts'
import { type Connection, speak } from './connection.ts'

type JobId = `0x${string}`

/** Jobs that one stream may watch. */
const MAX_SUBSCRIPTIONS = 200

interface Subscription {
  /** Number of the last event sent. */
  sent: number
  pumping: boolean
  again: boolean
}

/** A client's stream: the job as it stands, then every event in order, then live ones as they happen. */
export function acceptClient(common: Common, socket: WebSocket): void {
  const { store, bus, metrics, logger } = common
  const subscriptions = new Map<JobId, Subscription>()

  /** Sends what is newer than `sent`, one reader at a time, so that wake-ups neither repeat nor reorder events. */
  const pump = async (jobId: JobId): Promise<void> => {
    const subscription = subscriptions.get(jobId)
    if (subscription === undefined) return
    if (subscription.pumping) {
      subscription.again = true
      return
    }
    subscription.pumping = true
    do {
      subscription.again = false
      for (const event of await readEvents(store.db, jobId, subscription.sent)) {
        if (!('n' in event) || !connection.send({ type: 'event', jobId, event })) return
        subscription.sent = event.n
      }
    } while (subscription.again)
    subscription.pumping = false
  }

  const subscribe = async (jobId: JobId, after: number): Promise<void> => {
    if (subscriptions.size >= MAX_SUBSCRIPTIONS) return connection.close('rate-limited')
    connection.send({ type: 'job', job: await readJob(store.db, jobId) })
    subscriptions.set(jobId, { sent: after, pumping: false, again: false })
    await pump(jobId)
  }

  const stop = bus.subscribe((wake) => {
    if (wake.topic === 'job' && subscriptions.has(wake.jobId))
      pump(wake.jobId).catch((error: unknown) => {
        // The client comes back with the number of its last event.
        logger.warn({ error }, 'stream cut')
        socket.terminate()
      })
    if (wake.topic === 'live' && subscriptions.has(wake.jobId))
      connection.send({ type: 'event', jobId: wake.jobId, event: wake.event }, true)
  })

  const connection: Connection<ToClient> = speak<FromClient, ToClient>(common, socket, {
    incoming: FromClient,
    outgoing: ToClient,
    onMessage: async (message) => {
      if (message.type === 'unsubscribe') subscriptions.delete(message.jobId)
      else await subscribe(message.jobId, message.after)
    },
    onError: (error, peer) => {
      const jobId = (error.details as { jobId?: JobId } | undefined)?.jobId
      peer.send({ type: 'error', code: error.code, message: error.shortMessage, jobId })
    },
    onClose: () => {
      stop()
      metrics.clients.dec()
    },
  })
  metrics.clients.inc()
}
