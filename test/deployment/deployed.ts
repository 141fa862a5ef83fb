import { join } from 'node:path'
import {
  accessManagerAbi,
  accountFactoryAbi,
  assetPricesAbi,
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
  pauseDeskAbi,
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
} from '@supernet/sdk/abi'
import { artifacts, network } from 'hardhat'
import { type Account, type Address, createPublicClient, createWalletClient, custom, getContract } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { hardhat } from 'viem/chains'
import { type DeployOptions, deployNetwork } from '../../deploy/index.ts'
import { type Parameters, readParameters } from '../../deploy/parameters/parameters.schema.ts'

const MNEMONIC = 'test test test test test test test test test test test junk'
const NAMES = [
  'deployer',
  'council',
  'guardian',
  'curator',
  'priceSetter',
  'licenseMinter',
  'faucet',
  'artist',
  'worker',
  'stranger',
  'fiatMinter',
  'sponsor',
  'attester',
  'relayer',
  'pauser',
] as const
type Name = (typeof NAMES)[number]

const ROOT = join(import.meta.dirname, '../..')

/** The network of the local parameters: deployed once, then wound back for the next suite. */
let kept: Promise<{ net: Deployed; snapshot: { restore(): Promise<void> } }> | undefined

type TestOptions = DeployOptions & {
  /** What the chain has before the network is deployed. */
  predeploy?: (request: (method: string, params: unknown[]) => Promise<unknown>) => Promise<void>
}

/** The whole network as `npm start` deploys it: untouched, and with options or other parameters on a chain of its own. */
export async function deployed(
  options?: TestOptions,
  change?: (parameters: Parameters) => Parameters,
): Promise<Deployed> {
  if (options || change) return deployFresh(options, change)
  kept ??= deployFresh().then(async (net) => ({
    net,
    snapshot: await net.connection.networkHelpers.takeSnapshot(),
  }))
  const { net, snapshot } = await kept
  await snapshot.restore()
  return net
}

