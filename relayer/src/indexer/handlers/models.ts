import { eq } from 'drizzle-orm'
import type { Transaction } from '../../store/database.ts'
import { chainModels } from '../../store/schema/index.ts'
import type { ModelEvent } from '../log.ts'

export async function handleModel(tx: Transaction, event: ModelEvent): Promise<void> {
  if (event.eventName === 'Transfer') {
    await tx
      .update(chainModels)
      .set({ owner: event.args.to })
      .where(eq(chainModels.id, Number(event.args.tokenId)))
  }
  if (event.eventName !== 'ModelRegistered') return
  const { id, owner, account, spec } = event.args
  const { fixedMs, minMs, stepMicro, maxSteps, maxCount, points } = spec.table
  await tx.insert(chainModels).values({
    id,
    owner,
    account,
    name: spec.name,
    uri: spec.uri,
    contentRoot: spec.contentRoot,
    classId: spec.classId,
    table: { fixedMs, minMs, stepMicro: Number(stepMicro), maxSteps, maxCount, pixels: [...points] },
  })
}
