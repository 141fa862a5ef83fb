import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createChainClock,
  hashTicket,
  ledgerDomain,
  lineOf,
  priceOrder,
  signDailyKey,
  signReceipt,
  signTab,
  signTicket,
} from '@supernet/sdk/protocol'
import {
  Contracts,
  type DailyKeyCertificate,
  type Network,
  type Order,
  type PostTicket,
  type Receipt,
  type SignedReceipt,
  type SignedTab,
  type Ticket,
} from '@supernet/sdk/schema'
import type { PublicClient } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { createDiskBlobs } from '../src/blobs/blobs.ts'
import type { Level } from '../src/chain/benefits.ts'
import { createHead } from '../src/chain/head.ts'
import type { Common } from '../src/common.ts'
import { Config } from '../src/config.ts'
import { createBlockClock } from '../src/core/blockClock.ts'
import { createLogger } from '../src/observability/logger.ts'
import { createMetrics } from '../src/observability/metrics.ts'
import { openPayments } from '../src/payments/payments.ts'
import { createShutdown } from '../src/shutdown.ts'
import { createBus } from '../src/store/bus.ts'
import {
  chainBlocks,
  chainLedgerModels,
  chainModels,
  chainOperators,
  chainPrice,
  chainSessions,
  chainWorkers,
  presence,
} from '../src/store/schema/index.ts'
import { createTestStore } from './testStore.ts'

type Hex = `0x${string}`

export const hex32 = (): Hex => `0x${randomBytes(32).toString('hex')}`
export const newAccount = () => privateKeyToAccount(generatePrivateKey())
const address = () => newAccount().address

export const CLASS_ID = `0x${'c1'.repeat(32)}` as const
export const PRICE_E18 = 10_000_000_000_000_000n
export const table = {
  fixedMs: 0,
  stepMicro: 2_160_000_000,
  minMs: 4_320,
  maxSteps: 100,
  maxCount: 512,
  pixels: [{ pixels: 128 * 128, bps: 10_000 }],
}
export const order: Order = {
  model: 1,
  width: 128,
  height: 128,
  steps: 20,
  count: 4,
  tier: 'fast',
  currency: 'spark',
}

/** What an account without stake has. */
export const BASE_LEVEL: Level = { priority: 0, parallel: 64, freeFast: false }

export interface TestWorker {
  readonly operator: PrivateKeyAccount
  readonly owner: Hex
  readonly workerId: Hex
}

