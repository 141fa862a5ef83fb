import { modelCreatorFundAbi } from '@supernet/sdk/abi'
import { type Call, claimModelShare, countModel } from '@supernet/sdk/actions'
import { asc, gt } from 'drizzle-orm'
import { encodeFunctionData } from 'viem'
import type { Common } from '../common.ts'
import { chainLedgerModels } from '../store/schema/index.ts'
import { enqueueDuty } from './duty.ts'

/** Looks at every model take two calls each: not at every step. */
const PACE_SECONDS = 600
const WEEK = 7 * 86_400
/** First days of a week in which images are counted, as the fund has it. */
const COUNTING = 3 * 86_400

/**
 * The Model Creator Fund: counts every model once a week, then pays each its share, by calls that anyone may make. What
 * the chain would refuse is not sent, so that repeating costs nothing.
 */
export function createModelFundKeeper(common: Common) {
  const { store, chain, network, clock } = common
  const { modelCreatorFund } = network.contracts
  let next = 0

  const wouldPass = ({ abi, functionName, args }: Call): Promise<boolean> =>
    chain
      .call({ to: modelCreatorFund, data: encodeFunctionData({ abi, functionName, args }) })
      .then(({ data }) => data === undefined || data === '0x' || BigInt(data) > 0n)
      .catch(() => false)

  return {
    step: async (): Promise<void> => {
      const now = clock.now()
      if (now < next) return
      next = now + PACE_SECONDS
      const week = await chain.readContract({
        address: modelCreatorFund,
        abi: modelCreatorFundAbi,
        functionName: 'currentWeek',
      })
      const isCounting = now < week * WEEK + COUNTING
      const models = await store.db
        .select({ id: chainLedgerModels.id })
        .from(chainLedgerModels)
        .where(gt(chainLedgerModels.images, 0))
        .orderBy(asc(chainLedgerModels.id))
      for (const { id: model } of models) {
        const call = isCounting
          ? countModel.call({ modelCreatorFund, model })
          : claimModelShare.call({ modelCreatorFund, model, week })
        const name = isCounting ? 'fund count' : 'fund claim'
        if (await wouldPass(call)) await enqueueDuty(common, { name: `${name} ${week} ${model}`, call })
      }
    },
  }
}
