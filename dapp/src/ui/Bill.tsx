import { cx } from 'class-variance-authority'
import type { ReactNode } from 'react'

/** Rows of a bill: label left, dotted leader, amount right. */
export function Bill({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={cx('flex flex-col gap-1', className)}>{children}</dl>
}

interface BillRowProps {
  label: ReactNode
  children: ReactNode
  /** The ruled last line. */
  total?: boolean
}

export function BillRow({ label, children, total = false }: BillRowProps) {
  return (
    <div className={cx('flex items-baseline gap-2', total && 'mt-1 border-ink border-t pt-2 font-medium')}>
      <dt className={total ? 'text-ink' : 'text-soft'}>{label}</dt>
      <span aria-hidden className="leader" />
      <dd className="max-w-2/3 text-right">{children}</dd>
    </div>
  )
}
