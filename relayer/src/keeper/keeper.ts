import type { Common } from '../common.ts'
import { enqueue } from '../outbox/outboxRows.ts'
import { dutiesOf } from './duties.ts'
import { isOnItsWay } from './duty.ts'
import { createModelFundKeeper } from './modelFund.ts'
import { reportNoShows } from './noShows.ts'
import { createPromoPayKeeper } from './promoPay.ts'
import { createRecoveryKeeper } from './recoveries.ts'
import { createScoreKeeper } from './scores.ts'
import { createWorkMarksKeeper } from './workMarks.ts'

/** Duties that anybody may do for the network: each looks at the chain first, so doing them twice costs nothing. */
export function createKeeper(common: Common) {
  const { store, logger, metrics } = common
  const duties = dutiesOf(common)

  /** One that fails must not keep the others from their turn. */
  const others = {
    recoveries: createRecoveryKeeper(common),
    scores: createScoreKeeper(common),
    modelFund: createModelFundKeeper(common),
    promoPay: createPromoPayKeeper(common),
    workMarks: createWorkMarksKeeper(common),
  }

  return {
    step: async (): Promise<void> => {
      for (const { name, to, data, needed } of duties) {
        if (await isOnItsWay(common, name)) continue
        const due = await needed().catch((error: unknown) => {
          logger.debug({ duty: name, error }, 'duty cannot be judged')
          return false
        })
        if (!due) continue
        await enqueue(store.db, { kind: 'keeper', ref: name, to, data })
        metrics.duties.inc({ duty: name })
      }
      await reportNoShows(common)
      for (const [keeper, { step }] of Object.entries(others))
        await step().catch((error: unknown) => logger.warn({ keeper, error }, 'keeper step failed'))
    },
  }
}
