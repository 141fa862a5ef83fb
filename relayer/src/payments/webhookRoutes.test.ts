import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { receiptId } from '@supernet/sdk/protocol'
import { APPLE_WEBHOOK, NetworkInfo, STRIPE_WEBHOOK, WireError } from '@supernet/sdk/schema'
import { zeroAddress } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { BUNDLE_ID, createAppleChain, signNotification } from '../../test/appleChain.ts'
import { disputeOf, refundOf, sessionOf, signStripe, WEBHOOK_SECRET } from '../../test/stripeEvents.ts'
import { createWorld, newAccount, type World } from '../../test/world.ts'
import { createApp } from '../app.ts'
import type { Common } from '../common.ts'
import { createPruner } from '../keeper/pruner.ts'
import { checkouts, paymentEvents, paymentTakings, purchases } from '../store/schema/index.ts'
import { handleEvents } from './inbox.ts'
import { openPayments } from './payments.ts'

const { signal } = new AbortController()

describe('webhooks of payment providers', () => {
  let world: World
  let common: Common
  const servers: Server[] = []
  const folder = mkdtempSync(join(tmpdir(), 'apple-'))
  const chain = createAppleChain()
  const owner = newAccount().address
  const terms = { owner, pack: 'small', usdCents: 500, spark: 909_090_909n }
  let url: string

  const serve = async (as: Common): Promise<string> => {
    const server = createServer(createApp(as, '0.0.0'))
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  beforeAll(async () => {
    world = await createWorld()
    const root = join(folder, 'root.cer')
    writeFileSync(root, chain.root)
    const config = {
      ...world.common.config,
      FIAT_MINTER_KEY: generatePrivateKey(),
      STRIPE_SECRET_KEY: 'sk_test_none',
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      SPARK_PACKS: 'small:500:spark.small,large:10000',
      APPLE_BUNDLE_ID: BUNDLE_ID,
      APPLE_ENVIRONMENT: 'Sandbox' as const,
      APPLE_ROOT_CERTIFICATES: root,
      APPLE_ONLINE_CHECKS: false,
    }
    common = { ...world.common, config, payments: openPayments(config, world.common.network) }
    url = await serve(common)
  })
  afterAll(async () => {
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
    rmSync(folder, { recursive: true, force: true })
    await world.end()
  })
  beforeEach(async () => {
    for (const table of [paymentEvents, paymentTakings, purchases, checkouts]) await db().delete(table)
  })

  const db = () => common.store.db
  const events = () => db().select().from(paymentEvents)
  const bought = () => db().select().from(purchases)
  const post = (path: string, body: string, headers: Record<string, string> = {}, at = url) =>
    fetch(at + path, { method: 'POST', body, headers })
  const codeOf = async (response: Response) => WireError.parse(await response.json()).error.code

  const stripe = (event: Parameters<typeof signStripe>[0], secret?: string) => {
    const { payload, header } = signStripe(event, secret)
    return post(STRIPE_WEBHOOK, payload, { 'stripe-signature': header })
  }
  const paid = (id: string, payment: string, change: object = {}) => {
    const { deployment } = common.payments
    const object = sessionOf({ deployment, checkout: randomUUID(), payment, terms, change })
    return stripe({ id, type: 'checkout.session.completed', object })
  }
  const apple = (notice: Parameters<typeof signNotification>[1], signer = chain) =>
    post(APPLE_WEBHOOK, JSON.stringify(signNotification(signer, notice)))

  it('says what is offered, and without keys offers nothing and takes no event', async () => {
    const network = async (at: string) => NetworkInfo.parse(await (await fetch(`${at}/v1/network`)).json())
    expect((await network(url)).payments).toEqual(['stripe', 'apple'])
    const bare = await serve(world.common)
    expect((await network(bare)).payments).toEqual([])
    expect(await (await fetch(`${bare}/v1/packs`)).json()).toEqual({ packs: [] })
    for (const path of [STRIPE_WEBHOOK, APPLE_WEBHOOK]) {
      const refused = await post(path, '{}', {}, bare)
      expect([refused.status, await codeOf(refused)]).toEqual([404, 'not-offered'])
    }
    const order = { id: randomUUID(), provider: 'stripe', pack: 'small', owner }
    const checkout = await post(
      '/v1/checkout',
      JSON.stringify(order),
      { 'content-type': 'application/json' },
      bare,
    )
    expect([checkout.status, await codeOf(checkout)]).toEqual([404, 'not-offered'])
    expect(await events()).toEqual([])
  })

  it('needs all the settings of a provider, a minter, and not the key of settlements', () => {
    const open = (change: object) => openPayments({ ...common.config, ...change }, common.network)
    expect(() => open({ STRIPE_WEBHOOK_SECRET: undefined })).toThrow(/STRIPE_WEBHOOK_SECRET/)
    expect(() => open({ APPLE_ENVIRONMENT: undefined })).toThrow(/APPLE_ENVIRONMENT/)
    expect(() => open({ FIAT_MINTER_KEY: undefined })).toThrow(/FIAT_MINTER_KEY/)
    expect(() => open({ FIAT_MINTER_KEY: common.config.RELAYER_KEY })).toThrow(/RELAYER_KEY/)
    expect(() => open({ APPLE_ENVIRONMENT: 'Production' })).toThrow(/appAppleId/)
  })

  it('refuses what Stripe did not sign, and stores nothing', async () => {
    const object = sessionOf({
      deployment: common.payments.deployment,
      checkout: 'x',
      payment: 'pi_1',
      terms,
    })
    const event = { id: 'evt_1', type: 'checkout.session.completed', object }
    const forged = await stripe(event, 'whsec_other')
    expect([forged.status, await codeOf(forged)]).toEqual([400, 'webhook-signature'])
    const { payload, header } = signStripe(event)
    const changed = await post(STRIPE_WEBHOOK, payload.replace('500', '999'), { 'stripe-signature': header })
    expect([changed.status, await codeOf(changed)]).toEqual([400, 'webhook-signature'])
    const bare = await post(STRIPE_WEBHOOK, payload)
    expect([bare.status, await codeOf(bare)]).toEqual([400, 'webhook-signature'])
    expect(await events()).toEqual([])
  })

  it('stores a paid session once, without a word about the payer', async () => {
    const payer = { customer_details: { email: 'artist@example.com', name: 'An Artist' } }
    expect((await paid('evt_1', 'pi_1', payer)).status).toBe(200)
    expect((await paid('evt_1', 'pi_1', payer)).status).toBe(200)
    const [event, ...more] = await events()
    expect(more).toEqual([])
    expect(event).toMatchObject({ id: 'stripe:evt_1', fact: { type: 'paid', payment: 'pi_1', terms } })
    expect(JSON.stringify(event, (_, value) => (typeof value === 'bigint' ? `${value}` : value))).not.toMatch(
      /artist/i,
    )
    await handleEvents(common, signal)
    // Stripe sends both for some ways to pay: another event of the same payment changes nothing.
    await paid('evt_2', 'pi_1')
    await handleEvents(common, signal)
    expect(await bought()).toMatchObject([
      {
        payment: 'pi_1',
        receipt: receiptId('stripe', 'pi_1'),
        owner,
        usdE6: 5_000_000n,
        promised: terms.spark,
        state: 'pending',
      },
    ])
  })

  it('takes nothing of sessions that are not paid yet, not ours, or of another network', async () => {
    await paid('evt_1', 'pi_1', { payment_status: 'unpaid' })
    await paid('evt_2', 'pi_2', { metadata: {} })
    const foreign = sessionOf({ deployment: `1:${zeroAddress}`, checkout: 'x', payment: 'pi_3', terms })
    await stripe({ id: 'evt_3', type: 'checkout.session.completed', object: foreign })
    await stripe({ id: 'evt_4', type: 'customer.created', object: { id: 'cus_1' } })
    await handleEvents(common, signal)
    // Their ids are kept, nothing else is.
    expect((await events()).map(({ fact }) => fact)).toEqual([null, null, null, null])
    expect(await bought()).toEqual([])
  })

  it('refuses a payment that is short, or in another currency', async () => {
    await paid('evt_1', 'pi_1', { amount_total: 499 })
    await paid('evt_2', 'pi_2', { currency: 'eur' })
    await handleEvents(common, signal)
    expect(await bought()).toMatchObject([
      { state: 'refused', code: 'payment-short', dueAt: null },
      { state: 'refused', code: 'payment-short', dueAt: null },
    ])
  })

  it('remembers a refund that comes before its payment, and the newest word of each source', async () => {
    const at = 1_795_651_000
    await stripe({ id: 'evt_1', type: 'refund.created', object: refundOf('pi_1', 200), created: at })
    await handleEvents(common, signal)
    await paid('evt_2', 'pi_1')
    const dispute = (id: string, type: string, status: string, created: number) =>
      stripe({ id, type: `charge.dispute.${type}`, object: disputeOf('pi_1', 300, status), created })
    await dispute('evt_3', 'closed', 'won', at + 9)
    await dispute('evt_4', 'created', 'needs_response', at + 1)
    await dispute('evt_5', 'created', 'warning_needs_response', at + 99)
    await handleEvents(common, signal)
    const takings = await db().select().from(paymentTakings)
    expect(Object.fromEntries(takings.map(({ source, taken }) => [source, taken]))).toEqual({
      re_pi_1_200: 200,
      du_pi_1: 0,
    })
    // A refund that fails leaves the money here.
    const failed = refundOf('pi_1', 200, { status: 'failed' })
    await stripe({ id: 'evt_6', type: 'refund.failed', object: failed, created: at })
    await handleEvents(common, signal)
    expect((await db().select().from(paymentTakings)).every(({ taken }) => taken === 0)).toBe(true)
  })

  it('ends a checkout that expired, but not one that was paid', async () => {
    const { deployment } = common.payments
    const [open, done] = [randomUUID(), randomUUID()]
    const row = { provider: 'stripe', pack: 'small', owner, usdCents: 500, spark: terms.spark } as const
    await db()
      .insert(checkouts)
      .values([
        { ...row, id: open },
        { ...row, id: done },
      ])
    const object = (checkout: string) => sessionOf({ deployment, checkout, payment: 'pi_1', terms })
    await stripe({ id: 'evt_1', type: 'checkout.session.completed', object: object(done) })
    await stripe({ id: 'evt_2', type: 'checkout.session.expired', object: object(done) })
    await stripe({ id: 'evt_3', type: 'checkout.session.expired', object: object(open) })
    await handleEvents(common, signal)
    const view = async (id: string) =>
      (await (await fetch(`${url}/v1/checkouts/${id}`)).json()) as { state: string; purchase?: object }
    expect(await view(done)).toMatchObject({ state: 'paid', purchase: { state: 'pending' } })
    expect(await view(open)).toMatchObject({ state: 'ended' })
  })

  describe('of the App Store', () => {
    const token = randomUUID()
    beforeEach(() =>
      db()
        .insert(checkouts)
        .values({ id: token, provider: 'apple', pack: 'small', owner, usdCents: 500, spark: terms.spark }),
    )
    const transaction = { transactionId: '2000001', productId: 'spark.small', appAccountToken: token }

    it('stores a charge once, and gives what the checkout promised for each piece', async () => {
      const notice = { uuid: 'n-1', type: 'ONE_TIME_CHARGE', transaction: { ...transaction, quantity: 2 } }
      expect([(await apple(notice)).status, (await apple(notice)).status]).toEqual([200, 200])
      expect(await events()).toHaveLength(1)
      await handleEvents(common, signal)
      expect(await bought()).toMatchObject([
        {
          receipt: receiptId('apple', '2000001'),
          owner,
          usdE6: 10_000_000n,
          promised: terms.spark * 2n,
          state: 'pending',
        },
      ])
    })

    it('refuses what is not signed under the root, or by no certificate for it, or for another app', async () => {
      const notice = { uuid: 'n-1', type: 'ONE_TIME_CHARGE', transaction }
      const unmarked = createAppleChain({ leafMark: '1.2.3.4' })
      const refusals = [
        await apple(notice, createAppleChain()),
        await apple(notice, unmarked),
        await apple({ ...notice, bundleId: 'com.example.other' }),
        // Needs no signature at all in Apple's library: only the two real environments can be set.
        await apple({ ...notice, environment: 'Xcode' }),
        await apple({ ...notice, environment: 'Production' }),
      ]
      for (const refused of refusals)
        expect([refused.status, await codeOf(refused)]).toEqual([400, 'webhook-signature'])
      const { signedPayload } = signNotification(chain, notice)
      const [head, , signature] = signedPayload.split('.')
      const forged = Buffer.from(JSON.stringify({ notificationType: 'REFUND' })).toString('base64url')
      const changed = await post(
        APPLE_WEBHOOK,
        JSON.stringify({ signedPayload: [head, forged, signature].join('.') }),
      )
      expect([changed.status, await codeOf(changed)]).toEqual([400, 'webhook-signature'])
      expect((await post(APPLE_WEBHOOK, 'not json')).status).toBe(400)
      expect(await events()).toEqual([])
    })

    it('refuses a charge that names no checkout, or one for another product', async () => {
      const charge = (uuid: string, change: object) =>
        apple({ uuid, type: 'ONE_TIME_CHARGE', transaction: { ...transaction, ...change } })
      await charge('n-1', { transactionId: '1', appAccountToken: undefined })
      await charge('n-2', { transactionId: '2', appAccountToken: randomUUID() })
      await charge('n-3', { transactionId: '3', productId: 'spark.huge' })
      await handleEvents(common, signal)
      expect((await bought()).map(({ state, code }) => [state, code])).toEqual(
        Array(3).fill(['refused', 'payment-unclaimed']),
      )
    })

    it('knows refunds in whole and in part, and those that were reversed', async () => {
      const at = Date.now()
      const refund = (uuid: string, type: string, signedDate: number, part?: number) =>
        apple({ uuid, type, signedDate, transaction: { ...transaction, revocationPercentage: part } })
      const taken = async () => {
        await handleEvents(common, signal)
        return (await db().select().from(paymentTakings)).map((row) => [row.taken, row.of])
      }
      await refund('n-1', 'REFUND', at, 25_000)
      expect(await taken()).toEqual([[25_000, 100_000]])
      await refund('n-2', 'REFUND', at + 1)
      expect(await taken()).toEqual([[100_000, 100_000]])
      await refund('n-3', 'REFUND_REVERSED', at + 2)
      expect(await taken()).toEqual([[0, 100_000]])
      await refund('n-4', 'REFUND', at + 1)
      expect(await taken()).toEqual([[0, 100_000]])
      await refund('n-5', 'CONSUMPTION_REQUEST', at + 3)
      expect(await taken()).toEqual([[0, 100_000]])
    })
  })

  it('never forgets an event or a payment, however old, but a checkout that nobody paid', async () => {
    await paid('evt_1', 'pi_1')
    await handleEvents(common, signal)
    const row = { provider: 'stripe', pack: 'small', owner, usdCents: 500, spark: 1n } as const
    const long = new Date(Date.now() - 400 * 86_400_000)
    await db()
      .insert(checkouts)
      .values([
        { ...row, id: randomUUID(), createdAt: long },
        { ...row, id: randomUUID(), createdAt: long, state: 'paid' },
        { ...row, id: randomUUID() },
      ])
    await db().update(paymentEvents).set({ receivedAt: long, handledAt: long })
    await db().update(purchases).set({ dueAt: null, paidAt: 1 })
    const now = common.clock.now()
    vi.spyOn(common.clock, 'now').mockReturnValue(now + 400 * 86_400)
    await createPruner(common).step()
    vi.restoreAllMocks()
    expect((await db().select().from(checkouts)).map(({ state }) => state).sort()).toEqual(['open', 'paid'])
    expect(await bought()).toHaveLength(1)
    await paid('evt_1', 'pi_1')
    await handleEvents(common, signal)
    expect([(await events()).length, (await bought()).length]).toEqual([1, 1])
  })
})
