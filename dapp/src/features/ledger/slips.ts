import type { JobRecord } from '@supernet/sdk/client'
import { type JobMoney, moneyOf } from '../../lib/studio/money.ts'
import { isMoving, tilesOf } from '../../lib/studio/tiles.ts'
import { dayKey } from '../../lib/time.ts'

/** How far a job has come, from the render to the block that nothing undoes. */
export const STAGES = ['live', 'delivered', 'tabbed', 'settled', 'final'] as const
export type Stage = (typeof STAGES)[number]

export interface SlipView {
  readonly record: JobRecord
  readonly money: JobMoney
  /** `ended`: nothing was delivered, so there is nothing to settle. */
  readonly stage: Stage | 'ended'
  readonly delivered: number
}

type ShareRecord = JobRecord['shares'][number]

/** Shares that money moves for. */
const owed = ({ shares }: JobRecord): ShareRecord[] =>
  shares.filter(({ line, fault }) => line !== undefined && line.steps > 0 && fault === undefined)

export function slipOf(record: JobRecord): SlipView {
  return { record, money: moneyOf(record), stage: stageOf(record), delivered: record.images.length }
}

function stageOf(record: JobRecord): SlipView['stage'] {
  if (tilesOf(record).some(isMoving)) return 'live'
  const shares = owed(record)
  if (shares.length === 0) return 'ended'
  if (shares.every(({ final }) => final)) return 'final'
  if (shares.every(({ settledTx }) => settledTx !== undefined)) return 'settled'
  return shares.every(({ tabbed }) => tabbed) ? 'tabbed' : 'delivered'
}

export const FILTERS = ['all', 'live', 'unsettled', 'settled'] as const
export type Filter = (typeof FILTERS)[number]

export const isFilter = (text: string | null): text is Filter => FILTERS.some((filter) => filter === text)

export function passes({ stage }: SlipView, filter: Filter): boolean {
  if (filter === 'all') return true
  if (filter === 'live') return stage === 'live'
  if (filter === 'unsettled') return stage === 'delivered' || stage === 'tabbed'
  return stage === 'settled' || stage === 'final'
}

export interface Day {
  readonly key: string
  readonly slips: readonly SlipView[]
  readonly pictures: number
  readonly charged: ReadonlyMap<JobMoney['unit'], bigint>
}

/** Slips by the viewer's day, both the newest first, with the day's totals. */
export function daysOf(slips: readonly SlipView[]): Day[] {
  const byDay = Map.groupBy(
    slips.toSorted((a, b) => b.record.createdAt - a.record.createdAt),
    ({ record }) => dayKey(record.createdAt),
  )
  return [...byDay].map(([key, ofDay]) => ({
    key,
    slips: ofDay,
    pictures: ofDay.reduce((sum, { delivered }) => sum + delivered, 0),
    charged: ofDay.reduce(
      (totals, { money }) => totals.set(money.unit, (totals.get(money.unit) ?? 0n) + money.charged),
      new Map<JobMoney['unit'], bigint>(),
    ),
  }))
}
