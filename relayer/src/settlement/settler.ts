import { randomUUID } from 'node:crypto'
import { renderLedgerAbi } from '@supernet/sdk/abi'
import { advanceShare, encodeBatch, encodeTicketBatch, type SignedReport } from '@supernet/sdk/protocol'
import type { Line, ShareState } from '@supernet/sdk/schema'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { encodeFunctionData, type Hex } from 'viem'
import type { Common } from '../common.ts'
import { type Assembly, assembleBatch, MAX_TICKET_CLAIMS } from '../core/assembleBatch.ts'
import { defaultPolicy, dueSessions } from '../core/settlePolicy.ts'
import { enqueue } from '../outbox/outboxRows.ts'
import { readSogniPrice } from '../store/catalog.ts'
import { changeShare, lockJob } from '../store/jobEvents.ts'
import { batches, batchLines, chainSessions, presence, shares } from '../store/schema/index.ts'
import { transact } from '../store/transact.ts'
import { isPresent } from '../store/workers.ts'
import { askReports, unsigned } from './cosign.ts'
import { createSilence } from './silence.ts'
import { readOpenTabs, readWaiting, ticketLane, usdOf, type WaitingShare, waitingLine } from './waiting.ts'

const SECOND_CHANCE_SECONDS = 2

const keyOf = (session: string, seq: number) => `${session} ${seq}`
const numbersOf = (line: Line) => Array.from({ length: line.count }, (_, i) => line.seq + i)

