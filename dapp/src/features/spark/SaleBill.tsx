import { SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import { formatAmount, formatBps } from '../../lib/amounts.ts'
import type { Sale, SaleCurrency } from '../../queries/sale.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { CURRENCY_NAMES, formatCost } from './purchase.ts'

interface SaleBillProps {
  sale: Sale
  currency: SaleCurrency
  amount: bigint
  /** Undefined while it is asked for. */
  cost: bigint | undefined
  maxIn: bigint | undefined
}

const E18 = 10n ** 18n

/** How the cost comes about, as the chain has it. */
export function SaleBill({ sale, currency, amount, cost, maxIn }: SaleBillProps) {
  const terms = sale.terms[currency]
  if (terms.at !== 'open') return null
  const name = CURRENCY_NAMES[currency]
  const full = (amount * SPARK_UNIT_WEI * sale.usdPerSparkE18) / E18
  const off = (full * BigInt(terms.discountBps)) / 10_000n
  return (
    <div aria-live="polite">
      <Bill>
        <BillRow label={<Amount value={amount} unit="spark" />}>
          <Amount value={full} unit="usd" />
        </BillRow>
        {terms.discountBps > 0 && (
          <BillRow label={`${formatBps(terms.discountBps)} less for paying in ${name}`}>
            −<Amount value={off} unit="usd" />
          </BillRow>
        )}
        <BillRow label={`One ${name}, by the chain`}>{formatAmount(terms.priceE18, 'usd')}</BillRow>
        <BillRow label="You pay" total>
          <span className={currency === 'sogni' ? 'text-sogni' : undefined}>
            {cost === undefined ? '…' : formatCost(cost, currency)}
          </span>
        </BillRow>
        <BillRow label={currency === 'eth' ? 'Sent along; the rest comes back at once' : 'Never more than'}>
          {maxIn === undefined ? '…' : formatCost(maxIn, currency)}
        </BillRow>
      </Bill>
    </div>
  )
}
