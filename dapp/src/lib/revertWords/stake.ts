import type { RevertWords } from './words.ts'

const SOME = 'Choose an amount above zero.'
const LESS = 'Choose a smaller amount.'
const WAIT = 'The days are shown beside each request.'
const FIRST = 'Withdraw what is ready, or stake it again, first.'

/** Stake, staked liquidity, bonds of workers, and what stake is worth. */
export const stakeWords: RevertWords = {
  StakingVaultZeroAmount: ['That is no stake at all.', SOME],
  StakingVaultInsufficientStake: ['Less than that is free: the rest is bonded or locked.', LESS],
  StakingVaultInsufficientCooling: ['Less than that cools down.', LESS],
  StakingVaultTooManyRequests: ['Sixteen requests cool down already.', FIRST],
  StakingVaultNothingReady: ['Nothing has cooled down yet.', WAIT],
  StakingVaultInsufficientBond: ['Less than that is bonded to the worker.', LESS],
  StakingVaultInvalidAccount: ['No account has this address.', 'Check the address.'],
  ERC5805FutureLookup: ['Votes of this moment are not counted yet.', 'Try again after the next block.'],

  LpStakingZeroAmount: ['That is no liquidity at all.', SOME],
  LpStakingNotListed: [
    'This pool cannot be staked in.',
    'What is in can be taken back; choose another pool for more.',
  ],
  LpStakingListed: ['The pool is on the list already.', 'There is nothing to decide.'],
  LpStakingNotSogniPair: ['Neither side of the pair is SOGNI.', 'Name a pair of SOGNI.'],
  LpStakingDecimals: ['The other token of the pair has too many decimals.', 'Name another pair.'],
  LpStakingNoRate: ['The pool is empty or too thin.', 'Wait until it is deeper.'],
  LpStakingInexactTransfer: ['The pool’s token keeps a part of each transfer.', 'Choose another pool.'],
  LpStakingInsufficientStake: ['Less than that is staked in the pool.', LESS],
  LpStakingTooManyRequests: ['Sixteen requests cool down in this pool already.', FIRST],
  LpStakingNothingReady: ['Nothing has cooled down in this pool yet.', WAIT],
  LpStakingTooEarly: ['The rate of a pool moves once a week.', 'Wait until the week is over.'],

  AutoStakerShareTooHigh: ['More than everything cannot be staked.', 'Choose at most 100 %.'],
  AutoStakerNothingToDistribute: ['There is nothing to hand out.', 'Rewards come with the next claim.'],
  WorkerRegistryNotOwner: ['The worker belongs to another account.', 'Use the account that owns it.'],
  WorkerRegistryUnknownWorker: ['There is no such worker.', 'Check its id.'],
  WorkerRegistryJailed: ['The worker is barred from work.', 'The DAO decides when it may go on.'],

  StakeBenefitsZeroRequirement: ['A requirement of zero could never rise again.', 'Choose more.'],
  StakeBenefitsStepTooLarge: ['The requirement moves by at most 20 % at once.', 'Choose a smaller step.'],
  StakeBenefitsTooEarly: ['The requirement changes once in 30 days.', 'Wait until they are over.'],
  StakeBenefitsBadCurveStart: [
    'The curve has no rows, too many, or does not start at zero.',
    'Mend its rows.',
  ],
  StakeBenefitsBadCurvePoint: ['Each row must ask for more and give no less.', 'Mend its rows.'],
  StakeBenefitsDiscountTooHigh: ['The last row takes too much off.', 'Choose a smaller discount.'],
  StakeBenefitsBadFirstLevel: [
    'There are no levels, too many, or the first asks for stake.',
    'Mend the rows.',
  ],
  StakeBenefitsBadLevel: ['Each level must ask for more and give no less.', 'Mend the rows.'],
}
