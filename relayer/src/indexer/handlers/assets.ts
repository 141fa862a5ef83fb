import type { Transaction } from '../../store/database.ts'
import { chainModelAccess, chainModelStakes, chainModelUsers } from '../../store/schema/index.ts'
import type { AccessEvent, ModelStakeEvent } from '../log.ts'

/** Who may use a model. */
export async function handleAccess(tx: Transaction, event: AccessEvent): Promise<void> {
  if (event.eventName === 'ModelPrivacySet') {
    const { model, isPrivate } = event.args
    await tx
      .insert(chainModelAccess)
      .values({ model, isPrivate })
      .onConflictDoUpdate({ target: chainModelAccess.model, set: { isPrivate } })
  }
  if (event.eventName === 'ModelLeastTierSet') {
    const { model, tier: leastTier } = event.args
    await tx
      .insert(chainModelAccess)
      .values({ model, leastTier })
      .onConflictDoUpdate({ target: chainModelAccess.model, set: { leastTier } })
  }
  if (event.eventName === 'ModelUserSet') {
    const { model, user, allowed } = event.args
    await tx
      .insert(chainModelUsers)
      .values({ model, user, allowed })
      .onConflictDoUpdate({ target: [chainModelUsers.model, chainModelUsers.user], set: { allowed } })
  }
}

/** What all accounts together have staked on a model. */
export async function handleModelStake(tx: Transaction, event: ModelStakeEvent): Promise<void> {
  if (event.eventName !== 'ModelStaked' && event.eventName !== 'ModelUnstakeRequested') return
  const { model, total } = event.args
  await tx
    .insert(chainModelStakes)
    .values({ model, total })
    .onConflictDoUpdate({ target: chainModelStakes.model, set: { total } })
}
