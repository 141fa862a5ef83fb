import {
  CampaignKind,
  type CampaignView,
  QuestKind,
  type QuestView,
  type ReferralsView,
} from '@supernet/sdk/schema'
import { and, asc, count, desc, eq, gt, lte, sql } from 'drizzle-orm'
import type { Queryable } from './database.ts'
import {
  chainCampaigns,
  chainQuests,
  chainReferralRewards,
  chainReferrals,
  chainRewardRoots,
} from './schema/index.ts'

const NEWEST = 50

/** Quests that are open at a chain time, the ones that end first before the others. */
export async function readQuests(db: Queryable, now: number): Promise<QuestView[]> {
  const rows = await db
    .select()
    .from(chainQuests)
    .where(and(eq(chainQuests.closed, false), gt(chainQuests.endsAt, now), gt(chainQuests.left, 0)))
    .orderBy(asc(chainQuests.endsAt), asc(chainQuests.id))
  return rows.map(({ closed: _, ...row }) => ({ ...row, kind: QuestKind.options[row.kind] ?? 'attested' }))
}

/** Campaigns that run at a chain time, each with the newest root that counts by then. */
export async function readCampaigns(db: Queryable, now: number): Promise<CampaignView[]> {
  const rows = await db
    .select()
    .from(chainCampaigns)
    .where(and(eq(chainCampaigns.closed, false), gt(chainCampaigns.endsAt, now)))
    .orderBy(asc(chainCampaigns.id))
  const roots = await db
    .selectDistinctOn([chainRewardRoots.campaign])
    .from(chainRewardRoots)
    .where(and(eq(chainRewardRoots.revoked, false), lte(chainRewardRoots.activeAt, now)))
    .orderBy(chainRewardRoots.campaign, desc(chainRewardRoots.block), desc(chainRewardRoots.logIndex))
  return rows.map(({ closed: _, ...row }) => {
    const found = roots.find(({ campaign }) => campaign === row.id)
    const view = { ...row, kind: CampaignKind.options[row.kind] ?? 'airdrop' }
    if (found === undefined) return view
    const { root, total, activeAt, dataHash, uri } = found
    return { ...view, leaves: { root, total, activeAt, dataHash, uri } }
  })
}

export async function readReferrals(db: Queryable, account: `0x${string}`): Promise<ReferralsView> {
  const mine = eq(chainReferrals.referrer, account)
  const [brought] = await db.select({ n: count() }).from(chainReferrals).where(mine)
  const [earned] = await db
    .select({ sum: sql<string>`coalesce(sum(${chainReferralRewards.amount}), 0)` })
    .from(chainReferralRewards)
    .where(eq(chainReferralRewards.referrer, account))
  const referees = await db
    .select({
      account: chainReferrals.referee,
      since: chainReferrals.since,
      earned: sql<string>`coalesce(sum(${chainReferralRewards.amount}), 0)`,
    })
    .from(chainReferrals)
    .leftJoin(chainReferralRewards, eq(chainReferralRewards.referee, chainReferrals.referee))
    .where(mine)
    .groupBy(chainReferrals.referee, chainReferrals.since)
    .orderBy(desc(chainReferrals.since), asc(chainReferrals.referee))
    .limit(NEWEST)
  return {
    brought: brought?.n ?? 0,
    earned: BigInt(earned?.sum ?? 0),
    referees: referees.map((row) => ({ ...row, earned: BigInt(row.earned) })),
  }
}
