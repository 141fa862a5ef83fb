import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import getPort from 'get-port'
import { createAnvil } from '../../deploy/local/anvil.ts'
import type { ChildHost } from '../../deploy/local/child.ts'
import { createLocalChain } from '../../deploy/local/clients.ts'
import { deploymentFingerprint } from '../../deploy/local/fingerprint.ts'
import { createKeyring } from '../../deploy/local/keys.ts'
import { type LocalNetwork, type NetworkOptions, startNetwork } from '../../deploy/local/network.ts'
import { ROOT } from '../../deploy/local/paths.ts'
import { prepareChain } from '../../deploy/local/prepareChain.ts'

export type TestNetwork = LocalNetwork & {
  dataDir: string
  /** Stops it and forgets its data, unless `keep`: the logs of a failure are worth reading. */
  end(keep?: boolean): Promise<void>
}

const SHELF = join(ROOT, 'node_modules/.cache/supernet-test')

/** A chain with this checkout's contracts, model and workers on it: deployed once, then copied for each network. */
async function deployedChain(): Promise<string> {
  const shelf = join(SHELF, deploymentFingerprint().slice(0, 16))
  if (existsSync(shelf)) return shelf
  mkdirSync(SHELF, { recursive: true })
  const draft = mkdtempSync(join(SHELF, 'draft-'))
  // What could not be prepared is missing in every suite: better said than found there.
  const log = (line: string) => void process.stderr.write(`${line}\n`)
  const host: ChildHost = { logDir: join(draft, 'logs'), runDir: join(draft, 'run'), log }
  const anvil = createAnvil(host, draft, await getPort())
  try {
    await anvil.start()
    const chain = createLocalChain(anvil.rpcUrl)
    await prepareChain({
      dataDir: draft,
      anvil,
      chain,
      keys: createKeyring(join(draft, 'keys')),
      workers: 2,
      log,
    })
  } finally {
    await anvil.stop()
  }
  for (const folder of [host.logDir, host.runDir]) rmSync(folder, { recursive: true, force: true })
  try {
    renameSync(draft, shelf)
  } catch {
    rmSync(draft, { recursive: true, force: true }) // another suite was faster
  }
  return shelf
}

/** The whole network on free ports in a folder of its own. */
export async function startTestNetwork(
  options: Omit<NetworkOptions, 'dataDir' | 'ports'> = {},
): Promise<TestNetwork> {
  const dataDir = mkdtempSync(join(tmpdir(), 'supernet-'))
  cpSync(await deployedChain(), dataDir, { recursive: true })
  const network = await startNetwork({ ports: 'auto', log: () => undefined, ...options, dataDir })
  return {
    ...network,
    dataDir,
    async end(keep = false) {
      await network.stop()
      if (!keep) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
