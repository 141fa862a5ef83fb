import { SOGNI_UNIT_WEI } from '@supernet/sdk/protocol'

/** Money as people read it. Everything stays a bigint until it is text. */

export type Unit = 'spark' | 'sogni' | 'usd' | 'usdc' | 'eth'

/** Decimals of one unit as the SDK hands it over: ledger units for Spark and SOGNI, 1e-18 for dollars, else the token's. */
const DECIMALS = { spark: 6, sogni: 9, usd: 18, usdc: 6, eth: 18 } as const satisfies Record<Unit, number>

const NAMES = { spark: 'Spark', sogni: 'SOGNI', usdc: 'USDC', eth: 'ETH' } as const

const group = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ',')

/** `value / 10^decimals`, rounded half up to `places` decimals, as digits. */
function toFixed(value: bigint, decimals: number, places: number): string {
  const drop = decimals - places
  const scaled =
    drop > 0 ? (value + 10n ** BigInt(drop) / 2n) / 10n ** BigInt(drop) : value * 10n ** BigInt(-drop)
  const text = scaled.toString().padStart(places + 1, '0')
  const whole = group(text.slice(0, text.length - places))
  return places === 0 ? whole : `${whole}.${text.slice(text.length - places)}`
}

/** Decimal places that show `significant` digits of a number below one. */
function placesFor(value: bigint, decimals: number, significant: number): number {
  const leadingZeros = decimals - value.toString().length
  return Math.min(decimals, leadingZeros + significant)
}

const trim = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

/** Money has two places at least, also where it was rounded up to a whole. */
function cents(text: string): string {
  const [whole = '0', fraction = ''] = text.split('.')
  return `${whole}.${fraction.padEnd(2, '0')}`
}

function digits(value: bigint, unit: Unit): string {
  const decimals = DECIMALS[unit]
  const one = 10n ** BigInt(decimals)
  if (unit === 'usd') {
    if (value >= one || value === 0n) return toFixed(value, decimals, 2)
    return cents(trim(toFixed(value, decimals, Math.max(2, placesFor(value, decimals, 2)))))
  }
  if (value >= 100n * one) return trim(toFixed(value, decimals, 2))
  if (value >= one) return trim(toFixed(value, decimals, 3))
  if (value === 0n) return '0'
  return trim(toFixed(value, decimals, placesFor(value, decimals, 4)))
}

/** "0.4 Spark", "12.5 SOGNI", "$0.0005". */
export function formatAmount(value: bigint, unit: Unit): string {
  return unit === 'usd' ? `$${digits(value, unit)}` : `${digits(value, unit)} ${NAMES[unit]}`
}

/** Every digit there is, for hover and copy. */
export function exactAmount(value: bigint, unit: Unit): string {
  const decimals = DECIMALS[unit]
  const text = trim(toFixed(value, decimals, decimals))
  return unit === 'usd' ? `$${text}` : `${text} ${NAMES[unit]}`
}

/** What a person typed, as units; undefined when it is not an amount. */
export function parseAmount(text: string, unit: Unit): bigint | undefined {
  const match = /^(\d+)(?:\.(\d*))?$/.exec(text.trim().replaceAll(',', ''))
  if (match === null) return undefined
  const decimals = DECIMALS[unit]
  const fraction = (match[2] ?? '').slice(0, decimals).padEnd(decimals, '0')
  return BigInt(`${match[1]}${fraction}`)
}

const USD_PER_SPARK_E18 = 5_000_000_000_000_000n

/** One Spark costs half a cent by definition: 43.2 render seconds. */
export const sparkToUsd = (spark: bigint) => (spark * USD_PER_SPARK_E18) / 1_000_000n

export const usdToSpark = (usdE18: bigint) => (usdE18 * 1_000_000n) / USD_PER_SPARK_E18

/** Ledger units of what is in wei of SOGNI; rounded up, as what is shown of a cost is. */
export const sogniOfWei = (wei: bigint) => (wei + SOGNI_UNIT_WEI - 1n) / SOGNI_UNIT_WEI

/** "5 %", "0.25 %". */
export const formatBps = (bps: number | bigint) => `${Number((Number(bps) / 100).toFixed(2))} %`

/** Dollar value of SOGNI units by the ledger's rate (SOGNI units for one Spark). */
export const sogniToUsd = (sogni: bigint, sparkRate: bigint) =>
  sparkRate === 0n ? 0n : (sogni * USD_PER_SPARK_E18) / sparkRate
