import { formatAmount } from '../../lib/amounts.ts'
import { parseSogni, sogniUnits } from '../../lib/wei.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, inputStyle, TextInput } from '../../ui/Field.tsx'
import { formatSogni } from '../../ui/Sogni.tsx'

interface AmountFieldProps {
  label: string
  text: string
  onText: (text: string) => void
  /** The most there is, in wei. */
  most: bigint
  /** What the most is: "You hold". */
  mostName: string
}

/** An amount of SOGNI with its limit, and a button that takes all of it. */
export function AmountField({ label, text, onText, most, mostName }: AmountFieldProps) {
  const amount = parseSogni(text)
  const limit = `${mostName} ${formatSogni(most)}`
  const error =
    text === ''
      ? undefined
      : amount === undefined
        ? 'Type a number, like 100'
        : amount > most
          ? limit
          : undefined
  return (
    <div className="flex items-start gap-4">
      <Field className="min-w-0 flex-1" label={label} hint={limit} error={error}>
        <TextInput inputMode="decimal" value={text} onValueChange={onText} className={inputStyle} />
      </Field>
      <Button
        tone="quiet"
        size="small"
        className="mt-6"
        disabled={most === 0n}
        onClick={() => onText(plain(most))}
      >
        All
      </Button>
    </div>
  )
}

const plain = (wei: bigint) => exact(sogniUnits(wei))

/** Every digit, so that all is all. */
const exact = (units: bigint) => {
  const [whole = '0', fraction = ''] = [
    (units / 1_000_000_000n).toString(),
    (units % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, ''),
  ]
  return fraction === '' ? whole : `${whole}.${fraction}`
}

/** What the field says, and why it cannot be used. */
export function amountOf(text: string, most: bigint): { amount: bigint; blocked: string | undefined } {
  const amount = parseSogni(text) ?? 0n
  if (most === 0n) return { amount, blocked: `${formatAmount(0n, 'sogni')} to choose from` }
  return { amount, blocked: amount === 0n || amount > most ? 'Choose an amount' : undefined }
}
