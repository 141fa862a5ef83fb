import { z } from 'zod'
import { Board, LeaderView } from '../leaders.ts'
import { Address, Amount, Hex32 } from '../primitives.ts'
import { RewardDocument, RewardLeaves } from '../reward.ts'
import { CampaignView, QuestView, ReferralId, ReferralsView } from '../rewards.ts'
import {
  Attestation,
  BoostRequest,
  Population,
  ProvenScore,
  ReferralRequest,
  ScoreDocument,
} from '../score.ts'
import { route } from './route.ts'

const scoreParams = z.object({ population: Population, epoch: z.coerce.number().int().min(0) })

/** Places, scores, and what is earned by them. */
export const rewardsApi = {
  getLeaders: route({
    method: 'get',
    path: '/v1/leaders/:board',
    summary: 'Places of a board, of one week or of all time; the next ones after a position',
    params: z.object({ board: Board }),
    query: z.object({
      epoch: z.coerce.number().int().min(0).max(1_000_000).optional(),
      after: z.coerce.number().int().min(0).max(1_000_000).default(0),
    }),
    response: z.object({
      leaders: z.array(LeaderView),
      currentEpoch: z.number().int(),
      next: z.number().int().optional(),
    }),
  }),
  getQuests: route({
    method: 'get',
    path: '/v1/quests',
    summary: 'Quests that can be completed now',
    response: z.object({ quests: z.array(QuestView) }),
  }),
  getCampaigns: route({
    method: 'get',
    path: '/v1/campaigns',
    summary: 'Rewards by proof that still run, with where the leaves of their root are',
    response: z.object({ campaigns: z.array(CampaignView) }),
  }),
  getLeaves: route({
    method: 'get',
    path: '/v1/campaigns/:campaign/leaves',
    summary:
      'The list under the root of a campaign, fetched from where it was published and checked against the root',
    params: z.object({ campaign: z.coerce.number().int().min(1) }),
    response: RewardLeaves,
  }),
  getReferrals: route({
    method: 'get',
    path: '/v1/referrals/:account',
    summary: 'Whom an account brought, and what it got for what they spent',
    params: z.object({ account: Address }),
    query: z.object({ before: ReferralId.optional() }),
    response: ReferralsView,
  }),
  getScores: route({
    method: 'get',
    path: '/v1/scores/:population/:epoch',
    summary: 'The rows under the root of an epoch, as they were hashed',
    params: scoreParams,
    response: ScoreDocument,
  }),
  getScore: route({
    method: 'get',
    path: '/v1/scores/:population/:epoch/:id',
    summary: 'The row of one account with its proof',
    params: scoreParams.extend({ id: Hex32 }),
    response: ProvenScore,
  }),
  getDistribution: route({
    method: 'get',
    path: '/v1/distributions/:campaign/:epoch',
    summary: 'What each account has earned in a campaign after a week: the leaves under its root',
    params: z.object({
      campaign: z.coerce.number().int().min(1),
      epoch: z.coerce.number().int().min(0),
    }),
    response: RewardDocument,
  }),
  postBoost: route({
    method: 'post',
    path: '/v1/attestations/boost',
    summary: 'The word of an attester that the account may have its daily boost',
    body: BoostRequest,
    response: Attestation,
  }),
  postReferral: route({
    method: 'post',
    path: '/v1/attestations/referral',
    summary: 'The word of an attester on what a referee has spent',
    body: ReferralRequest,
    response: Attestation.extend({ spent: Amount }),
  }),
} as const
