import { readFileSync } from 'node:fs'
import { artifacts } from 'hardhat'
import type { Abi } from 'viem'

type Layout = { storageLayout?: { storage: { label: string }[] } }
type Output = { output: { contracts: Record<string, Record<string, Layout>> } }

const outputs = new Map<string, Output>()

/** Names of the contracts that can stand behind a proxy, by what they answer; the doubles of tests are not meant. */
export async function upgradeableContracts(): Promise<string[]> {
  const names: string[] = []
  for (const qualified of await artifacts.getAllFullyQualifiedNames()) {
    if (!qualified.startsWith('contracts/') || qualified.startsWith('contracts/mocks/')) continue
    const { abi, bytecode, contractName } = await artifacts.readArtifact(qualified)
    const answers = (abi as Abi).some((item) => item.type === 'function' && item.name === 'proxiableUUID')
    if (answers && bytecode !== '0x') names.push(contractName)
  }
  return names.toSorted()
}

/** State variables of a contract that lie in slots 0, 1, 2 ...: those that an upgrade can shift. */
export async function storageOf(contract: string): Promise<string[]> {
  const { sourceName, buildInfoId, inputSourceName } = await artifacts.readArtifact(contract)
  if (!buildInfoId) throw new Error(`${contract} has no build information`)
  const known = outputs.get(buildInfoId)
  const path = await artifacts.getBuildInfoOutputPath(buildInfoId)
  if (!path) throw new Error(`the output of ${buildInfoId} is gone`)
  const { output }: Output = known ?? JSON.parse(readFileSync(path, 'utf8'))
  outputs.set(buildInfoId, { output })
  const layout = output.contracts[inputSourceName ?? sourceName]?.[contract]?.storageLayout
  if (!layout) throw new Error(`${contract} was compiled without its storage layout`)
  return layout.storage.map(({ label }) => label)
}
