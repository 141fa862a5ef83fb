import { BaseError } from '@supernet/sdk/errors'
import type { CheckoutView, PurchaseView } from '@supernet/sdk/schema'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { freshDevice, never, renderScreen } from '../../testing/renderScreen.tsx'
import { createKey } from '../../wallet/vault.ts'
import { CardPacks } from './CardPacks.tsx'

const packs = [
  { id: 'small', usdCents: 500, spark: 909_090_909n },
  { id: 'large', usdCents: 2_500, spark: 4_545_454_545n, appleProduct: 'spark.large' },
]
const getPacks = async () => ({ packs })
const getPurchases = async () => ({ purchases: [] as PurchaseView[] })

async function deviceWithOwner() {
  const db = await freshDevice()
  const { address } = await createKey(db, 'owner', 1)
  await db.put('settings', { kind: 'demo' }, 'owner')
  return { db, owner: address }
}

const purchase: PurchaseView = {
  receipt: `0x${'ab'.repeat(32)}`,
  provider: 'stripe',
  pack: 'small',
  owner: '0x1111111111111111111111111111111111111111',
  state: 'minted',
  usdE6: 5_000_000n,
  refundedUsdE6: 0n,
  spark: 909_090_909n,
  waitingSpark: 0n,
  paidAt: 1_795_651_000,
}
const checkout: CheckoutView = {
  id: '5b5c6c5e-6f0c-4d0b-9a63-0d4b4b8f4a11',
  provider: 'stripe',
  pack: 'small',
  owner: purchase.owner,
  usdCents: 500,
  spark: 909_090_909n,
  state: 'open',
  url: 'https://checkout.stripe.com/c/pay/x',
}

const page = window as { webkit?: unknown }
afterEach(() => {
  page.webkit = undefined
})

describe('CardPacks', () => {
  it('shows nothing where the relayer does not sell it', async () => {
    await renderScreen(<CardPacks />, { relayer: { getPacks } })
    expect(screen.queryByText('Pay by card')).toBeNull()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('keeps the places while it loads, and says what failed', async () => {
    const { unmount } = await renderScreen(<CardPacks />, {
      payments: ['stripe'],
      relayer: { getPacks: never },
    })
    expect(screen.getByRole('status').textContent).toContain('Loading packs')
    unmount()
    const failing = () => Promise.reject(new BaseError('network-unreachable'))
    await renderScreen(<CardPacks />, { payments: ['stripe'], relayer: { getPacks: failing } })
    expect((await screen.findByRole('alert')).textContent).toContain('The packs could not be read.')
  })

  it('goes to the checkout, and with the same id when it is pressed again after a failure', async () => {
    const { db, owner } = await deviceWithOwner()
    const go = vi.fn()
    const postCheckout = vi
      .fn()
      .mockRejectedValueOnce(new BaseError('payment-unreachable'))
      .mockResolvedValue(checkout)
    const relayer = { getPacks, getPurchases, postCheckout }
    await renderScreen(<CardPacks go={go} />, { db, payments: ['stripe'], relayer })
    const button = await screen.findByRole('button', { name: 'Buy for $5.00' })
    await waitFor(() => expect(button).toHaveProperty('disabled', false))
    fireEvent.click(button)
    expect((await screen.findByRole('alert')).textContent).toContain('nothing was charged')
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(go).toHaveBeenCalledWith(checkout.url))
    const [first, second] = postCheckout.mock.calls.map(([{ body }]) => body)
    expect(first).toMatchObject({ provider: 'stripe', pack: 'small', owner })
    expect(second).toEqual(first)
  })

  const back = async (answer: Partial<CheckoutView>) =>
    renderScreen(<CardPacks />, {
      payments: ['stripe'],
      at: `/spark?checkout=${checkout.id}`,
      relayer: { getPacks, getCheckout: async () => ({ ...checkout, ...answer }) },
    })

  it.each<[string, Partial<CheckoutView>]>([
    ['Waiting for the payment of 909.09 Spark.', {}],
    ['The checkout has ended.', { state: 'ended' }],
    ['Paid. 909.09 Spark is on its way.', { state: 'paid', purchase: { ...purchase, state: 'pending' } }],
    ['909.09 Spark has arrived.', { state: 'paid', purchase }],
    [
      'The payment went back, and the Spark with it.',
      { state: 'paid', purchase: { ...purchase, state: 'refunded' } },
    ],
    ['The payment could not be taken.', { state: 'paid', purchase: { ...purchase, state: 'refused' } }],
  ])('says after the return: %s', async (title, answer) => {
    await back(answer)
    expect(await screen.findByText(title)).toBeTruthy()
  })

  it('says why Spark waits', async () => {
    await back({ state: 'paid', purchase: { ...purchase, state: 'pending', code: 'purchase-limit' } })
    expect(await screen.findByText(/More Spark is bought for money than is minted in a day/)).toBeTruthy()
  })

  it('says what of it waits because the account is new', async () => {
    await back({
      state: 'paid',
      purchase: { ...purchase, waitingSpark: 9_000_000n, releaseAt: 1_795_910_200 },
    })
    expect(await screen.findByText(/^9 Spark of it comes on .*: the account is new\.$/)).toBeTruthy()
  })

  it('lists what the owner bought', async () => {
    const { db } = await deviceWithOwner()
    await renderScreen(<CardPacks />, {
      db,
      payments: ['stripe'],
      relayer: { getPacks, getPurchases: async () => ({ purchases: [purchase] }) },
    })
    const table = await screen.findByRole('table', { name: 'Purchases for money' })
    expect(table.textContent).toContain('$5.00')
    expect(table.textContent).toContain('arrived')
  })

  it('inside the app offers what its store sells, and hands the order to it', async () => {
    const { db } = await deviceWithOwner()
    const postMessage = vi.fn()
    page.webkit = { messageHandlers: { supernetStore: { postMessage } } }
    const { url: _, ...apple } = { ...checkout, provider: 'apple' as const, product: 'spark.large' }
    await renderScreen(<CardPacks />, {
      db,
      payments: ['stripe', 'apple'],
      relayer: { getPacks, getPurchases, postCheckout: async () => apple, getCheckout: async () => apple },
    })
    const button = await screen.findByRole('button', { name: 'Buy for $25.00' })
    expect(screen.queryByRole('button', { name: 'Buy for $5.00' })).toBeNull()
    await waitFor(() => expect(button).toHaveProperty('disabled', false))
    fireEvent.click(button)
    await waitFor(() =>
      expect(postMessage).toHaveBeenCalledWith({ product: 'spark.large', appAccountToken: checkout.id }),
    )
    expect(await screen.findByText('Waiting for the payment of 909.09 Spark.')).toBeTruthy()
  })

  it('offers nothing inside the app where its store is not set up', async () => {
    page.webkit = { messageHandlers: { supernetStore: { postMessage: () => undefined } } }
    await renderScreen(<CardPacks />, { payments: ['stripe'], relayer: { getPacks } })
    expect(screen.queryByText('Pay in the App Store')).toBeNull()
  })
})
