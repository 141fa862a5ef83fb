import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { formatAmount, formatBps, sparkToUsd } from '../../lib/amounts.ts'
import { useServices } from '../../lib/services.ts'
import { purseOptions, SALE_CURRENCIES, type Sale, type SaleCurrency } from '../../queries/sale.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Field, inputStyle, TextInput } from '../../ui/Field.tsx'
import { TxButton } from '../../ui/TxButton.tsx'
import type { Owner } from '../../wallet/owner.ts'
import { useTx } from '../../wallet/useTx.ts'
import { Bought, type BoughtSpark } from './Bought.tsx'
import { prepareBuy } from './prepareBuy.ts'
import { blockOf, CURRENCY_NAMES, mostFor, stopOf } from './purchase.ts'
import { SaleBill } from './SaleBill.tsx'
import { StopNote } from './StopNote.tsx'

const PACKS = ['200', '1000', '4000', '20000'] as const
const SLIPPAGE = ['50', '100', '300'] as const

interface BuySparkProps {
  sale: Sale
  /** False while the costs are those of the amount before. */
  fresh: boolean
  owner: Owner | undefined
  text: string
  amount: bigint | undefined
  onText: (text: string) => void
}

/** Currency, amount, what it costs at most, and the one button. */
export function BuySpark({ sale, fresh, owner, text, amount, onText }: BuySparkProps) {
  const services = useServices()
  const purse = useQuery(purseOptions(services, owner?.address))
  const [currency, setCurrency] = useState<SaleCurrency>('usdc')
  const [slippage, setSlippage] = useState<(typeof SLIPPAGE)[number]>('100')
  const [bought, setBought] = useState<BoughtSpark>()
  const sent = useRef<`0x${string}`>(undefined)

  const terms = sale.terms[currency]
  const stop = stopOf(sale, currency, amount ?? 0n)
  const cost = terms.at === 'open' && fresh ? terms.cost : undefined
  const maxIn = cost === undefined ? undefined : mostFor(cost, Number(slippage))
  // Ether goes along whole and the rest comes back; tokens are only taken up to the cost.
  const needed = currency === 'eth' ? maxIn : cost

  const tx = useTx({
    done: 'The Spark is yours.',
    prepare: async () => {
      if (owner === undefined || amount === undefined || maxIn === undefined || purse.data === undefined)
        throw new Error('Pressed before the price was known')
      const { allowed } = purse.data
      const steps = await prepareBuy(services, { owner: owner.address, currency, amount, maxIn, allowed })
      const action: typeof steps.action = async (client) => {
        sent.current = await steps.action(client)
        return sent.current
      }
      return { ...steps, action }
    },
    onIndexed: () => setBought({ amount: amount ?? 0n, hash: sent.current }),
  })

  if (bought !== undefined) return <Bought bought={bought} onMore={() => setBought(undefined)} />
  return (
    <div className="flex flex-col gap-4">
      <Choice
        label="Pay with"
        value={currency}
        onChange={setCurrency}
        options={SALE_CURRENCIES.map((value) => ({
          value,
          label: CURRENCY_NAMES[value],
          note: noteOf(sale, value),
        }))}
      />
      <div>
        <Field
          label="Amount in Spark"
          hint={amount !== undefined && `${formatAmount(sparkToUsd(amount), 'usd')} of renders.`}
          error={amount === undefined ? 'Type a number, like 200' : undefined}
        >
          <TextInput inputMode="decimal" value={text} onValueChange={onText} className={inputStyle} />
        </Field>
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          {PACKS.map((pack) => (
            <Button key={pack} tone="quiet" size="small" onClick={() => onText(pack)}>
              {Number(pack).toLocaleString('en')}
            </Button>
          ))}
        </div>
      </div>
      {stop === undefined ? (
        <SaleBill sale={sale} currency={currency} amount={amount ?? 0n} cost={cost} maxIn={maxIn} />
      ) : (
        <StopNote stop={stop} />
      )}
      <Choice
        label="Should the price move before the block, pay at most this much more"
        value={slippage}
        onChange={setSlippage}
        options={SLIPPAGE.map((value) => ({ value, label: formatBps(Number(value)) }))}
      />
      {purse.error !== null && purse.data === undefined && (
        <ErrorNote
          error={purse.error}
          title="What you hold could not be read."
          onRetry={() => purse.refetch()}
        />
      )}
      <TxButton
        state={tx.state}
        verb={`Buy ${formatAmount(amount ?? 0n, 'spark')}`}
        blocked={
          owner === undefined
            ? 'Choose who pays first'
            : blockOf({
                amount,
                cost: needed,
                held: purse.data?.held[currency],
                stopped: stop !== undefined,
                currency,
              })
        }
        onPress={() => void tx.press()}
      />
    </div>
  )
}

function noteOf(sale: Sale, currency: SaleCurrency): string {
  const terms = sale.terms[currency]
  if (sale.paused || terms.at === 'stopped') return 'not now'
  return terms.discountBps === 0 ? 'full price' : `${formatBps(terms.discountBps)} less`
}
