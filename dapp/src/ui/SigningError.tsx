import { isDeclined } from '../lib/declined.ts'
import { ErrorNote } from './ErrorNote.tsx'

interface SigningErrorProps {
  error: unknown
  /** Said where the person declined; nothing is, unless something was begun. */
  declined?: string
  onRetry?: () => void
}

/** What came in between when somebody was to sign. */
export function SigningError({ error, declined, onRetry }: SigningErrorProps) {
  if (error === null) return null
  if (!isDeclined(error)) return <ErrorNote error={error} onRetry={onRetry} />
  if (declined === undefined) return null
  return (
    <p className="text-13" role="status">
      {declined}
    </p>
  )
}
