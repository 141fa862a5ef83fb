import { bytesToHex } from 'viem'
import { BaseError } from '../errors/base.ts'
import { totalPriceOf } from '../protocol/pricing.ts'
import type { Price, Quote } from '../schema/money.ts'
import { Body, Order } from '../schema/order.ts'
import type { JobId } from '../schema/primitives.ts'
import type { Context } from './context.ts'
import { deliverSeconds, REDEEM_SECONDS } from './issueTicket.ts'
import type { JobRecord } from './jobRecord.ts'
import { chooseSession } from './session.ts'

export interface CreateJobParameters {
  readonly order: Order
  readonly body: Body
  /** Chosen at random when absent. */
  readonly jobId?: JobId
  /** Most that the order may cost, in units of the session's currency. */
  readonly maxTotal?: bigint
  readonly signal?: AbortSignal
}

const random32 = () => bytesToHex(crypto.getRandomValues(new Uint8Array(32)))

/** The relayer's quote with the price that the chain asks: only the chain is believed about money. */
export async function quote(ctx: Context, order: Order, signal?: AbortSignal): Promise<Quote> {
  const [offered, unit] = await Promise.all([
    ctx.relayer.postQuote(
      { body: { order, session: ctx.keys[0]?.address } },
      signal === undefined ? {} : { signal },
    ),
    ctx.reads.unitCost(order),
  ])
  return { ...offered, price: priceOf(unit, order.count) }
}

function priceOf(unit: Omit<Price, 'totalSpark' | 'totalSogni' | 'totalUsdE18'>, images: number): Price {
  const count = BigInt(images)
  return {
    ...unit,
    totalSpark: unit.unitSpark * count,
    totalSogni: unit.unitSogni && unit.unitSogni * count,
    totalUsdE18: unit.unitUsdE18 * count,
  }
}

/** Quotes the order, finds the session that pays for it, and makes the job durable. Nothing is promised yet. */
export async function planJob(
  ctx: Context,
  params: CreateJobParameters,
): Promise<{ job: JobRecord; quoted: Quote }> {
  const order = Order.parse(params.order)
  const body = Body.parse(params.body)
  const quoted = await quote(ctx, order, params.signal)
  if (!quoted.possible) {
    const { code, message } = quoted.reason ?? { code: 'no-workers', message: undefined }
    throw new BaseError(code, { message, details: { order } })
  }
  const total = totalPriceOf(quoted.price, order.currency)
  if (params.maxTotal !== undefined && total > params.maxTotal)
    throw new BaseError('price-above-limit', { details: { total, limit: params.maxTotal } })
  await ctx.time.refresh()
  const now = ctx.time.now()
  const etaSeconds = quoted.etaSeconds ?? 0
  const redeemBy = now + deliverSeconds(ctx, { order, etaSeconds }) + REDEEM_SECONDS
  const numbers = Math.min(order.count, Math.max(1, quoted.parallel))
  const { key } = await chooseSession(ctx, { currency: order.currency, total, redeemBy, numbers })
  const jobId = params.jobId ?? random32()
  if ((await ctx.store.getJob(jobId)) !== undefined) throw new BaseError('job-exists', { details: { jobId } })
  const job: JobRecord = {
    jobId,
    session: key.address,
    order,
    body,
    salt: random32(),
    price: quoted.price,
    etaSeconds,
    createdAt: now,
    tickets: [],
    shares: [],
    images: [],
    cancelled: false,
    done: false,
  }
  await ctx.store.putJob(job)
  return { job, quoted }
}
