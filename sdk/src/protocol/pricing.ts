import { BaseError } from '../errors/base.ts'
import type { RenderTable } from '../schema/model.ts'
import type { Price } from '../schema/money.ts'
import type { Order, Tier } from '../schema/order.ts'

/** The stored pair: a base render of 43.2 s costs $0.005. Never a rate per second, which would round. */
export const USD_PER_BASE_E18 = 5_000_000_000_000_000n
export const BASE_MS = 43_200n

const E18 = 10n ** 18n
const BPS = 10_000n
/** Ledger units: 1e-6 Spark, which is 1e12 of its smallest parts, and 1e9 wei of SOGNI. */
export const SPARK_UNIT = 1_000_000n
export const SPARK_UNIT_WEI = 1_000_000_000_000n
export const SOGNI_UNIT_WEI = 1_000_000_000n

const ceil = (numerator: bigint, denominator: bigint): bigint => (numerator + denominator - 1n) / denominator

/** Share of the base price that a tier costs. */
export const tierBps = (tier: Tier): bigint => (tier === 'fast' ? 10_000n : 5_000n)

/** Cost factor of a picture size: interpolated between the table's points, rounded up, refused outside them. */
export function pixelBps(table: RenderTable, pixels: bigint): bigint {
  const points = table.pixels
  const above = points.findIndex((point) => BigInt(point.pixels) >= pixels)
  const high = points[above]
  if (high === undefined) throw new BaseError('size-not-offered', { details: { pixels: Number(pixels) } })
  if (BigInt(high.pixels) === pixels) return BigInt(high.bps)
  const low = points[above - 1]
  if (low === undefined) throw new BaseError('size-not-offered', { details: { pixels: Number(pixels) } })
  const rise = BigInt(high.bps - low.bps) * (pixels - BigInt(low.pixels))
  return BigInt(low.bps) + ceil(rise, BigInt(high.pixels - low.pixels))
}

/** Base render milliseconds of one image: max(minMs, ceil(fixedMs + steps x stepMicro/1e6 x bps/1e4)). */
export function unitMilliseconds(
  table: RenderTable,
  order: Pick<Order, 'width' | 'height' | 'steps'>,
): number {
  if (order.steps < 1 || order.steps > table.maxSteps)
    throw new BaseError('steps-not-offered', { details: { steps: order.steps, max: table.maxSteps } })
  const factor = pixelBps(table, BigInt(order.width) * BigInt(order.height))
  const scale = 1_000_000n * BPS
  const stepped = BigInt(order.steps) * BigInt(table.stepMicro) * factor
  const ms = BigInt(table.fixedMs) + ceil(stepped, scale)
  return Math.max(table.minMs, Number(ms))
}

/** Price of one image and of the order, exact integers; rounded up once per image to the ledger's unit. */
export function priceOrder(table: RenderTable, order: Order, sogniPriceE18: bigint | undefined): Price {
  if (order.count > table.maxCount)
    throw new BaseError('count-not-offered', { details: { count: order.count, max: table.maxCount } })
  const unitMs = unitMilliseconds(table, order)
  const work = BigInt(unitMs) * tierBps(order.tier)
  const unitSpark = ceil(work * SPARK_UNIT, BASE_MS * BPS)
  const unitSogni =
    sogniPriceE18 === undefined
      ? undefined
      : ceil(work * USD_PER_BASE_E18 * E18, BASE_MS * BPS * sogniPriceE18 * SOGNI_UNIT_WEI)
  if (order.currency === 'sogni' && unitSogni === undefined) throw new BaseError('price-unavailable')
  const unitUsdE18 = ceil(work * USD_PER_BASE_E18, BASE_MS * BPS)
  const count = BigInt(order.count)
  return {
    unitMs,
    unitSpark,
    unitSogni,
    unitUsdE18,
    totalSpark: unitSpark * count,
    totalSogni: unitSogni && unitSogni * count,
    totalUsdE18: unitUsdE18 * count,
  }
}

/** Price of one image in units of the session's currency, as a ticket promises it. */
export const unitPriceOf = (
  { unitSogni, unitSpark }: Pick<Price, 'unitSogni' | 'unitSpark'>,
  currency: Order['currency'],
): bigint => (currency === 'sogni' ? known(unitSogni) : unitSpark)

export const totalPriceOf = ({ totalSogni, totalSpark }: Price, currency: Order['currency']): bigint =>
  currency === 'sogni' ? known(totalSogni) : totalSpark

function known(amount: bigint | undefined): bigint {
  if (amount === undefined) throw new BaseError('price-unavailable')
  return amount
}

/** SOGNI units that the pool pays for one Spark; rounded down: it is what somebody is paid. */
export const sparkRate = (sogniPriceE18: bigint): bigint =>
  (USD_PER_BASE_E18 * E18) / (sogniPriceE18 * SOGNI_UNIT_WEI)
