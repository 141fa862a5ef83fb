// Gas of settlement, as protocol.md 9 asks for it. The method is in README.md beside this file.
import { isDeepStrictEqual } from 'node:util'
import { decodeEventLog, type Hex, size, type TransactionReceipt } from 'viem'
import { renderLedgerAbi } from '../../sdk/src/abi/renderLedger.ts'
import { ledgerDomain, signOpen, toCompactBytes } from '../../sdk/src/protocol/index.ts'
import { measureAccounts } from './accounts.ts'
import { measureEconomy } from './economy.ts'
import { measureGovernance } from './governance.ts'
import { buildKit, startWorld, type World } from './ledgers.ts'
import { measureRewards } from './rewards.ts'
import { measureStaking } from './staking.ts'
import { person, type Shape, Workload } from './workload.ts'

const USERS = 100
/** Users who pay in Spark come after those who pay in SOGNI. */
const SPARK_USERS = 10
const WORKERS = 100
const MODELS = 20
const SOGNI = 0
const SPARK = 1

const one = { shares: 1, imagesPerShare: 1 }
const wide = { shares: 16, imagesPerShare: 32, workers: 16, models: 5 }

type Row = {
  name: string
  lane: 'tabs' | 'tickets'
  shape: Shape
  per: number
  bar?: number
  spark?: boolean
}

const ROWS: Row[] = [
  {
    name: 'settle_100_dense',
    lane: 'tabs',
    shape: { ...one, jobs: 100, users: 10, workers: 20, models: 5 },
    per: 100,
    bar: 6_900,
  },
  {
    name: 'settle_1000',
    lane: 'tabs',
    shape: { ...one, jobs: 1_000, users: 100, workers: 100, models: 20 },
    per: 1_000,
    bar: 5_100,
  },
  {
    name: 'settle_100x512_per_image',
    lane: 'tabs',
    shape: { ...wide, jobs: 100, users: 10 },
    per: 51_200,
    bar: 70,
  },
  {
    name: 'settle_10x512_per_image',
    lane: 'tabs',
    shape: { ...wide, jobs: 10, users: 1, models: 1 },
    per: 5_120,
    bar: 110,
  },
  {
    name: 'ticket_100_dense',
    lane: 'tickets',
    shape: { ...one, jobs: 100, users: 10, workers: 20, models: 5 },
    per: 100,
    bar: 16_500,
  },
  {
    name: 'settle_100x512_of_100_users_per_image',
    lane: 'tabs',
    shape: { ...wide, jobs: 100, users: 100 },
    per: 51_200,
  },
  {
    name: 'settle_100_dense_spark',
    lane: 'tabs',
    shape: { ...one, jobs: 100, users: 10, workers: 20, models: 5 },
    per: 100,
    spark: true,
  },
  { name: 'settle_1', lane: 'tabs', shape: { ...one, jobs: 1, users: 1, workers: 1, models: 1 }, per: 1 },
  {
    name: 'settle_100_sparse',
    lane: 'tabs',
    shape: { ...one, jobs: 100, users: 100, workers: 100, models: 20 },
    per: 100,
  },
]

const users = Array.from({ length: USERS + SPARK_USERS }, (_, i) => person('user', i))
const workers = Array.from({ length: WORKERS }, (_, i) => person('worker', i))
const EXPIRY = 2 ** 39

/** The same call to the ledger that is measured and to its plain twin. */
async function both(worlds: readonly World[], functionName: string, args: readonly unknown[]) {
  const receipts: TransactionReceipt[] = []
  for (const world of worlds)
    receipts.push(await world.send('IRenderLedger', world.ledger, functionName, args))
  return receipts
}

async function populate(worlds: readonly World[], packed: World) {
  const domain = ledgerDomain(packed.chainId, packed.ledger)
  for (const { address } of workers) {
    await both(worlds, 'registerOperator', [address, true, 4_500])
    for (const world of worlds) {
      await world.send('PayeeMock', world.ledger, 'setOperator', [address, world.deployer, world.deployer])
    }
  }
  for (let id = 1; id <= MODELS; id++) await both(worlds, 'setModel', [id, 500, true])
  let deposit = 0n
  for (const [i, user] of users.entries()) {
    const signature = await signOpen(user, domain, { owner: packed.deployer, expiry: EXPIRY })
    const args = [user.address, i < USERS ? SOGNI : SPARK, 10n ** 11n, EXPIRY, toCompactBytes(signature)]
    const [receipt] = await both(worlds, 'openSession', args)
    if (i === 2 && receipt) deposit = receipt.gasUsed
  }
  return deposit
}

