import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { createChainClock, ledgerDomain } from '@supernet/sdk/protocol'
import { createApp } from './app.ts'
import { createDiskBlobs } from './blobs/blobs.ts'
import { type AccountRail, createAccountRail } from './bundler/accountRail.ts'
import { settleSponsorships } from './bundler/settleSponsorships.ts'
import { createBenefits } from './chain/benefits.ts'
import { createChainClient } from './chain/chainClient.ts'
import { createHead } from './chain/head.ts'
import { createMarketReader } from './chain/readMarket.ts'
import { watchHead } from './chain/watchHead.ts'
import type { Common } from './common.ts'
import { type Config, loadConfig, loadNetwork } from './config.ts'
import { createBlockClock } from './core/blockClock.ts'
import { createIndexer } from './indexer/indexer.ts'
import { createKeeper } from './keeper/keeper.ts'
import { createPruner } from './keeper/pruner.ts'
import { createSweeper } from './keeper/sweeper.ts'
import { createLogger } from './observability/logger.ts'
import { createMetrics } from './observability/metrics.ts'
import { createOutbox } from './outbox/outbox.ts'
import { openPayments } from './payments/payments.ts'
import { createPurchaser } from './payments/purchaser.ts'
import { createSettler } from './settlement/settler.ts'
import { createShutdown } from './shutdown.ts'
import { createBus } from './store/bus.ts'
import { migrateStore, openStore, waitForStore } from './store/database.ts'
import { type LeaderTask, runAsLeader } from './store/leader.ts'
import type { Wake } from './store/rest.ts'
import { acceptClient } from './ws/clientSocket.ts'
import { listenSockets } from './ws/sockets.ts'
import { createWorkerHub } from './ws/workerHub.ts'
import { acceptWorker } from './ws/workerSocket.ts'

/** Advisory locks, one for each thing that one replica at a time may do. */
const LOCKS = {
  indexer: 7_301,
  outbox: 7_302,
  settler: 7_303,
  keeper: 7_304,
  sweeper: 7_305,
  pruner: 7_306,
  mints: 7_307,
  purchaser: 7_308,
  bundler: 7_309,
  sponsor: 7_310,
  market: 7_311,
}
/** Settling and sweeping look again this often; wake-ups are not needed at this pace. */
const STEP_MS = 300
const SWEEP_MS = 1_000
/** An operation is waited for at a screen. */
const BUNDLE_MS = 100
/** What is woken when there is something to do looks by itself this often: a wake-up from another replica can be lost. */
const IDLE_MS = 1_000
/** Heads are seen by this very process. */
const HEADLESS_MS = 10_000
const DATABASE_PATIENCE_MS = 60_000

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'))

async function createCommon(config: Config): Promise<Common> {
  const logger = createLogger(config.LOG_LEVEL)
  const network = await loadNetwork(config.NETWORK_FILE)
  const payments = openPayments(config, network)
  const shutdown = createShutdown()
  const store = openStore(config.DATABASE_URL, (error) => logger.warn({ error }, 'database connection lost'))
  shutdown.onClose(() => store.close())
  await waitForStore(store, DATABASE_PATIENCE_MS)
  await migrateStore(store)
  const chain = createChainClient(network)
  return {
    config,
    network,
    domain: ledgerDomain(network.chainId, network.contracts.renderLedger),
    logger,
    metrics: createMetrics(),
    shutdown,
    store,
    bus: createBus(config.DATABASE_URL, store.pool, logger.child({ module: 'bus' })),
    blobs: await createDiskBlobs(join(config.RELAYER_DATA_DIR, 'blobs'), config.MAX_BLOB_BYTES),
    payments,
    chain,
    benefits: createBenefits(chain, network),
    clock: createChainClock(Date.now),
    head: createHead(),
    blocks: createBlockClock(),
    random: Math.random,
  }
}

