import type { RevertWords } from './words.ts'

const ALL_HAD = 'There is nothing more to take.'
const NEXT_WEEK = 'Try again next week, when the budget is new.'
const ASK_AGAIN = 'Try again: the relayer is asked for a new one.'

/** Boost, quests, referrals, rewards by proof, scores, vesting. */
export const rewardWords: RevertWords = {
  AttestedExpired: ['The word of the attester is too old.', ASK_AGAIN],
  AttestedNotByAttester: ['Who vouched for this is not an attester.', 'Use a relayer that is one.'],
  PromoIssuerBudgetSpent: ['The budget of this week is used up.', NEXT_WEEK],
  PromoIssuerBudgetTooLarge: ['The budget is beyond reason.', 'Choose a smaller one.'],
  DailyBoostClaimed: ['The boost of today was taken already.', 'The next one is at midnight UTC.'],
  QuestsNotOpen: ['The quest is over.', 'Choose another one.'],
  QuestsCompleted: ['This account has completed the quest already.', 'Choose another one.'],
  QuestsNotReached: ['The quest is not reached yet.', 'Go on with it, then take the reward.'],
  ReferralsSelf: ['Nobody brings itself.', 'Name the account that brought you.'],
  ReferralsCircle: ['You brought that account yourself.', 'Name another one.'],
  ReferralsBound: ['It is written down already who brought you.', ALL_HAD],
  ReferralsNotBound: ['That account has not named who brought it.', 'It does so on its Rewards screen.'],
  ReferralsNothingNew: ['Nothing was spent since the last reward.', ALL_HAD],
  RewardsDistributorUnknownCampaign: ['There is no such campaign.', 'Reload the page.'],
  RewardsDistributorEnded: ['The campaign has ended, and its rest went to the treasury.', ALL_HAD],
  RewardsDistributorNotEarned: [
    'The campaign’s list was replaced, and does not have this any more.',
    'Reload the page to read the new one.',
  ],
  RewardsDistributorNothingDue: ['All of it was paid already.', ALL_HAD],
  ScoreBoardNotAccepted: ['The scores of that week can still be contested.', 'Try again tomorrow.'],
  ScoreBoardNotUnderRoot: ['The scores were replaced.', 'Reload the page to read the new ones.'],
  ScoreBoardAlreadyApplied: ['The tier of that week is in force already.', ALL_HAD],
  RewardStreamNoDestination: ['Rewards need an address to go to.', 'Name one.'],
}
