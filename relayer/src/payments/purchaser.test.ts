import { receiptId, SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import { eq, sql } from 'drizzle-orm'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeMinter } from '../../test/fiatMinter.ts'
import { createWorld, newAccount, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import type { TakenFact } from '../core/paymentFact.ts'
import { outbox, paymentEvents, paymentTakings, purchases } from '../store/schema/index.ts'
import { storeEvent } from './inbox.ts'
import { createPurchaser } from './purchaser.ts'

const { signal } = new AbortController()
const minter = privateKeyToAccount(generatePrivateKey())
const PROMISED = 900_000_000n

describe('the purchaser', () => {
  let world: World
  let common: Common
  let fake: ReturnType<typeof createFakeMinter>
  const owner = newAccount().address

  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world.end())
  beforeEach(async () => {
    vi.restoreAllMocks()
    for (const table of [paymentEvents, paymentTakings, purchases, outbox]) await db().delete(table)
    fake = createFakeMinter(db())
    common = { ...world.common, chain: fake.chain }
    vi.spyOn(world.common.clock, 'now').mockImplementation(() => fake.rules.now)
  })

  const db = () => world.common.store.db
  let events = 0
  const pay = (payment: string, usdCents = 500) =>
    storeEvent(common, 'stripe', `evt_${events++}`, {
      type: 'paid',
      payment,
      checkout: null,
      terms: { owner, pack: 'small', usdCents, spark: PROMISED },
      product: null,
      quantity: 1,
      paidCents: usdCents,
    })
  const take = (payment: string, taken: number, change: Partial<TakenFact> = {}) =>
    storeEvent(common, 'stripe', `evt_${events++}`, {
      type: 'taken',
      payment,
      source: 'refund',
      taken,
      of: null,
      at: events,
      ...change,
    })
  /** As if the time had come to look again. */
  const step = async () => {
    await db().update(purchases).set({ dueAt: sql`now()` }).where(sql`due_at IS NOT NULL`)
    await createPurchaser(common, minter).step(signal)
  }
  const row = async (payment = 'pi_1') =>
    (await db().select().from(purchases).where(eq(purchases.payment, payment)))[0]
  const receipt = (turn = 0, payment = 'pi_1') => fake.receipts().get(receiptId('stripe', payment, turn))
  const rows = () => db().select().from(outbox)

  it('mints a payment once, under duplicates and for however long it is looked at', async () => {
    await pay('pi_1')
    await pay('pi_1')
    await step()
    expect(await rows()).toMatchObject([{ kind: 'purchase', sender: 'fiatMinter', state: 'queued' }])
    expect(await row()).toMatchObject({ state: 'pending', code: null })
    await step()
    expect(await rows()).toHaveLength(1)
    expect(await fake.mine('mined')).toEqual(['mint'])
    await step()
    const tx = (await rows())[0]?.tx
    expect(await row()).toMatchObject({ state: 'minted', spark: 909_090_909n, tx })
    // Followed until no re-org can take it away, then left alone.
    expect((await row())?.dueAt).not.toBeNull()
    await fake.finalize()
    await step()
    expect((await row())?.dueAt).toBeNull()
    await pay('pi_1')
    await step()
    expect(await rows()).toHaveLength(1)
    expect(receipt()).toMatchObject({ owner, usdE6: 5_000_000n, spark: 909_090_909_090_905_000_000n })
  })

  it('mints again after a re-org, by the same bytes', async () => {
    await pay('pi_1')
    await step()
    await fake.mine('mined')
    await step()
    await fake.reorg()
    await step()
    expect(await row()).toMatchObject({ state: 'minted' })
    expect(await rows()).toHaveLength(1)
    await fake.mine()
    await step()
    expect(await row()).toMatchObject({ state: 'minted', dueAt: null })
    expect([...fake.receipts().keys()]).toEqual([receiptId('stripe', 'pi_1')])
  })

  it('looks again at what was done when the chain forgets what was final', async () => {
    await pay('pi_1')
    await step()
    await fake.mine()
    await step()
    expect((await row())?.dueAt).toBeNull()
    fake.receipts().clear()
    await db().update(outbox).set({ state: 'mined', failed: true })
    await step()
    expect((await rows()).map(({ state }) => state)).toEqual(['mined', 'queued'])
    await fake.mine()
    await fake.finalize()
    await step()
    expect(await row()).toMatchObject({ state: 'minted', dueAt: null })
  })

  it('goes on with the others where an event cannot be handled', async () => {
    await pay('pi_1')
    await db().execute(sql`UPDATE payment_events SET fact = '{"type": "unheard of"}'`)
    await pay('pi_2')
    await step()
    expect(await row('pi_2')).toMatchObject({ state: 'pending' })
    expect(await row('pi_1')).toBeUndefined()
  })

  it('starts again where a transaction reverted, or was dropped before it was sent', async () => {
    await pay('pi_1')
    await step()
    const { available } = fake.rules
    fake.rules.available = 0n
    expect(await fake.mine()).toEqual(['mint'])
    expect((await rows())[0]?.failed).toBe(true)
    fake.rules.available = available
    await step()
    expect(await rows()).toHaveLength(2)
    await db()
      .update(outbox)
      .set({ state: 'dropped', code: 'FiatMinterTotalLimited' })
      .where(eq(outbox.state, 'queued'))
    await step()
    await fake.mine()
    await step()
    expect(await row()).toMatchObject({ state: 'minted', dueAt: null })
    expect(receipt()?.usdE6).toBe(5_000_000n)
  })

  it('waits for a full bucket, says so, asks less and less often, and holds up nobody else', async () => {
    fake.rules.available = 6_000_000n
    await pay('pi_1', 1_000)
    await pay('pi_2')
    await step()
    expect(await row('pi_1')).toMatchObject({ state: 'pending', code: 'purchase-limit', tries: 1 })
    expect(await rows()).toHaveLength(1)
    await step()
    expect((await row('pi_1'))?.tries).toBe(2)
    const wait = ((await row('pi_1'))?.dueAt?.getTime() ?? 0) - Date.now()
    expect(wait).toBeGreaterThan(5_000)
    await fake.mine()
    fake.rules.available = 20_000_000n
    await step()
    await fake.mine()
    await step()
    expect(await row('pi_1')).toMatchObject({ state: 'minted', code: null, tries: 0 })
    expect(await row('pi_2')).toMatchObject({ state: 'minted' })
  })

  it('gives no less than was promised', async () => {
    fake.rules.sparkPerUsd = (PROMISED * SPARK_UNIT_WEI) / 5_000_000n - 1n
    await pay('pi_1')
    await step()
    expect(await row()).toMatchObject({ state: 'pending', code: 'purchase-price' })
    // The operator pays it back: nothing was minted, nothing is burned.
    await take('pi_1', 500)
    await step()
    expect(await row()).toMatchObject({
      state: 'refunded',
      code: null,
      refundedUsdE6: 5_000_000n,
      dueAt: null,
    })
    expect(await rows()).toEqual([])
  })

  it('burns what was refunded, part by part, and once under duplicates', async () => {
    await pay('pi_1')
    await step()
    await fake.mine()
    await take('pi_1', 200)
    await take('pi_1', 200)
    await step()
    expect(await fake.mine()).toEqual(['chargeback'])
    await step()
    expect(await row()).toMatchObject({ state: 'minted', refundedUsdE6: 2_000_000n, dueAt: null })
    expect(receipt()?.refundedUsdE6).toBe(2_000_000n)
    await take('pi_1', 300, { source: 'du_1' })
    await step()
    await fake.mine()
    await step()
    expect(receipt()?.refundedUsdE6).toBe(5_000_000n)
    expect(await row()).toMatchObject({ state: 'refunded', spark: 0n })
    expect(await rows()).toHaveLength(3)
  })

  it('mints only the rest where a refund came before the payment', async () => {
    await take('pi_1', 100)
    await step()
    await pay('pi_1')
    await step()
    await fake.mine()
    await step()
    expect(receipt()).toMatchObject({ usdE6: 4_000_000n, refundedUsdE6: 0n })
    expect(await row()).toMatchObject({ state: 'minted', refundedUsdE6: 1_000_000n, dueAt: null })
  })

  it('mints again, under a receipt of its own, when a dispute is won, once the burn is final', async () => {
    await pay('pi_1')
    await step()
    await fake.mine()
    await take('pi_1', 500, { source: 'du_1', at: 10 })
    await step()
    await fake.mine('mined')
    await take('pi_1', 0, { source: 'du_1', at: 20 })
    await step()
    expect(await row()).toMatchObject({ state: 'pending' })
    expect(await rows()).toHaveLength(2)
    await fake.finalize()
    await step()
    expect(await fake.mine()).toEqual(['mint'])
    await step()
    expect(receipt(1)).toMatchObject({ usdE6: 5_000_000n, refundedUsdE6: 0n })
    expect(await row()).toMatchObject({ state: 'minted', refundedUsdE6: 0n, dueAt: null })
    // And is taken from there when it is refunded after all.
    await take('pi_1', 500, { at: 30 })
    await step()
    await fake.mine()
    expect(receipt(1)?.refundedUsdE6).toBe(5_000_000n)
  })

  it('says when a refund came too late to burn, and does not ask for ever', async () => {
    await pay('pi_1')
    await step()
    await fake.mine()
    fake.rules.final = true
    await take('pi_1', 500)
    await step()
    expect(await row()).toMatchObject({ state: 'minted', code: 'refund-late', dueAt: null })
  })

  it('releases what waits for a new owner when its time has come', async () => {
    fake.rules.escrow = 40n
    await pay('pi_1')
    await step()
    await fake.mine()
    await step()
    const minted = await row()
    expect(minted).toMatchObject({ state: 'minted', waitingSpark: 363_636_363n, releaseAt: 1_100 })
    expect(minted?.dueAt).not.toBeNull()
    expect(await rows()).toHaveLength(1)
    fake.rules.now = 1_100
    await step()
    expect(await fake.mine()).toEqual(['release'])
    await step()
    expect(await row()).toMatchObject({ waitingSpark: 0n, releaseAt: null, dueAt: null })
  })

  it('goes on with the others where one cannot be read', async () => {
    await pay('pi_1')
    await pay('pi_2')
    let calls = 0
    const readContract = async (call: never) => {
      calls += 1
      if (calls === 1) throw new Error('broken')
      return (fake.chain.readContract as (call: never) => unknown)(call)
    }
    const as = { ...common, chain: { ...fake.chain, readContract } as unknown as Common['chain'] }
    await createPurchaser(as, minter).step(signal)
    expect(await rows()).toHaveLength(1)
  })

  it('two replicas that both believe to lead send one transaction', async () => {
    await pay('pi_1')
    const both = [createPurchaser(common, minter), createPurchaser(common, minter)]
    await Promise.all(both.map((purchaser) => purchaser.step(signal)))
    expect(await rows()).toHaveLength(1)
  })
})
