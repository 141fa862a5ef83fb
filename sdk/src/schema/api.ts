import { z } from 'zod'
import { DeviceView, LinkCode, LinkRequest, LinkView } from './devices.ts'
import {
  CancelRequest,
  JobEvent,
  JobView,
  PostTicket,
  RedeliveryView,
  Reservation,
  ReserveRequest,
} from './job.ts'
import { Board, LeaderView } from './leaders.ts'
import { SessionView, SettledLine, SettlementView } from './ledger.ts'
import {
  DeviceName,
  LoginChallenge,
  LoginView,
  PasskeyLoginRequest,
  RegisterRequest,
  WalletLoginRequest,
} from './login.ts'
import { ModelView } from './model.ts'
import { Quote } from './money.ts'
import { NetworkInfo } from './network.ts'
import { Order } from './order.ts'
import { PayeeRequest, PayeesView, PayeeView } from './payees.ts'
import { Address, Amount, Hex32, JobId } from './primitives.ts'
import { ProposalId, ProposalView, SignedBallot, VoteView } from './proposal.ts'
import { CheckoutRequest, CheckoutView, PurchaseView, SparkPack } from './purchase.ts'
import {
  GuardedView,
  RecoveryCode,
  RecoveryDraft,
  RecoveryRequest,
  RecoverySignature,
  RecoveryView,
} from './recovery.ts'
import { RewardDocument, RewardLeaves } from './reward.ts'
import { CampaignView, QuestView, ReferralId, ReferralsView } from './rewards.ts'
import {
  Attestation,
  BoostRequest,
  Population,
  ProvenScore,
  ReferralRequest,
  ScoreDocument,
} from './score.ts'
import { SponsorshipView } from './sponsorship.ts'
import { SignedTransfer, TransferView } from './transfers.ts'
import { FlowId, FlowSide, FlowView, TreasuryView } from './treasury.ts'
import { SignedGrant, SignedRedeliver, SignedTab } from './typed.ts'
import { WorkerView } from './worker.ts'

/** A route as a value: server, client and OpenAPI page are all made from it. */
export interface RouteContract {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: string
  readonly summary: string
  /** What the cookie of a login has to do with it; where it begins or is needed, only the relayer's own pages may call. */
  readonly login?: 'begins' | 'needed' | 'read'
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly response: z.ZodType
}

const route = <const T extends RouteContract>(contract: T): T => contract

const jobParams = z.object({ jobId: JobId })
const accepted = z.object({ ok: z.literal(true) })
const scoreParams = z.object({ population: Population, epoch: z.coerce.number().int().min(0) })

