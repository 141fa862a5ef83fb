import { and, eq } from 'drizzle-orm'
import type { Transaction } from '../../store/database.ts'
import { chainCampaigns, chainRewardRoots } from '../../store/schema/index.ts'
import type { CampaignEvent } from '../log.ts'
import { textOf } from './textOf.ts'

export async function handleCampaign(tx: Transaction, event: CampaignEvent): Promise<void> {
  switch (event.eventName) {
    case 'CampaignOpened': {
      const { campaign: id, token, kind, endsAt, uri } = event.args
      await tx.insert(chainCampaigns).values({ id, token, kind, endsAt, uri: textOf(uri) })
      return
    }
    case 'RootPublished': {
      const { uri, ...root } = event.args
      const { block, logIndex } = event.place
      await tx.insert(chainRewardRoots).values({ ...root, uri: textOf(uri), block, logIndex })
      return
    }
    case 'RootRevoked': {
      const { campaign, root } = event.args
      await tx
        .update(chainRewardRoots)
        .set({ revoked: true })
        .where(and(eq(chainRewardRoots.campaign, campaign), eq(chainRewardRoots.root, root)))
      return
    }
    case 'CampaignClosed':
      await tx.update(chainCampaigns).set({ closed: true }).where(eq(chainCampaigns.id, event.args.campaign))
      return
  }
}
