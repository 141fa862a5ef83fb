import { cx } from 'class-variance-authority'
import type { HTMLAttributes } from 'react'

/** Paper with a perforated top edge: a ticket or a receipt, nothing else. */
export function Slip({ className, ...rest }: HTMLAttributes<HTMLDivElement>) {
  return <div className={cx('slip', className)} {...rest} />
}
