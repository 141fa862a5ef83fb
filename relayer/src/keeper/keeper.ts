import { and, eq, inArray } from 'drizzle-orm'
import type { Common } from '../common.ts'
import { enqueue } from '../outbox/outboxRows.ts'
import { outbox } from '../store/schema/index.ts'
import { dutiesOf } from './duties.ts'
import { reportNoShows } from './noShows.ts'

/** Duties that anybody may do for the network: each looks at the chain first, so doing them twice costs nothing. */
export function createKeeper(common: Common) {
  const { store, logger, metrics } = common
  const duties = dutiesOf(common)

  const isPending = async (name: string): Promise<boolean> => {
    const [row] = await store.db
      .select({ id: outbox.id })
      .from(outbox)
      .where(
        and(eq(outbox.kind, 'keeper'), eq(outbox.ref, name), inArray(outbox.state, ['queued', 'intent'])),
      )
    return row !== undefined
  }

  return {
    step: async (): Promise<void> => {
      for (const { name, to, data, needed } of duties) {
        if (await isPending(name)) continue
        const due = await needed().catch((error: unknown) => {
          logger.debug({ duty: name, error }, 'duty cannot be judged')
          return false
        })
        if (!due) continue
        await enqueue(store.db, { kind: 'keeper', ref: name, to, data })
        metrics.duties.inc({ duty: name })
      }
      await reportNoShows(common)
    },
  }
}
