import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Contracts } from '@supernet/sdk/schema'
import { createHardhatRuntimeEnvironment, importUserConfig } from 'hardhat/hre'
import { type Address, createPublicClient, createWalletClient, custom, type Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { deployNetwork } from './index.ts'
import { type Parameters, readParameters } from './parameters/parameters.schema.ts'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

export type DeployContracts = {
  rpcUrl: string
  deployerKey: Hex
  /** Ignition's journal, made where it is missing. */
  deploymentDir: string
  parametersFile: string
  /** Addresses of the `@names` in the parameters file. */
  accounts?: Record<string, Address>
  /** What differs from the file: a simulation changes who holds what. */
  change?: (parameters: Parameters) => Parameters
  /** Artifact behind the ledger's proxy. */
  ledger?: string
  /** Compiler profile: `production` for public networks; the local network keeps the one that compiles three times faster. */
  buildProfile?: 'default' | 'production'
}

/** Builds the contracts where they changed and deploys them to a chain by URL, in a plain node process. */
export async function deployContracts(
  options: DeployContracts,
): Promise<{ contracts: Contracts; deployBlock: number }> {
  const configFile = join(ROOT, 'hardhat.config.ts')
  const hre = await createHardhatRuntimeEnvironment(
    await importUserConfig(configFile),
    { config: configFile },
    ROOT,
  )
  await hre.tasks
    .getTask('build')
    .run({ quiet: true, noTests: true, defaultBuildProfile: options.buildProfile ?? 'default' })

  const connection = await hre.network.create({
    network: 'localhost',
    override: { url: options.rpcUrl, accounts: [options.deployerKey] },
  })
  try {
    const transport = custom(connection.provider)
    return await deployNetwork(
      {
        provider: connection.provider,
        artifacts: hre.artifacts,
        reader: createPublicClient({ transport, pollingInterval: 100 }),
        wallet: createWalletClient({ transport, account: privateKeyToAccount(options.deployerKey).address }),
      },
      (options.change ?? ((parameters) => parameters))(
        readParameters(options.parametersFile, options.accounts),
      ),
      { deploymentDir: resolve(options.deploymentDir), ledger: options.ledger },
    )
  } finally {
    await connection.close()
  }
}

const USAGE = `DEPLOYER_KEY=0x... node deploy/deploy.ts --network-url URL --parameters FILE --dir FOLDER [--account name=0x...]...`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'network-url': { type: 'string' },
      parameters: { type: 'string' },
      dir: { type: 'string' },
      account: { type: 'string', multiple: true, default: [] },
    },
  })
  const deployerKey = process.env.DEPLOYER_KEY as Hex | undefined
  if (!values['network-url'] || !values.parameters || !values.dir || !deployerKey) throw new Error(USAGE)
  const deployed = await deployContracts({
    rpcUrl: values['network-url'],
    deployerKey,
    deploymentDir: values.dir,
    parametersFile: values.parameters,
    accounts: Object.fromEntries(values.account.map((pair) => pair.split('='))),
    buildProfile: 'production',
  })
  process.stdout.write(`${JSON.stringify(deployed, null, 2)}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