/** Every row of every party, on both ledgers. */
async function compare(packed: World, plain: World) {
  const rows: [string, readonly unknown[]][] = [
    ['global', []],
    ...users.map(({ address }): [string, readonly unknown[]] => ['session', [address]]),
    ...workers.map(({ address }): [string, readonly unknown[]] => ['worker', [address]]),
    ...Array.from({ length: MODELS }, (_, i): [string, readonly unknown[]] => ['model', [i + 1]]),
  ]
  for (const [name, args] of rows) {
    const [left, right] = await Promise.all([packed.read(name, args), plain.read(name, args)])
    if (!isDeepStrictEqual(left, right)) throw new Error(`${name}(${args}) differs from the plain ledger`)
  }
}

const logBytes = ({ logs }: TransactionReceipt) =>
  logs.reduce((sum, { data, topics }) => sum + size(data) + 32 * topics.length, 0)

const countSkipped = ({ logs }: TransactionReceipt) =>
  logs.filter((log) => decodeEventLog({ abi: renderLedgerAbi, ...log }).eventName === 'LineSkipped').length

async function main() {
  const kit = await buildKit()
  const packed = await startWorld(kit, 'osaka')
  const plain = await startWorld(kit, 'roomy', await packed.read<Hex>('domainSeparator'))
  const worlds = [packed, plain]
  const depositSession = await populate(worlds, packed)
  const domain = ledgerDomain(packed.chainId, packed.ledger)
  const inSogni = new Workload(domain, users.slice(0, USERS), workers)
  const inSpark = new Workload(domain, users.slice(USERS), workers)

  const result: Record<string, number> = {}
  const batches: Record<string, Record<string, number>> = {}
  const failures: string[] = []
  for (const { name, lane, shape, per, bar, spark } of ROWS) {
    const workload = spark ? inSpark : inSogni
    // The second batch is measured: every slot that it touches is in use.
    for (const measured of [false, true]) {
      const time = await packed.time()
      const blob = await workload[lane](shape, time)
      const [receipt] = await both(worlds, lane === 'tabs' ? 'settleBatch' : 'settleTickets', [blob])
      if (!receipt) throw new Error('no receipt')
      await compare(packed, plain)
      if (!measured) continue
      const gas = Number(receipt.gasUsed)
      const skipped = countSkipped(receipt)
      const lines = shape.jobs * shape.shares
      result[name] = Math.round((gas / per) * 10) / 10
      batches[name] = {
        gas,
        applied: lines - skipped,
        skipped,
        calldata_bytes: size(blob),
        log_bytes: logBytes(receipt),
      }
      const over = bar !== undefined && gas / per > bar
      if (over || skipped > 0) failures.push(name)
      const verdict = bar === undefined ? '' : `bar ${bar}${over ? ' EXCEEDED' : ''}`
      process.stdout.write(`${name.padEnd(26)} ${String(result[name]).padStart(10)} ${verdict}\n`)
    }
  }

  const [first] = workers
  if (!first) throw new Error('no workers')
  await both(worlds, 'requestClaim', [first.address])
  for (const world of worlds) await world.warp(72 * 3_600)
  const [claim] = await both(worlds, 'claim', [first.address])
  await compare(packed, plain)
  result.deposit_session = Number(depositSession)
  result.claim_worker = Number(claim?.gasUsed)
  Object.assign(result, await measureStaking(), await measureGovernance())
  Object.assign(result, await measureAccounts())
  Object.assign(result, await measureRewards())
  Object.assign(result, await measureEconomy())
  process.stdout.write(`${JSON.stringify({ ...result, batches })}\n`)
  if (failures.length > 0) {
    process.stderr.write(`Over the bar or with skipped lines: ${failures.join(', ')}\n`)
    process.exitCode = 1
  }
}

await main()
