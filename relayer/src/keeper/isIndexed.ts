import { EPOCH_SECONDS } from '@supernet/sdk/protocol'
import { max } from 'drizzle-orm'
import type { Common } from '../common.ts'
import { chainBlocks } from '../store/schema/index.ts'

/** Everything of the week is in the index, and too old to be taken back. */
export async function isIndexed({ store, clock, config }: Common, epoch: number): Promise<boolean> {
  const end = (epoch + 1) * EPOCH_SECONDS
  if (clock.now() < end + config.SCORES_AFTER_SECONDS) return false
  const [block] = await store.db.select({ time: max(chainBlocks.time) }).from(chainBlocks)
  return (block?.time ?? 0) >= end
}
