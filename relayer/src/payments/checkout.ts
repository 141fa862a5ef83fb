import { fiatMinterAbi } from '@supernet/sdk/abi'
import { BaseError, type ErrorCode, isErrorCode, toBaseError } from '@supernet/sdk/errors'
import { receiptId, SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import type { CheckoutRequest, CheckoutView, SparkPack } from '@supernet/sdk/schema'
import { eq } from 'drizzle-orm'
import Stripe from 'stripe'
import type { Common } from '../common.ts'
import { mintRefusal } from '../core/mintRefusal.ts'
import { centsToUsdE6 } from '../core/packs.ts'
import { checkouts } from '../store/schema/index.ts'
import { readCheckout } from './purchasePage.ts'
import { stripeMetadata } from './readStripeEvent.ts'

type Checkout = typeof checkouts.$inferSelect

/** Packs with what they buy now. */
export async function readPacks({ payments, chain, network }: Common): Promise<SparkPack[]> {
  return Promise.all(
    payments.packs.map(async ({ id, usdCents, appleProduct }) => {
      const spark = await chain.readContract({
        address: network.contracts.fiatMinter,
        abi: fiatMinterAbi,
        functionName: 'sparkFor',
        args: [centsToUsdE6(usdCents)],
      })
      return { id, usdCents, appleProduct, spark: spark / SPARK_UNIT_WEI }
    }),
  )
}

/** Opens a checkout, or answers the one that was opened under this id before. */
export async function beginCheckout(common: Common, request: CheckoutRequest): Promise<CheckoutView> {
  const { payments, store } = common
  const { id, provider, pack: packId, owner } = request
  const { minter } = payments
  const pack = payments.packs.find((one) => one.id === packId)
  if (payments[provider] === undefined || minter === undefined)
    throw new BaseError('not-offered', { details: { provider } })
  if (pack === undefined || (provider === 'apple' && pack.appleProduct === undefined))
    throw new BaseError('pack-unknown', { details: { pack: packId } })

  const find = async () => (await store.db.select().from(checkouts).where(eq(checkouts.id, id)))[0]
  if ((await find()) === undefined) {
    // What could not be minted is not sold.
    const spark = await promiseSpark(common, minter.address, request, pack.usdCents)
    await store.db
      .insert(checkouts)
      .values({ id, provider, pack: packId, owner, usdCents: pack.usdCents, spark })
      .onConflictDoNothing()
  }
  const row = await find()
  if (row === undefined || row.provider !== provider || row.pack !== packId || row.owner !== owner)
    throw new BaseError('checkout-conflict', { details: { id } })
  if (provider === 'stripe' && row.url === null && row.state === 'open')
    await store.db
      .update(checkouts)
      .set({ url: await openSession(common, row) })
      .where(eq(checkouts.id, id))
  return readCheckout(common, id)
}

async function promiseSpark(
  { chain, network }: Common,
  account: `0x${string}`,
  { id, owner }: CheckoutRequest,
  usdCents: number,
): Promise<bigint> {
  const { result } = await chain
    .simulateContract({
      account,
      address: network.contracts.fiatMinter,
      abi: fiatMinterAbi,
      functionName: 'mint',
      args: [receiptId('stripe', id), owner, centsToUsdE6(usdCents), 0n],
    })
    .catch((error: unknown) => {
      const { code, details } = toBaseError(error)
      const reason = mintRefusal(code)
      throw isErrorCode(reason) ? new BaseError(reason as ErrorCode, { details }) : toBaseError(error)
    })
  return result / SPARK_UNIT_WEI
}

const inSpark = (units: bigint): string =>
  (Number(units) / 1e6).toLocaleString('en-US', { maximumFractionDigits: 2 })

/** The page to pay on. Stripe answers the same session to the same key, so a kill after this line opens no second one. */
async function openSession({ payments, config, network, logger }: Common, row: Checkout): Promise<string> {
  const { stripe, deployment } = payments
  if (stripe === undefined) throw new BaseError('not-offered', { details: { provider: 'stripe' } })
  const metadata = stripeMetadata(deployment, row.id, row)
  const page = config.CHECKOUT_RETURN_URL ?? `${network.relayerUrl}/spark`
  const back = new URL(page)
  back.searchParams.set('checkout', row.id)
  try {
    const session = await stripe.client.checkout.sessions.create(
      {
        mode: 'payment',
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: 'usd',
              unit_amount: row.usdCents,
              product_data: { name: `${inSpark(row.spark)} Spark` },
            },
          },
        ],
        client_reference_id: row.id,
        metadata,
        payment_intent_data: { metadata },
        success_url: back.href,
        cancel_url: back.href,
      },
      { idempotencyKey: `supernet:${deployment}:${row.id}` },
    )
    if (session.url === null) throw new BaseError('internal', { details: 'a session without a page' })
    return session.url
  } catch (error) {
    if (error instanceof BaseError) throw error
    logger.error({ error: error instanceof Stripe.errors.StripeError ? error.code : error }, 'no checkout')
    throw new BaseError('payment-unreachable', { cause: error })
  }
}
