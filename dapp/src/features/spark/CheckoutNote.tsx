import type { CheckoutView } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { formatAmount } from '../../lib/amounts.ts'
import { useServices } from '../../lib/services.ts'
import { checkoutOptions } from '../../queries/purchases.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { describePurchase } from './purchaseText.ts'

/** What became of a checkout, for whoever comes back from paying. */
export function CheckoutNote({ id }: { id: string }) {
  const checkout = useQuery(checkoutOptions(useServices(), id))
  return (
    <div className="paper mb-4 max-w-xl border-l-2 border-l-action p-4" aria-live="polite">
      {checkout.data !== undefined ? (
        <Story checkout={checkout.data} />
      ) : checkout.error !== null ? (
        <ErrorNote
          error={checkout.error}
          title="The payment could not be looked up."
          onRetry={() => checkout.refetch()}
        />
      ) : (
        <Loading what="the payment">
          <Skeleton className="h-12 w-full" />
        </Loading>
      )}
    </div>
  )
}

function Story({ checkout: { state, purchase, spark, url } }: { checkout: CheckoutView }) {
  if (purchase !== undefined) {
    const { title, text } = describePurchase(purchase, spark)
    return (
      <>
        <p className="font-medium">{title}</p>
        {text !== undefined && <p className="mt-1 text-soft">{text}</p>}
      </>
    )
  }
  if (state === 'ended')
    return (
      <>
        <p className="font-medium">The checkout has ended.</p>
        <p className="mt-1 text-soft">Nothing was charged. Choose a pack to begin again.</p>
      </>
    )
  return (
    <>
      <p className="font-medium">Waiting for the payment of {formatAmount(spark, 'spark')}.</p>
      {url !== undefined && (
        <p className="mt-1 text-soft">
          Not paid yet?{' '}
          <a className="text-ink underline decoration-line underline-offset-4" href={url}>
            Go back to the checkout
          </a>
          . Nothing was charged.
        </p>
      )}
    </>
  )
}
