/**
 * The whole permission table: who holds a role, and which role a function asks for. The deployment applies it,
 * `test/deployment/roles.test.ts` compares it with the chain, `docs/reference/roles.md` is rendered from it.
 */

/** Contracts behind the access manager, by artifact name. */
export type ManagedContract =
  | 'PauseDesk'
  | 'SparkPoints'
  | 'RenderLedger'
  | 'RenderPricing'
  | 'GovernedPrice'
  | 'WorkerLicense'
  | 'WorkerRegistry'
  | 'ModelRegistry'
  | 'Treasury'
  | 'StakingVault'
  | 'LpStaking'
  | 'StakeBenefits'
  | 'AssetPrices'
  | 'SalePolicy'
  | 'SparkSale'
  | 'FiatMinter'
  | 'PromoIssuer'
  | 'RewardStream'
  | 'RewardsDistributor'
  | 'MilestoneGrants'
  | 'ModelCreatorFund'
  | 'ModelSubmissions'
  | 'ModelClaims'
  | 'ModelAccess'
  | 'ModelStake'
  | 'ScoreBoard'
  | 'DailyBoost'
  | 'Referrals'
  | 'Quests'
  | 'ContestPrizes'
  | 'SponsorPaymaster'
  | 'PriceOracle'
  | 'Buyback'

/** Roles whose holders come from the parameters. */
export type AccountRole =
  | 'council'
  | 'guardian'
  | 'pauser'
  | 'curator'
  | 'priceSetter'
  | 'licenseMinter'
  | 'sparkMinter'
  | 'fiatMinter'
  | 'treasurer'
  | 'promoter'
  | 'rewardsManager'
  | 'evaluator'
  | 'attester'
  | 'sponsor'

/** Roles that only contracts hold. */
export type ContractRole =
  | 'admin'
  | 'platform'
  | 'workerRegistry'
  | 'modelRegistry'
  | 'treasury'
  | 'lpStaking'
  | 'dao'
  | 'benefits'
  | 'pauseDesk'
  | 'resumer'

export type RoleName = AccountRole | ContractRole

type Role = {
  /** Id in the access manager; 0 is its own administrator role. */
  id: bigint
  holder: 'accounts' | 'Timelock' | ManagedContract
  /** Contracts that hold it besides. */
  alsoHeldBy?: (ManagedContract | 'Timelock')[]
  purpose: string
}

export const ROLES: Record<RoleName, Role> = {
  admin: {
    id: 0n,
    holder: 'Timelock',
    purpose: 'Upgrades, limits, grants: everything that no other role may do',
  },
  guardian: {
    id: 1n,
    holder: 'accounts',
    purpose: 'Cancels what waits, takes back roots and keys of the sponsor, ends purchases; starts nothing',
  },
  pauser: {
    id: 31n,
    holder: 'accounts',
    purpose: 'Pauses what a contract takes in, a week at most and then not for a week; stops no withdrawal',
  },
  pauseDesk: { id: 32n, holder: 'PauseDesk', purpose: 'Pauses for a pauser, and for no longer than it may' },
  resumer: {
    id: 33n,
    holder: 'Timelock',
    alsoHeldBy: ['PauseDesk'],
    purpose: 'Resumes what was paused: the DAO at any time, the desk for anyone when the pause is over',
  },
  council: {
    id: 2n,
    holder: 'accounts',
    alsoHeldBy: ['Timelock'],
    purpose: 'Jails workers and frees them',
  },
  curator: {
    id: 3n,
    holder: 'accounts',
    alsoHeldBy: ['Timelock', 'ModelSubmissions'],
    purpose: 'Registers models, accepts submissions, opens and closes models',
  },
  priceSetter: { id: 4n, holder: 'accounts', purpose: 'Sets the SOGNI price while there is no market' },
  licenseMinter: {
    id: 5n,
    holder: 'accounts',
    alsoHeldBy: ['Timelock'],
    purpose: 'Mints Fast worker licences',
  },
  sparkMinter: {
    id: 6n,
    holder: 'accounts',
    alsoHeldBy: ['SparkSale', 'FiatMinter', 'PromoIssuer'],
    purpose: 'Mints Spark, within the limits of each minter',
  },
  platform: {
    id: 7n,
    holder: 'RenderLedger',
    alsoHeldBy: ['FiatMinter'],
    purpose: 'Moves Spark between its owner and itself, burns what was spent',
  },
  workerRegistry: { id: 8n, holder: 'WorkerRegistry', purpose: 'Pushes operators into the ledger' },
  modelRegistry: { id: 9n, holder: 'ModelRegistry', purpose: 'Pushes models into the ledger' },
  dao: {
    id: 30n,
    holder: 'Timelock',
    purpose: 'What the DAO decides with the ordinary delay: fees, discounts, longer pauses',
  },
  treasury: { id: 10n, holder: 'Treasury', purpose: "Takes back what the ledger's pool does not need" },
  lpStaking: { id: 12n, holder: 'LpStaking', purpose: 'Tells the staking vault what LP tokens stand for' },
  benefits: { id: 13n, holder: 'StakeBenefits', purpose: 'Pushes discounts of users into the ledger' },
  fiatMinter: {
    id: 20n,
    holder: 'accounts',
    purpose: 'Mints Spark for receipts of card payments, and recalls it',
  },
  treasurer: {
    id: 21n,
    holder: 'accounts',
    alsoHeldBy: ['Timelock', 'Buyback'],
    purpose: 'Spends from the treasury within the bucket of each spender and token; sets the wanted mix',
  },
  promoter: {
    id: 22n,
    holder: 'accounts',
    alsoHeldBy: ['DailyBoost', 'Referrals', 'Quests', 'ContestPrizes'],
    purpose: 'Gives promotional Spark within the budget of the epoch',
  },
  rewardsManager: {
    id: 40n,
    holder: 'accounts',
    alsoHeldBy: ['Timelock'],
    purpose: 'Opens campaigns and publishes their roots, makes grants, runs contests and quests',
  },
  evaluator: { id: 41n, holder: 'accounts', purpose: 'Says that a milestone of a grant was reached' },
  sponsor: {
    id: 45n,
    holder: 'accounts',
    alsoHeldBy: ['Timelock'],
    purpose: 'Names the key that approves sponsored operations',
  },
  attester: {
    id: 42n,
    holder: 'accounts',
    purpose: 'Signs what no contract can see: who a trainer is, who came today, what a referee spent',
  },
}

