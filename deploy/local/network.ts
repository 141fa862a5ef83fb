import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Network } from '@supernet/sdk/schema'
import type { Hex } from 'viem'
import { type AnvilOptions, CHAIN_ID, createAnvil } from './anvil.ts'
import type { Child, ChildHost } from './child.ts'
import { createLocalChain, type LocalChain } from './clients.ts'
import { type Crew, createCrew } from './crew.ts'
import { buildDapp } from './dapp.ts'
import { createFaucet } from './faucet.ts'
import { isForeign, setAside } from './fingerprint.ts'
import { createKeyring, type Keyring } from './keys.ts'
import { acquireLock, type Lock } from './lock.ts'
import { endOrphans } from './orphans.ts'
import { choosePorts, DEFAULT_PORTS, type Ports } from './ports.ts'
import { createPostgres } from './postgres.ts'
import { prepareChain } from './prepareChain.ts'
import { renewPrice } from './price.ts'
import { PROMO_CAMPAIGN } from './promoCampaign.ts'
import { createRelayer } from './relayer.ts'
import { createWorker, operatorKey } from './workers.ts'

export type NetworkOptions = {
  /** Everything of this network: chain, database, keys, logs. */
  dataDir: string
  /** The usual ports, moved where they are taken, or any free ones. */
  ports?: Ports | 'auto'
  /** Builds the dapp and lets the relayer serve it. */
  dapp?: boolean
  workers?: number
  /** Settings of the processes, by their environment names. */
  relayerEnv?: Readonly<Record<string, string>> | ((keys: Keyring) => Readonly<Record<string, string>>)
  workerEnv?: Readonly<Record<string, string>>
  /** A PostgreSQL server that somebody else runs. */
  databaseUrl?: string
  /** How the chain differs from the usual one. */
  anvil?: AnvilOptions
  /** Artifact behind the ledger's proxy. */
  ledger?: string
  /** Stops everything, also half way through a start; the start then rejects with the signal's reason. */
  signal?: AbortSignal
  log?: (line: string) => void
}

export type LocalNetwork = {
  network: Network
  /** What processes and clients read: the network as a file. */
  networkFile: string
  urls: { relayer: string; rpc: string; faucet: string; database: string }
  keys: Keyring
  chain: LocalChain
  modelId: number
  workerIds: readonly Hex[]
  /** anvil, postgres, faucet, relayer, worker1, worker2 ... */
  processes: ReadonlyMap<string, Child>
  /** As a crash would; the process comes back by itself. */
  kill(name: string): void
  restart(name: string): Promise<void>
  /** Writes the chain's state to disk now. */
  saveChain(): Promise<void>
  stop(): Promise<void>
}

export class AlreadyRunning extends Error {
  readonly url: string | undefined
  constructor(dataDir: string, holder: { pid: number; url?: string }) {
    const where = holder.url === undefined ? 'and is still starting' : `at ${holder.url}`
    super(
      `The network of ${dataDir} is running already ${where} (process ${holder.pid}). Ctrl-C there stops it.`,
    )
    this.url = holder.url
  }
}

const HOUR = 3_600_000
/** Where Vite serves the dapp while it is developed. */
const DEV_SERVER = 'http://localhost:5173'

