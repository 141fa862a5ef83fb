import type { RevertWords } from './words.ts'

const READ_AGAIN = 'Reload the page to see its state.'
const OTHER_LENGTH = 'Choose another one.'
const BY_VOTE = 'Make a proposal: nobody can do this without one.'

/** Proposals, votes, the timelock, and what a proposal of the catalogue may run into. */
export const daoWords: RevertWords = {
  GovernorAlreadyCastVote: ['This account has voted already.', 'A vote cannot be changed.'],
  GovernorAlreadyQueuedProposal: ['The proposal waits in the timelock already.', READ_AGAIN],
  GovernorInsufficientProposerVotes: [
    'This account has fewer votes than a proposal asks for.',
    'Stake more, or have somebody delegate to you, before the next block.',
  ],
  GovernorInvalidProposalLength: ['The proposal has no calls.', 'Pick what it shall set.'],
  GovernorInvalidSignature: ['The vote was signed by another account.', 'Sign it with the one that votes.'],
  GovernorInvalidVoteType: ['There is no such vote.', 'Vote for, against or abstain.'],
  GovernorInvalidVotingPeriod: ['A vote of that length is none.', 'Choose a longer one.'],
  GovernorInvalidQuorumFraction: ['The quorum is more than everything.', 'Choose at most 100 %.'],
  GovernorPreventLateQuorumVoteExtensionTooLarge: ['The extension is beyond reason.', OTHER_LENGTH],
  GovernorNonexistentProposal: ['There is no such proposal.', 'A new one is known a moment after its block.'],
  GovernorOnlyExecutor: ['Only a proposal that passed may do this.', BY_VOTE],
  GovernorProposalQueueingFailed: ['The timelock refused the proposal.', READ_AGAIN],
  GovernorProposalQueueingNotRequired: ['The proposal needs no timelock.', 'Carry it out.'],
  GovernorRestrictedProposer: ['The description names another proposer.', 'Change the description.'],
  GovernorUnableToCancel: ['This account may not cancel the proposal.', 'Vote against it.'],
  GovernorUnexpectedProposalState: ['The proposal is in another state by now.', READ_AGAIN],
  TimelockUnexpectedOperationState: ['It is not ready, or was carried out already.', READ_AGAIN],
  TimelockUnexecutedPredecessor: ['What it follows was not carried out yet.', 'Carry that out first.'],
  TimelockUnauthorizedCaller: ['Only the timelock itself may do this.', BY_VOTE],
  TimelockInsufficientDelay: ['The delay is shorter than the timelock allows.', 'Choose a longer one.'],
  SupernetTimelockDelays: ['The slow delay would be shorter than the ordinary one.', OTHER_LENGTH],
  VotesExpiredSignature: ['The signed delegation is too old.', 'Sign a new one.'],
  AccessManagedUnauthorized: ['This account may not do that.', BY_VOTE],
  AccessManagedRequiredDelay: ['This account has to announce that first.', 'Schedule it, then wait.'],
  AccessManagerNotReady: ['The announced time has not come yet.', 'Wait until it has.'],
  AccessManagerNotScheduled: ['That was not announced before.', 'Schedule it first.'],
  AccessManagerExpired: ['What was announced is out of date.', 'Schedule it again.'],
  AccessManagerUnauthorizedAccount: ['This account may not do that.', BY_VOTE],
  AccessManagerUnauthorizedCall: ['This account may not do that.', BY_VOTE],
  ModelRegistryUnknownModel: ['There is no such model.', 'Check its number.'],
  RenderLedgerOperatorUnknown: ['No worker has this key.', 'Check the address.'],
  ExpectedPause: ['It is not stopped.', 'There is nothing to decide.'],
  ERC721InvalidReceiver: ['The receiver cannot hold a licence.', 'Name another account.'],
}
