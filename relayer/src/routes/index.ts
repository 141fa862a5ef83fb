import type { Api } from '@supernet/sdk/schema'
import type { Route } from '../http/route.ts'
import { deleteLogin } from './deleteLogin.ts'
import { deleteOtherLogin } from './deleteOtherLogin.ts'
import { deletePayee } from './deletePayee.ts'
import { getCampaigns } from './getCampaigns.ts'
import { getCheckout } from './getCheckout.ts'
import { getDevices } from './getDevices.ts'
import { getDistribution } from './getDistribution.ts'
import { getFlows } from './getFlows.ts'
import { getGrant } from './getGrant.ts'
import { getGuarded } from './getGuarded.ts'
import { getJob } from './getJob.ts'
import { getJobEvents } from './getJobEvents.ts'
import { getLeaders } from './getLeaders.ts'
import { getLeaves } from './getLeaves.ts'
import { getLink } from './getLink.ts'
import { getLogin } from './getLogin.ts'
import { getLogins } from './getLogins.ts'
import { getModels } from './getModels.ts'
import { getNetwork } from './getNetwork.ts'
import { getPacks } from './getPacks.ts'
import { getPayees } from './getPayees.ts'
import { getProposal } from './getProposal.ts'
import { getProposals } from './getProposals.ts'
import { getPurchases } from './getPurchases.ts'
import { getQuests } from './getQuests.ts'
import { getRecovery } from './getRecovery.ts'
import { getRecoveryDraft } from './getRecoveryDraft.ts'
import { getRedelivery } from './getRedelivery.ts'
import { getReferrals } from './getReferrals.ts'
import { getScore } from './getScore.ts'
import { getScores } from './getScores.ts'
import { getSession } from './getSession.ts'
import { getSettlements } from './getSettlements.ts'
import { getSponsorship } from './getSponsorship.ts'
import { getStatus } from './getStatus.ts'
import { getTransfer } from './getTransfer.ts'
import { getTreasury } from './getTreasury.ts'
import { getWorkers } from './getWorkers.ts'
import { patchDevice } from './patchDevice.ts'
import { postAcknowledgement } from './postAcknowledgement.ts'
import { postBoost } from './postBoost.ts'
import { postCancel } from './postCancel.ts'
import { postChallenge } from './postChallenge.ts'
import { postCheckout } from './postCheckout.ts'
import { postGrant } from './postGrant.ts'
import { postLink } from './postLink.ts'
import { postLinkClaim } from './postLinkClaim.ts'
import { postPasskey } from './postPasskey.ts'
import { postPasskeyLogin } from './postPasskeyLogin.ts'
import { postPayee } from './postPayee.ts'
import { postQuote } from './postQuote.ts'
import { postRecovery } from './postRecovery.ts'
import { postRecoverySignature } from './postRecoverySignature.ts'
import { postRedelivery } from './postRedelivery.ts'
import { postReferral } from './postReferral.ts'
import { postReservation } from './postReservation.ts'
import { postTab } from './postTab.ts'
import { postTicket } from './postTicket.ts'
import { postTransfer } from './postTransfer.ts'
import { postVote } from './postVote.ts'
import { postWalletLogin } from './postWalletLogin.ts'

/** Table of contents: a contract without a handler does not compile. */
export const routes: { readonly [Name in keyof Api]: Route<Api[Name]> } = {
  getNetwork,
  getModels,
  postQuote,
  postReservation,
  postTicket,
  getJob,
  getJobEvents,
  postCancel,
  postAcknowledgement,
  postRedelivery,
  getRedelivery,
  postTab,
  postGrant,
  getGrant,
  getSession,
  getWorkers,
  getSettlements,
  getProposals,
  getProposal,
  postVote,
  getPacks,
  postCheckout,
  getCheckout,
  getPurchases,
  getTreasury,
  getFlows,
  getLeaders,
  getQuests,
  getCampaigns,
  getLeaves,
  getReferrals,
  getScores,
  getScore,
  getDistribution,
  postBoost,
  postReferral,
  postChallenge,
  postPasskey,
  postPasskeyLogin,
  postWalletLogin,
  getLogin,
  deleteLogin,
  getLogins,
  deleteOtherLogin,
  getSponsorship,
  getDevices,
  patchDevice,
  postLink,
  getLink,
  postLinkClaim,
  postRecovery,
  getRecovery,
  getRecoveryDraft,
  postRecoverySignature,
  getGuarded,
  getPayees,
  postPayee,
  deletePayee,
  postTransfer,
  getTransfer,
  getStatus,
}
