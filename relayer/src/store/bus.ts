import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { JobEvent } from '@supernet/sdk/schema'
import { Client, type Pool } from 'pg'
import type { Logger } from '../observability/logger.ts'

/** What wakes whom. Everything durable is read from the tables: a lost wake-up costs time, never data. */
export type Wake =
  | { topic: 'job'; jobId: `0x${string}` }
  | { topic: 'live'; jobId: `0x${string}`; event: JobEvent }
  | { topic: 'operator'; operator: `0x${string}` }
  | { topic: 'cosign'; id: string }
  | { topic: 'report'; batch: string }
  | { topic: 'settle' }
  | { topic: 'send' }

export interface Bus {
  /** Unique to this process. */
  readonly replica: string
  publish(wake: Wake): void
  subscribe(listener: (wake: Wake) => void): () => void
  start(signal: AbortSignal): Promise<void>
}

const CHANNEL = 'supernet'
/** PostgreSQL refuses notifications of 8,000 bytes; a preview is larger and reaches only the worker's own replica. */
const MAX_PAYLOAD = 7_900

export function createBus(databaseUrl: string, pool: Pool, logger: Logger): Bus {
  const replica = randomUUID()
  const emitter = new EventEmitter({ captureRejections: true }).setMaxListeners(0)

  const listen = async (signal: AbortSignal): Promise<void> => {
    const client = new Client({ connectionString: databaseUrl })
    const closed = new Promise<void>((resolve) => {
      client.on('end', resolve)
      client.on('error', () => resolve())
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    client.on('notification', ({ payload }) => {
      const { origin, wake } = JSON.parse(payload ?? '{}') as { origin: string; wake: Wake }
      if (origin !== replica) emitter.emit('wake', wake)
    })
    await client.connect()
    await client.query(`LISTEN ${CHANNEL}`)
    await closed
    await client.end().catch(() => undefined)
  }

  return {
    replica,
    publish: (wake) => {
      emitter.emit('wake', wake)
      const payload = JSON.stringify({ origin: replica, wake })
      if (payload.length > MAX_PAYLOAD) return
      pool
        .query('SELECT pg_notify($1, $2)', [CHANNEL, payload])
        .catch((error: unknown) => logger.warn({ error, topic: wake.topic }, 'other replicas were not woken'))
    },
    subscribe: (listener) => {
      emitter.on('wake', listener)
      return () => emitter.off('wake', listener)
    },
    start: async (signal) => {
      while (!signal.aborted) {
        await listen(signal).catch((error: unknown) => logger.warn({ error }, 'listening failed'))
        await sleep(500, undefined, { signal }).catch(() => undefined)
      }
    },
  }
}
