import { setTimeout as sleep } from 'node:timers/promises'
import { toBaseError } from '@supernet/sdk/errors'
import type { Pool } from 'pg'
import type { Logger } from '../observability/logger.ts'
import { createRest, type Rest, type Wake } from './rest.ts'

export interface LeaderTask {
  readonly name: string
  /** Advisory lock: of all replicas, its holder runs the task. */
  readonly lock: number
  /** Between two steps. */
  readonly intervalMs: number
  /** Between two steps where the first found nothing to do, and nothing has woken the task since. */
  readonly idleMs?: number
  readonly wake?: Wake
  /** Resolves with false where there was nothing to do. */
  step(signal: AbortSignal): Promise<unknown>
}

/** A connection that is gone says so, unless its machine is gone as well: it is asked this often. */
const PROOF_MS = 2_000

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => undefined)

/**
 * Runs `step` again and again on one replica only. The lock belongs to a connection: when the process or its
 * connection dies, PostgreSQL gives it to the next one.
 */
export async function runAsLeader(
  pool: Pool,
  task: LeaderTask,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const rest = createRest(signal)
  const stop = task.wake?.(rest.wake)
  while (!signal.aborted) {
    try {
      await leadOnce(pool, task, rest, logger, signal)
    } catch (error) {
      logger.warn({ task: task.name, error }, 'lost the lead')
    }
    await pause(Math.max(task.intervalMs, 1_000), signal)
  }
  stop?.()
}

async function leadOnce(
  pool: Pool,
  { name, lock, intervalMs, idleMs = intervalMs, step }: LeaderTask,
  rest: Rest,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const client = await pool.connect()
  let broken: Error | undefined
  let proven = performance.now()
  const onError = (error: Error) => {
    broken = error
    rest.wake()
  }
  /** A dead connection has lost the lock. */
  const prove = async (): Promise<void> => {
    if (broken !== undefined) throw broken
    if (performance.now() - proven < PROOF_MS) return
    await client.query('SELECT 1')
    proven = performance.now()
  }
  client.on('error', onError)
  try {
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [lock])
    if (rows[0]?.held !== true) return
    logger.info({ task: name }, 'took the lead')
    while (!signal.aborted) {
      await prove()
      const found = await step(signal).catch((error: unknown) => {
        // An unreachable chain comes back by itself; anything else is for somebody to look at.
        const level = toBaseError(error).code === 'chain-unreachable' ? 'warn' : 'error'
        logger[level]({ task: name, error }, 'step failed')
      })
      await rest.pause(intervalMs, found === false ? idleMs : intervalMs)
    }
    await client.query('SELECT pg_advisory_unlock($1)', [lock])
  } catch (error) {
    broken ??= error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}
