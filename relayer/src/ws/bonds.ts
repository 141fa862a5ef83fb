import { stakeBenefitsAbi } from '@supernet/sdk/abi'
import { eq, inArray, sql } from 'drizzle-orm'
import type { Common } from '../common.ts'
import { chainWorkers, presence } from '../store/schema/index.ts'

type Hex = `0x${string}`

/** Reads of the chain at the same time. */
const AT_ONCE = 16

/** Whether a worker's bond lets it serve now. A Relaxed worker needs none. */
export const readBonded = ({ chain, network }: Common, workerId: Hex, owner: Hex): Promise<boolean> =>
  chain.readContract({
    address: network.contracts.stakeBenefits,
    abi: stakeBenefitsAbi,
    functionName: 'isBonded',
    args: [workerId, owner],
  })

/**
 * Reads again for workers that are here. The answer changes without an event of their own: with the requirement, the end of
 * its grace, a slash of their owner.
 */
export async function refreshBonds(common: Common, operators: readonly Hex[]): Promise<void> {
  if (operators.length === 0) return
  const { db } = common.store
  const rows = await db
    .select({ operator: presence.operator, workerId: chainWorkers.workerId, owner: chainWorkers.owner })
    .from(presence)
    .innerJoin(chainWorkers, eq(chainWorkers.workerId, presence.workerId))
    .where(inArray(presence.operator, [...operators]))
  for (let first = 0; first < rows.length; first += AT_ONCE)
    await Promise.all(
      rows.slice(first, first + AT_ONCE).map(async ({ operator, workerId, owner }) => {
        const bonded = await readBonded(common, workerId, owner)
        await db
          .update(presence)
          .set({ bonded })
          .where(sql`${presence.operator} = ${operator} AND ${presence.bonded} <> ${bonded}`)
      }),
    )
}