/** Every restricted function and the role it asks for. */
export const PERMISSIONS: Record<ManagedContract, Record<string, RoleName>> = {
  PauseDesk: { pause: 'pauser', extend: 'dao', upgradeToAndCall: 'admin' },
  SparkPoints: {
    mint: 'sparkMinter',
    moveFrom: 'platform',
    moveTo: 'platform',
    burn: 'platform',
    setMintLimit: 'admin',
    upgradeToAndCall: 'admin',
  },
  RenderLedger: {
    registerOperator: 'workerRegistry',
    setTakeBps: 'workerRegistry',
    setJailed: 'workerRegistry',
    retireOperator: 'workerRegistry',
    setModel: 'modelRegistry',
    defundPool: 'treasury',
    setDiscount: 'benefits',
    pause: 'pauseDesk',
    unpause: 'resumer',
    upgradeToAndCall: 'admin',
  },
  RenderPricing: { upgradeToAndCall: 'admin' },
  GovernedPrice: { setPrice: 'priceSetter', upgradeToAndCall: 'admin' },
  WorkerLicense: { mint: 'licenseMinter', upgradeToAndCall: 'admin' },
  WorkerRegistry: { setJailed: 'council', upgradeToAndCall: 'admin' },
  ModelRegistry: { register: 'curator', setListed: 'curator', upgradeToAndCall: 'admin' },
  Treasury: {
    withdraw: 'admin',
    trimPool: 'dao',
    spend: 'treasurer',
    spendOn: 'treasurer',
    setSpendLimit: 'admin',
    upgradeToAndCall: 'admin',
  },
  AssetPrices: { setFeedBounds: 'admin', upgradeToAndCall: 'admin' },
  SalePolicy: { setTargets: 'treasurer', upgradeToAndCall: 'admin' },
  SparkSale: { pause: 'pauseDesk', unpause: 'resumer', upgradeToAndCall: 'admin' },
  FiatMinter: {
    mint: 'fiatMinter',
    chargeback: 'fiatMinter',
    setLimits: 'admin',
    pause: 'pauseDesk',
    unpause: 'resumer',
    upgradeToAndCall: 'admin',
  },
  StakingVault: {
    // Nobody locks or slashes yet: the contracts of the disputes will.
    lock: 'admin',
    unlock: 'admin',
    slash: 'admin',
    setLpUnits: 'lpStaking',
    pause: 'pauseDesk',
    unpause: 'resumer',
    upgradeToAndCall: 'admin',
  },
  LpStaking: {
    listPool: 'dao',
    unlistPool: 'dao',
    pause: 'pauseDesk',
    unpause: 'resumer',
    upgradeToAndCall: 'admin',
  },
  StakeBenefits: {
    setRequirement: 'dao',
    setCurve: 'dao',
    setLevels: 'dao',
    setTierSource: 'admin',
    setGenesisPass: 'admin',
    upgradeToAndCall: 'admin',
  },
  PromoIssuer: { issue: 'promoter', setBudget: 'admin', upgradeToAndCall: 'admin' },
  RewardStream: { setDestination: 'admin', upgradeToAndCall: 'admin' },
  RewardsDistributor: {
    openCampaign: 'rewardsManager',
    assignIdle: 'rewardsManager',
    publishRoot: 'rewardsManager',
    revokeRoot: 'guardian',
    upgradeToAndCall: 'admin',
  },
  MilestoneGrants: { make: 'rewardsManager', attest: 'evaluator', upgradeToAndCall: 'admin' },
  ModelCreatorFund: { setTerms: 'admin', upgradeToAndCall: 'admin' },
  ModelSubmissions: { accept: 'curator', decline: 'curator', upgradeToAndCall: 'admin' },
  ModelClaims: { attest: 'attester', upgradeToAndCall: 'admin' },
  ModelAccess: { upgradeToAndCall: 'admin' },
  ModelStake: { setFullStake: 'admin', upgradeToAndCall: 'admin' },
  ScoreBoard: {
    veto: 'guardian',
    setBond: 'admin',
    setThresholds: 'admin',
    setBenefits: 'admin',
    upgradeToAndCall: 'admin',
  },
  DailyBoost: {
    attest: 'attester',
    setAmounts: 'rewardsManager',
    setGenesis: 'admin',
    upgradeToAndCall: 'admin',
  },
  Referrals: { attest: 'attester', setRate: 'rewardsManager', upgradeToAndCall: 'admin' },
  Quests: {
    attest: 'attester',
    open: 'rewardsManager',
    close: 'rewardsManager',
    upgradeToAndCall: 'admin',
  },
  ContestPrizes: { announce: 'rewardsManager', award: 'rewardsManager', upgradeToAndCall: 'admin' },
  SponsorPaymaster: {
    rotateSigner: 'sponsor',
    revokeSigners: 'guardian',
    setMaxCost: 'dao',
    withdraw: 'admin',
    addStake: 'admin',
    unlockStake: 'admin',
    withdrawStake: 'admin',
  },
  PriceOracle: { setPool: 'admin', setMinLiquidity: 'admin', upgradeToAndCall: 'admin' },
  Buyback: {
    open: 'dao',
    setDestination: 'dao',
    shut: 'guardian',
    setLimits: 'admin',
    upgradeToAndCall: 'admin',
  },
}

