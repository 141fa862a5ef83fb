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
  | { topic: 'operation' }

export interface Bus {
  /** Unique to this process. */
  readonly replica: string
  publish(wake: Wake): void
  subscribe(listener: (wake: Wake) => void): () => void
  start(signal: AbortSignal): Promise<void>
}

const CHANNEL = 'supernet'
/** PostgreSQL refuses notifications of 8,000 bytes: a preview travels in parts, which arrive together and in order. */
const PART_BYTES = 7_000

interface Part {
  readonly origin: string
  readonly id: number
  /** Equal payloads of one transaction are delivered once: the index makes them differ. */
  readonly index: number
  readonly last: boolean
  readonly text: string
}

/** A wake-up holds hex, base64 and codes only, so that characters are bytes. */
function partsOf(origin: string, id: number, wake: Wake): string[] {
  const text = JSON.stringify(wake)
  const count = Math.max(1, Math.ceil(text.length / PART_BYTES))
  return Array.from({ length: count }, (_, i) => {
    const part: Part = {
      origin,
      id,
      index: i,
      last: i === count - 1,
      text: text.slice(i * PART_BYTES, (i + 1) * PART_BYTES),
    }
    return JSON.stringify(part)
  })
}

/** Puts parts together again; those of one wake-up are never mixed with others of the same replica. */
function createJoiner() {
  const open = new Map<string, string>()
  return ({ origin, id, last, text }: Part): Wake | undefined => {
    const key = `${origin} ${id}`
    const whole = (open.get(key) ?? '') + text
    if (!last) {
      open.set(key, whole)
      return undefined
    }
    open.delete(key)
    return JSON.parse(whole) as Wake
  }
}

export function createBus(databaseUrl: string, pool: Pool, logger: Logger): Bus {
  const replica = randomUUID()
  let sent = 0
  const emitter = new EventEmitter({ captureRejections: true }).setMaxListeners(0)

  const listen = async (signal: AbortSignal): Promise<void> => {
    const join = createJoiner()
    const client = new Client({ connectionString: databaseUrl })
    const closed = new Promise<void>((resolve) => {
      client.on('end', resolve)
      client.on('error', () => resolve())
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    client.on('notification', ({ payload }) => {
      const part = JSON.parse(payload ?? '{}') as Part
      if (part.origin === replica) return
      const wake = join(part)
      if (wake !== undefined) emitter.emit('wake', wake)
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
      sent += 1
      pool
        .query('SELECT pg_notify($1, part) FROM unnest($2::text[]) AS part', [
          CHANNEL,
          partsOf(replica, sent, wake),
        ])
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
