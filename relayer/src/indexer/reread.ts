import { sql } from 'drizzle-orm'
import type { Common } from '../common.ts'
import type { Database, Transaction } from '../store/database.ts'
import { transact } from '../store/transact.ts'
import type { Header } from './applyBlock.ts'
import { createFollower, type Write } from './follower.ts'
import { isReadOtherwise, READING, setReading } from './reading.ts'
import { CHAIN_TABLES } from './tables.ts'

/** How long it reads before the rows that are served have their turn again. */
const TURN_MS = 2_000
/** What a settlement does to jobs was done when it was first read: beside the second set of rows these stay empty. */
const DONE_BEFORE = ['shares', 'tabs', 'outbox'] as const
const PREFIX = 'chain_reading_'
const SCHEMA = `${PREFIX}${READING}`

const run = (tx: Transaction, statement: string) => tx.execute(sql.raw(statement))

export interface Reread {
  /** Whether the rows that are served were read in another way than this relayer reads. */
  isDue(): Promise<boolean>
  /** Reads on, towards the block that the served rows have reached; once there, puts the new rows in their place. */
  step(served: Header, signal: AbortSignal): Promise<void>
}

/**
 * Reads the chain a second time, from the deployment on, into a schema of its own, while the old rows are followed and
 * served. Each block is one transaction and the exchange is one, so that a process that dies goes on where it was.
 */
export function createReread(common: Common): Reread {
  const { db } = common.store
  const logger = common.logger.child({ reading: READING })
  const write: Write = (change) =>
    transact(db, async (tx) => {
      await tx.execute(sql`SELECT set_config('search_path', ${`${SCHEMA}, public`}, true)`)
      return change(tx)
    })
  const follower = createFollower({ ...common, logger, write })

  return {
    isDue: () => isReadOtherwise(db),
    step: async (served, signal) => {
      if (await prepare(db)) logger.info({}, 'rows are of an older reading, reading the chain again')
      const end = performance.now() + TURN_MS
      const tip = await follower.follow(served.number, () => !signal.aborted && performance.now() < end)
      if (tip?.hash !== served.hash) return
      await transact(db, exchange)
      logger.info({ block: tip.number }, 'the chain was read again')
    },
  }
}

/** Makes the second set of tables, with the journal; true where it was not there. One of another reading is dropped. */
async function prepare(db: Database): Promise<boolean> {
  return transact(db, async (tx) => {
    const found = await tx.execute<{ name: string }>(
      sql`SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, ${PREFIX})`,
    )
    if (found.rows.some(({ name }) => name === SCHEMA)) return false
    for (const { name } of found.rows) await run(tx, `DROP SCHEMA ${name} CASCADE`)
    await run(tx, `CREATE SCHEMA ${SCHEMA}`)
    for (const name of [...CHAIN_TABLES, ...DONE_BEFORE])
      await run(tx, `CREATE TABLE ${SCHEMA}.${name} (LIKE public.${name} INCLUDING ALL)`)
    const triggers = await tx.execute<{ made: string }>(
      sql`SELECT pg_get_triggerdef(t.oid) AS made FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE p.proname = 'chain_journal' AND t.tgrelid::regclass::text NOT LIKE '%.%'`,
    )
    for (const { made } of triggers.rows) await run(tx, made.replace(' ON public.', ` ON ${SCHEMA}.`))
    return true
  })
}

/** Readers see the old rows until all of the new ones are there: nothing is locked for them. */
async function exchange(tx: Transaction): Promise<void> {
  for (const name of CHAIN_TABLES) {
    await run(tx, `DELETE FROM public.${name}`)
    await run(tx, `INSERT INTO public.${name} SELECT * FROM ${SCHEMA}.${name}`)
  }
  await setReading(tx)
  await run(tx, `DROP SCHEMA ${SCHEMA} CASCADE`)
}
