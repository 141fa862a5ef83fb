import type { FlowDay, FlowToken, SparkDay } from '@supernet/sdk/schema'

const WINDOW = 90

/** A point for every day of the window up to today: where nothing changed, the day before still holds. */
export function daily(days: readonly SparkDay[], today: number): SparkDay[] {
  const [first] = days
  if (first === undefined) return []
  const from = Math.max(first.day, today - WINDOW + 1)
  let outstanding = days.findLast(({ day }) => day < from)?.outstanding ?? 0n
  return Array.from({ length: Math.max(0, today - from + 1) }, (_, index) => {
    const day = from + index
    outstanding = days.find((change) => change.day === day)?.outstanding ?? outstanding
    return { day, outstanding }
  })
}

/** A day counted from 1970, in UTC: "26 Nov 2026". */
export const formatDayNumber = (day: number): string =>
  new Date(day * 86_400_000).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })

const MONTH = 30

interface BoughtBack {
  /** In wei. */
  readonly sogni: bigint
  readonly spent: readonly { readonly token: FlowToken; readonly amount: bigint }[]
}

/** What the last thirty days of buybacks brought in, and what was paid for it, by currency. */
export function boughtBack(days: readonly FlowDay[], today: number): BoughtBack {
  const bought = days.filter(({ kind, day }) => kind === 'buyback' && day > today - MONTH)
  const spent = new Map<FlowToken, bigint>()
  for (const { token, amount } of bought) spent.set(token, (spent.get(token) ?? 0n) + amount)
  return {
    sogni: bought.reduce((sum, { sogni }) => sum + sogni, 0n),
    spent: [...spent].map(([token, amount]) => ({ token, amount })),
  }
}
