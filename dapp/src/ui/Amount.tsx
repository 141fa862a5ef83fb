import { cx } from 'class-variance-authority'
import { exactAmount, formatAmount, type Unit } from '../lib/amounts.ts'

interface AmountProps {
  value: bigint
  unit: Unit
  /** Price in money beside it, the first time on a screen. 1e-18 dollars. */
  usd?: bigint
  className?: string
}

const COLOUR = { spark: 'text-spark', sogni: 'text-sogni', usd: '', usdc: '', eth: '' } as const

export function Amount({ value, unit, usd, className }: AmountProps) {
  return (
    <span className={cx('whitespace-nowrap', className)} title={exactAmount(value, unit)}>
      <span className={COLOUR[unit]}>{formatAmount(value, unit)}</span>
      {usd !== undefined && <span className="text-soft"> ({formatAmount(usd, 'usd')})</span>}
    </span>
  )
}
