import type { Transaction } from '../../store/database.ts'
import { chainQuestsDone, chainReferrals } from '../../store/schema/index.ts'
import type { QuestEvent, ReferralEvent } from '../log.ts'

export async function handleReferral(tx: Transaction, event: ReferralEvent): Promise<void> {
  if (event.eventName !== 'ReferralBound') return
  const { referee, referrer, since } = event.args
  await tx.insert(chainReferrals).values({ referee, referrer, since })
}

export async function handleQuest(tx: Transaction, event: QuestEvent): Promise<void> {
  if (event.eventName !== 'QuestCompleted') return
  const { questId, account } = event.args
  await tx.insert(chainQuestsDone).values({ quest: questId, account, at: event.place.at })
}
