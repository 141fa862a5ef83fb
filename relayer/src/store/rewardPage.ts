import {
  CampaignKind,
  type CampaignView,
  QuestKind,
  type QuestView,
  type ReferralsView,
} from '@supernet/sdk/schema'
import { and, asc, count, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import type { Queryable } from './database.ts'
import {
  chainCampaigns,
  chainQuests,
  chainReferralRewards,
  chainReferrals,
  chainRewardRoots,
} from './schema/index.ts'
import { readSpent } from './spending.ts'

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

/** Whom an account brought, a page of them, with what they spent: what an attester would vouch for at that time. */
export async function readReferrals(
  db: Queryable,
  account: `0x${string}`,
  { before, now }: { before?: string | undefined; now: number },
): Promise<ReferralsView> {
  const mine = eq(chainReferrals.referrer, account)
  const [brought] = await db.select({ n: count() }).from(chainReferrals).where(mine)
  const [all] = await db
    .select({ sum: total })
    .from(chainReferralRewards)
    .where(eq(chainReferralRewards.referrer, account))
  const [since, referee] = before?.split('.') ?? []
  const page = await db
    .select({ referee: chainReferrals.referee, since: chainReferrals.since })
    .from(chainReferrals)
    .where(
      and(
        mine,
        before === undefined
          ? undefined
          : sql`(${chainReferrals.since}, ${chainReferrals.referee}) < (${since}::bigint, ${referee})`,
      ),
    )
    .orderBy(desc(chainReferrals.since), desc(chainReferrals.referee))
    .limit(NEWEST)
  const spent = await readSpent(db, page, now)
  const earned = await readEarned(
    db,
    page.map((row) => row.referee),
  )
  const last = page.at(-1)
  return {
    brought: brought?.n ?? 0,
    earned: BigInt(all?.sum ?? 0),
    referees: page.map((row) => ({
      account: row.referee,
      since: row.since,
      earned: earned.get(row.referee) ?? 0n,
      spent: spent.get(row.referee) ?? 0n,
    })),
    ...(page.length < NEWEST || last === undefined ? {} : { next: `${last.since}.${last.referee}` }),
  }
}

const total = sql<string>`coalesce(sum(${chainReferralRewards.amount}), 0)`

/** What was paid for each referee. */
async function readEarned(db: Queryable, referees: readonly `0x${string}`[]): Promise<Map<string, bigint>> {
  const rows = await db
    .select({ referee: chainReferralRewards.referee, sum: total })
    .from(chainReferralRewards)
    .where(inArray(chainReferralRewards.referee, [...referees]))
    .groupBy(chainReferralRewards.referee)
  return new Map(rows.map(({ referee, sum }) => [referee, BigInt(sum)]))
}
