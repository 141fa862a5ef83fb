import { z } from 'zod'
import { Address } from './primitives.ts'
import { PaymentProvider } from './purchase.ts'

/** Addresses of one deployment. */
export const Contracts = z.object({
  sogniToken: Address,
  vestingVaults: Address,
  sparkPoints: Address,
  renderLedger: Address,
  renderPricing: Address,
  governedPrice: Address,
  priceOracle: Address,
  workerLicense: Address,
  workerRegistry: Address,
  modelRegistry: Address,
  treasury: Address,
  stakingVault: Address,
  lpStaking: Address,
  stakeBenefits: Address,
  autoStaker: Address,
  usdc: Address,
  assetPrices: Address,
  salePolicy: Address,
  sparkSale: Address,
  fiatMinter: Address,
  promoIssuer: Address,
  rewardStream: Address,
  rewardsDistributor: Address,
  milestoneGrants: Address,
  modelCreatorFund: Address,
  modelSubmissions: Address,
  modelClaims: Address,
  modelAccess: Address,
  modelStake: Address,
  scoreBoard: Address,
  stakeActivity: Address,
  workActivity: Address,
  dailyBoost: Address,
  referrals: Address,
  quests: Address,
  contestPrizes: Address,
  buyback: Address,
  weth: Address,
  uniswapFactory: Address,
  pauseDesk: Address,
  accessManager: Address,
  timelock: Address,
  governor: Address,
  erc6551Registry: Address,
  modelAccountImplementation: Address,
  entryPoint: Address,
  accountFactory: Address,
  deviceValidator: Address,
  recoveryValidator: Address,
  delegateValidator: Address,
  webAuthnVerifier: Address,
  sponsorPaymaster: Address,
})
export type Contracts = z.infer<typeof Contracts>

/** How to reach a network: the one file that every process reads. */
export const Network = z.object({
  chainId: z.number().int().positive(),
  rpcUrl: z.url(),
  relayerUrl: z.url(),
  /** Only the local network has one. */
  faucetUrl: z.url().optional(),
  contracts: Contracts,
  deployBlock: z.number().int().nonnegative(),
})
export type Network = z.infer<typeof Network>

/** What `GET /v1/network` serves: the network, and how its relayer sells Spark for money outside the chain, if it does. */
export const NetworkInfo = z.object({ ...Network.shape, payments: z.array(PaymentProvider) })
export type NetworkInfo = z.infer<typeof NetworkInfo>
