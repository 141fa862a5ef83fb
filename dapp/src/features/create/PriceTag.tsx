import type { Order, Quote } from '@supernet/sdk/schema'
import { formatSeconds } from '../../lib/time.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'

interface PriceTagProps {
  quote: Quote | undefined
  /** False while the quote is that of the order before: it keeps the place, and is pale. */
  fresh: boolean
  currency: Order['currency']
}

/** Price in all three moneys and the time, on the left of the button. Its place is kept while it is asked for. */
export function PriceTag({ quote, fresh, currency }: PriceTagProps) {
  if (quote === undefined) {
    return (
      <div className="flex flex-col gap-1.5 md:items-end">
        <Skeleton className="h-4 w-32" />
        <Skeleton className="h-3 w-40" />
      </div>
    )
  }
  const { totalSpark, totalSogni, totalUsdE18 } = quote.price
  const spark = { value: totalSpark, unit: 'spark' } as const
  const sogni = totalSogni === undefined ? undefined : ({ value: totalSogni, unit: 'sogni' } as const)
  const [main, other] = currency === 'sogni' && sogni ? [sogni, spark] : [spark, sogni]
  return (
    <div aria-live="polite" aria-busy={!fresh} className="aria-busy:opacity-50 md:text-right" data-price>
      <p className="whitespace-nowrap">
        <Amount {...main} usd={totalUsdE18} />
      </p>
      <p className="whitespace-nowrap text-12 text-soft">
        {other ? <Amount {...other} /> : 'SOGNI has no price now'}
        {quote.etaSeconds !== undefined && ` · about ${formatSeconds(quote.etaSeconds)}`}
      </p>
    </div>
  )
}
