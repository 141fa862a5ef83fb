import type { Field, Value } from '@supernet/sdk/governance'
import { Code } from '../../ui/Code.tsx'
import { formatValue } from './values.ts'

interface ValueWordsProps {
  field: Field
  now: Value | undefined
  then: Value | undefined
}

const same = (a: Value, b: Value) => String(a).toLowerCase() === String(b).toLowerCase()

/** A value, and from what it comes where that differs. */
export function ValueWords({ field, now, then }: ValueWordsProps) {
  if (then === undefined) return null
  if (now === undefined || same(now, then)) {
    return (
      <>
        <One field={field} value={then} />
        {now !== undefined && field.key === undefined && <span className="text-13 text-soft"> as now</span>}
      </>
    )
  }
  return (
    <span>
      <span className="text-soft">
        <One field={field} value={now} />
      </span>
      <span aria-hidden="true"> → </span>
      <span className="sr-only"> becomes </span>
      <One field={field} value={then} />
    </span>
  )
}

const One = ({ field, value }: { field: Field; value: Value }) =>
  field.unit === 'address' || field.unit === 'hash' ? (
    <Code value={String(value)} label={field.label} />
  ) : (
    formatValue(field, value)
  )
