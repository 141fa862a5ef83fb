import {
  type Contracts,
  FLOW_SIDES,
  type FlowDay,
  type FlowKind,
  type FlowSide,
  FlowToken,
  type FlowView,
  type SparkDay,
  type SpendLimitView,
} from '@supernet/sdk/schema'
import { and, asc, desc, gte, inArray, ne, notInArray, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { type Address, getAddress, zeroAddress } from 'viem'
import type { Queryable } from './database.ts'
import { chainFlows, chainSpendLimits, HIDDEN_FLOWS } from './schema/index.ts'

const PAGE = 50
const DAY = 86_400

type Named = { token: FlowToken; asset?: Address }

/** A token by its name, where it is one of the network's own. */
function nameOf(token: string, { usdc, sogniToken }: Contracts): Named {
  const known = FlowToken.safeParse(token)
  if (known.success) return { token: known.data }
  const asset = getAddress(token)
  if (asset === zeroAddress) return { token: 'eth' }
  if (asset === getAddress(usdc)) return { token: 'usdc' }
  if (asset === getAddress(sogniToken)) return { token: 'sogni' }
  return { token: 'other', asset }
}

/** A page of flows, the newest first; each has a place of its own, so that none is lost between pages. */
export async function readFlows(
  db: Queryable,
  contracts: Contracts,
  { before, side }: { before?: string | undefined; side?: FlowSide | undefined },
): Promise<{ flows: FlowView[]; next?: string }> {
  const [block = 0, logIndex = 0] = before?.split('.').map(Number) ?? []
  const rows = await db
    .select()
    .from(chainFlows)
    .where(
      and(
        side === undefined
          ? notInArray(chainFlows.kind, [...HIDDEN_FLOWS])
          : inArray(chainFlows.kind, FLOW_SIDES[side]),
        before === undefined
          ? undefined
          : sql`(${chainFlows.block}, ${chainFlows.logIndex}) < (${block}, ${logIndex})`,
      ),
    )
    .orderBy(desc(chainFlows.block), desc(chainFlows.logIndex))
    .limit(PAGE)
  const flows = rows.map(
    ({ kind, token, party, ...row }): FlowView => ({
      id: `${row.block}.${row.logIndex}`,
      kind: kind as FlowKind,
      ...nameOf(token, contracts),
      amount: row.amount,
      spark: row.spark,
      sogni: row.sogni,
      party: party ?? undefined,
      tx: row.tx,
      block: row.block,
      at: row.at,
    }),
  )
  const last = flows.at(-1)
  return flows.length < PAGE || last === undefined ? { flows } : { flows, next: last.id }
}

const dayOf = sql<string>`${chainFlows.at} / ${sql.raw(String(DAY))}`
const sum = (column: AnyPgColumn) => sql<string>`sum(${column})`

/** Flows since a day (counted from 1970), by day, kind and token. */
export async function readFlowDays(db: Queryable, contracts: Contracts, since: number): Promise<FlowDay[]> {
  const rows = await db
    .select({
      day: dayOf,
      kind: chainFlows.kind,
      token: chainFlows.token,
      amount: sum(chainFlows.amount),
      spark: sum(chainFlows.spark),
      sogni: sum(chainFlows.sogni),
      count: sql<string>`count(*)`,
    })
    .from(chainFlows)
    .where(and(gte(chainFlows.at, since * DAY), notInArray(chainFlows.kind, [...HIDDEN_FLOWS])))
    .groupBy(dayOf, chainFlows.kind, chainFlows.token)
    .orderBy(asc(dayOf), asc(chainFlows.kind), asc(chainFlows.token))
  return rows.map((row) => ({
    day: Number(row.day),
    kind: row.kind as FlowKind,
    ...nameOf(row.token, contracts),
    amount: BigInt(row.amount),
    spark: BigInt(row.spark),
    sogni: BigInt(row.sogni),
    count: Number(row.count),
  }))
}

/** Purchased Spark that was out at the end of each day on which it changed, from the last change before `since` on. */
export async function readSparkDays(db: Queryable, since: number): Promise<SparkDay[]> {
  const signed = sql`CASE WHEN ${chainFlows.kind} = 'minted' THEN ${chainFlows.amount} ELSE -${chainFlows.amount} END`
  const moves = and(inArray(chainFlows.kind, ['minted', 'burned', 'recalled']), ne(chainFlows.token, 'promo'))
  const rows = await db
    .select({ day: dayOf, change: sql<string>`sum(${signed})` })
    .from(chainFlows)
    .where(moves)
    .groupBy(dayOf)
    .orderBy(asc(dayOf))
  let outstanding = 0n
  const days = rows.map((row): SparkDay => {
    outstanding += BigInt(row.change)
    return { day: Number(row.day), outstanding }
  })
  const first = days.findLastIndex(({ day }) => day < since)
  return days.slice(Math.max(0, first))
}

export async function readSpendLimits(db: Queryable, contracts: Contracts): Promise<SpendLimitView[]> {
  const rows = await db
    .select()
    .from(chainSpendLimits)
    .where(ne(chainSpendLimits.capacity, 0n))
    .orderBy(asc(chainSpendLimits.spender), asc(chainSpendLimits.token))
  return rows.map((row) => ({ ...row, ...nameOf(row.token, contracts), asset: row.token }))
}
