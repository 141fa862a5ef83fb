import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  accessManagerAbi,
  assetPricesAbi,
  autoStakerAbi,
  fiatMinterAbi,
  governedPriceAbi,
  governorAbi,
  modelRegistryAbi,
  promoIssuerAbi,
  renderLedgerAbi,
  renderPricingAbi,
  rewardStreamAbi,
  salePolicyAbi,
  sogniTokenAbi,
  sparkPointsAbi,
  sparkSaleAbi,
  stakeBenefitsAbi,
  stakingVaultAbi,
  treasuryAbi,
  usdcAbi,
  vestingVaultAbi,
  vestingVaultsAbi,
  workerLicenseAbi,
  workerRegistryAbi,
} from '@supernet/sdk/abi'
import { VESTING_GROUP_NAMES, type VestingGroup } from '@supernet/sdk/protocol'
import type { Contracts } from '@supernet/sdk/schema'
import { type Abi, type Address, type Hex, parseAbi, parseEther } from 'viem'
import { deployContracts } from '../../deploy/deploy.ts'
import type { Parameters } from '../../deploy/parameters/parameters.schema.ts'
import type { Random } from '../../test/helpers/random.ts'
import { type Cast, createCast } from './cast.ts'
import { type Chain, startChain } from './chain.ts'

const ROOT = join(import.meta.dirname, '../..')
/** What the treasury has of SOGNI at first: a fortnight of a busy network's need. */
const FIRST_INVENTORY = parseEther('60000')
const feedAbi = parseAbi(['function set(int256 answer, uint256 startedAt, uint256 updatedAt)'])

export type World = Awaited<ReturnType<typeof buildWorld>>

/**
 * The parameters of a public network, with a USDC and feeds that the simulation moves. The funds of the community go to
 * accounts of their own, so that the treasury lives off what it earns and its margin says something.
 */
function parametersOf({ groups, offices }: Cast, parameters: Parameters): Parameters {
  const allocations = Object.fromEntries(
    VESTING_GROUP_NAMES.map((name): [VestingGroup, Parameters['allocations'][VestingGroup]] => [
      name,
      { ...parameters.allocations[name], beneficiary: groups[name].address },
    ]),
  ) as Parameters['allocations']
  const promoter = { accounts: [offices.promoter.address], delaySeconds: 0 }
  return {
    ...parameters,
    assets: 'local',
    exchange: 'local',
    confirmations: 1,
    allocations,
    roles: { ...parameters.roles, promoter },
  }
}

async function deploy(chain: Chain, cast: Cast) {
  const deploymentDir = mkdtempSync(join(tmpdir(), 'supernet-economy-'))
  const { deployer, offices, groups } = cast
  const accounts = Object.fromEntries(Object.entries(offices).map(([name, { address }]) => [name, address]))
  for (const name of [
    'usdc',
    'usdcFeed',
    'ethFeed',
    'weth',
    'uniswapFactory',
    'investors',
    'publicSale',
    'team',
  ])
    accounts[name] = groups.team.address
  await chain.fund(deployer.address)
  let allocations: Parameters['allocations'] | undefined
  const { contracts } = await deployContracts({
    rpcUrl: chain.rpcUrl,
    deployerKey: cast.deployerKey,
    deploymentDir,
    parametersFile: join(ROOT, 'deploy/parameters/baseSepolia.json5'),
    accounts,
    change: (parameters) => {
      allocations = parameters.allocations
      return parametersOf(cast, parameters)
    },
  })
  const addresses = JSON.parse(readFileSync(join(deploymentDir, 'deployed_addresses.json'), 'utf8'))
  rmSync(deploymentDir, { recursive: true })
  if (!allocations) throw new Error('no parameters were read')
  return {
    contracts,
    allocations,
    feeds: { usdc: addresses['assets#UsdcFeed'], eth: addresses['assets#EthFeed'] },
  }
}

const at = <const A extends Abi>(abi: A, address: Address) => ({ abi, address })

function contractsOf(contracts: Contracts) {
  return {
    access: at(accessManagerAbi, contracts.accessManager),
    assetPrices: at(assetPricesAbi, contracts.assetPrices),
    autoStaker: at(autoStakerAbi, contracts.autoStaker),
    benefits: at(stakeBenefitsAbi, contracts.stakeBenefits),
    cards: at(fiatMinterAbi, contracts.fiatMinter),
    governor: at(governorAbi, contracts.governor),
    ledger: at(renderLedgerAbi, contracts.renderLedger),
    licenses: at(workerLicenseAbi, contracts.workerLicense),
    models: at(modelRegistryAbi, contracts.modelRegistry),
    policy: at(salePolicyAbi, contracts.salePolicy),
    price: at(governedPriceAbi, contracts.governedPrice),
    pricing: at(renderPricingAbi, contracts.renderPricing),
    promo: at(promoIssuerAbi, contracts.promoIssuer),
    sale: at(sparkSaleAbi, contracts.sparkSale),
    sogni: at(sogniTokenAbi, contracts.sogniToken),
    spark: at(sparkPointsAbi, contracts.sparkPoints),
    stream: at(rewardStreamAbi, contracts.rewardStream),
    treasury: at(treasuryAbi, contracts.treasury),
    usdc: at(usdcAbi, contracts.usdc),
    vault: at(stakingVaultAbi, contracts.stakingVault),
    vesting: at(vestingVaultsAbi, contracts.vestingVaults),
    workers: at(workerRegistryAbi, contracts.workerRegistry),
  }
}

/** The whole network on a chain of its own, everybody with ether for gas, and the treasury with its first inventory. */
export async function buildWorld(random: Random) {
  const chain = await startChain()
  try {
    const cast = createCast(random)
    const { contracts, allocations, feeds } = await deploy(chain, cast)
    const on = contractsOf(contracts)
    const everybody = [
      ...Object.values(cast.offices),
      ...Object.values(cast.groups),
      ...cast.users.map(({ account }) => account),
      ...cast.workers.map(({ owner }) => owner),
      ...cast.stakers,
      ...[cast.keeper, cast.modelOwner, cast.raider],
    ]
    for (const { address } of everybody) await chain.fund(address)
    /** SOGNI that somebody buys where it is traded, or sells there: the market is the second public sale. */
    const trade = (to: Address, amount: bigint) =>
      chain.send(cast.groups.publicTwoMonths.address, on.sogni, 'transfer', [to, amount])
    await trade(contracts.treasury, FIRST_INVENTORY)
    const [rows, vaults] = await chain.read(on.vesting, 'all', [])
    const groups = vaults.map((vault, i) => {
      const name = rows[i]?.name as VestingGroup
      return { name, vault: at(vestingVaultAbi, vault), allocation: allocations[name].sogni }
    })
    return {
      chain,
      cast,
      random,
      contracts,
      on,
      groups,
      trade,
      feeds: { usdc: at(feedAbi, feeds.usdc), eth: at(feedAbi, feeds.eth) },
      /** What happened today, in words, and what was refused, by the name of the error. */
      news: [] as string[],
      refused: new Map<string, number>(),
      /** Card payments that were minted for. */
      receipts: [] as { receipt: Hex; usdE6: bigint; day: number }[],
    }
  } catch (error) {
    chain.stop()
    throw error
  }
}

/** Counts a refusal; answers whether the call went through. */
export function accepted({ refused }: World, error: string | undefined): boolean {
  if (error === undefined) return true
  refused.set(error, (refused.get(error) ?? 0) + 1)
  return false
}
