import type { Field, Unit, Value } from '@supernet/sdk/governance'
import { formatUnits } from 'viem'
import { formatAmount, formatBps, parseAmount } from '../../lib/amounts.ts'
import { parseSogni, sogniUnits } from '../../lib/wei.ts'

const STEPS = [
  ['day', 86_400n],
  ['h', 3_600n],
  ['min', 60n],
  ['s', 1n],
] as const

/** Every second of a time: "1 day 2 h", "90 s" is "1 min 30 s". */
export function exactDuration(seconds: bigint): string {
  let left = seconds
  const parts = STEPS.flatMap(([name, size]) => {
    const count = left / size
    left %= size
    return count === 0n ? [] : [`${count} ${name === 'day' && count !== 1n ? 'days' : name}`]
  })
  return parts.length === 0 ? '0 s' : parts.join(' ')
}

/** "90", "90 s", "1 day 2 h"; undefined where it is no time. */
export function parseDuration(text: string): bigint | undefined {
  const trimmed = text.trim()
  if (/^\d+$/.test(trimmed)) return BigInt(trimmed)
  if (!/^(\d+\s*(days?|d|h|min|s)\s*)+$/.test(trimmed)) return undefined
  let sum = 0n
  for (const [, count = '0', name = 's'] of trimmed.matchAll(/(\d+)\s*(days?|d|h|min|s)/g)) {
    const size =
      STEPS.find(([known]) => known === name || (known === 'day' && name.startsWith('d')))?.[1] ?? 1n
    sum += BigInt(count) * size
  }
  return sum
}

const E12 = 10n ** 12n

/** A value with its unit. */
export function formatValue({ unit, options }: Pick<Field, 'unit' | 'options'>, value: Value): string {
  switch (unit) {
    case 'sogni':
      return formatAmount(sogniUnits(value as bigint), 'sogni')
    case 'spark':
      return formatAmount((value as bigint) / E12, 'spark')
    case 'usdc':
      return formatAmount((value as bigint) * E12, 'usd')
    case 'usd':
      return formatAmount(value as bigint, 'usd')
    case 'share':
      return formatBps(value as bigint)
    case 'percent':
      return `${value} %`
    case 'seconds':
      return exactDuration(value as bigint)
    case 'count':
      return Number(value).toLocaleString('en')
    case 'flag':
      return value ? 'yes' : 'no'
    case 'choice':
      return options?.[Number(value)] ?? String(value)
    default:
      return String(value)
  }
}

const DECIMALS: Partial<Record<Unit, number>> = { sogni: 18, spark: 18, usdc: 6, usd: 18, share: 2 }

/** A value as it is typed. */
export function inputText({ unit }: Pick<Field, 'unit'>, value: Value): string {
  if (typeof value === 'string') return value
  if (unit === 'seconds') return exactDuration(value as bigint)
  const decimals = DECIMALS[unit]
  return decimals === undefined ? String(value) : formatUnits(value as bigint, decimals)
}

/** What was typed, as the chain counts it; undefined when it is not a value of that unit. */
export function parseValue({ unit }: Pick<Field, 'unit'>, text: string): Value | undefined {
  const trimmed = text.trim()
  switch (unit) {
    case 'sogni':
      return parseSogni(trimmed)
    case 'spark': {
      const amount = parseAmount(trimmed, 'spark')
      return amount === undefined ? undefined : amount * E12
    }
    case 'usdc': {
      const amount = parseAmount(trimmed, 'usd')
      return amount === undefined ? undefined : amount / E12
    }
    case 'usd':
      return parseAmount(trimmed, 'usd')
    case 'share': {
      const match = /^(\d+)(?:\.(\d{0,2}))?\s*%?$/.exec(trimmed)
      return match === null ? undefined : BigInt(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`)
    }
    case 'seconds':
      return parseDuration(trimmed)
    case 'percent':
    case 'count':
    case 'choice': {
      const digits = trimmed.replaceAll(',', '').replace(/\s*%$/, '')
      return /^\d+$/.test(digits) ? BigInt(digits) : undefined
    }
    case 'flag':
      return trimmed === 'true'
    default:
      return trimmed === '' ? undefined : (trimmed as `0x${string}`)
  }
}

/** What stands beside a field: how its unit is typed. */
export const UNIT_NAMES: Partial<Record<Unit, string>> = {
  sogni: 'SOGNI',
  spark: 'Spark',
  usdc: 'dollars',
  usd: 'dollars',
  share: 'percent',
  percent: 'percent',
  seconds: 'like 90 s or 2 days',
}
