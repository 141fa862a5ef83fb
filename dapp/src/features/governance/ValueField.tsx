import { type Field as Described, refusalOf } from '@supernet/sdk/governance'
import { Choice } from '../../ui/Choice.tsx'
import { shorten } from '../../ui/Code.tsx'
import { Field, inputStyle, TextInput } from '../../ui/Field.tsx'
import { formatValue, parseValue, UNIT_NAMES } from './values.ts'

interface ValueFieldProps {
  field: Described
  text: string
  /** What it is now, in words. */
  now: string | undefined
  onText: (text: string) => void
}

/** One value of a parameter, in the way its unit is typed. */
export function ValueField({ field, text, now, onText }: ValueFieldProps) {
  if (field.unit === 'flag') {
    return (
      <Choice
        label={field.label}
        value={text === 'true' ? 'true' : 'false'}
        onChange={onText}
        options={[
          { value: 'true', label: 'Yes' },
          { value: 'false', label: 'No' },
        ]}
      />
    )
  }
  if (field.unit === 'choice') {
    return (
      <Choice
        label={field.label}
        value={text}
        onChange={onText}
        options={(field.options ?? [])
          .map((label, index) => ({ value: String(index), label }))
          .slice(Number(field.least ?? 0n))}
      />
    )
  }
  const value = parseValue(field, text)
  const wrong =
    text.trim() === ''
      ? undefined
      : value === undefined
        ? 'Not a value of this kind'
        : refusalOf(field, value)
  const reads =
    value === undefined || field.unit === 'address' || field.unit === 'hash' ? '' : formatValue(field, value)
  const unit = UNIT_NAMES[field.unit]
  return (
    <Field
      label={unit === undefined ? field.label : `${field.label}, ${unit}`}
      hint={now === undefined ? reads : `Now ${now.startsWith('0x') ? shorten(now) : now}.`}
      error={wrong}
    >
      <TextInput
        value={text}
        onValueChange={onText}
        spellCheck={false}
        autoComplete="off"
        className={field.unit === 'address' || field.unit === 'hash' ? `${inputStyle} font-mono` : inputStyle}
      />
    </Field>
  )
}
