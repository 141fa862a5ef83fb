import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Contracts } from '@supernet/sdk/schema'
import { z } from 'zod'
import { namedAddresses } from './accounts.ts'
import type { LocalChain } from './clients.ts'
import type { Keyring } from './keys.ts'
import { ROOT } from './paths.ts'

const Deployment = z.object({ contracts: Contracts, deployBlock: z.number().int().nonnegative() })
export type Deployment = z.infer<typeof Deployment>

export type DeployOnce = {
  dataDir: string
  rpcUrl: string
  chain: LocalChain
  keys: Keyring
  ledger?: string
}

/** Deploys the contracts on a fresh chain; afterwards answers what was deployed. */
export async function deployOnce({ dataDir, rpcUrl, chain, keys, ledger }: DeployOnce): Promise<Deployment> {
  const record = join(dataDir, 'deployment.json')
  if (existsSync(record)) {
    const deployed = Deployment.parse(JSON.parse(readFileSync(record, 'utf8')))
    const code = await chain.reader.getCode({ address: deployed.contracts.renderLedger })
    if (code !== undefined) return deployed
  }
  // A start that was killed before the chain was saved: the journal speaks of a chain that is gone.
  const deploymentDir = join(dataDir, 'ignition')
  rmSync(deploymentDir, { recursive: true, force: true })
  // Hardhat takes seconds to load and only a first start needs it.
  const { deployContracts } = await import('../deploy.ts')
  const deployed = await deployContracts({
    rpcUrl,
    deployerKey: keys.key('deployer'),
    deploymentDir,
    parametersFile: join(ROOT, 'deploy/parameters/local.json5'),
    accounts: namedAddresses(keys),
    ledger,
  })
  writeFileSync(record, `${JSON.stringify(deployed, null, 2)}\n`)
  return deployed
}
