import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createHardhatRuntimeEnvironment, importUserConfig } from 'hardhat/hre'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const TARGET = join(ROOT, 'sdk/src/abi')
const HEADER = '// Generated from the contracts by deploy/exportAbis.ts. Do not edit.\n'

/** What the SDK speaks to. The ledger's interface stands for every ledger behind the proxy. */
const CONTRACTS = {
  sogniToken: 'SogniToken',
  sparkPoints: 'SparkPoints',
  renderLedger: 'IRenderLedger',
  renderPricing: 'RenderPricing',
  governedPrice: 'GovernedPrice',
  priceOracle: 'PriceOracle',
  workerLicense: 'WorkerLicense',
  workerRegistry: 'WorkerRegistry',
  modelRegistry: 'ModelRegistry',
  treasury: 'Treasury',
  stakingVault: 'StakingVault',
  lpStaking: 'LpStaking',
  stakeBenefits: 'StakeBenefits',
  autoStaker: 'AutoStaker',
  usdc: 'LocalUsdc',
  assetPrices: 'AssetPrices',
  salePolicy: 'SalePolicy',
  sparkSale: 'SparkSale',
  fiatMinter: 'FiatMinter',
  promoIssuer: 'PromoIssuer',
  rewardStream: 'RewardStream',
  rewardsDistributor: 'RewardsDistributor',
  milestoneGrants: 'MilestoneGrants',
  modelCreatorFund: 'ModelCreatorFund',
  modelSubmissions: 'ModelSubmissions',
  modelClaims: 'ModelClaims',
  modelAccess: 'ModelAccess',
  modelStake: 'ModelStake',
  scoreBoard: 'ScoreBoard',
  stakeActivity: 'StakeActivity',
  workActivity: 'WorkActivity',
  dailyBoost: 'DailyBoost',
  referrals: 'Referrals',
  quests: 'Quests',
  contestPrizes: 'ContestPrizes',
  buyback: 'Buyback',
  pauseDesk: 'PauseDesk',
  accessManager: 'AccessManager',
  timelock: 'SupernetTimelock',
  governor: 'SupernetGovernor',
  vestingVaults: 'VestingVaults',
  vestingVault: 'VestingVault',
  supernetAccount: 'SupernetAccount',
  accountFactory: 'SupernetAccountFactory',
  deviceValidator: 'DeviceValidator',
  recoveryValidator: 'RecoveryValidator',
  delegateValidator: 'DelegateValidator',
  sponsorPaymaster: 'SponsorPaymaster',
  erc6551Registry: 'ERC6551Registry',
  tokenAccount: 'ERC6551AccountUpgradeable',
} as const

type AbiItem = { type: string; name?: string; inputs?: readonly { type: string }[] }

const lineOf = (item: AbiItem): string =>
  JSON.stringify(item, (field, value) => (field === 'internalType' ? undefined : value))

const fileOf = (name: string, items: readonly AbiItem[]): string => {
  const lines = items.map(lineOf).toSorted((a, b) => a.localeCompare(b, 'en'))
  return `${HEADER}export const ${name} = [\n  ${lines.join(',\n  ')},\n] as const\n`
}

/** One text per file, one item per line, in an order that does not depend on the compiler. */
async function render(): Promise<Map<string, string>> {
  const configFile = join(ROOT, 'hardhat.config.ts')
  const hre = await createHardhatRuntimeEnvironment(
    await importUserConfig(configFile),
    { config: configFile },
    ROOT,
  )
  await hre.tasks.getTask('build').run({ quiet: true, noTests: true })

  const files = new Map<string, string>()
  const errors = new Map<string, AbiItem>()
  for (const [name, artifact] of Object.entries(CONTRACTS)) {
    const abi = (await hre.artifacts.readArtifact(artifact)).abi as AbiItem[]
    files.set(
      `${name}.ts`,
      fileOf(
        `${name}Abi`,
        abi.filter(({ type }) => type !== 'constructor'),
      ),
    )
    for (const item of abi)
      if (item.type === 'error') errors.set(`${item.name}(${item.inputs?.map(({ type }) => type)})`, item)
  }
  // A revert may come from a neighbour of the contract that was called: all of them, each once.
  files.set('contractErrors.ts', fileOf('contractErrors', [...errors.values()]))
  const names = [...files.keys()]
  files.set('index.ts', HEADER + names.map((file) => `export * from './${file}'\n`).join(''))
  return files
}

function stale(files: Map<string, string>): string[] {
  const there = existsSync(TARGET) ? readdirSync(TARGET) : []
  const differ = [...files].filter(
    ([file, text]) => !there.includes(file) || readFileSync(join(TARGET, file), 'utf8') !== text,
  )
  return [...differ.map(([file]) => file), ...there.filter((file) => !files.has(file))]
}

const files = await render()
const old = stale(files)
if (process.argv.includes('--check')) {
  if (old.length > 0) {
    process.stderr.write(`Stale in sdk/src/abi: ${old.join(', ')}. Run: node deploy/exportAbis.ts\n`)
    process.exit(1)
  }
} else {
  mkdirSync(TARGET, { recursive: true })
  for (const file of old) {
    const text = files.get(file)
    if (text === undefined) rmSync(join(TARGET, file))
    else writeFileSync(join(TARGET, file), text)
  }
}
process.stdout.write(`${files.size} files, ${old.length} changed\n`)
