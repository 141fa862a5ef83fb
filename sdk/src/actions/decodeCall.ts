import { type Abi, type Address, decodeFunctionData, isAddressEqual } from 'viem'
import {
  accessManagerAbi,
  accountFactoryAbi,
  assetPricesAbi,
  autoStakerAbi,
  buybackAbi,
  contestPrizesAbi,
  dailyBoostAbi,
  fiatMinterAbi,
  governedPriceAbi,
  governorAbi,
  lpStakingAbi,
  milestoneGrantsAbi,
  modelAccessAbi,
  modelClaimsAbi,
  modelCreatorFundAbi,
  modelRegistryAbi,
  modelStakeAbi,
  modelSubmissionsAbi,
  priceOracleAbi,
  promoIssuerAbi,
  questsAbi,
  referralsAbi,
  renderLedgerAbi,
  renderPricingAbi,
  rewardStreamAbi,
  rewardsDistributorAbi,
  salePolicyAbi,
  scoreBoardAbi,
  sogniTokenAbi,
  sparkPointsAbi,
  sparkSaleAbi,
  sponsorPaymasterAbi,
  stakeActivityAbi,
  stakeBenefitsAbi,
  stakingVaultAbi,
  timelockAbi,
  treasuryAbi,
  usdcAbi,
  vestingVaultsAbi,
  workActivityAbi,
  workerLicenseAbi,
  workerRegistryAbi,
} from '../abi/index.ts'
import type { Contracts } from '../schema/network.ts'
import type { DecodedCall, ProposalCall } from '../schema/proposal.ts'

/** What a proposal may call, by the name in the network file. */
const abis: Partial<Record<keyof Contracts, Abi>> = {
  sogniToken: sogniTokenAbi,
  vestingVaults: vestingVaultsAbi,
  sparkPoints: sparkPointsAbi,
  renderLedger: renderLedgerAbi,
  renderPricing: renderPricingAbi,
  governedPrice: governedPriceAbi,
  priceOracle: priceOracleAbi,
  buyback: buybackAbi,
  workerLicense: workerLicenseAbi,
  workerRegistry: workerRegistryAbi,
  modelRegistry: modelRegistryAbi,
  treasury: treasuryAbi,
  stakingVault: stakingVaultAbi,
  lpStaking: lpStakingAbi,
  stakeBenefits: stakeBenefitsAbi,
  autoStaker: autoStakerAbi,
  usdc: usdcAbi,
  assetPrices: assetPricesAbi,
  salePolicy: salePolicyAbi,
  sparkSale: sparkSaleAbi,
  fiatMinter: fiatMinterAbi,
  promoIssuer: promoIssuerAbi,
  rewardStream: rewardStreamAbi,
  accessManager: accessManagerAbi,
  timelock: timelockAbi,
  governor: governorAbi,
  rewardsDistributor: rewardsDistributorAbi,
  milestoneGrants: milestoneGrantsAbi,
  modelCreatorFund: modelCreatorFundAbi,
  modelSubmissions: modelSubmissionsAbi,
  modelClaims: modelClaimsAbi,
  modelAccess: modelAccessAbi,
  modelStake: modelStakeAbi,
  scoreBoard: scoreBoardAbi,
  stakeActivity: stakeActivityAbi,
  workActivity: workActivityAbi,
  dailyBoost: dailyBoostAbi,
  referrals: referralsAbi,
  quests: questsAbi,
  contestPrizes: contestPrizesAbi,
  accountFactory: accountFactoryAbi,
  sponsorPaymaster: sponsorPaymasterAbi,
}

const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? inner.toString() : inner))

const plain = (value: unknown): string => (typeof value === 'bigint' ? value.toString() : textOf(value))

/** Names a call's contract, function and arguments. What cannot be read is left as it is. */
export function decodeCall(contracts: Contracts, call: ProposalCall): DecodedCall {
  const known = Object.entries(contracts).find(([, address]) =>
    isAddressEqual(address as Address, call.target),
  )
  if (known === undefined) return call
  const contract = known[0] as keyof Contracts
  try {
    const abi = abis[contract] ?? []
    const { functionName, args = [] } = decodeFunctionData({ abi, data: call.data })
    const item = abi.find(
      (entry) =>
        entry.type === 'function' && entry.name === functionName && entry.inputs.length === args.length,
    )
    const inputs = item?.type === 'function' ? item.inputs : []
    return {
      ...call,
      contract,
      functionName,
      args: args.map((value, index) => ({
        name: inputs[index]?.name ?? '',
        type: inputs[index]?.type ?? '',
        value: plain(value),
      })),
    }
  } catch {
    // A selector that the contract does not have: the data says all there is to say.
    return { ...call, contract }
  }
}