async function deployFresh(options: TestOptions = {}, change = (parameters: Parameters) => parameters) {
  const connection = await network.create({
    override: { allowUnlimitedContractSize: options.ledger !== undefined },
  })
  const users = Object.fromEntries(
    NAMES.map((name, addressIndex) => [name, mnemonicToAccount(MNEMONIC, { addressIndex })]),
  ) as Record<Name, ReturnType<typeof mnemonicToAccount>>

  // A refused call is an answer here: trying again only waits.
  const transport = custom(connection.provider, { retryCount: 0 })
  const reader = createPublicClient({ chain: hardhat, transport, pollingInterval: 10 })
  const wallet = createWalletClient({ chain: hardhat, transport, account: users.deployer })
  const local = readParameters(
    join(ROOT, 'deploy/parameters/local.json5'),
    Object.fromEntries(NAMES.map((name) => [name, users[name].address])),
  )
  const parameters = change(local)
  const target = { provider: connection.provider, artifacts, reader, wallet }
  await options.predeploy?.((method, params) => connection.provider.request({ method, params }))
  const { contracts, deployBlock } = await deployNetwork(target, parameters, options)

  /** The contracts of the network, as one of its users. */
  const as = (account: Account) => {
    const client = { public: reader, wallet: createWalletClient({ chain: hardhat, transport, account }) }
    return {
      sogniToken: getContract({ abi: sogniTokenAbi, address: contracts.sogniToken, client }),
      sparkPoints: getContract({ abi: sparkPointsAbi, address: contracts.sparkPoints, client }),
      renderLedger: getContract({ abi: renderLedgerAbi, address: contracts.renderLedger, client }),
      renderPricing: getContract({ abi: renderPricingAbi, address: contracts.renderPricing, client }),
      governedPrice: getContract({ abi: governedPriceAbi, address: contracts.governedPrice, client }),
      priceOracle: getContract({ abi: priceOracleAbi, address: contracts.priceOracle, client }),
      workerLicense: getContract({ abi: workerLicenseAbi, address: contracts.workerLicense, client }),
      workerRegistry: getContract({ abi: workerRegistryAbi, address: contracts.workerRegistry, client }),
      modelRegistry: getContract({ abi: modelRegistryAbi, address: contracts.modelRegistry, client }),
      treasury: getContract({ abi: treasuryAbi, address: contracts.treasury, client }),
      stakingVault: getContract({ abi: stakingVaultAbi, address: contracts.stakingVault, client }),
      lpStaking: getContract({ abi: lpStakingAbi, address: contracts.lpStaking, client }),
      stakeBenefits: getContract({ abi: stakeBenefitsAbi, address: contracts.stakeBenefits, client }),
      rewardsDistributor: getContract({
        abi: rewardsDistributorAbi,
        address: contracts.rewardsDistributor,
        client,
      }),
      milestoneGrants: getContract({ abi: milestoneGrantsAbi, address: contracts.milestoneGrants, client }),
      modelCreatorFund: getContract({
        abi: modelCreatorFundAbi,
        address: contracts.modelCreatorFund,
        client,
      }),
      modelSubmissions: getContract({
        abi: modelSubmissionsAbi,
        address: contracts.modelSubmissions,
        client,
      }),
      modelClaims: getContract({ abi: modelClaimsAbi, address: contracts.modelClaims, client }),
      modelAccess: getContract({ abi: modelAccessAbi, address: contracts.modelAccess, client }),
      modelStake: getContract({ abi: modelStakeAbi, address: contracts.modelStake, client }),
      scoreBoard: getContract({ abi: scoreBoardAbi, address: contracts.scoreBoard, client }),
      stakeActivity: getContract({ abi: stakeActivityAbi, address: contracts.stakeActivity, client }),
      workActivity: getContract({ abi: workActivityAbi, address: contracts.workActivity, client }),
      dailyBoost: getContract({ abi: dailyBoostAbi, address: contracts.dailyBoost, client }),
      referrals: getContract({ abi: referralsAbi, address: contracts.referrals, client }),
      quests: getContract({ abi: questsAbi, address: contracts.quests, client }),
      contestPrizes: getContract({ abi: contestPrizesAbi, address: contracts.contestPrizes, client }),
      vestingVaults: getContract({ abi: vestingVaultsAbi, address: contracts.vestingVaults, client }),
      governor: getContract({ abi: governorAbi, address: contracts.governor, client }),
      usdc: getContract({ abi: usdcAbi, address: contracts.usdc, client }),
      assetPrices: getContract({ abi: assetPricesAbi, address: contracts.assetPrices, client }),
      salePolicy: getContract({ abi: salePolicyAbi, address: contracts.salePolicy, client }),
      sparkSale: getContract({ abi: sparkSaleAbi, address: contracts.sparkSale, client }),
      fiatMinter: getContract({ abi: fiatMinterAbi, address: contracts.fiatMinter, client }),
      promoIssuer: getContract({ abi: promoIssuerAbi, address: contracts.promoIssuer, client }),
      rewardStream: getContract({ abi: rewardStreamAbi, address: contracts.rewardStream, client }),
      accountFactory: getContract({ abi: accountFactoryAbi, address: contracts.accountFactory, client }),
      sponsorPaymaster: getContract({
        abi: sponsorPaymasterAbi,
        address: contracts.sponsorPaymaster,
        client,
      }),
      buyback: getContract({ abi: buybackAbi, address: contracts.buyback, client }),
      pauseDesk: getContract({ abi: pauseDeskAbi, address: contracts.pauseDesk, client }),
      accessManager: getContract({ abi: accessManagerAbi, address: contracts.accessManager, client }),
      timelock: getContract({ abi: timelockAbi, address: contracts.timelock, client }),
    }
  }
  return {
    connection,
    reader,
    users,
    parameters,
    target,
    contracts,
    deployBlock,
    as,
    chain: as(users.stranger),
  }
}

export type Deployed = Awaited<ReturnType<typeof deployFresh>>

/** Where a proxy's implementation address lies. */
const IMPLEMENTATION_SLOT = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'

export async function implementationOf({ reader }: Deployed, proxy: Address): Promise<Address> {
  const word = await reader.getStorageAt({ address: proxy, slot: IMPLEMENTATION_SLOT })
  return `0x${word?.slice(-40)}`
}