/**
 * Roles of the timelock, which is the only administrator of the access manager. `bootstrap` are accounts of the parameters
 * file that propose beside the governor, none on a network that stakers govern; the guardian cancels on the timelock
 * itself only while there are such accounts.
 */
export const TIMELOCK_ROLES = {
  PROPOSER_ROLE: ['governor', 'bootstrap'],
  EXECUTOR_ROLE: ['governor', 'bootstrap'],
  CANCELLER_ROLE: ['governor', 'bootstrap', 'guardian'],
} as const

export const MANAGED_CONTRACTS = Object.keys(PERMISSIONS) as ManagedContract[]
/** The sponsor is read by every operation that it pays for: a proxy before it would cost each of them. */
export type ProxiedContract = Exclude<ManagedContract, 'SponsorPaymaster'>
export const PROXIED_CONTRACTS = MANAGED_CONTRACTS.filter(
  (name): name is ProxiedContract => name !== 'SponsorPaymaster',
)

type NamedLikeContract = Uncapitalize<ManagedContract>

/** What is deployed, by the names of this table: the same names with a capital. */
export const managed = <T extends Record<NamedLikeContract, unknown>>(
  deployed: T,
): Record<ManagedContract, T[NamedLikeContract]> =>
  Object.fromEntries(
    MANAGED_CONTRACTS.map((name) => [
      name,
      deployed[`${name.charAt(0).toLowerCase()}${name.slice(1)}` as NamedLikeContract],
    ]),
  ) as Record<ManagedContract, T[NamedLikeContract]>

export const ROLE_NAMES = Object.keys(ROLES) as RoleName[]