/** A relayer's insides on a real database, with rows of a chain that is not there. */
export async function createWorld() {
  const store = await createTestStore()
  const dataDir = mkdtempSync(join(tmpdir(), 'relayer-'))
  const contracts = Object.fromEntries(
    Object.keys(Contracts.shape).map((name) => [name, address()]),
  ) as Contracts
  const network: Network = {
    chainId: 31_337,
    rpcUrl: 'http://127.0.0.1:1',
    relayerUrl: 'http://127.0.0.1:2',
    contracts,
    deployBlock: 0,
  }
  const domain = ledgerDomain(network.chainId, contracts.renderLedger)
  const logger = createLogger('silent')
  const shutdown = createShutdown()
  const bus = createBus(store.url, store.pool, logger)
  const config = Config.parse({
    RELAYER_DATA_DIR: dataDir,
    RELAYER_KEY: generatePrivateKey(),
    DATABASE_URL: store.url,
    NETWORK_FILE: 'none',
    MAX_BLOB_BYTES: 1_000_000,
    COSIGN_TIMEOUT_MS: 1_000,
    SETTLE_MAX_WAIT_MS: 1,
  })
  const common: Common = {
    config,
    network,
    domain,
    logger,
    metrics: createMetrics(),
    shutdown,
    store,
    bus,
    payments: openPayments(config, network),
    blobs: await createDiskBlobs(join(dataDir, 'blobs'), 1_000_000),
    chain: { getBlockNumber: async () => 1n, readContract: async () => true } as unknown as PublicClient,
    benefits: { levelOf: async () => BASE_LEVEL, tierOf: async () => 0 },
    clock: createChainClock(Date.now),
    head: createHead(1),
    blocks: createBlockClock(),
    random: () => 0.5,
  }
  const { db } = store
  await db.insert(chainBlocks).values({ number: 1, hash: hex32(), parentHash: hex32(), time: 1 })
  await db.insert(chainPrice).values({ id: 1, priceE18: PRICE_E18, validUntil: 4_000_000_000 })
  await db.insert(chainLedgerModels).values({ id: 1, royaltyBps: 500, listed: true })
  await db.insert(chainModels).values({
    id: 1,
    owner: address(),
    account: address(),
    name: 'sticker',
    uri: '',
    contentRoot: hex32(),
    classId: CLASS_ID,
    table,
  })

  const certify = async (operator: PrivateKeyAccount, workerId: Hex): Promise<DailyKeyCertificate> => {
    const now = common.clock.now()
    const key = { workerId, publicKey: hex32(), notBefore: now - 60, notAfter: now + 80_000, seq: 1 }
    return { operator: operator.address, key, signature: await signDailyKey(operator, domain, key) }
  }

  const addWorker = async (online = true, owner: Hex = address()): Promise<TestWorker> => {
    const operator = newAccount()
    const workerId = hex32()
    await db.insert(chainWorkers).values({ workerId, owner, operator: operator.address, fast: true })
    await db
      .insert(chainOperators)
      .values({ operator: operator.address, fast: true, jailed: false, takeBps: 4_500 })
    if (online)
      await db.insert(presence).values({
        operator: operator.address,
        workerId,
        replica: bus.replica,
        certificate: await certify(operator, workerId),
        models: [{ id: 1, classId: CLASS_ID, stepMs: 10, fixedMs: 100 }],
        tiers: ['fast', 'relaxed'],
        capacity: 2,
        tokenHash: '',
        online: true,
        lastSeen: new Date(),
      })
    return { operator, owner, workerId }
  }

  const addSession = async (balance = 1_000_000_000n) => {
    const key = newAccount()
    const owner = address()
    await db.insert(chainSessions).values({
      key: key.address,
      owner,
      currency: 'spark',
      balance,
      state: 'open',
      expiry: common.clock.now() + 86_400,
      block: 1,
    })
    return { key, owner }
  }

  /** A signed ticket with one share for each worker, ready to be posted. */
  const makeTicket = async (
    session: PrivateKeyAccount,
    workers: readonly TestWorker[],
    change: Partial<Ticket> = {},
  ): Promise<PostTicket> => {
    const each = Math.floor(order.count / workers.length)
    const price = priceOrder(table, order, PRICE_E18)
    const now = common.clock.now()
    const ticket: Ticket = {
      jobId: hex32(),
      seq: 0,
      model: 1,
      unitPrice: price.unitSpark,
      unitMs: price.unitMs,
      stepsPerImage: order.steps,
      deliverBy: now + 600,
      redeemBy: now + 7_800,
      paramsCommit: hex32(),
      shares: workers.map(({ operator }) => ({ operator: operator.address, images: each })),
      ...change,
    }
    return {
      order,
      signed: { session: session.address, ticket, signature: await signTicket(session, domain, ticket) },
      shares: workers.map((_, k) => ({
        firstImage: k * each,
        attempt: 0,
        sealed: { keySeq: 1, enc: 'AAAA', ciphertext: 'AAAA' },
      })),
    }
  }

  /** The last receipt of a share, as an honest worker states it. */
  const makeReceipt = async (
    { operator }: TestWorker,
    { ticket }: { ticket: Ticket },
    share: number,
    change: Partial<Receipt> = {},
  ): Promise<SignedReceipt> => {
    const images = ticket.shares[share]?.images ?? 0
    const receipt: Receipt = {
      ticket: hashTicket(domain, ticket),
      share,
      paramsCommit: ticket.paramsCommit,
      classId: CLASS_ID,
      resultRoot: hex32(),
      traceRoot: hex32(),
      images,
      steps: images * ticket.stepsPerImage,
      elapsedMs: 1_000,
      completedAt: common.clock.now(),
      last: true,
      ...change,
    }
    return { receipt, signature: await signReceipt(operator, domain, receipt) }
  }

  const makeTab = async (
    session: PrivateKeyAccount,
    ticket: Ticket,
    receipts: readonly SignedReceipt[],
  ): Promise<SignedTab> => {
    const lines = receipts.map(({ receipt }) => lineOf(session.address, ticket, receipt.share, receipt))
    const ratings: Hex = `0x${'00'.repeat(lines.length)}`
    return {
      session: session.address,
      lines,
      ratings,
      signature: await signTab(session, domain, lines, ratings),
    }
  }

  return {
    common,
    domain,
    addWorker,
    addSession,
    makeTicket,
    makeReceipt,
    makeTab,
    certify,
    end: async () => {
      await shutdown.close()
      await store.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export type World = Awaited<ReturnType<typeof createWorld>>