/** Brings the whole network up on this machine: chain, contracts, database, faucet, relayer, workers. */
export async function startNetwork(options: NetworkOptions): Promise<LocalNetwork> {
  const { dataDir, log = () => undefined } = options
  const host: ChildHost = { logDir: join(dataDir, 'logs'), runDir: join(dataDir, 'run'), log }
  const lock = await takeFolder(host, dataDir)
  const crew = createCrew(options.signal)
  let renewal: NodeJS.Timeout | undefined
  const stop = async (): Promise<void> => {
    clearInterval(renewal)
    await crew.stop()
    lock.release()
  }
  const aborted = new Promise<never>((_, reject) => {
    options.signal?.addEventListener('abort', () => void stop().then(() => reject(options.signal?.reason)))
  })

  const bringUp = async (): Promise<LocalNetwork> => {
    const keys = createKeyring(join(dataDir, 'keys'))
    const ports = await choosePorts(dataDir, options.ports ?? DEFAULT_PORTS, log)
    const dappDist = options.dapp ? buildDapp(host.logDir, log) : undefined
    dappDist?.catch(() => undefined) // awaited below, after what takes as long

    const [anvil, database] = await Promise.all([
      crew.run(createAnvil(host, dataDir, ports.rpc, options.anvil)),
      startDatabase(options, host, ports, keys, crew),
    ])
    const chainId = options.anvil?.chainId ?? CHAIN_ID
    const chain = createLocalChain(anvil.rpcUrl, chainId)
    const workers = options.workers ?? 2
    const { contracts, deployBlock, modelId, workerIds } = await prepareChain({
      dataDir,
      anvil,
      chain,
      keys,
      workers,
      ledger: options.ledger,
      log,
    })
    renewal = setInterval(
      () => void renewPrice(chain, contracts, keys).catch((error: Error) => log(error.message)),
      HOUR,
    )
    renewal.unref()

    const urls = {
      relayer: `http://127.0.0.1:${ports.relayer}`,
      rpc: anvil.rpcUrl,
      faucet: `http://127.0.0.1:${ports.faucet}`,
      database,
    }
    const network: Network = {
      chainId,
      rpcUrl: urls.rpc,
      relayerUrl: urls.relayer,
      faucetUrl: urls.faucet,
      contracts,
      deployBlock,
    }
    const networkFile = join(dataDir, 'network.json')
    writeFileSync(networkFile, `${JSON.stringify(network, null, 2)}\n`)

    const relayer = createRelayer(host, {
      dataDir,
      port: ports.relayer,
      databaseUrl: database,
      networkFile,
      key: keys.key('relayer'),
      dappDist: await dappDist,
      env: {
        // Passkeys belong to a domain: none is made on a page of 127.0.0.1.
        PUBLIC_ORIGINS: [`http://localhost:${ports.relayer}`, urls.relayer, DEV_SERVER].join(','),
        ATTESTER_KEY: keys.key('attester'),
        PROMO_CAMPAIGN: String(PROMO_CAMPAIGN),
        BUNDLER_KEYS: keys.key('bundler'),
        SPONSOR_KEY: keys.key('sponsor'),
        ...(typeof options.relayerEnv === 'function' ? options.relayerEnv(keys) : options.relayerEnv),
      },
    })
    await Promise.all([
      crew.run(createFaucet(host, { port: ports.faucet, networkFile, key: keys.key('faucet') })),
      crew.run(relayer),
    ])
    const common = { dataDir, relayerUrl: urls.relayer, networkFile, env: options.workerEnv }
    const workerOf = (workerId: Hex, index: number) => {
      const [key, { address }] = [keys.key(operatorKey(index)), keys.account(operatorKey(index))]
      return createWorker(host, { ...common, index, workerId, key, operator: address })
    }
    await Promise.all(workerIds.map((workerId, index) => crew.run(workerOf(workerId, index))))
    lock.publish(urls.relayer)

    return {
      network,
      networkFile,
      urls,
      keys,
      chain,
      modelId,
      workerIds,
      processes: crew.members,
      kill: (name) => crew.named(name).kill(),
      restart: (name) => crew.named(name).restart(),
      saveChain: anvil.snapshot,
      stop,
    }
  }

  try {
    return await Promise.race([bringUp(), aborted])
  } catch (error) {
    await stop()
    throw error
  }
}

/** The data folder for this process alone, without leftovers of a killed one, and with a chain of this checkout. */
async function takeFolder(host: ChildHost, dataDir: string): Promise<Lock> {
  const take = () => {
    const lock = acquireLock(dataDir)
    if ('holder' in lock) throw new AlreadyRunning(dataDir, lock.holder)
    return lock
  }
  const lock = take()
  await endOrphans(host, () => saveLastChain(host, dataDir))
  if (!isForeign(dataDir)) return lock
  lock.release()
  setAside(dataDir, host.log)
  return take()
}

/** The given server, or our own. */
async function startDatabase(
  { dataDir, databaseUrl }: NetworkOptions,
  host: ChildHost,
  ports: Ports,
  keys: Keyring,
  crew: Crew,
): Promise<string> {
  if (databaseUrl !== undefined) return databaseUrl
  const { url } = await crew.run(await createPostgres(host, dataDir, ports.postgres, keys.key('postgres')))
  return url
}

/** The chain of a run that was killed still listens where it did: what it mined since is saved. */
async function saveLastChain(host: ChildHost, dataDir: string): Promise<void> {
  const path = join(dataDir, 'ports.json')
  if (!existsSync(path)) return
  const { rpc } = JSON.parse(readFileSync(path, 'utf8')) as Ports
  await createAnvil(host, dataDir, rpc)
    .snapshot()
    .catch((error: Error) => host.log(`The chain of the earlier run was not saved: ${error.message}`))
}
