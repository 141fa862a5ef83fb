import type { NetworkInfo, Quote, SessionView, SettlementView, WorkerView } from '@supernet/sdk/schema'
import { jobRecord, OPERATOR, SESSION } from './jobs.ts'

const address = (byte: string): `0x${string}` => `0x${byte.repeat(20)}`

export const network: NetworkInfo = {
  chainId: 31_337,
  rpcUrl: 'http://127.0.0.1:1',
  relayerUrl: 'http://127.0.0.1:2',
  faucetUrl: 'http://127.0.0.1:3',
  deployBlock: 0,
  payments: [],
  contracts: {
    sogniToken: address('01'),
    sparkPoints: address('02'),
    renderLedger: address('03'),
    renderPricing: address('04'),
    governedPrice: address('05'),
    workerLicense: address('06'),
    workerRegistry: address('07'),
    modelRegistry: address('08'),
    treasury: address('09'),
    usdc: address('a0'),
    assetPrices: address('a1'),
    salePolicy: address('a2'),
    sparkSale: address('a3'),
    fiatMinter: address('a4'),
    promoIssuer: address('a5'),
    rewardStream: address('a6'),
    accessManager: address('0a'),
    timelock: address('0b'),
    erc6551Registry: address('0c'),
    modelAccountImplementation: address('0d'),
    vestingVaults: address('0e'),
    stakingVault: address('0f'),
    lpStaking: address('10'),
    stakeBenefits: address('11'),
    autoStaker: address('12'),
    governor: address('13'),
    rewardsDistributor: address('20'),
    milestoneGrants: address('21'),
    modelCreatorFund: address('22'),
    modelSubmissions: address('23'),
    modelClaims: address('24'),
    modelAccess: address('25'),
    modelStake: address('26'),
    scoreBoard: address('27'),
    stakeActivity: address('28'),
    workActivity: address('29'),
    dailyBoost: address('30'),
    referrals: address('31'),
    quests: address('32'),
    contestPrizes: address('33'),
  },
}

export const workerView: WorkerView = {
  workerId: `0x${'02'.repeat(32)}`,
  operator: OPERATOR,
  owner: '0x6666666666666666666666666666666666666666',
  fast: true,
  online: true,
  models: [1],
  load: 0,
  jobs: 12,
  failures: 0,
  good: 3,
  rated: 4,
  baseMs: 51_840,
}

export const settlementView: SettlementView = {
  id: '1',
  state: 'final',
  lines: 2,
  applied: 2,
  skipped: 0,
  tx: `0x${'ab'.repeat(32)}`,
  block: 9,
  gasUsed: 103_600,
  createdAt: 1_763_800_000,
}

export const quoteView: Quote = { price: jobRecord().price, etaSeconds: 0.31, parallel: 2, possible: true }

export const statusView = {
  queue: 0,
  rendering: 1,
  indexedBlock: 98,
  headBlock: 98,
  chainTime: 1_763_800_000,
  sparkRate: '100000000',
  imagesToday: 12,
}

export const sessionView: SessionView = {
  key: SESSION,
  owner: '0x7777777777777777777777777777777777777777',
  currency: 'spark',
  balance: 199_600_000n,
  base: 4,
  window: 0n,
  discountBps: 0,
  open: true,
  closing: false,
  expiry: 4_000_000_000,
  requested: 0n,
  unlockAt: 0,
  block: 98,
}
