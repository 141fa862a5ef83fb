import { eq } from 'drizzle-orm'
import type { Transaction } from '../../store/database.ts'
import {
  chainQuests,
  chainQuestsDone,
  chainReferralRewards,
  chainReferrals,
} from '../../store/schema/index.ts'
import type { QuestEvent, ReferralEvent } from '../log.ts'
import { textOf } from './textOf.ts'

export async function handleReferral(
  tx: Transaction,
  { eventName, args, place }: ReferralEvent,
): Promise<void> {
  if (eventName === 'ReferralBound') {
    const { referee, referrer, since } = args
    await tx.insert(chainReferrals).values({ referee, referrer, since })
  }
  if (eventName !== 'ReferralRewarded') return
  const { referee, referrer, amount } = args
  const { block, logIndex, at } = place
  await tx.insert(chainReferralRewards).values({ referee, referrer, amount, block, logIndex, at })
}

export async function handleQuest(tx: Transaction, { eventName, args, place }: QuestEvent): Promise<void> {
  switch (eventName) {
    case 'QuestOpened': {
      const { questId: id, quest, uri } = args
      await tx.insert(chainQuests).values({ id, ...quest, uri: textOf(uri) })
      return
    }
    case 'QuestClosed':
      await tx.update(chainQuests).set({ closed: true }).where(eq(chainQuests.id, args.questId))
      return
    case 'QuestCompleted': {
      const { questId: quest, account, left } = args
      await tx.insert(chainQuestsDone).values({ quest, account, at: place.at })
      await tx.update(chainQuests).set({ left }).where(eq(chainQuests.id, quest))
      return
    }
  }
}