type Lead = (
  name: keyof typeof LOCKS,
  intervalMs: number,
  step: LeaderTask['step'],
  idle?: Pick<LeaderTask, 'idleMs' | 'wake'>,
) => Promise<void>

/** Mints of Spark have a key of their own, and with it an outbox; a relayer that sells none has neither. */
const purchaseLoops = (common: Common, lead: Lead): Promise<void>[] => {
  const account = common.payments.minter
  if (account === undefined) return []
  return [
    lead('mints', STEP_MS, createOutbox(common, { sender: 'fiatMinter', account }).step),
    lead('purchaser', SWEEP_MS, createPurchaser(common, account).step),
  ]
}

/** An operation has come, or a block that may have taken one. */
const onOperations =
  ({ bus, head }: Common): Wake =>
  (listener) => {
    const stops = [
      head.subscribe(listener),
      bus.subscribe(({ topic }) => {
        if (topic === 'operation') listener()
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

/** Operations of accounts are sent by keys of their own; what is sponsored is charged whoever sends it. */
const accountLoops = (common: Common, { step }: AccountRail, lead: Lead): Promise<void>[] => [
  ...(step === undefined
    ? []
    : [lead('bundler', BUNDLE_MS, step, { idleMs: IDLE_MS, wake: onOperations(common) })]),
  ...(common.config.SPONSOR_KEY ? [lead('sponsor', SWEEP_MS, () => settleSponsorships(common))] : []),
]

/** Starts everything; resolves when requests are served. */
export async function start(config: Config): Promise<Common & { port: number }> {
  const common = await createCommon(config)
  const { shutdown, logger, store, bus, network } = common
  const rail = createAccountRail(common)
  const hub = createWorkerHub(common)
  const { signal } = shutdown

  const atHead = { idleMs: HEADLESS_MS, wake: common.head.subscribe }
  const lead: Lead = (name, intervalMs, step, idle) =>
    runAsLeader(
      store.pool,
      { name, lock: LOCKS[name], intervalMs, step, ...idle },
      logger.child({ module: name }),
      signal,
    )
  const loops = Promise.all([
    watchHead(common),
    bus.start(signal),
    hub.start(signal),
    lead('indexer', config.POLL_INTERVAL_MS, createIndexer(common).step, atHead),
    lead('market', config.POLL_INTERVAL_MS, createMarketReader(common).step, atHead),
    lead('outbox', STEP_MS, createOutbox(common).step),
    ...purchaseLoops(common, lead),
    ...accountLoops(common, rail, lead),
    lead('settler', STEP_MS, createSettler(common).step),
    lead('keeper', config.KEEPER_INTERVAL_MS, createKeeper(common).step),
    lead('sweeper', SWEEP_MS, createSweeper(common).step),
    lead('pruner', config.PRUNE_INTERVAL_MS, createPruner(common).step),
  ])
  shutdown.onClose(async () => {
    await loops
  })

  const http = createServer(createApp(common, version, rail.methods))
  shutdown.onClose(async () => {
    const closed = new Promise((resolve) => http.close(resolve))
    http.closeIdleConnections()
    setTimeout(() => http.closeAllConnections(), 2_000).unref()
    await closed
  })
  // Registered after the server, closed before it: a server waits for its sockets.
  listenSockets(http, common, {
    worker: (socket) => acceptWorker(common, hub, socket),
    client: (socket) => acceptClient(common, socket),
  })
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(config.RELAYER_PORT, config.RELAYER_HOST, resolve)
  })
  const address = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.RELAYER_PORT
  logger.info({ port, chainId: network.chainId, ledger: network.contracts.renderLedger }, 'relayer serves')
  return { ...common, port }
}

if (import.meta.main) {
  const { shutdown, logger } = await start(loadConfig(process.env))
  const stop = () => {
    logger.info({}, 'relayer stops')
    shutdown.close().then(
      () => logger.flush(() => process.exit(0)),
      (error: unknown) => {
        logger.error({ error }, 'shutdown failed')
        process.exit(1)
      },
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}