export const api = {
  getNetwork: route({
    method: 'get',
    path: '/v1/network',
    summary: 'Addresses, URLs, and who takes money for Spark',
    response: NetworkInfo,
  }),
  getModels: route({
    method: 'get',
    path: '/v1/models',
    summary:
      'Models with manifest and table, most stake first; private ones only for accounts that may use them',
    query: z.object({ account: Address.optional() }),
    response: z.object({ models: z.array(ModelView) }),
  }),
  postQuote: route({
    method: 'post',
    path: '/v1/quotes',
    summary: 'Price, time and whether anybody can serve it. Free, no account',
    /** `session` is the render key that would pay: its owner's stake may open more workers. */
    body: z.object({ order: Order, session: Address.optional() }),
    response: Quote,
  }),
  postReservation: route({
    method: 'post',
    path: '/v1/reservations',
    summary: 'Workers for an order, held for 10 s',
    body: ReserveRequest,
    response: Reservation,
  }),
  postTicket: route({
    method: 'post',
    path: '/v1/jobs',
    summary: 'Hand in a ticket with its sealed bodies; again with the same ticket is harmless',
    body: PostTicket,
    response: JobView,
  }),
  getJob: route({
    method: 'get',
    path: '/v1/jobs/:jobId',
    summary: 'The job as it stands',
    params: jobParams,
    response: JobView,
  }),
  getJobEvents: route({
    method: 'get',
    path: '/v1/jobs/:jobId/events',
    summary: 'Durable events after a number, for clients without a stream',
    params: jobParams,
    query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
    response: z.object({ events: z.array(JobEvent) }),
  }),
  postCancel: route({
    method: 'post',
    path: '/v1/jobs/:jobId/cancel',
    summary: 'Stop shares; completed steps are paid',
    params: jobParams,
    body: CancelRequest,
    response: JobView,
  }),
  postAcknowledgement: route({
    method: 'post',
    path: '/v1/jobs/:jobId/acknowledgements',
    summary: 'These sealed pictures are stored by the client and may be deleted',
    params: jobParams,
    body: z.object({ blobs: z.array(Hex32).min(1).max(512) }),
    response: accepted,
  }),
  postRedelivery: route({
    method: 'post',
    path: '/v1/jobs/:jobId/redeliveries',
    summary: 'Have the worker of a delivered share upload its sealed pictures again; again is harmless',
    params: jobParams,
    body: SignedRedeliver,
    response: RedeliveryView,
  }),
  getRedelivery: route({
    method: 'get',
    path: '/v1/redeliveries/:id',
    summary: 'Whether the pictures are here again',
    params: z.object({ id: Hex32 }),
    response: RedeliveryView,
  }),
  postTab: route({
    method: 'post',
    path: '/v1/tabs',
    summary: 'Tab over open lines of a session; replaces older tabs over the same lines',
    body: SignedTab,
    response: accepted,
  }),
  postGrant: route({
    method: 'post',
    path: '/v1/grants',
    summary: 'Limit what a render key may spend on one job, by the owner of its session; again is harmless',
    body: SignedGrant,
    response: accepted,
  }),
  getGrant: route({
    method: 'get',
    path: '/v1/grants/:key',
    summary: 'The limit that is in force for a render key',
    params: z.object({ key: Address }),
    response: SignedGrant,
  }),
  getSession: route({
    method: 'get',
    path: '/v1/sessions/:key',
    summary: 'A render session, its open shares and settled lines',
    params: z.object({ key: Address }),
    query: z.object({ before: z.coerce.number().int().optional() }),
    response: z.object({
      session: SessionView.optional(),
      jobs: z.array(JobView),
      lines: z.array(SettledLine),
    }),
  }),
  getWorkers: route({
    method: 'get',
    path: '/v1/workers',
    summary: 'Workers with their counters from the chain',
    response: z.object({ workers: z.array(WorkerView) }),
  }),
  getSettlements: route({
    method: 'get',
    path: '/v1/settlements',
    summary: 'Newest settlement batches',
    response: z.object({ settlements: z.array(SettlementView) }),
  }),
  getProposals: route({
    method: 'get',
    path: '/v1/proposals',
    summary: 'Newest proposals of the DAO, older ones before a block',
    query: z.object({ before: z.coerce.number().int().optional() }),
    response: z.object({ proposals: z.array(ProposalView) }),
  }),
  getProposal: route({
    method: 'get',
    path: '/v1/proposals/:id',
    summary: 'A proposal with its decoded calls and its largest votes',
    params: z.object({ id: ProposalId }),
    response: z.object({ proposal: ProposalView, votes: z.array(VoteView) }),
  }),
  postVote: route({
    method: 'post',
    path: '/v1/votes',
    summary: 'Cast a signed vote at the cost of the relayer; again with the same vote is harmless',
    body: SignedBallot,
    response: accepted,
  }),
  getPacks: route({
    method: 'get',
    path: '/v1/packs',
    summary: 'Spark for money outside the chain: prices, and what they buy now',
    response: z.object({ packs: z.array(SparkPack) }),
  }),
  postCheckout: route({
    method: 'post',
    path: '/v1/checkout',
    summary: 'Begin to buy a pack; again with the same id answers the same checkout',
    body: CheckoutRequest,
    response: CheckoutView,
  }),
  getCheckout: route({
    method: 'get',
    path: '/v1/checkouts/:id',
    summary: 'Whether it was paid, and what became of the payment',
    params: z.object({ id: z.uuid() }),
    response: CheckoutView,
  }),
  getPurchases: route({
    method: 'get',
    path: '/v1/purchases',
    summary: 'Newest purchases for an owner',
    query: z.object({ owner: Address }),
    response: z.object({ purchases: z.array(PurchaseView) }),
  }),
  getTreasury: route({
    method: 'get',
    path: '/v1/treasury',
    summary: 'Flows of the treasury by day, Spark that is out, and what its managers may spend',
    query: z.object({ days: z.coerce.number().int().min(1).max(400).default(90) }),
    response: TreasuryView,
  }),
  getFlows: route({
    method: 'get',
    path: '/v1/treasury/flows',
    summary: 'Newest flows of the treasury, older ones before the last of a page',
    query: z.object({ before: FlowId.optional(), side: FlowSide.optional() }),
    response: z.object({ flows: z.array(FlowView), next: FlowId.optional() }),
  }),
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
  postChallenge: route({
    method: 'post',
    path: '/v1/login/challenge',
    summary: 'A challenge for one sign-in, for five minutes',
    login: 'begins',
    body: z.object({}),
    response: LoginChallenge,
  }),
  postPasskey: route({
    method: 'post',
    path: '/v1/login/passkey/register',
    summary: 'Register a new passkey as the owner of a new account, and sign in',
    login: 'begins',
    body: RegisterRequest,
    response: LoginView,
  }),
  postPasskeyLogin: route({
    method: 'post',
    path: '/v1/login/passkey',
    summary: 'Sign in with a passkey that was registered, or added as a device',
    login: 'begins',
    body: PasskeyLoginRequest,
    response: LoginView,
  }),
  postWalletLogin: route({
    method: 'post',
    path: '/v1/login/wallet',
    summary: 'Sign in with a message of a wallet (EIP-4361), of a contract as well (ERC-1271, ERC-6492)',
    login: 'begins',
    body: WalletLoginRequest,
    response: LoginView,
  }),
  getLogin: route({
    method: 'get',
    path: '/v1/login',
    summary: 'Who is signed in here, if anybody',
    login: 'read',
    response: z.object({ login: LoginView.optional() }),
  }),
  deleteLogin: route({
    method: 'delete',
    path: '/v1/login',
    summary: 'Sign out here; again is harmless',
    login: 'begins',
    response: accepted,
  }),
  getLogins: route({
    method: 'get',
    path: '/v1/logins',
    summary: 'Where the account is signed in',
    login: 'needed',
    response: z.object({ logins: z.array(LoginView) }),
  }),
  deleteOtherLogin: route({
    method: 'delete',
    path: '/v1/logins/:id',
    summary: 'End a login of the account; again is harmless',
    login: 'needed',
    params: z.object({ id: z.uuid() }),
    response: accepted,
  }),
  getSponsorship: route({
    method: 'get',
    path: '/v1/sponsorship',
    summary: 'What the network has paid today for the account that is signed in, and the most that it pays',
    login: 'needed',
    response: SponsorshipView,
  }),
  getDevices: route({
    method: 'get',
    path: '/v1/devices',
    summary: 'The keys that sign for the account, by the chain, with their names',
    login: 'needed',
    response: z.object({ devices: z.array(DeviceView) }),
  }),
  patchDevice: route({
    method: 'patch',
    path: '/v1/devices/:device',
    summary: 'Name a key of the account',
    login: 'needed',
    params: z.object({ device: Hex32 }),
    body: z.object({ name: DeviceName }),
    response: accepted,
  }),
  postLink: route({
    method: 'post',
    path: '/v1/links',
    summary:
      'A new device asks to sign for an account: registers its passkey, and gets a code for ten minutes',
    login: 'begins',
    body: LinkRequest,
    response: LinkView,
  }),
  getLink: route({
    method: 'get',
    path: '/v1/links/:code',
    summary: 'How far the new device is',
    params: z.object({ code: LinkCode }),
    response: LinkView,
  }),
  postLinkClaim: route({
    method: 'post',
    path: '/v1/links/:code',
    summary: 'The account that is signed in takes the new device; adding it on chain lets it sign in',
    login: 'needed',
    params: z.object({ code: LinkCode }),
    body: z.object({}),
    response: LinkView,
  }),
  postRecovery: route({
    method: 'post',
    path: '/v1/recoveries',
    summary: 'A person without a device asks guardians for an account: registers a passkey, and gets a code',
    login: 'begins',
    body: RecoveryRequest,
    response: RecoveryView,
  }),
  getRecovery: route({
    method: 'get',
    path: '/v1/recoveries/:code',
    summary: 'How far the recovery is',
    params: z.object({ code: RecoveryCode }),
    response: RecoveryView,
  }),
  getRecoveryDraft: route({
    method: 'get',
    path: '/v1/recoveries/:code/operations',
    summary: 'What a guardian of an account would sign',
    params: z.object({ code: RecoveryCode }),
    query: z.object({ account: Address }),
    response: RecoveryDraft,
  }),
  postRecoverySignature: route({
    method: 'post',
    path: '/v1/recoveries/:code/signatures',
    summary: 'The word of a guardian; the last one that is needed sends the proposal. Again is harmless',
    params: z.object({ code: RecoveryCode }),
    body: RecoverySignature,
    response: RecoveryView,
  }),
  getGuarded: route({
    method: 'get',
    path: '/v1/guarded/:guardian',
    summary: 'Accounts that have named a guardian',
    params: z.object({ guardian: Address }),
    response: z.object({ accounts: z.array(GuardedView) }),
  }),
  getPayees: route({
    method: 'get',
    path: '/v1/payees',
    summary: 'Whom the account announced to send to, when that opens, and what is left for others today',
    login: 'needed',
    response: PayeesView,
  }),
  postPayee: route({
    method: 'post',
    path: '/v1/payees',
    summary: 'Announce whom the account wants to send to; again changes the name only',
    login: 'needed',
    body: PayeeRequest,
    response: PayeeView,
  }),
  deletePayee: route({
    method: 'delete',
    path: '/v1/payees/:payee',
    summary: 'Take an announcement back; again is harmless',
    login: 'needed',
    params: z.object({ payee: Address }),
    response: accepted,
  }),
  postTransfer: route({
    method: 'post',
    path: '/v1/transfers',
    summary:
      'Send SOGNI that its holder signed away (ERC-3009), at the cost of the relayer: to the account that is signed in, or from it; again is harmless',
    login: 'needed',
    body: SignedTransfer,
    response: TransferView,
  }),
  getTransfer: route({
    method: 'get',
    path: '/v1/transfers/:id',
    summary: 'What became of a signed transfer',
    params: z.object({ id: Hex32 }),
    response: TransferView,
  }),
  getStatus: route({
    method: 'get',
    path: '/v1/status',
    summary: 'Queue, indexed block and chain time',
    response: z.object({
      queue: z.number().int(),
      rendering: z.number().int(),
      indexedBlock: z.number().int(),
      headBlock: z.number().int(),
      chainTime: z.number().int(),
      sparkRate: z.string(),
      imagesToday: z.number().int(),
    }),
  }),
} as const

export type Api = typeof api
