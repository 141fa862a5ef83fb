import { setTimeout as sleep } from 'node:timers/promises'
import { toBaseError } from '@supernet/sdk/errors'
import type { Pool } from 'pg'
import type { Logger } from '../observability/logger.ts'

export interface LeaderTask {
  readonly name: string
  /** Advisory lock: of all replicas, its holder runs the task. */
  readonly lock: number
  readonly intervalMs: number
  step(signal: AbortSignal): Promise<void>
}

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
  while (!signal.aborted) {
    try {
      await leadOnce(pool, task, logger, signal)
    } catch (error) {
      logger.warn({ task: task.name, error }, 'lost the lead')
    }
    await pause(Math.max(task.intervalMs, 1_000), signal)
  }
}

async function leadOnce(pool: Pool, task: LeaderTask, logger: Logger, signal: AbortSignal): Promise<void> {
  const client = await pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
      task.lock,
    ])
    if (rows[0]?.held !== true) return
    logger.info({ task: task.name }, 'took the lead')
    while (!signal.aborted) {
      // A dead connection has lost the lock without telling.
      await client.query('SELECT 1')
      await task.step(signal).catch((error: unknown) => {
        // An unreachable chain comes back by itself; anything else is for somebody to look at.
        const level = toBaseError(error).code === 'chain-unreachable' ? 'warn' : 'error'
        logger[level]({ task: task.name, error }, 'step failed')
      })
      await pause(task.intervalMs, signal)
    }
    await client.query('SELECT pg_advisory_unlock($1)', [task.lock])
  } catch (error) {
    broken ??= error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}
