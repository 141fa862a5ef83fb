import type { PaymentProvider, SparkPack } from '@supernet/sdk/schema'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { formatAmount } from '../../lib/amounts.ts'
import { useServices } from '../../lib/services.ts'
import { packsOptions } from '../../queries/purchases.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { findAppStore } from './appStore.ts'
import { CheckoutNote } from './CheckoutNote.tsx'
import { PurchaseList } from './PurchaseList.tsx'

/** The query word that a checkout comes back with. */
const CHECKOUT = 'checkout'

const centsToUsd = (cents: number) => BigInt(cents) * 10_000_000_000_000_000n

interface CardPacksProps {
  /** Leaves the page for the one to pay on. */
  go?: (url: string) => void
}

/** Spark for money outside the chain: shown where the relayer sells it this way, and this device can pay so. */
export function CardPacks({ go = (url) => window.location.assign(url) }: CardPacksProps) {
  const { network } = useServices()
  const [search] = useSearchParams()
  const store = findAppStore(window)
  // Inside the app its store is the only way that the store allows.
  const provider: PaymentProvider = store === undefined ? 'stripe' : 'apple'
  if (!network.payments.includes(provider)) return null
  const checkout = search.get(CHECKOUT)
  return (
    <Section
      title={provider === 'stripe' ? 'Pay by card' : 'Pay in the App Store'}
      note="The Spark arrives a moment after the payment. For a new account a part of it waits for some days."
    >
      {checkout !== null && <CheckoutNote id={checkout} />}
      <Packs provider={provider} go={go} />
      <PurchaseList />
    </Section>
  )
}

function Packs({ provider, go }: { provider: PaymentProvider; go: (url: string) => void }) {
  const services = useServices()
  const { owner } = useOwner()
  const packs = useQuery(packsOptions(services))
  const [, setSearch] = useSearchParams()
  // One id for as long as the page is open: a second press, or a try after a failure, opens no second checkout.
  const [ids] = useState(() => new Map<string, string>())
  const buy = useMutation({
    mutationFn: (pack: SparkPack) => {
      if (owner === undefined) throw new Error('A purchase needs an owner')
      const key = `${pack.id} ${owner.address}`
      const id = ids.get(key) ?? crypto.randomUUID()
      ids.set(key, id)
      return services.relayer.postCheckout({ body: { id, provider, pack: pack.id, owner: owner.address } })
    },
    onSuccess: ({ id, state, url, product }) => {
      if (state !== 'open') ids.clear()
      else if (url !== undefined) return go(url)
      else if (product !== undefined) findAppStore(window)?.({ product, appAccountToken: id })
      setSearch({ [CHECKOUT]: id })
    },
  })

  if (packs.error !== null && packs.data === undefined)
    return (
      <ErrorNote error={packs.error} title="The packs could not be read." onRetry={() => packs.refetch()} />
    )
  if (packs.data === undefined)
    return (
      <Loading what="packs">
        <Skeleton className="h-24 w-full" />
      </Loading>
    )
  const sold = packs.data.filter((pack) => provider === 'stripe' || pack.appleProduct !== undefined)
  return (
    <>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4" aria-label="Packs of Spark">
        {sold.map((pack) => (
          <li key={pack.id} className="paper flex flex-col gap-3 p-4">
            <p className="text-24">
              <Amount value={pack.spark} unit="spark" />
            </p>
            <Button
              disabled={owner === undefined || buy.isPending}
              title={owner === undefined ? 'Choose an account first' : undefined}
              onClick={() => buy.mutate(pack)}
            >
              Buy for {formatAmount(centsToUsd(pack.usdCents), 'usd')}
            </Button>
          </li>
        ))}
      </ul>
      {buy.error !== null && (
        <div className="mt-4">
          <ErrorNote error={buy.error} onRetry={() => buy.variables && buy.mutate(buy.variables)} />
        </div>
      )}
    </>
  )
}
