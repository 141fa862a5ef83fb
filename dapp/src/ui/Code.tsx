import { cx } from 'class-variance-authority'
import { copyText } from './copyText.ts'

/** `0x1234…cdef`: the head and the tail are what people compare. */
export const shorten = (value: string) =>
  value.length > 14 ? `${value.slice(0, 6)}…${value.slice(-4)}` : value

interface CodeProps {
  value: string
  /** What it is, for the copy button's name. */
  label: string
  className?: string
}

/** Hash, address or seed: shortened in the middle, full on hover and on copy. */
export function Code({ value, label, className }: CodeProps) {
  return (
    <button
      type="button"
      title={value}
      aria-label={`Copy ${label.toLowerCase()} ${shorten(value)}`}
      onClick={() => void copyText(value, label)}
      className={cx('whitespace-nowrap rounded-paper font-mono text-13 hover:text-action', className)}
    >
      {shorten(value)}
    </button>
  )
}