/** Puts delivered lines into batches, one after the other. Run by one replica at a time. */
export function createSettler(common: Common) {
  const { store, clock, config, network, metrics, logger, bus } = common
  const policy = defaultPolicy(config.SETTLE_MAX_WAIT_MS)
  const silence = createSilence()

  const readDue = async (waiting: readonly WaitingShare[]): Promise<Set<string>> => {
    const keys = [...new Set(waiting.map(({ row }) => row.session))]
    const sessions =
      keys.length === 0
        ? []
        : await store.db.select().from(chainSessions).where(inArray(chainSessions.key, keys))
    const price = (await readSogniPrice(store.db, clock.now())) ?? 0n
    const now = { chain: clock.now(), wallMs: Date.now() }
    const tabbed = waiting.filter(({ row }) => row.state === 'tabbed' || row.state === 'claimed')
    return dueSessions(
      tabbed.map((share) => {
        const currency = sessions.find(({ key }) => key === share.row.session)?.currency ?? 'spark'
        return waitingLine(share, usdOf(share, currency, price), now)
      }),
      policy,
    )
  }

  const readSilent = async (lines: readonly Line[]): Promise<Set<string>> => {
    const here = await store.db.select({ operator: presence.operator }).from(presence).where(isPresent())
    const present = new Set<string>(here.map((row) => row.operator))
    const now = Date.now()
    const operators = new Set(lines.map((line) => line.operator))
    return new Set([...operators].filter((name) => !present.has(name) || silence.isSilent(name, now)))
  }

  const openBatch = async (lane: 'tabs' | 'tickets', numbers: readonly { session: Hex; seq: number }[]) => {
    const id = randomUUID()
    await transact(store.db, async (tx) => {
      await tx.insert(batches).values({ id, lane, state: 'assembling', lines: numbers.length })
      await tx.insert(batchLines).values(numbers.map((number) => ({ batch: id, ...number })))
    })
    return id
  }

  /** Only what is really sent stays in flight. */
  const submit = async (
    id: string,
    numbers: readonly { session: Hex; seq: number }[],
    kind: 'settleBatch' | 'settleTickets',
    blob: Hex,
  ): Promise<void> => {
    const data = encodeFunctionData({ abi: renderLedgerAbi, functionName: kind, args: [blob] })
    await transact(store.db, async (tx) => {
      await tx.delete(batchLines).where(eq(batchLines.batch, id))
      await tx.insert(batchLines).values(numbers.map((number) => ({ batch: id, ...number })))
      await tx.update(batches).set({ state: 'submitted', lines: numbers.length }).where(eq(batches.id, id))
      await enqueue(tx, { kind, ref: id, to: network.contracts.renderLedger, data })
    })
    metrics.batches.inc({ lane: kind === 'settleBatch' ? 'tabs' : 'tickets', outcome: 'submitted' })
    metrics.batchLines.observe(numbers.length)
    logger.info({ batch: id, kind, lines: numbers.length }, 'batch submitted')
    bus.publish({ topic: 'send' })
  }

  const numbersIn = (assembly: Assembly) =>
    assembly.tabs.flatMap((tab) =>
      tab.lines.flatMap((line) => numbersOf(line).map((seq) => ({ session: tab.session, seq }))),
    )

  const strand = async (lines: readonly Line[]): Promise<void> => {
    for (const line of lines)
      await store.db
        .update(shares)
        .set({
          strandedRounds: sql`${shares.strandedRounds} + 1`,
          // The silent worker gets a second chance, a little later.
          retryAt: sql`CASE WHEN ${shares.strandedRounds} = 0
            THEN now() + make_interval(secs => ${SECOND_CHANCE_SECONDS}) ELSE ${shares.retryAt} END`,
        })
        .where(and(eq(shares.session, line.session), inArray(shares.seq, numbersOf(line))))
  }

  /** One batch of tabs: ask, leave the silent out, ask the rest once more, send. */
  const settleTabs = async (waiting: readonly WaitingShare[]): Promise<void> => {
    const due = await readDue(waiting)
    if (due.size === 0) return
    const tabs = await readOpenTabs(store.db, [...due] as Hex[])
    const waits = new Set(waiting.map(({ row }) => keyOf(row.session, row.seq)))
    const isWaiting = (line: Line) => numbersOf(line).every((seq) => waits.has(keyOf(line.session, seq)))
    const silent = await readSilent(tabs.flatMap((tab) => tab.lines))

    let assembly = assembleBatch({ tabs, due, isWaiting, silent })
    let id: string | undefined
    let reports = new Map<Hex, SignedReport>()
    let lists: Assembly['lists'] = new Map()
    for (let round = 1; round <= 2 && assembly.tabs.length > 0; round++) {
      id ??= await openBatch('tabs', numbersIn(assembly))
      const asked = unsigned(assembly.lists, lists, reports)
      const answers = await askReports(common, id, round, asked)
      reports = new Map([...reports].filter(([operator]) => !asked.has(operator)).concat([...answers]))
      for (const operator of answers.keys()) silence.signed(operator)
      lists = assembly.lists
      const missing = [...asked.keys()].filter((operator) => !answers.has(operator))
      if (missing.length === 0) {
        await submit(
          id,
          numbersIn(assembly),
          'settleBatch',
          encodeBatch(assembly.tabs, [...reports.values()]),
        )
        id = undefined
        break
      }
      for (const operator of missing) {
        silence.missed(operator, Date.now())
        silent.add(operator)
      }
      logger.warn({ batch: id, round, missing }, 'workers did not sign')
      assembly = assembleBatch({ tabs, due, isWaiting, silent })
    }
    if (id !== undefined) {
      await store.db.update(batches).set({ state: 'dropped', code: 'aborted' }).where(eq(batches.id, id))
      metrics.batches.inc({ lane: 'tabs', outcome: 'dropped' })
    }
    await strand(assembly.stranded)
  }

  /** What cannot wait for signatures goes by tickets and last receipts. */
  const settleTickets = async (waiting: readonly WaitingShare[]): Promise<void> => {
    const claimed = ticketLane(waiting, clock.now()).slice(0, MAX_TICKET_CLAIMS)
    if (claimed.length === 0) return
    const numbers = claimed.map(({ row }) => ({ session: row.session, seq: row.seq }))
    const id = await openBatch('tickets', numbers)
    for (const { row } of claimed) await markClaimed(common, row)
    const byTicket = Map.groupBy(claimed, ({ row }) => row.ticket)
    const claims = [...byTicket.values()].flatMap((own) => {
      const signed = own[0]?.signed
      return signed === undefined ? [] : [{ signed, receipts: own.map(({ row }) => row.receipt) }]
    })
    await submit(id, numbers, 'settleTickets', encodeTicketBatch(claims))
  }

  return {
    step: async (): Promise<void> => {
      // Batches are put together in this step only: what another process left half done, whichever leads now, is free again.
      await store.db.update(batches).set({ state: 'dropped' }).where(eq(batches.state, 'assembling'))
      const waiting = await readWaiting(store.db)
      if (waiting.length === 0) return
      await settleTabs(waiting)
      await settleTickets(await readWaiting(store.db))
    },
  }
}

async function markClaimed({ store, bus }: Common, row: WaitingShare['row']): Promise<void> {
  await transact(store.db, async (tx) => {
    await lockJob(tx, row.jobId)
    const [current] = await tx
      .select()
      .from(shares)
      .where(and(eq(shares.ticket, row.ticket), eq(shares.share, row.share)))
    if (current === undefined) return
    const state = advanceShare(current.state as ShareState, { type: 'claimed' })
    if (typeof state === 'string' && state !== current.state) await changeShare(tx, current, { state })
  })
  bus.publish({ topic: 'job', jobId: row.jobId })
}
