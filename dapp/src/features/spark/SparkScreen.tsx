import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { parseAmount } from '../../lib/amounts.ts'
import { useServices } from '../../lib/services.ts'
import { saleOptions } from '../../queries/sale.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { ChooseOwner } from '../../wallet/ChooseOwner.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { BuySpark } from './BuySpark.tsx'
import { CardPacks } from './CardPacks.tsx'
import { PurseBill } from './PurseBill.tsx'
import { headline } from './purchase.ts'

/** One dollar's worth. */
const FIRST = '200'

/** What Spark costs in each currency, and the purchase. */
export function SparkScreen() {
  const { owner } = useOwner()
  const [text, setText] = useState(FIRST)
  const amount = parseAmount(text, 'spark')
  const sale = useQuery(saleOptions(useServices(), amount ?? 0n))
  if (sale.data === undefined) {
    if (sale.error === null) return <SparkSkeleton />
    return (
      <Screen title="Buy Spark">
        <ErrorNote
          error={sale.error}
          title="The price of Spark could not be read."
          onRetry={() => sale.refetch()}
        />
      </Screen>
    )
  }
  return (
    <Screen title={headline(sale.data)}>
      <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
        <Section title="Buy with a currency of the chain">
          <BuySpark
            sale={sale.data}
            fresh={!sale.isPlaceholderData}
            owner={owner}
            text={text}
            amount={amount}
            onText={setText}
          />
        </Section>
        <div className="flex flex-col gap-10">
          <Section title={owner === undefined ? 'Who pays' : 'What you hold'}>
            {owner === undefined ? <ChooseOwner /> : <PurseBill owner={owner} />}
          </Section>
          <Section title="What Spark is">
            <p className="max-w-2xl text-soft">
              Prepaid renders: one Spark is 43.2 render seconds, a base picture. It is spent by the budgets of
              your devices and can be neither sent to others nor sold. What you pay goes straight to the{' '}
              <Link to="/treasury" className="underline underline-offset-4">
                treasury
              </Link>
              , which must always be able to pay the workers for every Spark that is out.
            </p>
          </Section>
        </div>
      </div>
      <div className="mt-10 empty:hidden">
        <CardPacks />
      </div>
    </Screen>
  )
}

function SparkSkeleton() {
  return (
    <Screen title={<Skeleton className="h-12 w-full max-w-xl" />}>
      <Loading what="the price of Spark">
        <Skeleton className="h-80 w-full max-w-xl" />
      </Loading>
    </Screen>
  )
}
