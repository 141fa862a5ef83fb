import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fiatMinterAbi } from '@supernet/sdk/abi'
import type { CheckoutRequest } from '@supernet/sdk/schema'
import Stripe from 'stripe'
import { ContractFunctionRevertedError, encodeErrorResult } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createWorld, newAccount, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { checkouts } from '../store/schema/index.ts'
import { beginCheckout, readPacks } from './checkout.ts'
import { openPayments } from './payments.ts'
import { readCheckout } from './purchasePage.ts'

const SPARK = 909_090_909_090_909_090_909n

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}

/** Stripe's API as far as a checkout needs it: one session for each idempotency key. */
async function startStripe() {
  const sessions = new Map<string, URLSearchParams>()
  let refusals = 0
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await bodyOf(request))
    if (refusals > 0) {
      refusals -= 1
      response.writeHead(500, { 'stripe-should-retry': 'false' }).end('{"error":{"type":"api_error"}}')
      return
    }
    const key = String(request.headers['idempotency-key'])
    const known = sessions.get(key)
    if (known !== undefined && known.toString() !== form.toString()) {
      response.writeHead(400).end('{"error":{"type":"idempotency_error"}}')
      return
    }
    sessions.set(key, form)
    const id = `cs_test_${[...sessions.keys()].indexOf(key)}`
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify({ id, object: 'checkout.session', url: `https://checkout.stripe.com/c/pay/${id}` }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    server: server as Server,
    sessions,
    port: (server.address() as AddressInfo).port,
    refuse: (times: number) => {
      refusals = times
    },
  }
}

describe('a checkout', () => {
  let world: World
  let common: Common
  let stripe: Awaited<ReturnType<typeof startStripe>>
  const owner = newAccount().address
  let refusal: Error | undefined

  beforeAll(async () => {
    world = await createWorld()
    stripe = await startStripe()
    const config = {
      ...world.common.config,
      FIAT_MINTER_KEY: generatePrivateKey(),
      STRIPE_SECRET_KEY: 'sk_test_none',
      STRIPE_WEBHOOK_SECRET: 'whsec_none',
      SPARK_PACKS: 'small:500:spark.small,large:10000',
    }
    const client = new Stripe('sk_test_none', {
      host: '127.0.0.1',
      port: stripe.port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
    })
    const payments = openPayments(config, world.common.network)
    const chain = {
      readContract: async ({ args: [usdE6] }: { args: [bigint] }) => (SPARK * usdE6) / 5_000_000n,
      simulateContract: async () => {
        if (refusal !== undefined) throw refusal
        return { result: SPARK }
      },
    } as unknown as Common['chain']
    common = {
      ...world.common,
      config,
      chain,
      payments: { ...payments, stripe: { client, webhookSecret: 'whsec_none' }, apple: {} as never },
    }
  })
  afterAll(async () => {
    stripe.server.closeAllConnections()
    stripe.server.close()
    await world.end()
  })
  beforeEach(async () => {
    refusal = undefined
    stripe.sessions.clear()
    await common.store.db.delete(checkouts)
  })

  const request = (change: Partial<CheckoutRequest> = {}): CheckoutRequest => ({
    id: randomUUID(),
    provider: 'stripe',
    pack: 'small',
    owner,
    ...change,
  })

  it('lists packs with what they buy', async () => {
    expect(await readPacks(common)).toEqual([
      { id: 'small', usdCents: 500, appleProduct: 'spark.small', spark: 909_090_909n },
      { id: 'large', usdCents: 10_000, appleProduct: undefined, spark: 18_181_818_181n },
    ])
  })

  it('opens a page to pay on, that says what is bought for whom', async () => {
    const order = request()
    const view = await beginCheckout(common, order)
    expect(view).toEqual({
      ...order,
      usdCents: 500,
      spark: 909_090_909n,
      state: 'open',
      url: 'https://checkout.stripe.com/c/pay/cs_test_0',
    })
    const [form] = stripe.sessions.values()
    expect(Object.fromEntries(form ?? [])).toMatchObject({
      mode: 'payment',
      'line_items[0][price_data][currency]': 'usd',
      'line_items[0][price_data][unit_amount]': '500',
      'line_items[0][price_data][product_data][name]': '909.09 Spark',
      'metadata[supernet]': common.payments.deployment,
      'metadata[owner]': owner,
      'metadata[spark]': '909090909',
      'payment_intent_data[metadata][checkout]': order.id,
      success_url: `http://127.0.0.1:2/spark?checkout=${order.id}`,
      cancel_url: `http://127.0.0.1:2/spark?checkout=${order.id}`,
    })
  })

  it('answers the same checkout to the same id, and refuses another under it', async () => {
    const order = request()
    const first = await beginCheckout(common, order)
    expect(await beginCheckout(common, order)).toEqual(first)
    expect(await readCheckout(common, order.id)).toEqual(first)
    await expect(beginCheckout(common, { ...order, pack: 'large' })).rejects.toMatchObject({
      code: 'checkout-conflict',
    })
    expect(stripe.sessions.size).toBe(1)
  })

  it('opens one session where Stripe failed, or the relayer died before it wrote down the page', async () => {
    const order = request()
    stripe.refuse(1)
    await expect(beginCheckout(common, order)).rejects.toMatchObject({ code: 'payment-unreachable' })
    const { url } = await beginCheckout(common, order)
    await common.store.db.update(checkouts).set({ url: null })
    expect((await beginCheckout(common, order)).url).toBe(url)
    expect(stripe.sessions.size).toBe(1)
  })

  it('names the product and the token that the App Store wants', async () => {
    const order = request({ provider: 'apple' })
    const view = await beginCheckout(common, order)
    expect(view).toMatchObject({ id: order.id, state: 'open', product: 'spark.small' })
    expect(view.url).toBeUndefined()
    expect(stripe.sessions.size).toBe(0)
    await expect(beginCheckout(common, request({ provider: 'apple', pack: 'large' }))).rejects.toMatchObject({
      code: 'pack-unknown',
    })
  })

  it('does not sell what is unknown, not offered, or could not be minted', async () => {
    await expect(beginCheckout(common, request({ pack: 'huge' }))).rejects.toMatchObject({
      code: 'pack-unknown',
    })
    await expect(readCheckout(common, randomUUID())).rejects.toMatchObject({ code: 'checkout-unknown' })
    const off = { ...common, payments: { ...common.payments, stripe: undefined } }
    await expect(beginCheckout(off, request())).rejects.toMatchObject({ code: 'not-offered' })
    const reverts = (errorName: string, args: readonly unknown[]) =>
      new ContractFunctionRevertedError({
        abi: fiatMinterAbi,
        functionName: 'mint',
        data: encodeErrorResult({ abi: fiatMinterAbi, errorName, args } as never),
      })
    for (const [error, args, code] of [
      ['FiatMinterUserLimited', [owner, 0n, 1n], 'purchase-limit'],
      ['FiatMinterCreditLine', [2n, 1n], 'purchase-limit'],
      ['EnforcedPause', [], 'purchase-paused'],
      ['FiatMinterInvalidOwner', [owner], 'FiatMinterInvalidOwner'],
    ] as const) {
      refusal = reverts(error, args)
      await expect(beginCheckout(common, request())).rejects.toMatchObject({ code })
    }
    expect(await common.store.db.select().from(checkouts)).toEqual([])
    expect(stripe.sessions.size).toBe(0)
  })
})
