import { useId } from 'react'

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  onChange: (value: Value) => void
  options: readonly { value: Value; label: string; note?: string }[]
}

/** A few words of which one is underlined: a radio group without boxes. */
export function Choice<Value extends string>({ label, value, onChange, options }: ChoiceProps<Value>) {
  const name = useId()
  return (
    <fieldset>
      <legend className="text-13 text-soft">{label}</legend>
      <div className="flex min-h-10 flex-wrap items-center gap-x-5 gap-y-1">
        {options.map((option) => (
          <label
            key={option.value}
            className="cursor-pointer border-transparent border-b-2 py-1.5 text-soft hover:text-ink has-checked:border-action has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-action has-focus-visible:outline-offset-4"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.label}
            {option.note !== undefined && <span className="ml-1 text-13 text-soft">{option.note}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
