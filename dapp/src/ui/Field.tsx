import { Field as Base } from '@base-ui/react/field'
import type { ReactNode } from 'react'

interface FieldProps {
  label: string
  hint?: ReactNode
  error?: string
  children: ReactNode
  className?: string
}

/** Label above, control, then one line for the hint or what is wrong; the line is kept when empty. */
export function Field({ label, hint, error, children, className }: FieldProps) {
  return (
    <Base.Root invalid={error !== undefined} className={className}>
      <Base.Label className="mb-1.5 block text-13 text-soft">{label}</Base.Label>
      {children}
      <div className="mt-1 min-h-5 text-13">
        {error === undefined ? (
          <Base.Description className="text-soft">{hint}</Base.Description>
        ) : (
          <Base.Error match className="text-bad">
            {error}
          </Base.Error>
        )}
      </div>
    </Base.Root>
  )
}

/** A line to write on. */
export const inputStyle =
  'w-full min-h-10 rounded-none border-0 border-b border-soft bg-transparent py-1.5 text-15 text-ink placeholder:text-soft focus:border-action focus-visible:outline-offset-4'

export const TextInput = Base.Control
