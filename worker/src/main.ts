import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createChainClock, ledgerDomain } from '@supernet/sdk/protocol'
import { privateKeyToAccount } from 'viem/accounts'
import { createChain } from './adapters/chain.ts'
import { createResults } from './adapters/results.ts'
import { loadConfig, loadNetwork } from './config.ts'
import { openDatabase } from './journal/database.ts'
import { createJournal } from './journal/journal.ts'
import { createSecrets, loadJournalKey } from './journal/secrets.ts'
import { createLogger } from './logger.ts'
import { createFinisher } from './service/finisher.ts'
import { startWorker } from './service/worker.ts'

const config = loadConfig(process.env)
const network = await loadNetwork(config.NETWORK_FILE)
const operator = privateKeyToAccount(config.WORKER_OPERATOR_KEY)
const logger = createLogger(config.LOG_LEVEL).child({ worker: operator.address })
logger.info({ config }, 'configuration')

mkdirSync(config.WORKER_DATA_DIR, { recursive: true, mode: 0o700 })
const database = openDatabase(join(config.WORKER_DATA_DIR, 'journal.sqlite'))
const secrets = createSecrets(loadJournalKey(join(config.WORKER_DATA_DIR, 'journal.key')))

const finisher = createFinisher()
const worker = await startWorker({
  config,
  network,
  operator,
  logger,
  domain: ledgerDomain(network.chainId, network.contracts.renderLedger),
  relayerUrl: config.RELAYER_URL ?? network.relayerUrl,
  chain: createChain(network),
  clock: createChainClock(Date.now),
  journal: createJournal(database, secrets),
  results: createResults(join(config.WORKER_DATA_DIR, 'results')),
  finisher,
})
logger.info('worker is on duty')

let stopping = false
const stop = async () => {
  if (stopping) return
  stopping = true
  logger.info('worker is stopping')
  await worker.stop()
  await finisher.close()
  database.close()
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
