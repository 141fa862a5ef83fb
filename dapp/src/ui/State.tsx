import { cx } from 'class-variance-authority'

export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'plain'

const SIGN = { good: '✓', warn: '!', bad: '×', busy: '→', plain: '·' } as const
const COLOUR = {
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  busy: 'text-action',
  plain: 'text-soft',
} as const

/** A state is a sign and a word; the colour only repeats them. */
export function State({ tone, children, className }: { tone: Tone; children: string; className?: string }) {
  return (
    <span className={cx('whitespace-nowrap', COLOUR[tone], className)}>
      <span aria-hidden="true" className="mr-1 inline-block w-3 text-center font-mono">
        {SIGN[tone]}
      </span>
      {children}
    </span>
  )
}
