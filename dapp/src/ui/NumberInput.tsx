import { NumberField } from '@base-ui/react/number-field'

interface NumberInputProps {
  label: string
  value: number
  onChange: (value: number) => void
  min: number
  max: number
  step?: number
  hint?: string
}

/** A number on a written line with a smaller and a larger step beside it; the range is said below. */
export function NumberInput({ label, value, onChange, min, max, step = 1, hint }: NumberInputProps) {
  return (
    <NumberField.Root
      value={value}
      min={min}
      max={max}
      step={step}
      onValueChange={(next) => next !== null && onChange(next)}
      className="group"
    >
      <div className="flex items-baseline justify-between gap-2 text-13 text-soft">
        {/* The input names itself: the group has two more controls that a label would also name. */}
        <span aria-hidden="true">{label}</span>
        <span>{hint ?? `${min} to ${max}`}</span>
      </div>
      <NumberField.Group className="flex items-center border-soft border-b focus-within:border-action">
        <NumberField.Input
          aria-label={label}
          className="min-h-10 w-full min-w-0 bg-transparent py-1.5 focus-visible:outline-offset-4"
        />
        <NumberField.Decrement
          aria-label={`${label}: less`}
          className="size-9 text-18 hover:text-action disabled:opacity-40"
        >
          −
        </NumberField.Decrement>
        <NumberField.Increment
          aria-label={`${label}: more`}
          className="size-9 text-18 hover:text-action disabled:opacity-40"
        >
          +
        </NumberField.Increment>
      </NumberField.Group>
    </NumberField.Root>
  )
}
