import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fiatMinterAbi, sparkPointsAbi, usdcAbi } from '@supernet/sdk/abi'
import { getFiatOwed, getReceipt, releaseReceipt, settleFiat } from '@supernet/sdk/actions'
import { relayerClient } from '@supernet/sdk/http'
import { receiptId } from '@supernet/sdk/protocol'
import { APPLE_WEBHOOK, type PurchaseView, STRIPE_WEBHOOK } from '@supernet/sdk/schema'
import pg from 'pg'
import { createWalletClient, type Hex, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rpc } from '../../deploy/local/rpc.ts'
import { until } from '../../deploy/local/until.ts'
import { BUNDLE_ID, createAppleChain, signNotification } from '../../relayer/test/appleChain.ts'
import {
  disputeOf,
  refundOf,
  sessionOf,
  signStripe,
  WEBHOOK_SECRET,
} from '../../relayer/test/stripeEvents.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'

const PURCHASED = 0
const UNIT = 10n ** 12n
const CENTS = 500

describe('money outside the chain', () => {
  let net: TestNetwork
  const apple = createAppleChain()
  const folder = mkdtempSync(join(tmpdir(), 'apple-'))

  beforeAll(async () => {
    const root = join(folder, 'root.cer')
    writeFileSync(root, apple.root)
    net = await startTestNetwork({
      workers: 0,
      relayerEnv: (keys) => ({
        FIAT_MINTER_KEY: keys.key('fiatMinter'),
        SPARK_PACKS: `small:${CENTS}:spark.small`,
        STRIPE_SECRET_KEY: 'sk_test_none',
        STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
        APPLE_BUNDLE_ID: BUNDLE_ID,
        APPLE_ENVIRONMENT: 'Sandbox',
        APPLE_ROOT_CERTIFICATES: root,
        APPLE_ONLINE_CHECKS: 'false',
      }),
    })
  })
  afterAll(async () => {
    await net?.end()
    rmSync(folder, { recursive: true, force: true })
  })

  const relayer = () => relayerClient(net.urls.relayer)
  const newOwner = () => privateKeyToAccount(generatePrivateKey()).address
  const minter = () => ({ address: net.network.contracts.fiatMinter, abi: fiatMinterAbi }) as const
  const deployment = () => `${net.network.chainId}:${net.network.contracts.fiatMinter}`
  const held = (owner: Hex) =>
    net.chain.reader.readContract({
      address: net.network.contracts.sparkPoints,
      abi: sparkPointsAbi,
      functionName: 'classBalanceOf',
      args: [owner, PURCHASED],
    })
  const owed = () => net.chain.reader.readContract({ ...minter(), functionName: 'fiatOwed' })
  let spark: bigint | undefined
  /** What the pack buys; asked for once, because the relayer is dead at times. */
  const price = async () => {
    spark ??= (await relayer().getPacks()).packs[0]?.spark ?? 0n
    return spark
  }
  const mintsOf = (owner: Hex) =>
    net.chain.reader.getContractEvents({
      ...minter(),
      eventName: 'FiatMinted',
      args: { owner },
      fromBlock: 0n,
    })
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(net.urls.relayer + path, { method: 'POST', body, headers })

  type Event = Parameters<typeof signStripe>[0]
  /** As a provider does: until it was taken. */
  const deliver = (event: Event) =>
    until(
      async () => {
        const { payload, header } = signStripe(event)
        return (await post(STRIPE_WEBHOOK, payload, { 'stripe-signature': header })).ok
      },
      { what: `Delivering ${event.id}`, timeoutMs: 90_000 },
    )
  const paid = async (id: string, payment: string, owner: Hex): Promise<Event> => {
    const terms = { owner, pack: 'small', usdCents: CENTS, spark: await price() }
    const object = sessionOf({ deployment: deployment(), checkout: randomUUID(), payment, terms })
    return { id, type: 'checkout.session.completed', object }
  }
  const purchase = (owner: Hex, wanted: (view: PurchaseView) => boolean) =>
    until(
      async () => {
        const { purchases } = await relayer().getPurchases({ query: { owner } })
        return purchases.find(wanted)
      },
      { what: 'The purchase', timeoutMs: 60_000 },
    )
  const query = async <T extends pg.QueryResultRow>(text: string): Promise<T[]> => {
    const client = new pg.Client({ connectionString: net.urls.database })
    await client.connect()
    try {
      return (await client.query<T>(text)).rows
    } finally {
      await client.end()
    }
  }
  /** Every purchase is final, but for what waits for its release: no transaction is under way. */
  const settled = () =>
    until(
      async () => {
        const [row] = await query<{ open: number }>(`
          SELECT (SELECT count(*) FROM purchases WHERE due_at IS NOT NULL AND waiting_spark = 0)
            + (SELECT count(*) FROM outbox WHERE kind = 'purchase' AND state NOT IN ('final', 'dropped'))
            + (SELECT count(*) FROM payment_events WHERE handled_at IS NULL) AS open`)
        return Number(row?.open) === 0
      },
      { what: 'Final purchases', timeoutMs: 120_000 },
    )

  it('a payment gives its Spark once, however often it is told and the relayer is killed', async () => {
    const owner = newOwner()
    const payments = Array.from({ length: 4 }, (_, i) => `pi_kill_${i}`)
    const promised = await price()
    for (const [i, payment] of payments.entries()) {
      const event = await paid(`evt_kill_${i}`, payment, owner)
      await deliver(event)
      // Acknowledged is stored: whatever it was doing, it dies.
      net.kill('relayer')
      await deliver(event)
      await deliver({ ...event, id: `evt_kill_again_${i}` })
      await new Promise((resolve) => setTimeout(resolve, 150 + 400 * i))
      net.kill('relayer')
    }
    await settled()
    for (const [i] of payments.entries()) await deliver(await paid(`evt_kill_${i}`, `pi_kill_${i}`, owner))
    await settled()
    const logs = await mintsOf(owner)
    expect(logs.map(({ args }) => args.receipt).sort()).toEqual(
      payments.map((payment) => receiptId('stripe', payment)).sort(),
    )
    // The first payments of an owner come at once up to $20, as the parameters say.
    expect((await held(owner)) / UNIT).toBeGreaterThanOrEqual(promised * BigInt(payments.length))
    const view = await purchase(owner, ({ state }) => state === 'minted')
    expect(view).toMatchObject({ spark: promised, usdE6: BigInt(CENTS) * 10_000n, refundedUsdE6: 0n })
  })

  it('a re-org takes the mint away, and it comes back once', async () => {
    const owner = newOwner()
    await deliver(await paid('evt_reorg', 'pi_reorg', owner))
    await purchase(owner, ({ state }) => state === 'minted')
    await rpc(net.urls.rpc, 'anvil_reorg', [3, []])
    await settled()
    expect((await held(owner)) / UNIT).toBe(await price())
    expect(await mintsOf(owner)).toHaveLength(1)
  })

  it('a refund burns its Spark and lowers the debt, in part and in whole, also when it comes first', async () => {
    const owner = newOwner()
    const before = await owed()
    await deliver(await paid('evt_refund', 'pi_refund', owner))
    await purchase(owner, ({ state }) => state === 'minted')
    const minted = await held(owner)
    await deliver({ id: 'evt_part', type: 'refund.created', object: refundOf('pi_refund', 200) })
    await purchase(owner, ({ refundedUsdE6 }) => refundedUsdE6 === 2_000_000n)
    await settled()
    expect(await held(owner)).toBe(minted - (minted * 2n + 4n) / 5n)
    await deliver({ id: 'evt_rest', type: 'charge.dispute.created', object: disputeOf('pi_refund', 300) })
    const done = await purchase(owner, ({ state }) => state === 'refunded')
    expect(done).toMatchObject({ spark: 0n, refundedUsdE6: 5_000_000n })
    await settled()
    expect(await held(owner)).toBe(0n)
    // Rounded against the debtor, by a millionth of a dollar for each call.
    expect((await owed()) - before).toBeLessThanOrEqual(2n)

    const late = newOwner()
    await deliver({ id: 'evt_early', type: 'refund.created', object: refundOf('pi_late', 500) })
    await deliver(await paid('evt_late', 'pi_late', late))
    await purchase(late, ({ state }) => state === 'refunded')
    await settled()
    expect(await mintsOf(late)).toEqual([])
  })

  it('a dispute that is won gives the Spark back under a receipt of its own', async () => {
    const owner = newOwner()
    const at = 1_795_660_000
    await deliver(await paid('evt_won', 'pi_won', owner))
    await purchase(owner, ({ state }) => state === 'minted')
    const dispute = (id: string, kind: string, status: string, created: number) =>
      deliver({ id, type: `charge.dispute.${kind}`, object: disputeOf('pi_won', CENTS, status), created })
    await dispute('evt_won_1', 'created', 'needs_response', at)
    await purchase(owner, ({ state }) => state === 'refunded')
    await dispute('evt_won_2', 'closed', 'won', at + 9)
    await purchase(owner, ({ state }) => state === 'minted')
    await settled()
    expect((await mintsOf(owner)).map(({ args }) => args.receipt)).toEqual([
      receiptId('stripe', 'pi_won'),
      receiptId('stripe', 'pi_won', 1),
    ])
    // The owner counts as new since the chargeback: all of it waits for its release.
    const { waitingSpark } = await purchase(owner, (view) => view.waitingSpark > 0n)
    expect([waitingSpark, await held(owner)]).toEqual([await price(), 0n])
  })

  it('what the operator collected is owed until it is paid in, and a new owner waits for a part', async () => {
    const owner = newOwner()
    const payments = Array.from({ length: 5 }, (_, i) => `pi_new_${i}`)
    for (const [i, payment] of payments.entries()) await deliver(await paid(`evt_new_${i}`, payment, owner))
    // $20 come at once, as the parameters say: the fifth payment waits.
    const waiting = await until(
      async () => {
        const { purchases } = await relayer().getPurchases({ query: { owner } })
        const minted = purchases.filter(({ state }) => state === 'minted')
        return minted.length === payments.length && minted.find((view) => view.waitingSpark > 0n)
      },
      { what: 'Five mints', timeoutMs: 60_000 },
    )
    const { fiatMinter, usdc } = net.network.contracts
    const { reader } = net.chain
    const receipt = await getReceipt(reader, { fiatMinter, receipt: waiting.receipt })
    expect(receipt).toMatchObject({ owner, releaseAt: waiting.releaseAt })
    expect((await held(owner)) / UNIT).toBe((await price()) * 4n)

    const payer = net.keys.account('modelOwner')
    const account = createWalletClient({ account: payer, chain: foundry, transport: http(net.urls.rpc) })
    await expect(releaseReceipt(account, { fiatMinter, receipt: waiting.receipt })).rejects.toMatchObject({
      code: 'FiatMinterNothingToRelease',
    })
    const debt = await getFiatOwed(reader, { fiatMinter })
    const token = { address: usdc, abi: usdcAbi, account: payer } as const
    await net.chain.send({ ...token, functionName: 'mint', args: [payer.address, debt] })
    await net.chain.send({ ...token, functionName: 'approve', args: [fiatMinter, debt] })
    const hash = await settleFiat(account, { fiatMinter, usdE6: debt })
    await reader.waitForTransactionReceipt({ hash })
    expect(await getFiatOwed(reader, { fiatMinter })).toBe(0n)
  })

  it('what nobody signed is refused with a code, and leaves nothing', async () => {
    const counts = () =>
      query(
        'SELECT (SELECT count(*) FROM payment_events) AS events, (SELECT count(*) FROM purchases) AS bought',
      )
    const before = await counts()
    const { payload, header } = signStripe(await paid('evt_forged', 'pi_forged', newOwner()), 'whsec_other')
    const refused = await post(STRIPE_WEBHOOK, payload, { 'stripe-signature': header })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ error: { code: 'webhook-signature' } })
    const notice = { uuid: 'n-forged', type: 'ONE_TIME_CHARGE', transaction: { transactionId: '1' } }
    const foreign = signNotification(createAppleChain(), notice)
    const alien = await post(APPLE_WEBHOOK, JSON.stringify(foreign))
    expect(alien.status).toBe(400)
    expect(await alien.json()).toMatchObject({ error: { code: 'webhook-signature' } })
    expect(await counts()).toEqual(before)
  })

  it('a purchase in the App Store gives what its checkout promised, and a refund takes it back', async () => {
    const owner = newOwner()
    const { payments } = await relayer().getNetwork()
    expect(payments).toEqual(['stripe', 'apple'])
    const order = { id: randomUUID(), provider: 'apple', pack: 'small', owner } as const
    const checkout = await relayer().postCheckout({ body: order })
    expect(checkout).toMatchObject({ state: 'open', product: 'spark.small', spark: await price() })
    const transaction = { transactionId: '2000000001', productId: 'spark.small', appAccountToken: order.id }
    const notify = async (uuid: string, type: string) => {
      const body = signNotification(apple, { uuid, type, transaction })
      expect((await post(APPLE_WEBHOOK, JSON.stringify(body))).status).toBe(200)
    }
    await notify('n-1', 'ONE_TIME_CHARGE')
    await notify('n-1', 'ONE_TIME_CHARGE')
    await purchase(owner, ({ state }) => state === 'minted')
    const { state, purchase: bought } = await relayer().getCheckout({ params: { id: order.id } })
    expect([state, bought?.receipt]).toEqual(['paid', receiptId('apple', '2000000001')])
    expect((await held(owner)) / UNIT).toBe(checkout.spark)
    await notify('n-2', 'REFUND')
    await purchase(owner, (view) => view.state === 'refunded')
    await settled()
    expect(await held(owner)).toBe(0n)
    expect(await mintsOf(owner)).toHaveLength(1)
  })
})
