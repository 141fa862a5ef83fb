import { describeError } from '../lib/errorText.ts'
import { Button } from './Button.tsx'

interface ErrorNoteProps {
  error: unknown
  /** What was being done: "The ledger could not be read". */
  title?: string
  onRetry?: () => void
  retryLabel?: string
}

/** What happened, what it cost, what to do, one button, and a small code. */
export function ErrorNote({ error, title, onRetry, retryLabel = 'Try again' }: ErrorNoteProps) {
  const text = describeError(error)
  return (
    <div role="alert" className="paper max-w-xl border-l-2 border-l-bad p-4">
      <p className="font-medium">{title ?? text.happened}</p>
      <p className="mt-1 text-soft">
        {title !== undefined && `${text.happened} `}
        {text.cost} {text.todo}
      </p>
      <div className="mt-3 flex items-center gap-4">
        {onRetry !== undefined && (
          <Button size="small" onClick={onRetry}>
            {retryLabel}
          </Button>
        )}
        <code className="font-mono text-12 text-soft">{text.code}</code>
      </div>
    </div>
  )
}
