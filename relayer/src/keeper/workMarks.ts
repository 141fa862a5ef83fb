import { workActivityAbi } from '@supernet/sdk/abi'
import { markWork } from '@supernet/sdk/actions'
import { EPOCH_SECONDS, epochAt } from '@supernet/sdk/protocol'
import { asc, eq, gt } from 'drizzle-orm'
import type { Common } from '../common.ts'
import { chainOperators, chainOperatorWorkers } from '../store/schema/index.ts'
import { enqueueDuty } from './duty.ts'

const PACE_SECONDS = 600
const DAY = 86_400

/**
 * Marks what every worker has rendered, once when a week begins and once in its last day: what lies between two marks is
 * work that no root of scores can leave out.
 */
export function createWorkMarksKeeper(common: Common) {
  const { store, chain, network, clock } = common
  const { workActivity } = network.contracts
  let next = 0

  return {
    step: async (): Promise<void> => {
      const now = clock.now()
      if (now < next) return
      next = now + PACE_SECONDS
      const start = epochAt(now) * EPOCH_SECONDS
      const lastDay = start + EPOCH_SECONDS - DAY
      const workers = await store.db
        .selectDistinct({ workerId: chainOperatorWorkers.workerId })
        .from(chainOperatorWorkers)
        .innerJoin(chainOperators, eq(chainOperators.operator, chainOperatorWorkers.operator))
        .where(gt(chainOperators.baseMs, 0))
        .orderBy(asc(chainOperatorWorkers.workerId))
      for (const { workerId } of workers) {
        const [at] = await chain.readContract({
          address: workActivity,
          abi: workActivityAbi,
          functionName: 'lastMark',
          args: [workerId],
        })
        if (at >= start && (now < lastDay || at >= lastDay)) continue
        const call = markWork.call({ workActivity, workerId })
        await enqueueDuty(common, { name: `work mark ${workerId}`, call })
      }
    },
  }
}
