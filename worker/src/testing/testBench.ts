import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createChainClock, ledgerDomain } from '@supernet/sdk/protocol'
import { Contracts, type Network } from '@supernet/sdk/schema'
import { createPublicClient, http, keccak256, stringToBytes } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import type { Chain } from '../adapters/chain.ts'
import { createResults } from '../adapters/results.ts'
import type { Common } from '../common.ts'
import { Config } from '../config.ts'
import { finishImage } from '../core/finishImage.ts'
import type { SessionFacts } from '../core/policy.ts'
import { openDatabase } from '../journal/database.ts'
import { createJournal } from '../journal/journal.ts'
import { createSecrets, loadJournalKey } from '../journal/secrets.ts'
import { createLogger } from '../logger.ts'
import { determinismClass } from '../runtime/determinismClass.ts'
import { UNIT } from './client.ts'
import { stickerFolder } from './models.ts'
import { startTestRelayer } from './relayer.ts'

const addressOf = (name: string) => `0x${keccak256(stringToBytes(name)).slice(-40)}` as const

const contracts = Contracts.parse(
  Object.fromEntries(Object.keys(Contracts.shape).map((name) => [name, addressOf(name)])),
)

/** Chain as the tests want it: one model with any content, one price, one session row for every key. */
export const stubChain = (overrides: Partial<Chain> = {}): Chain & { row: SessionFacts } => {
  const row: SessionFacts = {
    state: 'open',
    currency: 'spark',
    spendable: 10_000_000n,
    expiry: 4_000_000_000,
    numbers: { base: 0, bits: 0n },
    mayUse: true,
  }
  return {
    client: createPublicClient({ transport: http('http://127.0.0.1:1') }),
    session: async () => row,
    price: async () => UNIT,
    modelWith: async (contentRoot) => ({
      id: 1,
      listed: true,
      classId: determinismClass(contentRoot, 'cpu'),
    }),
    isUsed: async () => false,
    isOwners: async () => true,
    timestamp: async () => Math.floor(Date.now() / 1_000),
    ...overrides,
    row,
  }
}

/** Everything around a worker under test: folder, relayer, chain, and lines of log. */
export const createTestBench = async (settings: Record<string, string> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'supernet-worker-'))
  const operator = privateKeyToAccount(generatePrivateKey())
  const relayer = await startTestRelayer({ ledger: contracts.renderLedger, chainId: 31_337 })
  const network: Network = {
    chainId: 31_337,
    rpcUrl: 'http://127.0.0.1:1',
    relayerUrl: relayer.url,
    contracts,
    deployBlock: 0,
  }
  const models = join(folder, 'models')
  const config = Config.parse({
    WORKER_DATA_DIR: folder,
    WORKER_MODELS_DIR: models,
    WORKER_OPERATOR_KEY: generatePrivateKey(),
    WORKER_ID: `0x01${'00'.repeat(30)}07`,
    NETWORK_FILE: 'network.json',
    WORKER_STOP_SECONDS: '0',
    ...settings,
  })
  mkdirSync(models)
  symlinkSync(stickerFolder, join(models, 'sticker'))
  const log: string[] = []
  const chain = stubChain()

  /** As after a start of the process: what is on disk in `data`, a fresh memory. */
  const boot = (data = folder): Common & { closeJournal(): void } => {
    const database = openDatabase(join(data, 'journal.sqlite'))
    return {
      config,
      network,
      operator,
      domain: ledgerDomain(network.chainId, contracts.renderLedger),
      relayerUrl: relayer.url,
      chain,
      clock: createChainClock(Date.now),
      journal: createJournal(database, createSecrets(loadJournalKey(join(data, 'journal.key')))),
      results: createResults(join(data, 'results')),
      finisher: { finish: finishImage, close: async () => undefined },
      logger: createLogger('debug', { write: (line) => log.push(line) }),
      closeJournal: () => database.close(),
    }
  }

  /** What a process killed now would leave behind. */
  const copyOfDisk = () => {
    const copy = join(folder, `killed-${copies++}`)
    for (const name of ['journal.sqlite', 'journal.sqlite-wal', 'journal.key', 'results']) {
      cpSync(join(folder, name), join(copy, name), { recursive: true })
    }
    return copy
  }
  let copies = 0

  return {
    folder,
    models,
    relayer,
    network,
    chain,
    operator,
    log,
    boot,
    copyOfDisk,
    async close() {
      await relayer.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
