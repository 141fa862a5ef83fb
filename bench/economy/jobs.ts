import {
  encodeBatch,
  encodeTicketBatch,
  hashTicket,
  linesOf,
  signReceipt,
  signReport,
  signTab,
  signTicket,
  type TicketClaim,
} from '@supernet/sdk/protocol'
import type { Line, SignedTab, Ticket } from '@supernet/sdk/schema'
import { decodeEventLog, type Hex, keccak256, toHex } from 'viem'
import type { User, Worker } from './cast.ts'
import { domainOf } from './money.ts'
import { MODELS } from './setup.ts'
import type { World } from './world.ts'

const STEPS = 20
const FAST_BPS = 10_000
const RELAXED_BPS = 5_000
const SIZE = 1024
/** Jobs of a batch, at most. */
const BATCH = 120
/** One job in so many is settled by its ticket, without the user. */
const BY_TICKET = 6
const SIZES = [4, 8, 16, 16, 32, 64, 128, 256] as const

type Price = { unitMs: number; sogni: bigint; spark: bigint }
type Job = { user: User; worker: Worker; line: Line; price: Price; numbers: Iterator<number, never> }

export type Settled = { jobs: number; images: number; skipped: number }

/** Renders and settles a day's jobs, in batches of both lanes. */
export async function renderDay(world: World): Promise<Settled> {
  const jobs = await ordersOf(world)
  const settled: Settled = { jobs: 0, images: 0, skipped: 0 }
  const byTicket = jobs.filter((_, i) => i % BY_TICKET === 0)
  const byTab = jobs.filter((_, i) => i % BY_TICKET !== 0)
  // Numbers go up: a user's tickets come after the jobs that its tab covers.
  for (const lane of [byTab, byTicket]) {
    for (const { line, numbers } of lane) line.seq = numbers.next().value
    for (let from = 0; from < lane.length; from += BATCH) {
      const part = lane.slice(from, from + BATCH)
      await settle(world, part, lane === byTab ? 'settleBatch' : 'settleTickets', settled)
    }
  }
  return settled
}

/** What users order today, as far as their sessions reach. */
async function ordersOf(world: World): Promise<Job[]> {
  const { chain, on, cast, random } = world
  const prices = new Map<string, Price>()
  for (const model of MODELS)
    for (const tier of [FAST_BPS, RELAXED_BPS])
      prices.set(`${model} ${tier}`, await priceOf(world, model, tier))
  const [fast, relaxed] = [true, false].map((kind) => cast.workers.filter((worker) => worker.fast === kind))
  if (!fast || !relaxed) throw new Error('no workers')

  const jobs: Job[] = []
  for (const user of cast.users) {
    const session = await chain.read(on.ledger, 'session', [user.key.address])
    const numbers = freeNumbers(session)
    let { balance } = session
    for (let left = random.between(0, 2 * user.appetite); left > 0; left--) {
      const isFast = random.next() < 0.6
      const candidates = isFast ? fast : relaxed
      const worker = candidates[random.between(0, candidates.length - 1)]
      const model = random.pick(MODELS)
      const price = prices.get(`${model} ${isFast ? FAST_BPS : RELAXED_BPS}`)
      if (!worker || !price) throw new Error('no worker or no price')
      const images = random.pick(SIZES)
      const amount = (user.purse === 'sogni' ? price.sogni : price.spark) * BigInt(images)
      if (amount > balance) continue
      balance -= amount
      const line: Line = {
        session: user.key.address,
        seq: 0,
        count: 1,
        model,
        operator: worker.operator.address,
        images,
        steps: STEPS * images,
        baseMs: price.unitMs * images,
        amount,
      }
      jobs.push({ user, worker, line, price, numbers })
    }
  }
  return jobs
}

/** Numbers that a session has not used: those of lines that were skipped first. */
function* freeNumbers({ base, window }: { base: number; window: bigint }): Generator<number, never> {
  for (let i = 0; ; i++) if (((window >> BigInt(i)) & 1n) === 0n) yield base + i
}

async function priceOf({ chain, on }: World, model: number, tierBps: number): Promise<Price> {
  const args = [model, STEPS, SIZE, SIZE, tierBps] as const
  const [unitMs, spark, sogni] = await chain.read(on.pricing, 'unitCost', args)
  return { unitMs, sogni: BigInt(sogni), spark: BigInt(spark) }
}

async function settle(
  world: World,
  jobs: readonly Job[],
  lane: 'settleBatch' | 'settleTickets',
  settled: Settled,
): Promise<void> {
  if (jobs.length === 0) return
  const { chain, on, cast } = world
  const blob = lane === 'settleBatch' ? await tabsOf(world, jobs) : await ticketsOf(world, jobs)
  const { logs } = await chain.send(cast.keeper.address, on.ledger, lane, [blob])
  const skipped = logs.filter(
    (log) => decodeEventLog({ abi: on.ledger.abi, ...log }).eventName === 'LineSkipped',
  ).length
  settled.jobs += jobs.length - skipped
  settled.skipped += skipped
  settled.images += jobs.reduce((sum, { line }) => sum + line.images, 0)
}

async function tabsOf(world: World, jobs: readonly Job[]): Promise<Hex> {
  const domain = domainOf(world)
  const time = await world.chain.now()
  const tabs: SignedTab[] = []
  for (const [user, own] of Map.groupBy(jobs, (job) => job.user)) {
    const lines = own.map(({ line }) => line)
    const ratings = toHex(Uint8Array.from(lines, ({ seq }) => (seq % 4 === 0 ? 2 : 0)))
    const signature = await signTab(user.key, domain, lines, ratings)
    tabs.push({ session: user.key.address, lines, ratings, signature })
  }
  const operators = new Set(jobs.map(({ worker }) => worker.operator))
  const reports = await Promise.all(
    [...operators].map(async (operator) => {
      const report = {
        lines: linesOf(tabs, operator.address),
        receiptsRoot: keccak256(operator.address),
        time,
      }
      const signature = await signReport(operator, domain, report)
      return { operator: operator.address, receiptsRoot: report.receiptsRoot, time, signature }
    }),
  )
  return encodeBatch(tabs, reports)
}

async function ticketsOf(world: World, jobs: readonly Job[]): Promise<Hex> {
  const domain = domainOf(world)
  const time = await world.chain.now()
  const claims = jobs.map(async ({ user, worker, line, price }): Promise<TicketClaim> => {
    const id = keccak256(toHex(`${line.session} ${line.seq}`))
    const ticket: Ticket = {
      jobId: id,
      seq: line.seq,
      model: line.model,
      unitPrice: line.amount / BigInt(line.images),
      unitMs: price.unitMs,
      stepsPerImage: STEPS,
      deliverBy: time + 600,
      redeemBy: time + 7_800,
      paramsCommit: id,
      shares: [{ operator: worker.operator.address, images: line.images }],
    }
    const receipt = {
      ticket: hashTicket(domain, ticket),
      share: 0,
      paramsCommit: id,
      classId: id,
      resultRoot: id,
      traceRoot: id,
      images: line.images,
      steps: line.steps,
      elapsedMs: line.baseMs,
      completedAt: time,
      last: true,
    }
    const signature = await signTicket(user.key, domain, ticket)
    return {
      signed: { session: user.key.address, ticket, signature },
      receipts: [{ receipt, signature: await signReceipt(worker.operator, domain, receipt) }],
    }
  })
  return encodeTicketBatch(await Promise.all(claims))
}
