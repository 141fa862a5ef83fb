import { contractErrors } from '@supernet/sdk/abi'
import { describe, expect, it } from 'vitest'
import { describeCode } from '../errorText.ts'
import { revertWords } from './index.ts'

/** Errors that have no words, because nobody meets them in the dapp, by the reason for it. */
const NOT_MET: Readonly<Record<string, string>> = {
  'upgrades, and the first call of a contract': `
    AccessManagedInvalidAuthority AccessManagerInvalidInitialAdmin AddressEmptyCode ERC1967InvalidImplementation
    ERC1967NonPayable InvalidInitialization NotInitializing SogniTokenAllocationMismatch UUPSUnauthorizedCallContext
    UUPSUnsupportedProxiableUUID VestingVaultUnevenSteps`,
  'what the code itself excludes': `
    AccountCreationFailed CheckpointUnorderedInsertion CloneArgumentsTooLong Create2EmptyBytecode ERC20InvalidApprover
    ERC20InvalidSender ERC20InvalidSpender FailedDeployment InvalidShortString OutOfRangeAccess
    SafeCastOverflowedIntToUint SafeCastOverflowedUintDowncast SafeCastOverflowedUintToInt StringTooLong
    TimelockInvalidOperationLength GovernorInvalidVoteParams SparkPointsInvalidOwner SparkPointsReasonMismatch
    PromoIssuerNotPromotional`,
  'signatures that programs make, not people': `
    ECDSAInvalidSignature ECDSAInvalidSignatureLength ECDSAInvalidSignatureS ERC3009InvalidAuthorizationTime
    ERC3009InvalidSignature ERC3009UsedAuthorization RenderLedgerSignatureLength`,
  'calls between contracts': `
    BuybackNotThePool BuybackNotTheTreasury ERC7579CannotDecodeFallbackData ERC7579DecodingError
    ERC7579MismatchedModuleTypeId ERC7579MissingFallbackHandler ERC7579UnsupportedCallType ERC7579UnsupportedExecType
    ERC7579UnsupportedModuleType GovernorDisabledDeposit StakingVaultInsufficientLock WorkerRegistryNotLicense
    AccessManagerUnauthorizedConsume AccessManagerLockedFunction AccessManagerLockedRole SupernetAccountNotFactory`,
  'batches and claims, which relayers and workers send': `
    RenderLedgerBatchLength RenderLedgerBucketsFull RenderLedgerClaimExceedsTicket RenderLedgerClaimTooLarge
    RenderLedgerCompactedLine RenderLedgerEmptyJob RenderLedgerIndexOutOfRange RenderLedgerLineCount
    RenderLedgerNoPayout RenderLedgerNotClaimant RenderLedgerNothingToClaim RenderLedgerNumberOverflow
    RenderLedgerNumberUsed RenderLedgerPoolTooSmall RenderLedgerReportTime RenderLedgerSessionNotExpired
    RenderLedgerTicketStillOpen RenderLedgerUnsorted RenderLedgerZeroRate RenderLedgerZeroSteps`,
  'registering workers, by the worker command': `
    RenderLedgerOperatorRegistered RenderLedgerOperatorRetired WorkerRegistryAlreadyRegistered WorkerRegistryBadConsent
    WorkerRegistryNoOperator WorkerRegistryNotBonded WorkerRegistryNotFast WorkerRegistryOperatorTaken
    WorkerRegistrySequenceNotRising`,
  'trading licences and models as NFTs, which is done elsewhere': `
    ERC721IncorrectOwner ERC721InsufficientApproval ERC721InvalidApprover ERC721InvalidOperator ERC721InvalidOwner
    ERC721InvalidSender ERC721NonexistentToken`,
  'registering, staking on, claiming and closing models: no screen does it': `
    ModelAccessBadCount ModelAccessBadTier ModelAccessNotOwner ModelClaimsForeignToken ModelClaimsNotHeld ModelClaimsNotTrainer
    ModelCreatorFundNotCounting ModelCreatorFundNothingDue ModelCreatorFundNothingNew ModelCreatorFundStillCounting
    ModelRegistryContentTaken ModelRegistryNoContent ModelRegistryNoLimit ModelRegistryNoMinimum
    ModelRegistryPointCount ModelRegistryPointOrder ModelRegistryRoyaltyTooHigh ModelStakeInsufficient
    ModelStakeNotListed ModelStakeNotReady ModelStakeZeroAmount ModelSubmissionsNotPending ModelSubmissionsNotTrainer
    ModelSubmissionsOtherSpec ModelSubmissionsTooMany RenderLedgerModelZero RenderLedgerRoyaltyTooHigh`,
  'prices of orders, which the relayer quotes first and refuses by its own codes': `
    RenderPricingBadSize RenderPricingBadSteps RenderPricingModelUnlisted RenderPricingUnknownTier`,
  'what managers of rewards, grants, prices, cards and the sponsor do with their own tools': `
    ContestPrizesAwarded ContestPrizesBadContest ContestPrizesBadWinners ContestPrizesStillOpen ContestPrizesTooMuch
    ContestPrizesUnknown DailyBoostOutOfRange FiatMinterBadRefund FiatMinterCreditLine FiatMinterInvalidOwner
    FiatMinterNothingToRelease FiatMinterReceiptFinal FiatMinterReceiptUsed FiatMinterTooLittle FiatMinterTotalLimited
    FiatMinterUnknownReceipt FiatMinterUserLimited FiatMinterZeroAmount GovernedPriceBadExpiry
    GovernedPriceOutOfRange GovernedPriceStepTooLarge MilestoneGrantsBadCount MilestoneGrantsBadDeadline
    MilestoneGrantsBadMilestone MilestoneGrantsNotReached MilestoneGrantsPaid MilestoneGrantsShort
    MilestoneGrantsTooEarly MilestoneGrantsTooLate MilestoneGrantsUnknown MilestoneGrantsWrongProof QuestsBadQuest
    ReferralsRateTooHigh RewardsDistributorBadEnd RewardsDistributorEmptyRoot RewardsDistributorNotFunded
    RewardsDistributorNotIdle RewardsDistributorNothingPending RewardsDistributorStillRuns
    SponsorPaymasterInvalidSigner SponsorPaymasterWindowTooLong`,
  'posting and contesting scores, which keepers do': `
    ScoreBoardAlreadyDemanded ScoreBoardAlreadyPosted ScoreBoardBadBenefits ScoreBoardBondOutOfRange
    ScoreBoardBondReleased ScoreBoardDemandTooLate ScoreBoardEmptyScores ScoreBoardNoSuchRow ScoreBoardNotContested
    ScoreBoardNotDemanded ScoreBoardNotOmitted ScoreBoardNotQualified ScoreBoardPairSound ScoreBoardRowSound
    ScoreBoardStillTime ScoreBoardUnknownTier ScoreBoardWrongEpoch ScoreBoardZeroThreshold`,
  'pausing, which pausers do, and resuming, which keepers do': `
    PauseDeskBadEnd PauseDeskNotOver PauseDeskNotPaused PauseDeskResting`,
  'proposals that are not in the catalogue': `
    AccessControlBadConfirmation AccessControlUnauthorizedAccount AccessManagerAlreadyScheduled
    AccessManagerBadConfirmation AccessManagerUnauthorizedCancel OwnableInvalidOwner OwnableUnauthorizedAccount
    PriceOracleFewObservations PriceOracleNotThePool PriceOraclePoolFixed PriceOracleZeroLiquidity
    RenderLedgerDiscountTooHigh RenderLedgerTakeOutOfBounds`,
}

const names = [...new Set(contractErrors.map(({ name }) => name as string))].sort()
const notMet = Object.values(NOT_MET).flatMap((list) => list.trim().split(/\s+/))

it('decides about every error of the contracts: it has words, or a reason not to', () => {
  expect([...Object.keys(revertWords), ...notMet].sort()).toEqual(names)
})

describe.each(Object.keys(revertWords))('%s', (name) => {
  it('says what happened and what to do, as sentences in a calm voice', () => {
    const { happened, todo, code } = describeCode(name)
    for (const sentence of [happened, todo]) {
      expect(sentence).toMatch(/^[A-Z].*\.$/)
      expect(sentence).not.toMatch(/!|oops/i)
    }
    expect(code).toBe(name)
  })
})
