import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { formatAmount, parseAmount, sogniToUsd, sparkToUsd, usdToSpark } from '../lib/amounts.ts'
import { announce } from '../lib/device/changes.ts'
import { useDevice } from '../lib/device/device.ts'
import { useServices } from '../lib/services.ts'
import { balancesOptions } from '../queries/balances.ts'
import { statusOptions } from '../queries/status.ts'
import { Amount } from '../ui/Amount.tsx'
import { Bill, BillRow } from '../ui/Bill.tsx'
import { Choice } from '../ui/Choice.tsx'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import { Field, inputStyle, TextInput } from '../ui/Field.tsx'
import { Loading, Skeleton } from '../ui/Skeleton.tsx'
import { TxButton } from '../ui/TxButton.tsx'
import { EmptyPurse } from './EmptyPurse.tsx'
import { prepareBudget } from './openBudget.ts'
import type { Owner } from './owner.ts'
import { useTx } from './useTx.ts'

const ONE_DOLLAR = 10n ** 18n
const DAYS = 7
const least = (a: bigint, b: bigint) => (a < b ? a : b)

/** Opens the budget of this device: how much, in which currency, for how long. One dollar and a week by default. */
export function BudgetForm({ owner, onOpened }: { owner: Owner; onOpened?: () => void }) {
  const services = useServices()
  const db = useDevice()
  const balances = useQuery(balancesOptions(services, owner.address))
  const status = useQuery(statusOptions(services))
  const [currency, setCurrency] = useState<'spark' | 'sogni'>('spark')
  const [typed, setTyped] = useState<string>()

  const rate = BigInt(status.data?.sparkRate ?? '0')
  const held = balances.data?.[currency] ?? 0n
  const dollar = currency === 'spark' ? usdToSpark(ONE_DOLLAR) : (usdToSpark(ONE_DOLLAR) * rate) / 1_000_000n
  const amount = typed === undefined ? least(dollar, held) : parseAmount(typed, currency)
  const usd = amount === undefined ? 0n : currency === 'spark' ? sparkToUsd(amount) : sogniToUsd(amount, rate)

  const tx = useTx({
    done: 'The budget is open.',
    prepare: () => {
      const allowance = balances.data?.allowance ?? 0n
      return prepareBudget(db, services, { currency, amount: amount ?? 0n, days: DAYS, allowance })
    },
    onIndexed: () => {
      announce('keys')
      onOpened?.()
    },
  })

  if (balances.error !== null && balances.data === undefined) {
    return (
      <ErrorNote
        error={balances.error}
        title="The balances could not be read."
        onRetry={() => balances.refetch()}
      />
    )
  }
  if (balances.data === undefined) {
    return (
      <Loading what="balances">
        <Skeleton className="h-40 w-full" />
      </Loading>
    )
  }
  if (balances.data.spark === 0n && balances.data.sogni === 0n) return <EmptyPurse owner={owner} />

  const text = typed ?? formatAmount(amount ?? 0n, currency).split(' ')[0] ?? ''
  return (
    <div className="flex flex-col gap-4">
      <Choice
        label="Pay with"
        value={currency}
        onChange={(next) => {
          setCurrency(next)
          setTyped(undefined)
        }}
        options={[
          { value: 'spark', label: 'Spark', note: 'prepaid, half a cent each' },
          { value: 'sogni', label: 'SOGNI', note: 'the token, at its price of the day' },
        ]}
      />
      <Field
        label={`Amount in ${currency === 'spark' ? 'Spark' : 'SOGNI'}`}
        hint={
          <>
            {formatAmount(usd, 'usd')}. You hold {formatAmount(held, currency)}.{' '}
            {currency === 'spark' && <BuyLink />}
          </>
        }
        error={
          amount === undefined
            ? 'Type a number, like 200'
            : amount > held
              ? `You hold ${formatAmount(held, currency)}`
              : undefined
        }
      >
        <TextInput inputMode="decimal" value={text} onValueChange={setTyped} className={inputStyle} />
      </Field>
      <Bill>
        <BillRow label="This device may spend at most">
          <Amount value={amount ?? 0n} unit={currency} usd={usd} />
        </BillRow>
        <BillRow label="For">{DAYS} days</BillRow>
        <BillRow label="To take the rest back">ask, then wait 48 hours</BillRow>
      </Bill>
      <p className="text-13 text-soft">
        The budget is held by the ledger under a key that stays in this browser. The key can only pay for
        renders. The 48 hours let workers collect what they have already earned.
      </p>
      <TxButton
        state={tx.state}
        verb={`Open a budget of ${formatAmount(amount ?? 0n, currency)}`}
        blocked={
          amount === undefined || amount === 0n || amount > held ? 'Choose an amount you hold' : undefined
        }
        onPress={() => void tx.press()}
      />
    </div>
  )
}

const BuyLink = () => (
  <Link to="/spark" className="underline underline-offset-4">
    Buy more
  </Link>
)
