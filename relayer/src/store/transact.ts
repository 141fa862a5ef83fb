import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Transaction } from './database.ts'

/** Serialization failure, deadlock: PostgreSQL chose this transaction to start again. */
const AGAIN = new Set(['40001', '40P01'])
const TURNS = 4

const sqlState = (error: unknown): unknown => {
  let current = error
  while (current instanceof Error) {
    if ('code' in current && typeof current.code === 'string' && AGAIN.has(current.code)) return current.code
    current = current.cause
  }
  return undefined
}

/** A transaction that is run again when it and another waited for each other. */
export async function transact<T>(db: Database, run: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn++) {
    try {
      return await db.transaction(run)
    } catch (error) {
      if (turn === TURNS || sqlState(error) === undefined) throw error
      await sleep(20 * turn)
    }
  }
}
